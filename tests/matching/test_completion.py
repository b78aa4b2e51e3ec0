"""Curated questions for what is being typed."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings
from bot.facts.model import Fact, Knowledge, Topic
from bot.matching.completion import LIMIT, Completion


@pytest.fixture(scope="module")
def complete(bakery: Answerer) -> Completion:
    return Completion(bakery.index)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("who ow", "Who owns the bakery?"),
        ("turnover", "What was the turnover?"),
        ("how much re", "How much rent does the bakery pay?"),
        ("when does", "When does the bakery open?"),
        ("sold in q1", "How much did the bakery sell in Q1?"),  # the engine knows what is meant
    ],
)
def test_the_best_question_comes_first(complete: Completion, typed: str, first: str) -> None:
    assert complete(typed, "en")[0] == first


def test_nothing_typed_offers_a_question_of_every_fact(complete: Completion, bakery: Answerer) -> None:
    assert len(complete("", "en")) == len(bakery.knowledge.facts)
    assert complete("  ", "en") == complete("", "en")


def test_nothing_fitting_offers_nothing(complete: Completion) -> None:
    assert complete("zzzz qqqq", "en") == []


def test_each_fact_is_offered_once(complete: Completion, bakery: Answerer) -> None:
    offered = complete("what bakery", "en")
    facts = [next(f.id for f in bakery.knowledge.facts if q in f.questions["en"]) for q in offered]
    assert len(set(facts)) == len(facts)


def test_there_are_never_more_than_discord_takes_nor_longer_ones(wordings: Wordings) -> None:
    facts = tuple(
        Fact.model_validate(
            {
                "id": f"f{n}",
                "questions": {
                    "en": [f"What is thing number {n}?" + " really" * 20, f"thing {n}"],
                    "ar": [f"ما الشيء {n}؟"],
                },
                "answer": {"en": "x"},
            }
        )
        for n in range(40)
    )
    answerer = Answerer(Knowledge(topics=(Topic(topic="t", facts=facts),)), wordings)
    complete = Completion(answerer.index)
    assert len(complete("thing", "en")) == LIMIT
    assert max(map(len, complete("thing", "en"))) <= 100
    assert complete.language("ما ال", "en") == "ar"
    assert complete.language("t", "ar") == "ar"
    assert complete.language("what is", "ar") == "en"
    assert complete.language("", "tr") == "en"
