from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.matching.decision import Outcome, Why
from bot.matching.lend import attaches
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
        ("rent, sales and opening hours", ["rent", "sales-q2", "hours"]),
        ("who owns the mill, how much is the rent and when does it open?", ["mill-owner", "rent", "hours"]),
        ("what is the rent? And who owns the mill?", ["rent", "mill-owner"]),
        ("How much is the rent. And who owns the mill?", ["rent", "mill-owner"]),
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


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("Morning all. I baked a cake today, with my sister. How much is the rent? She says it is a lot.", ["rent"]),
        ("Lovely town. I was there in spring. who owns the mill", ["mill-owner"]),
        ("So many loaves! I need one number: the rent. Thanks a lot.", ["rent"]),
    ],
)
def test_a_question_is_found_in_chatter(bakery: Answerer, question: str, facts: list[str]) -> None:
    assert asked(bakery, question) == facts


def test_each_period_named_is_answered_or_lacking(bakery: Answerer) -> None:
    reply = bakery.ask("sales in Q1, Q2 and Q3")
    assert set(reply.facts) == {"sales-q1", "sales-q2"}
    assert reply.reason is not None
    assert "Q3" in reply.reason


def test_what_an_earlier_part_lacks_is_not_left_out_of_the_next(bakery: Answerer) -> None:
    assert bakery.ask("How does Bunhaus do, still paying rent?").outcome is not Outcome.ANSWER


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("متى يفتح المخبز وكم الإيجار؟", 2),
        ("وين المخبز؟", 1),
    ],
)
def test_an_arabic_and_is_written_onto_the_word(bakery: Answerer, question: str, facts: int) -> None:
    reading = bakery.index.reader.read(question)
    attached = [token.text for token in reading.tokens if attaches(bakery.index, token)]
    assert len(attached) == facts - 1


@pytest.mark.parametrize("question", ["the mill or Bunhaus?", "the mill, and Bunhaus quarrel"])
def test_a_bare_name_beside_a_stranger_is_no_question(bakery: Answerer, question: str) -> None:
    (decision,) = understand(bakery.index, question).decisions
    assert (decision.outcome, decision.why) == (Outcome.DECLINE, Why.SUBJECT)
