"""What edits are held against is worked out ahead, and gives way to a preview."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from bot.answers.answerer import Answerer
from bot.answers.reply import Reply
from bot.answers.sittings import Baseline
from bot.answers.wording import Wordings
from bot.client.desk import Desk
from bot.client.journal import Passing, Unwritten
from bot.client.moderation.workshop import Prepared, Workshop
from bot.facts.apply import apply
from bot.facts.edits import Alias
from bot.facts.files import load
from bot.facts.reader import read
from bot.matching.index import Index
from bot.matching.understand import Understanding, understand
from tests.answers.test_impact import FILES
from tests.conftest import write_base

SECONDS = 20
QUESTION = "until when can I come by"


class Asked(Answerer):
    """Notes what it is asked and in which thread, and halts at one of the questions."""

    halt = 0

    def start(self) -> None:
        self.log: list[tuple[str, str, str | None]] = []
        self.halted, self.go = threading.Event(), threading.Event()

    def note(self, question: str, earlier: str | None) -> None:
        self.log.append((threading.current_thread().name, question, earlier))
        if len(self.log) == self.halt:
            self.halted.set()
            assert self.go.wait(SECONDS)

    def explain(self, question: str, *, earlier: str | None = None, **_: str | None) -> tuple[Reply, Understanding]:
        self.note(question, earlier)
        return super().explain(question, earlier=earlier)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_base(tmp_path, FILES)


@pytest.fixture
def before(folder: Path, wordings: Wordings, monkeypatch: pytest.MonkeyPatch) -> Asked:
    made = Asked(read(folder), wordings)
    made.start()

    def noted(index: Index, question: str, earlier: str | None = None) -> Understanding:
        if index.knowledge is made.knowledge:  # the index itself, or a watched one
            made.note(question, earlier)
        return understand(index, question, earlier)

    monkeypatch.setattr("bot.answers.sittings.understand", noted)
    return made


@pytest.fixture
def workshop(folder: Path, before: Asked, wordings: Wordings) -> Workshop:
    desk = Desk(wordings, Unwritten(), Passing())
    desk.use(before)
    return Workshop(folder, None, desk)


def change(folder: Path) -> Prepared:
    return Prepared(apply(load(folder), [Alias("hours", "en", QUESTION)]), 1)


async def until_quiet() -> None:
    async with asyncio.timeout(SECONDS):
        while any(thread.name == "ahead" for thread in threading.enumerate()):
            await asyncio.sleep(0.01)


async def test_a_preview_asks_nothing_that_was_worked_out_ahead(
    workshop: Workshop, before: Asked, folder: Path
) -> None:
    workshop.foresee()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await until_quiet()
    ahead = len(before.log)
    assert {name for name, *_ in before.log} == {"ahead"}
    found = await workshop.impact(change(folder))
    # Of the old base nothing is left to ask but the phrasing that is new.
    assert [question for _, question, _ in before.log[ahead:]] == [QUESTION]
    assert found.before == Baseline.of(before)


async def test_it_gives_way_to_a_preview_and_nothing_is_asked_twice(
    workshop: Workshop, before: Asked, folder: Path
) -> None:
    before.halt = 3
    workshop.foresee()
    workshop.foresee()
    assert await asyncio.to_thread(before.halted.wait, SECONDS)
    weighing = asyncio.ensure_future(workshop.impact(change(folder)))
    await asyncio.sleep(0)
    before.go.set()
    found = await weighing
    assert [name for name, *_ in before.log].count("ahead") == 3
    asked = [what for _, *what in before.log]
    assert len(asked) == len({tuple(what) for what in asked})
    assert found.before == Baseline.of(before)


async def test_what_was_worked_out_gently_is_there_after_a_start(
    folder: Path, before: Asked, wordings: Wordings, tmp_path: Path
) -> None:
    desk = Desk(wordings, Unwritten(), Passing())
    desk.use(before)
    cache = tmp_path / "cache"
    Workshop(folder, None, desk, cache=cache).foresee(gently=True)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await until_quiet()
    assert len(before.log) > 1
    before.log.clear()
    found = await Workshop(folder, None, desk, cache=cache).impact(change(folder))
    assert [question for _, question, _ in before.log] == [QUESTION]
    assert found.before == Baseline.of(before)


async def test_what_is_given_up_half_way_is_not_asked_again(workshop: Workshop, before: Asked, folder: Path) -> None:
    class Enough(Exception):  # noqa: N818
        pass

    def stop(done: int, *_: object) -> None:
        if done == 5:
            raise Enough

    with pytest.raises(Enough):
        await workshop.impact(change(folder), stop)
    first = [what for _, *what in before.log]
    await workshop.impact(change(folder))
    asked = [what for _, *what in before.log[len(first) :]]
    assert first
    assert [what for what in first if what in asked and what[0] != QUESTION] == []
