from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.doubts import RULED_OUT
from bot.matching.pooled import ANSWER_FROM, pool

shares = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=6)


@given(shares, shares, st.floats(0.0, 1.0), st.booleans())
def test_confidences_are_those_of_facts_beside_none_the_likeliest_first(
    own: list[float], taught: list[float], none: float, answers: bool
) -> None:
    total = sum(own) + 0.1
    found = pool(
        {n: c / total for n, c in enumerate(own)}, dict(enumerate(taught, 2)), none, most=1.0 if answers else RULED_OUT
    )
    assert found.keys() == set(range(len(own))) | set(range(2, 2 + len(taught)))
    assert all(0.0 < confidence < 1.0 for confidence in found.values())
    assert math.fsum(found.values()) < 1.0
    assert list(found.values()) == sorted(found.values(), reverse=True)


@given(st.floats(0.01, 0.9), st.floats(0.0, 0.9))
def test_the_more_was_taught_of_a_fact_the_likelier_it_is(own: float, taught: float) -> None:
    def of_first(likely: float) -> float:
        return pool({0: own}, {0: likely, 1: 0.05}, 0.1)[0]

    assert of_first(taught) < of_first(taught + 0.1)


def test_both_judges_together_decide() -> None:
    doubtful = {0: 0.45, 1: 0.4}
    assert next(iter(pool(doubtful, {0: 0.1, 1: 0.8}, 0.1))) == 1
    assert pool({0: 0.9}, {0: 0.001}, 0.99)[0] < ANSWER_FROM
    assert pool({0: 0.3}, {0: 0.98}, 0.01, most=RULED_OUT)[0] >= ANSWER_FROM


def test_what_is_ruled_out_needs_much_more() -> None:
    taught = {0: 0.6}
    assert pool({0: 0.9}, taught, 0.3)[0] >= ANSWER_FROM
    assert pool({0: 0.9}, taught, 0.3, most=RULED_OUT)[0] < ANSWER_FROM


@pytest.mark.parametrize("none", [0.01, 0.5, 0.99])
def test_a_fact_that_was_not_taught_stands_as_it_is(none: float) -> None:
    """Whatever is known of the others: nobody could learn anything of it."""
    assert pool({7: 0.8}, {0: (1.0 - none) / 2}, none)[7] == pytest.approx(0.8, abs=0.05)
