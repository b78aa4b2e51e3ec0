"""French as it is typed in chat, which the caller holds against the words that there are."""

from __future__ import annotations

import pytest

from bot.language.french import without_elided


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jcapte", "capte"),
        ("largent", "argent"),
        ("quil", "il"),
        ("jusquau", "au"),
        ("tpeux", "peux"),
        ("perte", "perte"),
        ("ca", "ca"),
    ],
)
def test_what_is_elided_stands_before_its_word(typed: str, meant: str) -> None:
    assert without_elided(typed) == meant
