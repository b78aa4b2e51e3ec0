"""What people mean when they name a fact or a language."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.facts.lookup import language_of, nearest, tag_of
from bot.facts.model import Base, Fact, Knowledge, Topic


def test_ids_that_look_alike_are_named(bakery: Answerer) -> None:
    assert nearest(bakery.knowledge, "sales-q3")[:2] == ["sales-q2", "sales-q1"]
    assert nearest(bakery.knowledge, "zzz") == []


def test_what_is_far_less_alike_is_not_named() -> None:
    facts = [
        Fact.model_validate({"id": name, "questions": {"en": [name]}, "answer": {"en": "a"}})
        for name in ("blossom-time", "blossom-price", "net-loss", "location", "valuation")
    ]
    base = Knowledge(base=Base(), topics=(Topic(topic="t", facts=tuple(facts)),))
    assert nearest(base, "valuatio", 5) == ["valuation"]
    # It stands in all three, and is a word in one of them.
    assert nearest(base, "loss", 5) == ["net-loss", "blossom-time", "blossom-price"]


@pytest.mark.parametrize(
    ("question", "language"),
    [("Who owns the bakery?", "en"), ("من يملك المخبز؟", "ar"), ("kam si3r el khobz?", "ar"), ("900", "en")],
)
def test_a_question_belongs_under_what_it_is_written_in(bakery: Answerer, question: str, language: str) -> None:
    assert language_of(question, bakery.knowledge) == language


@pytest.mark.parametrize(("text", "tag"), [("AR", "ar"), (" en_US ", "en-US"), ("zh-TW", "zh-TW")])
def test_tags_may_be_written_in_other_ways(text: str, tag: str) -> None:
    assert tag_of(text) == tag
