"""Everyday words of languages without a words file."""

from __future__ import annotations

from bot.language.everyday import everyday_words
from bot.language.normalise import normalise
from bot.language.words_elsewhere import words_elsewhere


def test_they_are_in_their_normal_form_and_not_english() -> None:
    assert {"berapa", "kitna", "heeft", "jaka"} <= words_elsewhere()
    assert all(normalise(word) == word for word in words_elsewhere())
    assert words_elsewhere().isdisjoint(everyday_words("en"))
