"""Migrations at start: each in a transaction of its own, one process at a time."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.errors import StorageError

LOCK = 0x66616374626F74
"""The number of PostgreSQL's advisory lock that a migration holds; SQLite's own write lock does the same there."""

_in_this_process = threading.Lock()
"""Alembic keeps what it works on in global variables."""


async def upgrade(engine: AsyncEngine) -> None:
    """Bring the tables to the last migration, whatever other processes do at the same time.

    Raises:
        StorageError: if a newer version of the bot has migrated the database.
    """
    config = _config()
    # A lock of asyncio belongs to one event loop, and waiting for one of threads would block the loop.
    while not _in_this_process.acquire(blocking=False):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    try:
        moved = True
        while moved:
            async with engine.begin() as connection:
                moved = await connection.run_sync(_step, config)
    finally:
        _in_this_process.release()


def _step(connection: Connection, config: Config) -> bool:
    """Run the next migration; False if there is none."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    known = revisions(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known:
        raise StorageError(
            f"its tables are of a newer version ({current}): update the bot, or name another database with "
            "FACTBOT_DATABASE_URL"
        )
    missing = known[known.index(current) + 1 :] if current else known
    if not missing:
        return False
    config.attributes["connection"] = connection
    command.upgrade(config, missing[0])
    return True


def revisions(config: Config | None = None) -> list[str]:
    """All migrations, first to last."""
    scripts = ScriptDirectory.from_config(config or _config())
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
