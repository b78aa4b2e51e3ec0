from __future__ import annotations

import asyncio
import multiprocessing
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, func, select, text

from bot.storage import upgrade as upgrading
from bot.storage.database import Database, default_url
from bot.storage.errors import RefusedError, StorageError
from bot.storage.questions import Questions, write_asked
from bot.storage.tables import asked, metadata
from bot.storage.upgrade import revisions
from tests.storage.conftest import admin, needs_postgres, on, question


def test_the_migrations_make_the_tables_that_the_code_means(url: str) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async def work(database: Database) -> object:
        async with database.writing() as connection:
            return await connection.run_sync(differences)

    assert on(url, work) == []


def test_from_each_migration_to_the_last(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database of every earlier state is brought to the last one, with what is in it."""
    step = upgrading._step
    steps: list[bool] = []

    def first_only(connection: Connection, config: object) -> bool:
        steps.append(step(connection, config))  # type: ignore[arg-type]
        return False

    async def write(database: Database) -> None:
        async with database.writing() as connection:
            await write_asked(connection, [question(1)])

    async def read(database: Database) -> object:
        return await Questions(database).get(question(1).key)

    monkeypatch.setattr(upgrading, "_step", first_only)
    on(url, write)
    for _ in revisions():
        assert on(url, read) == question(1)
    monkeypatch.undo()
    assert steps == [True] * len(revisions()) + [False]
    assert on(url, read) == question(1)


def test_opening_twice_at_once_in_one_process(url: str) -> None:
    async def main() -> int:
        databases = [Database(url) for _ in range(4)]
        await asyncio.gather(*(database.open() for database in (*databases, databases[0])))
        async with databases[3].reading() as connection:
            count = (await connection.execute(select(func.count()).select_from(asked))).scalar_one()
        for database in databases:
            await database.close()
        return int(count)

    assert asyncio.run(main()) == 0


def _write(url: str, first: int, number: int) -> None:
    async def work(database: Database) -> None:
        for at in range(first, first + number):
            async with database.writing() as connection:
                await write_asked(connection, [question(at)])

    on(url, work)


@pytest.mark.parametrize("turns", [1, 2, 3, 5, 8, 13, 21])
def test_who_gives_up_opening_leaves_nothing_half_made(url: str, turns: int) -> None:
    async def give_up(database: Database) -> None:
        opening = asyncio.create_task(database.open())
        for _ in range(turns):
            await asyncio.sleep(0)
        opening.cancel()
        await asyncio.wait([opening])
        await database.close()
        assert not database.is_open
        assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []

    # A thread that outlived the loop would raise in it, which the settings of these tests turn into a failure.
    database = Database(url)
    asyncio.run(give_up(database))
    assert on(url, questions) == 0


async def questions(database: Database) -> int:
    async with database.reading() as connection:
        return (await connection.execute(select(func.count()).select_from(asked))).scalar_one()


def test_processes_that_open_and_write_at_once(url: str) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(url, 100 * number, 40)) for number in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]

    async def count(database: Database) -> int:
        return len(await Questions(database).since(question().at))

    assert on(url, count) == 120


def test_a_transaction_that_fails_leaves_no_trace(url: str) -> None:
    async def work(database: Database) -> object:
        with pytest.raises(KeyError):
            async with database.writing() as connection:
                await write_asked(connection, [question(1)])
                raise KeyError
        return await Questions(database).get(question(1).key)

    assert on(url, work) is None


def test_refused_values_are_told_from_a_database_out_of_order(url: str) -> None:
    async def work(database: Database) -> None:
        with pytest.raises(RefusedError):
            async with database.writing() as connection:
                await connection.execute(asked.insert().values(key="x"))
        with pytest.raises(StorageError):
            async with database.writing() as connection:
                await connection.execute(text("SELECT * FROM nowhere"))

    on(url, work)


def test_a_database_of_a_newer_version(url: str) -> None:
    async def work(database: Database) -> None:
        async with database.writing() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    on(url, work)
    with pytest.raises(StorageError, match=r"newer version \(9999\): update the bot"):
        on(url, work)


def test_reading_waits_for_no_writer(url: str) -> None:
    async def work(database: Database) -> list[object]:
        async with database.writing() as connection:
            await write_asked(connection, [question(1)])
            before = await Questions(database).get(question(1).key)
        return [before, await Questions(database).get(question(1).key)]

    assert on(url, work) == [None, question(1)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("postgres://u:p@host/db", "postgresql+asyncpg://u:p@host/db"),
        ("postgresql://u:p@host/db?sslmode=require", "postgresql+asyncpg://u:p@host/db?ssl=require"),
        ("sqlite:////var/lib/x.db", "sqlite+aiosqlite:////var/lib/x.db"),
    ],
)
def test_urls_as_people_write_them(written: str, meant: str) -> None:
    assert Database(written).url.render_as_string(hide_password=False) == meant


@pytest.mark.parametrize(
    "url",
    [
        "nonsense p4ssword",
        "mysql://u:p4ssword@host/db",
        "sqlite://",
        "sqlite:///:memory:",
        "postgres://u:p4ssword@host/db?sslmode=require&channel_binding=require",
    ],
)
def test_urls_of_no_use(url: str) -> None:
    with pytest.raises(StorageError, match="FACTBOT_DATABASE_URL: ") as raised:
        Database(url)
    assert "p4ssword" not in str(raised.value)


def test_the_password_is_never_shown() -> None:
    assert "p4ss" not in str(Database("postgres://u:p4ss@host/db"))
    with pytest.raises(StorageError, match="check that PostgreSQL runs there") as raised:
        on("postgres://u:p4ss@127.0.0.1:9/db", lambda _: asyncio.sleep(0))
    assert "p4ss" not in str(raised.value)


@needs_postgres
def test_postgres_names_what_is_missing(postgres_url: str) -> None:
    gone = postgres_url.replace("/test_", "/gone_")
    with pytest.raises(StorageError, match=r"database \"gone_\w+\" does not exist: check"):
        on(gone, lambda _: asyncio.sleep(0))


@needs_postgres
def test_lost_connections_are_replaced(postgres_url: str) -> None:
    name = postgres_url.rpartition("/")[2].partition("?")[0]
    kill = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"

    async def work(database: Database) -> object:
        await asyncio.to_thread(admin, kill)
        await Questions(database).since(question().at)
        with pytest.raises(StorageError):
            async with database.writing() as connection:
                await write_asked(connection, [question(1)])
                await asyncio.to_thread(admin, kill)
                await write_asked(connection, [question(2)])
        return await Questions(database).since(question().at)

    assert on(postgres_url, work) == []


def _damage(path: Path, how: str) -> None:
    if how == "no database":
        path.write_bytes(b"these are no tables at all, and never were" * 200)
        return
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.executemany("INSERT INTO t VALUES (?)", [("loaf" * 200,)] * 200)
    connection.close()
    data = bytearray(path.read_bytes())
    data[8192:40960] = b"\xff" * (40960 - 8192)
    path.write_bytes(data)


@pytest.mark.parametrize("how", ["no database", "torn pages"])
def test_a_damaged_file(sqlite_url: str, tmp_path: Path, how: str) -> None:
    path = tmp_path / "data" / "factbot.sqlite3"
    path.parent.mkdir()
    _damage(path, how)
    size = path.stat().st_size
    with pytest.raises(StorageError, match=r"factbot\.sqlite3: .*: move it away") as raised:
        on(sqlite_url, lambda _: asyncio.sleep(0))
    assert "\n" not in str(raised.value)
    assert path.stat().st_size == size
    path.unlink()
    on(sqlite_url, lambda _: asyncio.sleep(0))


def test_a_file_that_may_not_be_written(sqlite_url: str) -> None:
    on(sqlite_url, lambda _: asyncio.sleep(0))
    path = sqlite_url.partition("///")[2]
    read_only = f"sqlite:///file:{path}?mode=ro&uri=true"

    async def write(database: Database) -> None:
        async with database.writing() as connection:
            await write_asked(connection, [question(1)])

    with pytest.raises(StorageError, match="readonly database: make file and folder writable"):
        on(read_only, write)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", "utf-8")
    with pytest.raises(StorageError, match="check the disk and the folder's permissions"):
        on(default_url(tmp_path / "data"), lambda _: asyncio.sleep(0))


def test_a_file_that_is_moved_away_is_noticed(sqlite_url: str, tmp_path: Path) -> None:
    path = tmp_path / "data" / "factbot.sqlite3"

    async def work(database: Database) -> int:
        path.rename(tmp_path / "elsewhere")
        with pytest.raises(StorageError, match="moved or replaced"):
            await Questions(database).since(question().at)
        assert not database.is_open
        await database.open()
        return len(await Questions(database).since(question().at))

    assert on(sqlite_url, work) == 0
    assert path.exists()
