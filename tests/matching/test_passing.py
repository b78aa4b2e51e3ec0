from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.matching.decision import Outcome, decide
from bot.matching.passing import Signs, is_meant

SURE = Signs(learned=0.95, votes=0.5, covered=0.6, held=1.0, length=2.4)


def test_a_fact_that_has_much_of_a_long_question_is_meant() -> None:
    assert is_meant(SURE)


@pytest.mark.parametrize(
    ("sign", "value"),
    [
        ("learned", 0.1),
        ("votes", 0.0),  # many facts are asked so
        ("covered", 0.0),  # most of it is unexplained
        ("length", 0.7),  # two words name nothing in passing
    ],
)
def test_each_sign_counts(sign: str, value: float) -> None:
    assert not is_meant(SURE._replace(held=0.0, **{sign: value}))


def test_an_attribute_that_the_fact_has_makes_up_for_much() -> None:
    doubtful = SURE._replace(learned=0.85, votes=0.35)
    assert not is_meant(doubtful._replace(held=0.0))
    assert is_meant(doubtful._replace(held=2.0))


@pytest.mark.parametrize(
    "question", ["does xAI plan to keep raising funding", "does the car version of grok exist like in a tesla"]
)
def test_what_is_said_in_passing_rules_out_nothing(answerer: Answerer, question: str) -> None:
    assert decide(answerer.index, answerer.index.reader.read(question)).outcome is Outcome.ANSWER


@pytest.mark.parametrize(
    "question",
    ["does SpaceX pay well", "does grok swear", "who is the boss of Valor Equity Partners"],
)
def test_a_fact_that_shares_only_a_name_must_be_very_sure(answerer: Answerer, question: str) -> None:
    assert decide(answerer.index, answerer.index.reader.read(question)).outcome is not Outcome.ANSWER


@pytest.mark.parametrize(
    "question",
    ["Has Microsoft sued over the Macrohard name?", "how many desks does Macrohard own", "is xbox part of macrohard"],
)
def test_what_is_asked_itself_is_not_in_passing(answerer: Answerer, question: str) -> None:
    assert decide(answerer.index, answerer.index.reader.read(question)).outcome is not Outcome.ANSWER


@pytest.mark.parametrize(
    "question",
    [
        "which chip sits in the Optimus brain",  # right behind the word that asks
        "who leaked the documents to Bloomberg",  # in one form with it
        "Who at the investor meeting disagreed with the goal?",  # with nothing but names between
    ],
)
def test_what_stands_behind_the_word_that_asks_is_asked_for(answerer: Answerer, question: str) -> None:
    assert decide(answerer.index, answerer.index.reader.read(question)).outcome is not Outcome.ANSWER


def test_what_alone_asks_is_not_in_passing(answerer: Answerer) -> None:
    """Who chose the name is asked for, whatever the fact tells of the name."""
    assert answerer.ask("مين اللي اختار الاسم الصيني لماكروهارد").outcome is not Outcome.ANSWER
    assert answerer.ask("شنو الاسم الصيني لماكروهارد").fact == "macrohard-chinese-name"
