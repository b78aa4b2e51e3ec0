"""Turkish endings of names."""

from __future__ import annotations

import pytest

from bot.language.turkish import peeled


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("bakeryde", "bakery"),
        ("bakerynin", "bakery"),
        ("bakeryye", "bakery"),
        ("bakeryler", "bakery"),
        ("bakerydeki", "bakery"),
        ("milldan", "mill"),
    ],
)
def test_the_name_is_among_what_is_left(word: str, name: str) -> None:
    assert name in peeled(word)


def test_nothing_is_left_of_a_short_word_or_of_one_without_ending() -> None:
    assert peeled("mil") == ()
    assert "bakery" not in peeled("bakeryxyz")
