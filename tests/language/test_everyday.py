"""Everyday words, and words as they are said."""

from __future__ import annotations

import pytest

from bot.language.everyday import with_its_g


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
