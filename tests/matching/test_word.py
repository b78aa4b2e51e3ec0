"""The words that a text of a language may use."""

from __future__ import annotations

import pytest

from bot.language.periods import find_periods
from bot.language.tokens import tokenise
from bot.language.words import elsewhere
from bot.matching.word import vocabulary_of


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "quanto nel secondo trimestre 2025", "q2 2025"),
        ("en", "hoeveel in het derde kwartaal 2025", "q3 2025"),
        ("ru", "скільки за перший квартал 2025", "q1 2025"),
        ("ar", "در سه‌ماهه سوم 2025", "q3 2025"),
        ("en", "2025 की दूसरी तिमाही", "q2 2025"),
    ],
)
def test_languages_without_a_file_tell_quarters(language: str, text: str, expected: str) -> None:
    found = find_periods(tokenise(text), vocabulary_of(language), None)
    assert [period.code for period in found.periods] == [expected]


def test_a_language_that_is_surely_told_has_no_words_of_others() -> None:
    assert elsewhere() not in vocabulary_of("de")
    assert elsewhere() in vocabulary_of("en")
