"""The fact base on disk is watched: edits go live, broken files are told once and change nothing."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.env import Env

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings
from bot.client.client import Factbot
from bot.client.desk import Asker, Desk
from bot.client.journal import Passing, Unwritten
from bot.client.watching import MESSAGE, QUIET_MS, Watcher, broken_message, watching
from bot.facts.problems import Problem
from bot.matching.completion import Completion
from bot.settings import DiscordSettings
from tests.client.conftest import Scene
from tests.ferry import FERRY as FILES

MONEY = "facts/money.yaml"
ASKER = Asker(1, "slash", private=True)
SECONDS = 20


class Kitchen:
    """A fact base on disk that a watcher serves from."""

    def __init__(self, folder: Path, desk: Desk) -> None:
        self.folder, self.desk = folder, desk
        self.told: list[str] = []
        self.watcher = Watcher(folder, desk, tell=self._tell)

    async def _tell(self, text: str) -> None:
        self.told.append(text)

    def fare(self) -> str | None:
        return self.desk.ask("What does a ticket cost?", ASKER).reply.answer

    def edit(self, old: str, new: str, name: str = MONEY) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    async def look(self) -> None:
        await self.watcher.look()
        await asyncio.sleep(0)  # what is told is told in a task of its own
        await asyncio.sleep(0)

    async def until(self, text: str) -> None:
        async with asyncio.timeout(SECONDS):
            while text not in (self.fare() or ""):
                await asyncio.sleep(0.02)


@pytest.fixture
def kitchen(ferry: Answerer, ferry_folder: Path, wordings: Wordings, tmp_path: Path) -> Kitchen:
    desk = Desk(wordings, Unwritten(), Passing())
    desk.use(ferry, Completion(ferry.index))
    return Kitchen(shutil.copytree(ferry_folder, tmp_path / "ferry"), desk)


@contextlib.asynccontextmanager
async def watched(watcher: Watcher) -> AsyncIterator[None]:
    opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    opened.set_result(None)
    async with watching(watcher, opened):
        await asyncio.sleep(0.5)
        yield


async def test_an_edit_goes_live(kitchen: Kitchen) -> None:
    async with watched(kitchen.watcher):
        kitchen.edit("4 crowns", "5 crowns")
        await kitchen.until("5 crowns")
        new = kitchen.folder / "facts" / "new"
        new.write_text((kitchen.folder / MONEY).read_text("utf-8").replace("5 crowns", "6 crowns"), "utf-8")
        new.replace(kitchen.folder / MONEY)
        await kitchen.until("6 crowns")
        kitchen.edit("How much is the fare?", "How much is the fare?, What must one pay to board?")
        async with asyncio.timeout(SECONDS):
            while "What must one pay to board?" not in kitchen.desk.complete("what must one", "en")[1]:
                await asyncio.sleep(0.02)
    assert not kitchen.told


async def test_saves_in_quick_succession_are_one_change(kitchen: Kitchen, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.client.watching")
    async with watched(kitchen.watcher):
        for last in range(4, 80, 4):
            caplog.clear()
            started = time.monotonic()
            for price in range(last + 1, last + 5):
                kitchen.edit(f"{price - 1} crowns", f"{price} crowns")
                await asyncio.sleep(0.02)
            # On a busy machine they may have come too far apart to be one.
            quick = (time.monotonic() - started) * 1000 < QUIET_MS
            await kitchen.until(f"{last + 4} crowns")
            async with asyncio.timeout(SECONDS):
                while "the new one answers" not in caplog.text:  # it is said soon after
                    await asyncio.sleep(0.02)
            if quick:
                break
    assert quick
    assert caplog.text.count("the new one answers") == 1


async def test_temporary_files_and_saves_without_a_change_do_nothing(
    kitchen: Kitchen, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.client.watching")
    before = kitchen.desk.answerer
    await kitchen.look()
    for name in (".money.yaml.swp", "#money.yaml#", "money.yaml~", ".#money.yaml", "4913"):
        (kitchen.folder / "facts" / name).write_text("no: [yaml", "utf-8")
    (kitchen.folder / MONEY).touch()
    await kitchen.look()
    assert kitchen.desk.answerer is before
    assert not caplog.text


async def test_a_broken_file_is_told_once_and_again_when_it_is_good(
    kitchen: Kitchen, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.client.watching")
    kitchen.edit("source: gazette#people", "source: gazette#nowhere")
    await kitchen.look()
    kitchen.edit("topic: crossing", "topic: crossing # a remark", "facts/crossing.yaml")
    await kitchen.look()
    assert "4 crowns" in (kitchen.fare() or "")
    assert caplog.text.count(f"{kitchen.folder}/facts/money.yaml:11:13: fare.source: ") == 1
    assert len(kitchen.told) == 1
    assert "\nfacts/money.yaml:11:13: fare.source: " in kitchen.told[0]
    assert "correct the id" in kitchen.told[0]
    kitchen.edit("gazette#nowhere", "gazette#people")
    kitchen.edit("4 crowns", "5 crowns")
    await kitchen.look()
    assert "5 crowns" in (kitchen.fare() or "")
    assert kitchen.told[1:] == ["The fact base on disk is good again and in use."]


async def test_what_was_broken_and_put_back_is_good_again(kitchen: Kitchen) -> None:
    before = kitchen.desk.answerer
    (kitchen.folder / MONEY).write_text("facts: [", "utf-8")
    await kitchen.look()
    shutil.rmtree(kitchen.folder / "facts")
    await kitchen.look()
    assert len(kitchen.told) == 2  # other problems than before
    for name, text in FILES.items():
        (kitchen.folder / name).parent.mkdir(exist_ok=True)
        (kitchen.folder / name).write_text(text, "utf-8")
    await kitchen.look()
    assert len(kitchen.told) == 3
    assert kitchen.desk.answerer is before


async def test_a_base_that_cannot_be_opened_is_told_and_left_alone(
    kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("bot.client.opening.Answerer", fails)
        kitchen.edit("4 crowns", "5 crowns")
        await kitchen.look()
    assert "ZeroDivisionError" in caplog.text
    assert "4 crowns" in (kitchen.fare() or "")
    kitchen.edit("5 crowns", "6 crowns")
    await kitchen.look()
    assert "6 crowns" in (kitchen.fare() or "")
    assert [text.partition(",")[0] for text in kitchen.told] == [
        "The changed fact base could not be opened",
        "The fact base on disk is good again and in use.",
    ]


async def test_the_old_one_answers_while_the_new_one_opens(kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = threading.Event()

    def slow(*given: object) -> Answerer:
        goes_on.wait(SECONDS)
        return Answerer(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("bot.client.opening.Answerer", slow)
    kitchen.edit("4 crowns", "5 crowns")
    looking = asyncio.create_task(kitchen.look())
    await asyncio.sleep(0.3)
    assert "4 crowns" in (kitchen.fare() or "")
    goes_on.set()
    await looking
    assert "5 crowns" in (kitchen.fare() or "")


async def test_a_single_file_is_watched(wordings: Wordings, ferry: Answerer, tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    fact = '{id: fare, questions: {en: ["What does a ticket cost?"]}, answer: {en: NOW}}'
    text = f"topic: shop\ntitle: {{en: Shop}}\nfacts: [{fact}]"
    path.write_text(text, "utf-8")
    desk = Desk(wordings, Unwritten(), Passing())
    desk.use(ferry)
    kitchen = Kitchen(path, desk)
    async with watched(kitchen.watcher):
        await kitchen.until("NOW")
        new = tmp_path / "new"
        new.write_text(text.replace("NOW", "THEN"), "utf-8")
        new.replace(path)
        await kitchen.until("THEN")


async def test_a_folder_that_goes_and_comes_back(kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.client.watching.ANYWAY_MS", 200)
    away = kitchen.folder.with_name("away")
    async with watched(kitchen.watcher):
        kitchen.folder.rename(away)
        async with asyncio.timeout(SECONDS):
            while not kitchen.told:
                await asyncio.sleep(0.02)
        assert "there is no such file or folder" in kitchen.told[0]
        assert "4 crowns" in (kitchen.fare() or "")
        away.rename(kitchen.folder)
        kitchen.edit("4 crowns", "5 crowns")
        await kitchen.until("5 crowns")
        async with asyncio.timeout(SECONDS):
            while len(kitchen.told) < 2:
                await asyncio.sleep(0.02)
    assert "good again" in kitchen.told[1]


async def test_nothing_is_watched_without_a_first_fact_base(kitchen: Kitchen) -> None:
    opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    opened.set_exception(ZeroDivisionError())
    kitchen.edit("4 crowns", "5 crowns")
    async with watching(kitchen.watcher, opened):
        await asyncio.sleep(0.5)
    assert "4 crowns" in (kitchen.fare() or "")


def test_a_message_holds_what_it_can_and_counts_the_rest(tmp_path: Path, wordings: Wordings) -> None:
    words = wordings.of("en").discord.moderation.files
    problems = [
        Problem(tmp_path / "facts" / "a.yaml", n, 1, f"f-{n}", "**@everyone**\n# is no value " * 30, "remove it")
        for n in range(1, 41)
    ]
    said = broken_message(problems, tmp_path, words, "en")
    assert len(said) <= MESSAGE
    assert "\nfacts/a.yaml:1:1: f-1: \\*\\*@\u200beveryone" in said
    shown = said.count("facts/a.yaml")
    assert 0 < shown < 40
    assert said.endswith(f"\nand {40 - shown} more; factbot check lists them all")
    one = [Problem(tmp_path / "a.yaml", 1, 1, "x", "bad", "mend it")]
    assert "more" not in broken_message(one, tmp_path, words, "en")


async def test_the_channel_is_told_in_the_language_that_is_set(kitchen: Kitchen) -> None:
    kitchen.watcher = Watcher(kitchen.folder, kitchen.desk, tell=kitchen._tell, language="ar")
    kitchen.edit("source: gazette#people", "source: gazette#nowhere")
    await kitchen.look()
    kitchen.edit("gazette#nowhere", "gazette#people")
    await kitchen.look()
    said = kitchen.desk.wording("ar").discord.moderation.files
    assert said.broken in kitchen.told[0]
    assert 'لا يوجد قسم باسم "nowhere" في gazette' in kitchen.told[0]
    assert said.mended in kitchen.told[1]


async def test_the_log_channel_is_told_and_nobody_pinged(
    simcord_env: Env, simcord_bot: Factbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene(simcord_env, simcord_bot)
    channel = scene.guild.create_text_channel("bot-log")
    await simcord_bot.tell_log_channel("nothing")
    assert not channel.history()
    settings = DiscordSettings(log_channel=channel.id)
    simcord_bot.settings = simcord_bot.settings.model_copy(update={"discord": settings})
    await simcord_bot.tell_log_channel("it is broken")
    told = channel.last_message
    assert told is not None
    assert told.content == "it is broken"
    given: dict[str, Any] = {}

    async def send(_: object, content: str, **options: Any) -> None:
        given.update(options)

    monkeypatch.setattr(discord.PartialMessageable, "send", send)
    await simcord_bot.tell_log_channel("@everyone")
    assert given["allowed_mentions"].to_dict() == {"parse": []}
