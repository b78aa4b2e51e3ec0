"""One database: SQLite in the data directory, or PostgreSQL by URL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from asyncpg import InterfaceError as PostgresInterfaceError
from asyncpg import PostgresError
from sqlalchemy import URL, Connection, event, make_url, text
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    OperationalError,
    SQLAlchemyError,
    StatementError,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.errors import RefusedError, StorageError
from bot.storage.upgrade import upgrade

PATIENCE = 10.0
"""Seconds that a connection or a lock may take; a statement may take three times as long."""

_WAITS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
_READING = "reading"
_UNREACHABLE = (SQLAlchemyError, PostgresError, PostgresInterfaceError, OSError, TimeoutError)
_DRIVERS = {
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
}
_SSL = {"sslmode": "ssl"}
"""What libpq and asyncpg call the same parameter of a URL."""

_PARAMETERS = {
    "host", "port", "user", "password", "passfile", "ssl", "target_session_attrs", "prepared_statement_cache_size",
}  # fmt: skip
"""What may stand in the URL of a PostgreSQL database after the question mark; libpq knows more than asyncpg."""


def default_url(data_dir: Path) -> str:
    """The SQLite database in the data directory."""
    return URL.create("sqlite+aiosqlite", database=str(data_dir / "factbot.sqlite3")).render_as_string()


class Database:
    """Connections to one database, whose tables are there once it has been opened.

    Args:
        url: as SQLAlchemy takes it, or as people write it (``postgres://``, ``postgresql://``, ``sqlite:///``).

    Raises:
        StorageError: if the URL cannot be one of a database that the bot knows.
    """

    def __init__(self, url: str) -> None:
        self.url = _parsed(url)
        self._engine: AsyncEngine | None = None
        self._file = _file(self.url)
        self._identity: tuple[int, int] | None = None
        self._opening = asyncio.Lock()
        self._half: asyncio.Task[AsyncEngine] | None = None

    def __str__(self) -> str:
        return str(self._file) if self._file else self.url.render_as_string(hide_password=True)

    @property
    def is_open(self) -> bool:
        """Whether the tables are known to be there."""
        return self._engine is not None

    async def open(self) -> None:
        """Connect and migrate; nothing is done if it is open already.

        Raises:
            StorageError: if the database cannot be reached, read or written.
        """
        async with self._opening:
            if self._engine is not None:
                return
            # Whoever gives up waiting leaves no connection half made, whose thread would outlive the event loop: it is
            # made to its end, for the next one who opens or for close().
            half = self._half = self._half or asyncio.create_task(self._opened(), name="open database")
            await asyncio.wait([half])
            self._half = None
            self._engine = half.result()

    async def _opened(self) -> AsyncEngine:
        try:
            if self._file:
                self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            engine = self._connect()
        except OSError as error:
            raise self._failure(error) from error
        try:
            if self._file:
                await self._examine(engine)
            await upgrade(engine)
            self._identity = self._inode()
        except BaseException as error:
            await engine.dispose()
            if isinstance(error, _UNREACHABLE):
                raise self._failure(error) from error
            if isinstance(error, StorageError):
                raise StorageError(f"{self}: {error}") from error
            raise
        return engine

    async def close(self) -> None:
        """Give up all connections; it may be opened again."""
        if half := self._half:
            await asyncio.wait([half])
            self._half = None
            if not half.cancelled() and half.exception() is None:
                self._engine = half.result()
        engine, self._engine = self._engine, None
        if engine is not None:
            await engine.dispose()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write; it holds when the block ends, and leaves no trace if it raises.

        Raises:
            StorageError: if the database is out of reach or refuses to work; the same may be tried again later.
            RefusedError: if it refuses the values.
        """
        async with self._transaction({}) as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that reads one state of the database and waits for no writer.

        Raises:
            StorageError: as for :meth:`writing`.
        """
        async with self._transaction({_READING: True}) as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield connection

    @asynccontextmanager
    async def driver(self) -> AsyncIterator[Any]:
        """A connection as its driver has it, outside any transaction; it is cut when the block ends.

        Raises:
            StorageError: as for :meth:`writing`, from within the block too.
        """
        try:
            async with self._usable().connect() as connection:
                raw = (await connection.get_raw_connection()).driver_connection
                try:
                    yield raw
                finally:
                    if raw is not None:
                        raw.terminate()
        except _UNREACHABLE as error:
            raise self._failure(error) from error

    def _usable(self) -> AsyncEngine:
        if self._engine is None:
            raise StorageError(f"{self}: the database is not open: open it first")
        return self._engine

    @asynccontextmanager
    async def _transaction(self, options: Mapping[str, Any]) -> AsyncIterator[AsyncConnection]:
        engine = self._usable()
        if self._identity != self._inode():
            # SQLite would go on writing into a file that no longer has a name.
            await self.close()
            raise StorageError(f"{self}: the file was moved or replaced while it was open: it is opened anew")
        try:
            async with engine.connect() as plain:
                connection = await plain.execution_options(**options)
                async with connection.begin():
                    yield connection
        except _UNREACHABLE as error:
            if _of_values(error):
                raise RefusedError(" ".join(str(getattr(error, "orig", error)).split())) from error
            raise self._failure(error) from error

    def _connect(self) -> AsyncEngine:
        if self._file is None:
            return create_async_engine(
                self.url,
                pool_pre_ping=True,
                pool_timeout=PATIENCE,
                connect_args={"timeout": PATIENCE, "command_timeout": 3 * PATIENCE},
            )
        engine = create_async_engine(self.url, pool_timeout=PATIENCE, connect_args={"timeout": PATIENCE})
        event.listen(engine.sync_engine, "connect", _prepare)
        event.listen(engine.sync_engine, "begin", _begin)
        return engine

    async def _examine(self, engine: AsyncEngine) -> None:
        """Find damage before it is met in the middle of something."""
        for wait in (*_WAITS, None):
            try:
                async with engine.connect() as plain:
                    connection = await plain.execution_options(**{_READING: True})
                    said = (await connection.execute(text("PRAGMA quick_check(1)"))).scalar_one()
                break
            except OperationalError as error:
                # While another process turns a new file to WAL, SQLite does not wait by itself.
                if wait is None or "locked" not in str(error):
                    raise
                await asyncio.sleep(wait)
        if said != "ok":
            raise StorageError(f"the file is damaged ({' '.join(said.split())}): {_DAMAGED}")

    def _inode(self) -> tuple[int, int] | None:
        if self._file is None:
            return None
        try:
            status = self._file.stat()
        except OSError:
            return (0, 0)
        return (status.st_dev, status.st_ino)

    def _failure(self, error: BaseException) -> StorageError:
        """An error in one line that says what to do."""
        origin = getattr(error, "orig", None) or error
        said = " ".join(str(origin).rpartition(">: ")[2].split()) or type(origin).__name__
        return StorageError(f"{self}: {said}: {self._remedy(said)}")

    def _remedy(self, said: str) -> str:
        if self._file is None:
            return "check that PostgreSQL runs there and FACTBOT_DATABASE_URL names its host, user and password"
        if "not a database" in said or "malformed" in said:
            return _DAMAGED
        if "readonly" in said or "unable to open" in said or "ermission" in said:
            return "make file and folder writable for the bot, or name another folder with FACTBOT_DATA_DIR"
        if "locked" in said:
            return "another program holds it; close that, or wait"
        if "full" in said:
            return "free some space on the disk"
        return "check the disk and the folder's permissions"


def _of_values(error: BaseException) -> bool:
    """Whether an error is about what was to be written, not about the database."""
    if isinstance(error, IntegrityError | DataError):
        return True
    if isinstance(error, DBAPIError):
        # PostgreSQL's classes 22 and 23: data exceptions and broken constraints.
        return str(getattr(error.orig, "sqlstate", None) or "").startswith(("22", "23"))
    return isinstance(error, StatementError)


_DAMAGED = "move it away and restart for an empty one, or restore a copy"


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        # The text may hold a password, so it is not repeated.
        raise StorageError(
            "FACTBOT_DATABASE_URL: it is no URL: write postgresql://user:password@host/database, "
            "or sqlite:////folder/file"
        ) from None
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise StorageError(
            f"FACTBOT_DATABASE_URL: {parsed.drivername} is no known kind of database: use postgresql:// or sqlite:///"
        )
    if not driver.startswith("postgresql"):
        return parsed.set(drivername=driver)
    query = {_SSL.get(key, key): value for key, value in parsed.query.items()}
    if unknown := sorted(query.keys() - _PARAMETERS):
        known = ", ".join(sorted({*_SSL, *_PARAMETERS}))
        raise StorageError(
            f"FACTBOT_DATABASE_URL: unknown parameter {unknown[0]}: take it out; those known here are {known}"
        )
    return parsed.set(drivername=driver, query=query)


def _file(url: URL) -> Path | None:
    """The file of a SQLite database; a database in memory would be another one for each connection."""
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        raise StorageError("FACTBOT_DATABASE_URL: the SQLite database has no file: write sqlite:////folder/file")
    name = url.database.removeprefix("file:") if url.query.get("uri") else url.database
    return Path(name)


def _prepare(connection: Any, _: Any) -> None:
    """Settings of each new SQLite connection."""
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, tables included
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Take the write lock at once: a reader that turns writer is refused without waiting."""
    reading = connection.get_execution_options().get(_READING)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
