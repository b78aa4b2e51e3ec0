"""A German verb and its particle are one word wherever in the sentence the particle stands."""

from __future__ import annotations

import pytest

from bot.facts.model import Concept, Facet
from bot.matching.lexicon import Lexicon
from bot.matching.reading import Reader

READER = Reader(
    Lexicon(
        {
            "outlay": (Facet.MEASURE, Concept(id="outlay", forms={"de": ("gibt aus", "geben aus")})),
            "mill": (Facet.SUBJECT, Concept(id="mill", forms={"any": ("Mill",)})),
        }
    ),
    None,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wie viel gibt die Mill jeden Monat für neue Steine aus?", {"mill", "outlay"}),
        ("Wie viel geben die eigentlich jeden Monat so alles aus", {"outlay"}),
        ("Wie viel gibt die Mill jeden Monat für neue Steine?", {"mill"}),
        ("Wie sieht die Mill denn von hinten gesehen aus?", {"mill"}),
    ],
)
def test_a_particle_at_the_end_belongs_to_its_verb(text: str, found: set[str]) -> None:
    assert {mention.concept for mention in READER.read(text).mentions} == found


def test_other_texts_keep_their_order() -> None:
    assert [token.text for token in READER.read("Wie sieht die Mill von hinten aus?").tokens][-1] == "aus"
