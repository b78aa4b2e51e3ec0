"""Periods by themselves: how they are written, and the arithmetic on them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.periods import Period, parse_written


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025", Period(2025, 1, 12)),
        ("2025-Q1", Period(2025, 1, 3)),
        ("2025-H2", Period(2025, 7, 12)),
        ("2025-09", Period(2025, 9, 9)),
        ("2025-01/2025-09", Period(2025, 1, 9)),
    ],
)
def test_written_notation(text: str, period: Period) -> None:
    assert parse_written(text) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "2025-Q5",
        "2025-H3",
        "2025-13",
        "2025-00",
        "2025-09/2026-01",
        "2025-09/2025-01",
        "2025/2025-09",
        "Q3 2025",
    ],
)
def test_other_notations_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|range"):
        parse_written(text)


def test_comparing_periods() -> None:
    quarter, year = Period(2025, 7, 9), Period(2025, 1, 12)
    assert quarter.same_as(Period(None, 7, 9))
    assert not quarter.same_as(Period(2024, 7, 9))
    assert year.contains(quarter)
    assert not quarter.contains(year)
    assert not year.contains(Period(2024, 7, 9))
    assert year.is_year
    assert not quarter.is_year
    assert quarter.with_year(None) == Period(None, 7, 9)


@pytest.mark.parametrize(
    ("period", "spans", "expected"),
    [
        (Period(2025, 7, 9), -1, Period(2025, 4, 6)),
        (Period(2025, 1, 3), -1, Period(2024, 10, 12)),
        (Period(2025, 10, 12), 1, Period(2026, 1, 3)),
        (Period(2025, 7, 12), -1, Period(2025, 1, 6)),
        (Period(2025, 1, 12), -2, Period(2023, 1, 12)),
        (Period(2025, 1, 9), -1, Period(2024, 1, 9)),
        (Period(None, 7, 9), -1, Period(None, 4, 6)),
        (Period(None, 1, 9), -1, Period(None, 1, 9)),
    ],
)
def test_shifting(period: Period, spans: int, expected: Period) -> None:
    assert period.shifted(spans) == expected


@settings(derandomize=True, deadline=None, database=None, max_examples=120)
@given(st.sampled_from([1, 2, 3, 4, 6, 12]), st.integers(0, 11), st.integers(-30, 30))
def test_shifting_there_and_back(length: int, start: int, spans: int) -> None:
    first = start // length * length + 1
    period = Period(2025, first, first + length - 1)
    assert period.shifted(spans).shifted(-spans) == period
