"""Keys of the words of forms and of questions."""

from __future__ import annotations

import pytest

from bot.facts.model import Concept, Facet
from bot.language.tokens import tokenise
from bot.matching.keys import form_key, name_key, token_keys
from bot.matching.lexicon import Lexicon
from bot.matching.reading import Reader


def key(word: str, language: str = "ar") -> str:
    (token,) = tokenise(word)
    return form_key(token, language)


@pytest.mark.parametrize(("one", "other"), [("كم", "شحال"), ("مين", "شكون"), ("فلوس", "المصاري"), ("ليش", "علاش")])
def test_words_of_the_dialects_for_one_thing_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("من", "مين"), ("كم", "مين"), ("ربح", "فلوس")])
def test_other_words_keep_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_what_a_dialect_says_for_something_is_a_whole_word() -> None:
    (wanted,) = tokenise("بغيت")
    assert key("غيت") not in token_keys(wanted, ("ar",), frozenset())
    (within,) = tokenise("بمصنع")
    assert key("مصنع") in token_keys(within, ("ar",), frozenset())


def test_a_name_has_no_other_endings() -> None:
    mill, mills, milling = (tokenise(word)[0] for word in ("mill", "mills", "milling"))
    assert name_key(mill, "en") == name_key(mills, "en") != name_key(milling, "en")


def test_a_verbs_prefix_goes_only_where_the_word_is_unknown() -> None:
    (token,) = tokenise("بتخسر")
    assert "خسر" in token_keys(token, ("en",), frozenset())
    assert "خسر" not in token_keys(token, ("en",), frozenset({"بتخسر"}))


def test_forms_are_found_in_other_dialects() -> None:
    concepts = {
        "staff": (Facet.MEASURE, Concept(id="staff", forms={"ar": ("كم موظف",)})),
        "left": (Facet.MEASURE, Concept(id="left", forms={"ar": ("باقي فلوس", "معاهم كام")})),
        "place": (Facet.MEASURE, Concept(id="place", forms={"ar": ("وين هي",)})),
    }
    reader = Reader(Lexicon(concepts), None)

    def found(text: str) -> set[str]:
        return {mention.concept for mention in reader.read(text).mentions}

    assert found("شحال موظف") == {"staff"}
    assert found("باقي مصاري؟") == {"left"}
    # A form of function words alone means its own words and no others.
    assert found("وين هي") == {"place"}
    assert found("فين هي") == set()


def test_a_stem_of_another_language_is_no_english_word() -> None:
    concepts = {
        "pay": (Facet.MEASURE, Concept(id="pay", forms={"fr": ("paye",), "es": ("destinó", "ingresos")})),
    }
    reader = Reader(Lexicon(concepts), None)
    assert not reader.read("who is paying at the destination?").mentions
    assert reader.read("combien est-ce que les employés sont payés?").mentions
    assert reader.read("cuánto destinaron a la casa?").mentions
    assert reader.read("quanto eles destinaram para isso? a empresa não disse").language == "pt"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wie hoch ist die Brandgefahr, gab es einen Brand?", {"fire"}),
        ("which brand is it", set()),  # an everyday English word is no German one
        ("combien de recettes a eu le moulin ?", {"revenue"}),
        ("me pasas la receta por favor, gracias", set()),  # the stem is French
    ],
)
def test_a_form_counts_in_its_own_language(text: str, expected: set[str]) -> None:
    concepts = {
        "fire": (Facet.MEASURE, Concept(id="fire", forms={"de": ("Brand",)})),
        "revenue": (Facet.MEASURE, Concept(id="revenue", forms={"fr": ("recette",)})),
    }
    reader = Reader(Lexicon(concepts), None)
    assert {mention.concept for mention in reader.read(text).mentions} == expected
