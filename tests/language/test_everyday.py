"""Everyday words: how much they tell, and words as they are said."""

from __future__ import annotations

import pytest

from bot.language.everyday import weight, with_its_g
from bot.language.normalise import normalise


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("makin", "making"),
        ("goin", "going"),
        ("burnin", "burning"),
        ("cabin", "cabin"),
        ("begin", "begin"),
        ("margin", "margin"),
        ("train", "train"),
        ("sin", "sin"),
        ("making", "making"),
    ],
)
def test_a_dropped_g_is_put_back(said: str, written: str) -> None:
    assert with_its_g(said) == written


def test_common_words_tell_little_and_rare_ones_all() -> None:
    assert 0.1 <= weight("the", "en") < weight("house", "en") < weight("warranty", "en") <= 1.0
    assert weight("zirconium", "en") == weight("qwertz", "en") == 1.0


def test_arabic_words_are_known_in_their_normal_form() -> None:
    assert weight(normalise("إلى"), "ar") < weight("بيت", "ar") < 1.0


@pytest.mark.parametrize("language", ["tr", "zh"])
def test_without_a_list_every_word_tells_all(language: str) -> None:
    assert weight("ve", language) == 1.0
