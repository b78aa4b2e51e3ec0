"""Everyday words of languages without a words file."""

from __future__ import annotations

import pytest

from bot.language.everyday import everyday_words
from bot.language.normalise import normalise
from bot.language.tokens import tokenise
from bot.language.words_elsewhere import everyday_elsewhere, language_elsewhere, words_elsewhere
from bot.matching.keys import is_function


def test_they_are_in_their_normal_form_and_not_english() -> None:
    assert {"berapa", "kitna", "heeft", "jaka"} <= words_elsewhere()
    assert all(normalise(word) == word for word in words_elsewhere())
    assert words_elsewhere().isdisjoint(everyday_words("en"))


@pytest.mark.parametrize("word", ["скільки", "چقدر", "है", "は", "는"])
def test_those_in_other_scripts_count_in_any_text(word: str) -> None:
    (token,) = tokenise(word)
    assert is_function(token, "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hoeveel verlies maakte de bakkerij", "nl"),
        ("kto jest właścicielem", "pl"),
        ("berapa kerugian di kuartal kedua", "id"),
        ("who is the owner", None),
        ("heeft", None),  # one word alone may be anything
    ],
)
def test_two_everyday_words_tell_a_language(text: str, language: str | None) -> None:
    assert language_elsewhere([token.text for token in tokenise(text)]) == language


def test_a_language_keeps_the_words_that_english_has_too() -> None:
    assert "jest" in everyday_elsewhere("pl")
    assert "jest" not in words_elsewhere()
