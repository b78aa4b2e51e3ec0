"""Arabic words written together are told apart where both are known, and left alone elsewhere."""

from __future__ import annotations

import pytest

from bot.facts.model import Concept, Facet
from bot.language.tokens import Script, Token
from bot.matching.lexicon import Lexicon
from bot.matching.repair import Repairer
from bot.matching.stuck import parted

REPAIRER = Repairer(
    Lexicon(
        {
            "mill": (Facet.SUBJECT, Concept(id="mill", forms={"ar": ("المطحنة",)})),
            "rent": (Facet.MEASURE, Concept(id="rent", forms={"ar": ("إيجار", "الإيجار الشهري")})),
        }
    )
)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("ايجارالمطحنه", ["ايجار", "المطحنه"]),
        ("كمايجار", ["كم", "ايجار"]),
        ("كمايجارالمطحنه", ["كم", "ايجار", "المطحنه"]),
        ("ايجارمطحنه", ["ايجار", "مطحنه"]),
        ("لسهايجار", ["لسه", "ايجار"]),  # an everyday word before it
        ("المطحنهلسه", ["المطحنه", "لسه"]),
        ("المطحنه", ["المطحنه"]),
        ("عبدالرزاق", ["عبدالرزاق"]),
        ("كمبوديا", ["كمبوديا"]),
    ],
)
def test_known_words_are_told_apart(word: str, parts: list[str]) -> None:
    assert [token.text for token in parted(Token(word, Script.ARABIC), "ar", REPAIRER)] == parts


def test_other_scripts_stay() -> None:
    token = Token("rentofthemill", Script.LATIN)
    assert parted(token, "en", REPAIRER) == (token,)
