"""Numbers that note how far they are from any comparison turning out otherwise."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.shaky import Shaky, Slack

FORMULAS: list[Callable[[float, float], float]] = [
    lambda a, b: a + b,
    lambda a, b: a - b - 0.1,
    lambda a, b: 2.0 * a * b,
    lambda a, b: 1.0 - a / (b + 1.0),
    lambda a, b: sum([a, -b, 0.2]),
    lambda a, b: min(a, b, 0.5) - max(0.3, b),
    lambda a, b: 1.0 / (a + 1.0),
]
COMPARISONS: list[Callable[[float], bool]] = [
    lambda v: v > 0.3,
    lambda v: v <= 0.25,
    lambda v: (True, v) < (True, 0.7),
    lambda v: v >= 0.4,
    bool,
]


@given(
    st.sampled_from(FORMULAS),
    st.sampled_from(COMPARISONS),
    st.floats(0.0, 1.0),
    st.floats(0.0, 1.0),
    st.floats(-1.0, 1.0),
    st.floats(-1.0, 1.0),
)
def test_what_moves_by_less_than_the_slack_turns_nothing(
    formula: Callable[[float, float], float],
    compare: Callable[[float], bool],
    a: float,
    b: float,
    up: float,
    aside: float,
) -> None:
    slack = Slack()
    shaky = formula(Shaky.of(a, 1.0, slack), Shaky.of(b, 0.5, slack))
    found = compare(shaky)
    assert float(shaky) == pytest.approx(formula(a, b))
    # To first order: a shift of a thousandth leaves the rest no room.
    by = min(slack.least * 0.9, 1e-3)
    if slack.least > 1e-3 or by == 0.0:
        assert compare(formula(a + by * up, b + 0.5 * by * aside)) == found


def test_only_what_is_compared_is_noted() -> None:
    slack = Slack()
    one, other = Shaky.of(0.4, 1.0, slack), Shaky.of(0.5, 1.0, slack)
    assert one * 2.0 + other == pytest.approx(1.3)
    slack = one.slack = other.slack = Slack()
    assert max(one, other) is other
    assert slack.least == pytest.approx(0.05)
    assert other > 0.48
    assert slack.least == pytest.approx(0.02)
    assert hash(one) == hash(0.4)


def test_a_number_with_itself_is_no_comparison() -> None:
    slack = Slack()
    one = Shaky.of(0.4, 1.0, slack)
    assert (True, one) == (True, one)
    assert slack.least == math.inf
