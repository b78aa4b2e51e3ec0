"""The fact base opens while the bot connects."""

from __future__ import annotations

import asyncio
import gc
import weakref
from pathlib import Path

import pytest

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings
from bot.client.desk import Desk
from bot.client.journal import Passing, Unwritten
from bot.client.opening import open_aside, warm
from bot.facts.model import Knowledge
from bot.facts.reader import read
from bot.language.everyday import everyday_words, spelt_words
from bot.matching.completion import Completion


async def test_the_fact_base_opens_aside(bakery_folder: Path, wordings: Wordings, tmp_path: Path) -> None:
    desk = Desk(wordings, Unwritten(), Passing())
    await open_aside(desk, read(bakery_folder), wordings, tmp_path)
    assert desk.ready.is_set()
    assert desk.complete("who ow", "en")[1][0] == "Who owns the bakery?"


def test_the_words_of_its_languages_are_loaded_ahead() -> None:
    everyday_words.cache_clear()
    spelt_words.cache_clear()
    warm(["en", "tr"])
    loads = everyday_words.cache_info().misses, spelt_words.cache_info().misses
    assert "passenger" in everyday_words("en") | spelt_words("en")
    assert not everyday_words("tr")
    assert (everyday_words.cache_info().misses, spelt_words.cache_info().misses) == loads


async def test_a_fact_base_that_cannot_be_opened_is_raised(wordings: Wordings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.client.opening.Answerer", fails)
    opened = open_aside(Desk(wordings, Unwritten(), Passing()), Knowledge(), wordings, None)
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(opened, 10)


def test_a_fact_base_that_is_no_longer_used_goes_without_the_collector(ferry_folder: Path, wordings: Wordings) -> None:
    gc.collect()
    gc.disable()
    try:
        answerer = Answerer(read(ferry_folder), wordings)
        answerer.ask("Who steers the ferry?")
        completion = Completion(answerer.index)
        completion("who", "en")
        left = weakref.ref(answerer), weakref.ref(answerer.index), weakref.ref(answerer.index.reader)
        del answerer, completion
        assert [one() for one in left] == [None] * 3
    finally:
        gc.enable()
