from __future__ import annotations

from typing import Any

import pytest

from bot.answers import charts
from bot.answers.answerer import Answerer
from bot.answers.pictures import picture
from bot.facts.model import Fact


def fact(answerer: Answerer, name: str) -> Fact:
    return next(fact for fact in answerer.knowledge.facts if fact.id == name)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the charts are asked to draw."""
    asked: list[dict[str, Any]] = []

    def draw(series: object, **texts: Any) -> bytes:
        asked.append(texts)
        return b"picture"

    monkeypatch.setattr(charts, "draw", draw)
    return asked


def test_question_and_footnote_stand_around_it(answerer: Answerer, drawn: list[dict[str, Any]]) -> None:
    assert picture(answerer, fact(answerer, "net-loss-q3"), "en") == ("net-loss-q3.png", b"picture")
    assert picture(answerer, fact(answerer, "net-loss-q3"), "ar") == ("net-loss-q3.png", b"picture")
    picture(answerer, fact(answerer, "net-loss-q3"), "zh")
    english, arabic, chinese = drawn
    assert chinese["title"] == english["title"]  # the font has no Chinese
    assert english["title"].endswith("?")
    assert english["footnote"].count(" · ") == 2
    assert (english["language"], arabic["language"]) == ("en", "ar")
    assert arabic["title"].endswith("؟")


def test_a_base_without_sources_has_no_footnote(bakery: Answerer, drawn: list[dict[str, Any]]) -> None:
    loaf = fact(bakery, "rent")
    series = {"unit": {"en": "crowns"}, "points": [{"label": {"en": at}, "value": 900} for at in ("a", "b")]}
    picture(bakery, Fact.model_validate({**loaf.model_dump(), "series": series}), "en")
    assert drawn[0]["footnote"] == ""


def test_nothing_to_draw(answerer: Answerer, drawn: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    assert picture(answerer, fact(answerer, "valuation"), "en") is None
    monkeypatch.setattr(charts, "available", lambda: False)
    assert picture(answerer, fact(answerer, "net-loss-q3"), "en") is None
    assert drawn == []
