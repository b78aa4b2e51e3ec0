"""What people mean when they name a fact or a language."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.facts.lookup import language_of, nearest, tag_of


def test_ids_that_look_alike_are_named(bakery: Answerer) -> None:
    assert nearest(bakery.knowledge, "sales-q3")[:2] == ["sales-q2", "sales-q1"]
    assert nearest(bakery.knowledge, "zzz") == []


@pytest.mark.parametrize(
    ("question", "language"),
    [("Who owns the bakery?", "en"), ("من يملك المخبز؟", "ar"), ("kam si3r el khobz?", "ar"), ("900", "en")],
)
def test_a_question_belongs_under_what_it_is_written_in(bakery: Answerer, question: str, language: str) -> None:
    assert language_of(question, bakery.knowledge) == language


@pytest.mark.parametrize(("text", "tag"), [("AR", "ar"), (" en_US ", "en-US"), ("zh-TW", "zh-TW")])
def test_tags_may_be_written_in_other_ways(text: str, tag: str) -> None:
    assert tag_of(text) == tag
