from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.matching.parts import parts_of
from bot.matching.understand import understand


def asked(bakery: Answerer, question: str) -> list[str]:
    index = bakery.index
    return [index.profiles[d.rated[0].fact].id for d in understand(index, question).decisions]


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("sales and rent", ["sales-q2", "rent"]),
        ("sales + rent?", ["sales-q2", "rent"]),
        ("rent & opening hours", ["rent", "hours"]),
        ("rent, opening hours?", ["rent", "hours"]),
        ("sales in Q1 vs Q2", ["sales-q1", "sales-q2"]),
        ("what did they sell in the first quarter and what in the second?", ["sales-q1", "sales-q2"]),
        ("who owns the bakery and who owns the mill", ["owner", "mill-owner"]),
        ("when does it open and how much is the rent", ["hours", "rent"]),
        ("rent plus who owns the mill", ["rent", "mill-owner"]),
    ],
)
def test_several_questions_in_one_sentence(bakery: Answerer, question: str, facts: list[str]) -> None:
    assert asked(bakery, question) == facts


@pytest.mark.parametrize(
    "question", ["rent", "who owns the bakery", "Crumb and Co sales", "sales in the second quarter"]
)
def test_one_question_stays_one(bakery: Answerer, question: str) -> None:
    assert len(asked(bakery, question)) == 1
    assert len({d.rated[0].fact for d in parts_of(bakery.index, question).answers}) < 2


def test_a_part_without_an_answer_is_named(bakery: Answerer) -> None:
    reply = bakery.ask("what is the rent and what are the sales of Bunhaus?")
    assert reply.facts == ("rent",)
    assert reply.reason is not None
    assert "Bunhaus" in reply.reason
