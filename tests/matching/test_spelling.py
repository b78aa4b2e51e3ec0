from __future__ import annotations

import pytest

from bot.matching.spelling import Speller

ENGLISH = ["valuation", "revenue", "tesla", "grok", "loss", "million", "h100", "billion"]
SPELLER = Speller([*ENGLISH, "انفاق", "تقييم", "ارباح", "مدفوعات"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("valuaton", "valuation"),
        ("vlauatoin", "valuation"),  # two edits are allowed in long words
        ("revnue", "revenue"),
        ("reveneu", "revenue"),
        ("telsa", "tesla"),
        ("gork", "grok"),  # four letters: only a swap
        ("تقيم", "تقييم"),  # four letters, a long vowel left out
        ("انفاقف", "انفاق"),
        ("ارباج", "ارباح"),  # five letters, a dot too many
        ("ارباك", None),  # another consonant makes another word
        ("مدفوغات", "مدفوعات"),
        ("lost", None),
        ("los", None),
        ("h10", None),  # digits are never repaired
        ("h1000", None),
        ("zebra", None),
        ("", None),
    ],
)
def test_repairs_within_the_guards(typed: str, meant: str | None) -> None:
    assert SPELLER.repair(typed) == meant


def test_nearest_of_two_wins() -> None:
    assert Speller(["billion", "million"]).repair("bilion") == "billion"


def test_first_or_last_letter_must_agree() -> None:
    assert Speller(["house"]).repair("mousy") is None


def test_swapped_letters_go_before_another_letter() -> None:
    assert Speller(["wrote", "worse"]).repair("wrose") == "worse"
