"""Databases to test on: SQLite always, PostgreSQL where ``FACTBOT_TEST_POSTGRES`` names a server."""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import Database, default_url
from bot.storage.records import Asked

SERVER = "FACTBOT_TEST_POSTGRES"
T = TypeVar("T")
START = datetime(2030, 5, 1, 12, tzinfo=UTC)


async def until(done: Callable[[], bool], patience: float = 20.0) -> None:
    """Wait for something that must come."""
    async with asyncio.timeout(patience):
        while not done():
            await asyncio.sleep(0.01)


def on(url: str, work: Callable[[Database], Awaitable[T]]) -> T:
    """Do something with an open database, in an event loop of its own."""

    async def main() -> T:
        database = Database(url)
        await database.open()
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(main())


def admin(*statements: str) -> None:
    """Run statements on the server, outside any transaction."""

    async def main() -> None:
        engine = create_async_engine(server().set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            for statement in statements:
                await connection.execute(text(statement))
        await engine.dispose()

    asyncio.run(main())


def server() -> Any:
    return make_url(os.environ[SERVER])


needs_postgres = pytest.mark.skipif(
    not os.environ.get(SERVER), reason=f"{SERVER} names no PostgreSQL server; .ci/postgres starts one"
)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return default_url(tmp_path / "data")


@pytest.fixture
def postgres_url() -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    admin(f"CREATE DATABASE {name}")
    yield server().set(database=name).render_as_string(hide_password=False)
    admin(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=needs_postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of a database that is empty."""
    return str(request.getfixturevalue(f"{request.param}_url"))


def question(number: int = 0, **changes: Any) -> Asked:
    """A question, asked so many minutes after the start."""
    values: dict[str, Any] = {
        "key": f"{number:032x}",
        "at": START + timedelta(minutes=number),
        "question": f"How many loaves, number {number}?",
        "language": "en",
        "outcome": "answer",
        "facts": ("sales",),
        "candidates": ("sales", "rent", "owner"),
        "confidence": 0.75,
        "why": "clear",
        "place": "slash",
        "guild": 2**62,
        "channel": 7,
    }
    return Asked(**{**values, **changes})
