"""What one process publishes goes live in the others; trouble with database and disk is survived and told once."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.client import following as following_
from bot.client.following import Follower, following
from bot.storage.database import Database
from bot.storage.publish import Publisher
from bot.storage.revisions import Revisions
from tests.conftest import BAKERY, write_base
from tests.storage.conftest import admin, needs_postgres, postgres_url, sqlite_url, url

__all__ = ["postgres_url", "sqlite_url", "url"]

FACTS = "facts/bakery.yaml"
RENT = "**900 crowns**"
SECONDS = 2.0
"""How soon an edit must be live everywhere."""


class Process:
    """One process with its own connections, and its copy of the facts, the text of which counts as what is live."""

    def __init__(self, url: str, folder: Path) -> None:
        self.database, self.folder = Database(url), folder
        self.told: list[str] = []
        self.live = ""
        self.follower = Follower(self.database, folder, self._live, self._tell)

    async def _live(self) -> None:
        self.live = (self.folder / FACTS).read_text("utf-8")

    async def _tell(self, text: str) -> None:
        self.told.append(text)

    @contextlib.asynccontextmanager
    async def running(self, number: int = 1) -> AsyncIterator[Process]:
        opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        opened.set_result(None)
        try:
            async with following(self.follower, opened):
                await self.until_at(number)
                yield self
        finally:
            await self.database.close()

    async def until_at(self, number: int, seconds: float = 20) -> None:
        async with asyncio.timeout(seconds):
            while self.follower.revision != number:
                await asyncio.sleep(0.01)

    async def until_told(self, count: int) -> None:
        async with asyncio.timeout(20):
            while len(self.told) < count:
                await asyncio.sleep(0.01)

    async def publish(self, amount: int, parent: int) -> None:
        text = (self.folder / FACTS).read_text("utf-8")
        changes = {FACTS: text.replace(RENT, f"**{amount} crowns**")}
        await Publisher(self.database, self.folder).publish(changes, parent=parent, author="ada")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_base(tmp_path / "knowledge", BAKERY)


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(folder, tmp_path / "copied")


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following_, "PATIENCE", 0.3)
    monkeypatch.setattr(following_, "PAUSE", 0.1)


@pytest.mark.parametrize("shared", [True, False], ids=["one folder", "two folders"])
async def test_an_edit_is_live_everywhere_within_two_seconds(
    url: str, folder: Path, copied: Path, shared: bool
) -> None:
    here, there = Process(url, folder), Process(url, folder if shared else copied)
    async with here.running(), there.running():
        await here.publish(950, 1)
        await asyncio.gather(here.until_at(2, SECONDS), there.until_at(2, SECONDS))
        assert "950 crowns" in there.live
        assert "950 crowns" in (there.folder / FACTS).read_text("utf-8")
    assert not here.told + there.told


async def test_a_hand_edit_is_published_and_reaches_the_others(url: str, folder: Path, copied: Path) -> None:
    here, there = Process(url, folder), Process(url, copied)
    async with here.running(), there.running():
        path = folder / FACTS
        path.write_text(path.read_text("utf-8").replace(RENT, "**970 crowns**"), "utf-8")
        here.follower.again()
        await there.until_at(2, SECONDS)
        assert "970 crowns" in there.live


async def test_what_was_published_meanwhile_is_live_after_the_start(url: str, folder: Path, copied: Path) -> None:
    async with Process(url, folder).running() as here:
        await here.publish(950, 1)
    there = Process(url, copied)
    async with there.running(2):
        assert "950 crowns" in there.live


async def test_both_changed_is_told_once_and_so_is_its_end(sqlite_url: str, folder: Path, copied: Path) -> None:
    here, there = Process(sqlite_url, folder), Process(sqlite_url, copied)
    async with here.running(), there.running():
        path = copied / FACTS
        path.write_text(path.read_text("utf-8").replace(RENT, "**970 crowns**"), "utf-8")
        await here.publish(950, 1)
        await there.until_told(1)
        there.follower.again()
        await asyncio.sleep(0.3)
        assert len(there.told) == 1
        assert "--take" in there.told[0]
        await Publisher(there.database, copied).settle("database", author="ada")
        await there.until_told(2)
        assert "950 crowns" in there.live
    assert not here.told


async def test_a_folder_that_is_gone_for_a_while_is_told_once(sqlite_url: str, folder: Path) -> None:
    async with Process(sqlite_url, folder).running() as here:
        away = shutil.move(folder, folder.with_name("away"))
        here.follower.again()
        await here.until_told(1)
        await asyncio.sleep(0.5)
        shutil.move(away, folder)
        await here.until_told(2)
        assert len(here.told) == 2


async def test_a_lost_sqlite_database_is_told_once_and_followed_when_it_is_back(
    sqlite_url: str, folder: Path, copied: Path
) -> None:
    here, there = Process(sqlite_url, folder), Process(sqlite_url, copied)
    async with here.running(), there.running():
        data = Path(str(here.database)).parent
        away = data.rename(data.with_name("away"))
        data.write_text("this is no folder", "utf-8")
        await asyncio.gather(here.until_told(1), there.until_told(1))
        await asyncio.sleep(0.5)
        data.unlink()
        away.rename(data)
        await asyncio.gather(here.until_told(2), there.until_told(2))
        assert len(here.told) == len(there.told) == 2
        await here.publish(950, 1)
        await there.until_at(2)


@needs_postgres
async def test_a_lost_postgres_is_told_once_and_heard_again_when_it_is_back(
    postgres_url: str, folder: Path, copied: Path
) -> None:
    name = postgres_url.rsplit("/", 1)[1].partition("?")[0]
    here, there = Process(postgres_url, folder), Process(postgres_url, copied)
    async with here.running(), there.running():
        await asyncio.to_thread(
            admin,
            f"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
        )
        await asyncio.gather(here.until_told(1), there.until_told(1))
        await asyncio.sleep(0.5)
        await asyncio.to_thread(admin, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        await asyncio.gather(here.until_told(2), there.until_told(2))
        assert len(here.told) == len(there.told) == 2
        await here.publish(950, 1)
        await there.until_at(2, SECONDS)
        assert (await Revisions(there.database).head()) is not None


async def test_nothing_is_followed_without_a_first_fact_base(sqlite_url: str, folder: Path) -> None:
    opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    opened.set_exception(ZeroDivisionError())
    process = Process(sqlite_url, folder)
    async with following(process.follower, opened):
        await asyncio.sleep(0.1)
    assert process.follower.revision is None
