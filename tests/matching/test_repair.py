"""Words that are spelt otherwise than the base knows them."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("valuashun", "valuation"),
        ("kash", "cash"),
        ("robotz", "robots"),
        ("jazz", "jazz"),  # a word of its own
        ("munny", "money"),
        ("wtf", "what"),
    ],
)
def test_chat_spellings(answerer: Answerer, typed: str, read: str) -> None:
    assert [token.text for token in answerer.index.reader.read(f"the {typed} of it").tokens][1] == read


@pytest.mark.parametrize(
    ("text", "typed", "read"),
    [
        ("was ist das {} eine Firma", "fuer", "fur"),
        ("wie {} ihr das denn ein", "schaetzt", "schatzt"),
        ("{} rien du tout à ces chiffres", "jcomprends", "comprends"),
        ("où part {} de la boîte", "largent", "argent"),
        ("les dépenses de {} sont grosses", "matos", "matos"),  # no name that is spelt much like it
    ],
)
def test_what_is_typed_carelessly_in_further_languages(answerer: Answerer, text: str, typed: str, read: str) -> None:
    tokens = [token.text for token in answerer.index.reader.read(text.format(typed, typed)).tokens]
    assert read in tokens
    assert typed == read or typed not in tokens
