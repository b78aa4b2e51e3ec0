"""Names of somebody whom the base does not know."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.matching.decision import Outcome
from bot.matching.understand import understand


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("how much did Humain sell in Q2?", {"humain"}),  # nearly an everyday word, but for its capital
        ("how much did humain sell in Q2?", set()),
        ("How Much Did Humain Sell", set()),  # a headline
        ("Humain sales", set()),  # what opens a sentence may be any word
        ("what are the sales of the startup rebellions", {"rebellions"}),
        ("what does the company sell now", set()),
        ("what are the sales of zorbex", {"zorbex"}),
        ("what are the sales energywise", set()),  # made up of another word
        ("كم باعت شركة تابي؟", {"تابي"}),
        ("كم باعت محطة المخبذ؟", {"المخبذ"}),  # no name of the base, for all its likeness to a word of it
        ("كم باعت الشركة اليوم؟", set()),
        ("كم باعت شركة كبيرة؟", set()),  # an everyday word
    ],
)
def test_names(bakery: Answerer, text: str, names: set[str]) -> None:
    assert bakery.index.reader.read(text).names == names


def test_in_arabizi_a_word_that_nobody_knows_names_nobody(bakery: Answerer) -> None:
    assert not bakery.index.reader.read("el bakery zorbexo kam").names
    assert bakery.index.reader.read("el bakery w Zorbexo kam").names == {"zorbexo"}


def test_a_word_of_the_curated_questions_is_no_name(bakery: Answerer) -> None:
    assert not bakery.index.reader.read("what does the Bakery pay").names


def test_somebody_unknown_is_declined(bakery: Answerer) -> None:
    assert understand(bakery.index, "how much did Humain sell in Q2?").main.outcome is Outcome.DECLINE
    assert understand(bakery.index, "how much did Crumb sell in Q2?").main.outcome is Outcome.ANSWER
