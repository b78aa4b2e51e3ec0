from __future__ import annotations

import numpy as np
import pytest

from bot.answers.answerer import Answerer
from bot.matching.decision import Outcome, decide
from bot.matching.passing import is_unmistakable

SCORES = np.array([0.2, 0.9, 0.6])


@pytest.mark.parametrize(
    ("nearest", "covered", "known", "foreign", "expected"),
    [
        (0.5, 0.6, False, False, True),
        (0.5, 0.6, False, True, False),  # what is lacking names somebody else
        (0.3, 0.6, False, False, False),  # like no curated question
        (0.5, 0.3, False, False, False),  # much of it is unexplained
        (0.3, 0.3, True, False, False),  # the words are known, but the lead is small
    ],
)
def test_much_alike_outweighs_what_is_lacking(
    nearest: float, covered: float, known: bool, foreign: bool, expected: bool
) -> None:
    assert is_unmistakable(SCORES, 1, nearest, covered, known=known, foreign=foreign) is expected


def test_the_words_for_what_is_lacking_need_a_clear_lead() -> None:
    assert is_unmistakable(np.array([0.2, 0.9]), 1, 0.0, 0.0, known=True, foreign=False)
    assert not is_unmistakable(np.array([0.9, 0.9]), 1, 0.9, 0.9, known=True, foreign=False)


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
