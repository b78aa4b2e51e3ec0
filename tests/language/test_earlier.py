"""Times before another one."""

from __future__ import annotations

import pytest

from bot.language.periods import Found, Period, find_periods
from bot.language.tokens import tokenise
from bot.language.words import words

LATEST = Period(2025, 7, 9)
LAST_YEAR, SECOND, FIRST = Period(2024, 1, 12), Period(2025, 4, 6), Period(2025, 1, 3)


def found(text: str, language: str) -> Found:
    return find_periods(tokenise(text), [words(language), words("en")], LATEST)


@pytest.mark.parametrize(
    ("text", "language", "period"),
    [
        ("the sales a year ago", "en", LAST_YEAR),
        ("sales twelve months back", "en", LAST_YEAR),
        ("sales six months ago", "en", FIRST),
        ("sales a quarter earlier", "en", SECOND),
        ("wie hoch vor nem Jahr", "de", LAST_YEAR),
        ("im Quartal davor", "de", SECOND),
        ("y'a un an", "fr", LAST_YEAR),
        ("un an plus tôt", "fr", LAST_YEAR),
        ("un año antes", "es", LAST_YEAR),
        ("год назад", "ru", LAST_YEAR),
        ("кварталом ранее", "ru", SECOND),
        ("altı ay önce", "tr", FIRST),
        ("قبل سنة", "ar", LAST_YEAR),
        ("قبل ست شهور", "ar", FIRST),
        ("一年前", "zh", LAST_YEAR),
    ],
)
def test_how_long_ago(text: str, language: str, period: Period) -> None:
    assert found(text, language).periods == (period,)


@pytest.mark.parametrize(
    ("text", "language"),
    [("قبل سنة 2025", "ar"), ("2025年之前", "zh"), ("vor dem Jahr 2025", "de")],
)
def test_before_a_year_is_no_year_ago(text: str, language: str) -> None:
    assert LAST_YEAR not in found(text, language).periods


@pytest.mark.parametrize(("text", "language"), [("up on a quarter earlier", "en"), ("mehr als im Quartal davor", "de")])
def test_what_is_compared_with_an_earlier_quarter_is_asked_of_this_one(text: str, language: str) -> None:
    assert found(text, language).periods == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what was it worth before it climbed to 230", "en"),
        ("how much had they raised before the 20 billion round", "en"),
        ("elle valait combien avant de grimper à 230 milliards ?", "fr"),
        ("cuánto valía antes de llegar a 230 mil millones", "es"),
        ("was war es wert, bevor es auf 230 Milliarden stieg", "de"),
        ("сколько стоила до того как дошла до 230 млрд", "ru"),
        ("230 milyara çıkmadan önce değeri neydi", "tr"),
        ("بكم كانت مقيمة قبل أن تصل إلى 230 مليارا؟", "ar"),
        ("涨到2300亿之前估值多少", "zh"),
        ("vor nem halben Jahr", "de"),
        ("что было на прошлой неделе", "ru"),
    ],
)
def test_a_state_before_another_one_is_no_part_of_a_year(text: str, language: str) -> None:
    assert found(text, language).moment
    assert found(text, language).periods == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("how long before the 20 billion is gone", "en"),
        ("before I put 500 dollars in, is it profitable", "en"),
        ("twice what it was before, 107 million?", "en"),
        ("the loss before 30 September 2025", "en"),
        ("дотянут до 500 миллионов?", "ru"),
        ("más que el trimestre de antes? cuánto más, 1,5", "es"),
    ],
)
def test_what_comes_before_something_else_stays_as_it_is(text: str, language: str) -> None:
    assert not found(text, language).moment
