"""Possessors whom the base does not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings
from bot.facts.reader import read
from bot.matching.decision import Outcome
from bot.matching.understand import understand
from tests.conftest import BAKERY, write_base


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("what is the rent of my uncle's shop", {"uncle"}),
        ("the janitor's sales in q2", {"janitor"}),
        ("the janitors' sales in q2", {"janitors"}),
        ("sales of my laundromat", {"laundromat"}),
        ("the janitor's asking for the sales", set()),  # a verb
        ("my uncle's in the bakery, how much is the rent", set()),  # a function word follows
        ("does Crumb sell in the janitor's street", set()),  # it is about somebody known
        ("the bakery's rent", set()),
        ("what is the rent of our own", set()),
    ],
)
def test_possessors(bakery: Answerer, text: str, names: set[str]) -> None:
    assert bakery.index.reader.read(text).names == names


def test_somebody_elses_figure_is_declined_in_a_part_too(bakery: Answerer) -> None:
    assert understand(bakery.index, "the janitor's rent").main.outcome is Outcome.DECLINE
    both = understand(bakery.index, "how much is the janitor's rent and when does it open")
    assert "rent" not in [bakery.index.profiles[d.rated[0].fact].id for d in both.answers]


@pytest.mark.parametrize(
    ("text", "weak", "measures"),
    [
        ("Courier's sales", False, {"sales"}),
        ("Courier's own sales", False, {"sales"}),  # no owner is asked for
        ("by Courier's rent list, how high were the sales", True, {"rent", "sales"}),  # what is named last
        ("the Courier's sales", True, {"sales"}),  # no name
        ("the sales, by the Courier", True, {"sales"}),
        ("does the bakery's own cook own the mill", None, {"owner"}),
    ],
)
def test_whose_own_attribute_is_asked_for(
    tmp_path: Path, wordings: Wordings, text: str, weak: bool | None, measures: set[str]
) -> None:
    courier = "facet: subject\nconcepts: [{id: courier, name: {en: the Courier}, weak: true, forms: {en: [Courier]}}]"
    index = Answerer(read(write_base(tmp_path, {**BAKERY, "concepts/courier.yaml": courier})), wordings).index
    reading = index.reader.read(text)
    found = [m.weak for m in reading.mentions if m.concept == "courier"]
    assert found == ([] if weak is None else [weak])
    assert reading.measures == measures
