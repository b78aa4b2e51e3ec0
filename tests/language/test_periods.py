"""Periods in questions of all languages, and the arithmetic on them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.periods import NO_PERIODS, Found, Period, beginnings, find_periods, may_tell
from bot.language.tokens import tokenise
from bot.language.words import languages, words
from tests.language.period_texts import NOTHING, TEXTS

LATEST = Period(2025, 7, 9)


ANY_TEXT = settings(derandomize=True, deadline=None, database=None, max_examples=120)


def found(text: str, language: str, latest: Period | None = LATEST) -> Found:
    vocabulary = (words(language),) if language == "en" else (words(language), words("en"))
    return find_periods(tokenise(text), vocabulary, latest)


def may_name_one(text: str, language: str) -> bool:
    vocabulary = (words(language),) if language == "en" else (words(language), words("en"))
    tokens = tokenise(text)
    return may_tell([token.text for token in tokens], [beginnings(token, vocabulary) for token in tokens])


def written(periods: tuple[Period, ...]) -> str:
    """``2025:7-9 *:1-12``: year (* for none), first and last month."""
    return " ".join(f"{p.year or '*'}:{p.first}-{p.last}" for p in periods)


def test_an_ordinal_after_a_comparison_is_of_the_same_unit() -> None:
    assert written(found("زادت بالربع الثاني عن الأول", "ar").periods) == "*:4-6 *:1-3"
    assert written(found("زادت بالربع الثاني عن السنة الأولى", "ar").periods).startswith("*:4-6")


def test_this_text_is_no_half() -> None:
    assert found("أين ظهر هذا النص للمرة الأولى", "ar").periods == ()


CASES = [(language, text, expected) for language, table in TEXTS.items() for text, expected in table]


def test_the_table_is_large() -> None:
    assert len(CASES) >= 120
    assert set(TEXTS) == set(languages())


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_texts(language: str, text: str, expected: str) -> None:
    assert written(found(text, language).periods) == expected


@pytest.mark.parametrize(
    ("text", "latest", "expected"),
    [
        ("last quarter", None, NOTHING),
        ("this year", None, NOTHING),
        ("last 9 months", None, "*:1-9"),
        ("last quarter", Period(2026, 1, 3), "2026:1-3"),
        ("previous quarter", Period(2026, 1, 3), "2025:10-12"),
        ("next quarter", Period(2025, 10, 12), "2026:1-3"),
        ("last 6 months", Period(2026, 1, 3), NOTHING),
        ("since January", Period(2026, 1, 3), "2026:1-3"),
        ("since January", None, "*:1-1"),
    ],
)
def test_relative_texts_depend_on_the_latest_period(text: str, latest: Period | None, expected: str) -> None:
    assert written(found(text, "en", latest).periods) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("tr", "3. çeyrek derken eylüle kadar mı", "*:7-9"),  # until when the quarter goes
        ("tr", "ilk çeyrekten eylüle kadar", "*:1-3 *:1-9"),
        ("tr", "aralıkta, son çeyrek", "*:12-12"),  # no later time is the latest period
        ("tr", "son çeyrek", "2025:7-9"),
        ("zh", "年初三个月", "*:1-3"),
        ("zh", "这一季", "2025:7-9"),
    ],
)
def test_what_stands_beside_a_period_tells_which_is_meant(language: str, text: str, expected: str) -> None:
    assert written(found(text, language).periods) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "revenue after three quarters", "*:1-9"),
        ("en", "two quarters into the year", "*:1-6"),
        ("en", "grew by three quarters", NOTHING),
        ("en", "over three quarters of the money", NOTHING),
        ("en", "the year before it went wrong", NOTHING),
        ("de", "Umsatz nach drei Quartalen", "*:1-9"),
        ("en", "who landed in 1969?", "1969:1-12"),
        ("en", "in 1969 who landed", "1969:1-12"),
        ("en", "the launch of July 1969", "1969:7-7"),
        ("en", "July 16, 1969", "1969:7-7"),
        ("en", "16 July 1969", "1969:7-7"),
        ("en", "1969-07-16", "1969:7-7"),
        ("en", "Q3 1969", "1969:7-9"),
        ("en", "sales since 1850", "1850:1-12"),
        ("en", "sales until 1850?", "1850:1-12"),
        ("en", "sales at the end of September?", "*:1-9"),
        ("en", "the year 1850", "1850:1-12"),
        ("en", "in 2075", "2075:1-12"),
        ("ar", "من هبط في 1969؟", "1969:1-12"),
        ("ar", "عام 1969", "1969:1-12"),
        ("de", "im Juli 1969", "1969:7-7"),
        ("fr", "en 1969", "1969:1-12"),
        ("fr", "ventes fin septembre 1850", "1850:1-9"),
        ("de", "Umsatz Ende September 1850", "1850:1-9"),
        ("zh", "1969年", "1969:1-12"),
        ("en", "rent of 1850", NOTHING),
        ("en", "1850 loaves", NOTHING),
        ("en", "until 1850 loaves were sold", NOTHING),
        ("en", "in 1850 million", NOTHING),
        ("en", "in 1750", NOTHING),
        ("ar", "1850 رغيفا", NOTHING),
    ],
)
def test_early_and_late_years_need_a_word_that_tells(language: str, text: str, expected: str) -> None:
    assert written(found(text, language).periods) == expected


def test_years_around_the_latest_period_need_none() -> None:
    assert written(found("sales 1965", "en", Period(1969, 7, 7)).periods) == "1965:1-12"
    assert written(found("sales 1865", "en", Period(1969, 7, 7)).periods) == NOTHING


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "revenue so far"),
        ("en", "revenue since the start of the year"),
        ("en", "year-to-date loss"),
        ("en", "2025 year to date"),
        ("en", "ytd"),
        ("ar", "الإيرادات حتى الآن"),
        ("ar", "منذ بداية العام"),
        ("tr", "yılbaşından beri"),
        ("fr", "revenus cumulés"),
        ("es", "en lo que va de año"),
        ("de", "seit Jahresbeginn"),
        ("ru", "с начала года"),
        ("zh", "今年到目前为止"),
    ],
)
def test_to_date(language: str, text: str) -> None:
    assert found(text, language).to_date


@pytest.mark.parametrize("text", ["how up to date is it", "the date", "so what", "far too much"])
def test_not_to_date(text: str) -> None:
    assert not found(text, "en").to_date


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("en", "loss in the third quarter of 2025 please", "loss in the please"),
        ("en", "revenue on September 30, 2025 exactly", "revenue on exactly"),
        ("en", "full year 2025 loss", "loss"),
        ("tr", "2025'in üçüncü çeyreğinde zarar", "zarar"),
        ("tr", "Eylül 2025'e kadar gelir", "gelir"),
        ("ru", "убыток в 2025 году", "убыток в"),
        ("zh", "2025年第三季度亏损", "亏 损"),
        ("ar", "خسارة شهر سبتمبر", "خساره"),
    ],
)
def test_positions_cover_the_words_of_the_period(language: str, text: str, left: str) -> None:
    positions = found(text, language).positions
    assert " ".join(token.text for i, token in enumerate(tokenise(text)) if i not in positions) == left


@ANY_TEXT
@given(st.text(max_size=60), st.sampled_from(languages()))
def test_no_text_raises(text: str, language: str) -> None:
    result = found(text, language)
    assert all(1 <= p.first <= p.last <= 12 for p in result.periods)
    assert result.positions <= set(range(len(tokenise(text))))


PIECES = st.lists(st.sampled_from(sorted({word for text, _ in TEXTS["en"] for word in text.split()})), max_size=9).map(
    " ".join
)


@ANY_TEXT
@given(PIECES)
def test_words_of_time_in_any_order(text: str) -> None:
    result = found(text, "en")
    assert all(1 <= p.first <= p.last <= 12 for p in result.periods)
    assert len(set(result.periods)) == len(result.periods)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("year", [None, 2025])
def test_codes_are_read_in_every_language(language: str, year: int | None) -> None:
    periods = [Period(year, first, last) for first in range(1, 13) for last in range(first, 13)]
    assert [p for p in periods if found(p.code, language, None).periods != (p,)] == []


@pytest.mark.parametrize(
    ("text", "language", "moment"),
    [
        ("how much did they lose yesterday", "en", True),
        ("revenue last week?", "en", True),
        ("Yesterday's loss", "en", True),
        ("I need the loss by tomorrow", "en", False),  # when the answer is due
        ("I read yesterday that they lost money", "en", False),  # when it was read
        ("the Q3 loss, I had it yesterday", "en", False),  # a period is named
        ("my exam is tomorrow so what was the loss", "en", False),
        ("how much do they spend a month", "en", False),
        ("كم خسرت امبارح", "ar", True),
        ("خسائر الشهر اللي فات كام", "ar", True),
        ("خسائر الأسبوع اللي فات", "ar", True),
        ("شفت امبارح انهم خسروا", "ar", False),
    ],
)
def test_a_moment_is_no_period(text: str, language: str, moment: bool) -> None:
    assert found(text, language).moment is moment


@pytest.mark.parametrize("language", languages())
def test_no_text_with_a_time_is_passed_over(language: str) -> None:
    texts = [text for text, _ in TEXTS.get(language, ())]
    assert [text for text in texts if found(text, language) != NO_PERIODS and not may_name_one(text, language)] == []


@ANY_TEXT
@given(PIECES)
def test_no_words_of_time_are_passed_over(text: str) -> None:
    assert may_name_one(text, "en") or found(text, "en") == NO_PERIODS


def test_a_word_that_only_begins_a_phrase_of_time_does_not_name_one_alone() -> None:
    assert may_name_one("what was it this week?", "en")
    assert not may_name_one("what is this about, and who from?", "en")
