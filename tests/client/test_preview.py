"""The preview of an edit while it is being worked out, without Discord."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.answers.answerer import Answerer
from bot.answers.impact import Impact, Progress, impact
from bot.client.moderation.preview import Page
from bot.client.moderation.proposal import Proposal
from bot.client.moderation.workshop import Prepared
from bot.client.ui.text import directed
from bot.facts.apply import apply
from bot.facts.edits import Alias, Retitle
from bot.facts.files import load
from bot.matching.decision import Outcome

SECONDS = 20


class Bench:
    """Weighs a change, says how far it is, and comes to an end once that was shown."""

    likely = False

    def __init__(self, before: Answerer) -> None:
        self.before = before
        self.seen = asyncio.Event()

    async def impact(self, prepared: Prepared, progress: Progress) -> Impact:
        found = impact(self.before, Answerer(prepared.edited.new, self.before.wordings))
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

    async def show(self, *args: Any, effect: str = "", **_: Any) -> None:
        publish = args[2].children[0].item
        self.pages.append((effect, publish.disabled))
        if "3 of 7" in effect:
            self.bench.seen.set()


@pytest.fixture
def page(ferry: Answerer, monkeypatch: pytest.MonkeyPatch) -> Shown:
    monkeypatch.setattr("bot.client.moderation.preview.PROGRESS_SECONDS", 0.01)
    monkeypatch.setattr("bot.client.moderation.preview.reader", lambda *_: "en")
    client = SimpleNamespace(desk=SimpleNamespace(wording=ferry.wordings.of), bench=Bench(ferry))
    return Shown(client, Proposal(1, "editor", ()))


def alias(folder: Path, fact: str, question: str) -> Prepared:
    return Prepared(apply(load(folder), [Alias(fact, "en", question)]), 1)


async def test_what_was_found_so_far_is_shown(page: Shown, ferry: Answerer, ferry_folder: Path) -> None:
    question = "Whom do I pay, the skipper?"
    assert ferry.ask(question).outcome is Outcome.ANSWER
    await page.weigh(alias(ferry_folder, "fare", question))
    (preparing, first), (so_far, second), (found, last) = page.pages
    assert preparing == "Working it out…"
    assert so_far == f"Working it out: 3 of 7 questions\n{found}"
    assert directed(found, "en").splitlines()[0] == "fare takes 1 from captain"
    assert [first, second, last] == [True, True, False]


async def test_that_nothing_moves_is_said_so_far_and_at_the_end(page: Shown, ferry_folder: Path) -> None:
    retitled = apply(load(ferry_folder), [Retitle("money", {"en": "Prices", "ar": "الأسعار"})])
    await page.weigh(Prepared(retitled, 1))
    so_far = "Working it out: 3 of 7 questions\nSo far every question keeps its answer."
    assert [effect for effect, _ in page.pages][1] == so_far
    assert page.pages[2][0].startswith("Nothing: ")


async def test_who_gave_up_sees_nothing_more(page: Shown, ferry_folder: Path) -> None:
    page.proposal.end()
    page.bench.seen.set()
    await page.weigh(alias(ferry_folder, "fare", "What must one pay?"))
    assert [effect for effect, _ in page.pages] == ["Working it out…"]


async def test_what_is_likely_asked_it_may_be_published_while_the_rest_is_asked(
    page: Shown, ferry: Answerer, ferry_folder: Path
) -> None:
    page.bench.likely = True
    await page.weigh(alias(ferry_folder, "fare", "Whom do I pay, the skipper?"))
    (_, first), (so_far, second), (found, last) = page.pages
    assert so_far == (f"What is likely to move has been asked; the rest follows: 3 of 7 questions\n{found}")
    assert [first, second, last] == [True, False, False]
