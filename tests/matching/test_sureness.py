"""How sure a fact must be to answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.answerer import Answerer
from bot.matching.frame import Frame
from bot.matching.sureness import asks_unheard, never_tells, opens_alien


@pytest.mark.parametrize(
    ("text", "alien"),
    [
        ("why did the sales rise in Q1", True),
        ("what lay behind the sales of Q1", True),
        ("when were the sales made", True),
        ("how high were the sales in Q1", False),
        ("were the sales high in Q1", False),
    ],
)
def test_a_kind_of_question_that_none_of_many_phrasings_asks(bakery: Answerer, text: str, alien: bool) -> None:
    index = bakery.index
    profile = index.profiles[index.numbers["sales-q1"]]
    frame = Frame.of(index.reader.read(text))
    many = replace(profile, questions=200, kinds={"how_much": 0.5}, sole={"how_much": 0.5}, opens={"how_much": 0.5})
    assert opens_alien(frame, many) is alien
    assert never_tells(frame, many) is alien
    assert not opens_alien(frame, profile)  # few phrasings tell nothing


def test_a_kind_asked_beside_whether_it_is_so_is_asked_alone(bakery: Answerer) -> None:
    index = bakery.index
    profile = replace(index.profiles[0], questions=200, kinds={"why": 0.1}, sole={"why": 0.1}, opens={"why": 0.1})
    assert not opens_alien(Frame.of(index.reader.read("why did the sales rise")), profile)


@pytest.mark.parametrize(
    ("text", "unheard"),
    [
        ("which tyres does Ada use", True),
        ("which turnover had Crumb in which tyres", False),
        ("which loaves did the bakery sell", False),
        ("who is Ada", False),
    ],
)
def test_a_noun_that_no_fact_has_is_asked_for_beside_a_name(bakery: Answerer, text: str, unheard: bool) -> None:
    index = bakery.index
    assert asks_unheard(index, Frame.of(index.reader.read(text)), index.profiles[0]) is unheard
