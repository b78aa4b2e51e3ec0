"""The preview of an edit while it is being worked out, without Discord."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.answers.answerer import Answerer
from bot.answers.exam import Mark
from bot.answers.impact import Impact, Moved, Progress, impact
from bot.answers.sittings import Answered
from bot.client.moderation.page import Page
from bot.client.moderation.preview import publish, weigh
from bot.client.moderation.proposal import Proposal
from bot.client.moderation.workshop import Prepared
from bot.client.pictures import Picture
from bot.client.ui.text import directed
from bot.facts.apply import apply
from bot.facts.edits import Alias, Change, Retitle
from bot.facts.files import load
from bot.facts.model import Fact
from bot.facts.reader import read
from bot.matching.decision import Outcome
from bot.storage.errors import StorageError
from bot.storage.states import Revision

SECONDS = 20


class Bench:
    """Weighs a change, says how far it is, and comes to an end once that was shown."""

    likely = False
    over: Proposal | None = None

    def __init__(self, before: Answerer) -> None:
        self.before = before
        self.seen = asyncio.Event()

    async def impact(self, prepared: Prepared, progress: Progress) -> Impact:
        found = impact(self.before, Answerer(prepared.edited.new, self.before.wordings))
        if self.over:
            self.over.end()
        progress(3, 7, lambda: found, self.likely)
        async with asyncio.timeout(SECONDS):
            await self.seen.wait()
        return found


class Shown(Page):
    """Keeps what it would show."""

    def __init__(self, client: Any, proposal: Proposal) -> None:
        super().__init__(SimpleNamespace(), client, proposal)  # type: ignore[arg-type]
        self.pages: list[tuple[str, bool]] = []
        self.bench: Bench = client.bench
        self.texts: list[str] = []
        self.pictures: list[str] = []
        self.files: list[str] = []
        self.drawn: list[Any] = client.drawn

    async def show(self, *args: Any, effect: str = "", picture: str = "", **more: Any) -> None:
        publish = args[2].children[0].item if len(args) > 2 and args[2] else SimpleNamespace(disabled=True)
        self.texts.append(args[0])
        self.pictures.append(picture)
        self.files += [file.filename for file in more.get("files") or ()]
        self.pages.append((effect, publish.disabled))
        if "3 of 7" in effect:
            self.bench.seen.set()


@pytest.fixture
def page(ferry: Answerer, monkeypatch: pytest.MonkeyPatch) -> Shown:
    monkeypatch.setattr("bot.client.moderation.preview.PROGRESS_SECONDS", 0.01)
    monkeypatch.setattr("bot.client.moderation.page.reader", lambda *_: "en")
    drawn: list[Any] = []

    async def draws(fact: Fact, language: str) -> Picture:
        drawn.append(fact.series)
        return Picture("chart.png", language.encode())

    client = SimpleNamespace(
        desk=SimpleNamespace(wording=ferry.wordings.of),
        bench=Bench(ferry),
        drawn=drawn,
        replier=SimpleNamespace(pictures=SimpleNamespace(of=draws)),
    )
    return Shown(client, Proposal(1, "editor", ()))


def alias(folder: Path, fact: str, question: str) -> Prepared:
    return Prepared(apply(load(folder), [Alias(fact, "en", question)]), 1)


async def test_what_was_found_so_far_is_shown(page: Shown, ferry: Answerer, ferry_folder: Path) -> None:
    question = "Whom do I pay, the skipper?"
    assert ferry.ask(question).outcome is Outcome.ANSWER
    await weigh(page, alias(ferry_folder, "fare", question))
    (preparing, first), (so_far, second), (found, last) = page.pages
    assert preparing == "Working it out…"
    assert so_far == f"Working it out: 3 of 7 questions\n{found}"
    assert directed(found, "en").splitlines()[0] == "fare takes 1 from captain"
    assert [first, second, last] == [True, True, False]


async def test_that_nothing_moves_is_said_so_far_and_at_the_end(page: Shown, ferry_folder: Path) -> None:
    retitled = apply(load(ferry_folder), [Retitle("money", {"en": "Prices", "ar": "الأسعار"})])
    await weigh(page, Prepared(retitled, 1))
    so_far = "Working it out: 3 of 7 questions\nSo far every question keeps its answer."
    assert [effect for effect, _ in page.pages][1] == so_far
    assert page.pages[2][0].startswith("Nothing: ")


async def test_who_gave_up_sees_nothing_more(page: Shown, ferry_folder: Path) -> None:
    page.bench.over = page.proposal
    page.bench.seen.set()
    await weigh(page, alias(ferry_folder, "fare", "What must one pay?"))
    assert [effect for effect, _ in page.pages] == ["Working it out…"]


async def test_what_is_likely_asked_it_may_be_published_while_the_rest_is_asked(
    page: Shown, ferry: Answerer, ferry_folder: Path
) -> None:
    page.bench.likely = True
    await weigh(page, alias(ferry_folder, "fare", "Whom do I pay, the skipper?"))
    (_, first), (so_far, second), (found, last) = page.pages
    assert so_far == (f"What is likely to move has been asked; the rest follows: 3 of 7 questions\n{found}")
    assert [first, second, last] == [True, False, False]


@pytest.mark.parametrize("lowered", [False, True])
async def test_a_press_before_all_has_been_asked_waits_for_the_rest(
    page: Shown, ferry_folder: Path, monkeypatch: pytest.MonkeyPatch, lowered: bool
) -> None:
    """What is asked last may lower the exam, and then a second yes is needed."""
    asked, pressed = asyncio.Event(), asyncio.Event()
    marks = (Mark.RIGHT, Mark.WRONG) if lowered else None
    moved = Moved("who steers?", False, Answered(Outcome.ANSWER, ("captain",)), Answered(Outcome.DECLINE), marks)

    async def weighed(prepared: Prepared, progress: Progress) -> Impact:
        progress(3, 7, lambda: Impact(7), True)
        asked.set()
        await pressed.wait()
        return Impact(7, (moved,))

    async def published(*_: Any) -> Revision:
        raise StorageError("it was to be published")

    monkeypatch.setattr(page.bench, "impact", weighed)
    monkeypatch.setattr(page.bench, "publish", published, raising=False)
    monkeypatch.setattr("bot.client.moderation.preview.Page", lambda *_: page)
    failed: list[Exception] = []

    async def fails(error: Exception) -> None:
        failed.append(error)

    monkeypatch.setattr(page, "failed", fails)
    weighing = asyncio.create_task(weigh(page, alias(ferry_folder, "fare", "What must one pay?")))
    async with asyncio.timeout(SECONDS):
        await asked.wait()
        await publish(SimpleNamespace(), page.client, page.proposal)  # type: ignore[arg-type]
        assert page.pages[-1] == (
            "It is published as soon as the rest of the exam has been asked, unless something there goes wrong.",
            False,
        )
        assert not failed
        pressed.set()
        await weighing
        assert bool(failed) is not lowered
        assert ("would not any more: 1" in page.texts[-1]) is lowered
        if lowered:
            await publish(SimpleNamespace(), page.client, page.proposal, sure=True)  # type: ignore[arg-type]
            assert failed


async def test_changed_figures_are_shown_as_a_picture(page: Shown, ferry_folder: Path) -> None:
    fact = read(ferry_folder).facts
    drawn = next(one for one in fact if one.series)
    assert drawn.series
    counted = drawn.series.model_copy(update={"unit": {"en": "heads", "ar": "رأس"}})
    page.bench.seen.set()
    prepared = Prepared(apply(load(ferry_folder), [Change(drawn.model_copy(update={"series": counted}))]), 1)
    await weigh(page, prepared)
    assert page.drawn == [counted]
    assert page.pictures == ["attachment://chart.png"] * len(page.pages)
    assert "chart.png" in page.files
    page.pictures.clear()
    await weigh(page, alias(ferry_folder, drawn.id, "How full was it?"))
    assert page.drawn == [counted]
    assert set(page.pictures) == {""}
