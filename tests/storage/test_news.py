"""News of revisions: told at once where the database can, found by looking where it cannot."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.news import Newest, News
from bot.storage.publish import Publisher
from bot.storage.states import State
from tests.conftest import BAKERY, write_base
from tests.storage.conftest import admin, needs_postgres, on

FIRST = Newest(1, State.PUBLISHED)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_base(tmp_path / "knowledge", BAKERY)


def hearing(url: str, folder: Path, every: float, *before: str) -> Newest | None:
    """What is heard after the first revision was published, at the latest after ten seconds."""

    async def main(database: Database) -> Newest | None:
        news = News(database, every=every)
        try:
            assert await news.next() is None
            if before:
                await asyncio.to_thread(admin, *before)
            heard = asyncio.create_task(news.next())
            await asyncio.sleep(0.1)
            await Publisher(database, folder).reconcile()
            return await asyncio.wait_for(heard, 10)
        finally:
            await news.close()

    return on(url, main)


def test_a_new_revision_is_found_by_looking(url: str, folder: Path) -> None:
    assert hearing(url, folder, 0.05) == FIRST


@needs_postgres
def test_postgres_tells_of_it_without_a_look(postgres_url: str, folder: Path) -> None:
    assert hearing(postgres_url, folder, 1000) == FIRST


@needs_postgres
def test_a_lost_connection_is_noticed_without_a_look(postgres_url: str, folder: Path) -> None:
    name = postgres_url.rsplit("/", 1)[1].partition("?")[0]
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    assert hearing(postgres_url, folder, 1000, cut) == FIRST


def test_it_can_be_told_to_look_again(url: str) -> None:
    async def main(database: Database) -> None:
        news = News(database, every=1000)
        try:
            await news.next()
            news.again()
            async with asyncio.timeout(10):
                assert await news.next() is None
            waiting = asyncio.create_task(news.next())
            await asyncio.sleep(0.1)
            assert not waiting.done()
            news.again()
            async with asyncio.timeout(10):
                assert await waiting is None
        finally:
            await news.close()

    on(url, main)


def test_a_database_that_is_not_open_is_an_error(url: str) -> None:
    async def main() -> None:
        with pytest.raises(StorageError, match="not open"):
            await News(Database(url)).next()

    asyncio.run(main())
