"""Stems of words without their accents."""

from __future__ import annotations

import pytest

from bot.language.stems import stem


@pytest.mark.parametrize("word", ["specialise", "specialises", "specialisee", "specialisees"])
def test_french_participles_without_accents_have_one_stem(word: str) -> None:
    assert stem(word, "fr") == stem("specialise", "fr")


def test_a_language_without_a_stemmer_leaves_the_word() -> None:
    assert stem("specialisee", "uk") == "specialisee"


@pytest.mark.parametrize("word", ["utilisateur", "utilisateurs"])
def test_a_french_doer_is_not_what_is_done(word: str) -> None:
    assert stem(word, "fr") == "utilisateur" != stem("utiliser", "fr")
