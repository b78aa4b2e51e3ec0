"""What a text says: who is named, what is asked for, and who is acted upon."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.facts.model import Concept, Facet
from bot.matching.lexicon import Lexicon
from bot.matching.plain_reading import PlainReader
from bot.matching.reading import Reader

CONCEPTS = {
    "mita": (Facet.SUBJECT, Concept(id="mita", forms={"any": ("Mita",), "ar": ("ميتا",)})),
    "mill": (Facet.SUBJECT, Concept(id="mill", forms={"any": ("Mill",), "ar": ("المطحنة",)})),
    "owner": (Facet.MEASURE, Concept(id="owner", forms={"en": ("owner",), "ar": ("مالك", "يملك")})),
}
READER = Reader(Lexicon(CONCEPTS), None)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("كم قيمة ميتا", {"mita"}),
        ("ميتا والمطحنة", {"mita", "mill"}),
        ("هل جمعوا مئتا مليار", set()),
        ("مئتا مليار لميتا", {"mita"}),
        ("هل جمعوا مئتي مليون", set()),
    ],
)
def test_a_number_names_nobody(text: str, subjects: set[str]) -> None:
    assert READER.read(text).subjects == subjects


@pytest.mark.parametrize(
    ("text", "asks_who"),
    [
        ("من يملك المطحنة؟", True),
        ("المطحنة من يملكها؟", True),
        ("هل تعرف من يملكها", True),
        ("الدقيق من المطحنة", False),
        ("يريد الطحين من الحقل", False),
        ("هدفه من كل هذا", False),
        ("ماذا في يده من قمح", False),  # one question is asked already
    ],
)
def test_an_arabic_from_is_not_who(text: str, asks_who: bool) -> None:
    assert ("who" in READER.read(text, "ar").kinds) is asks_who


@pytest.mark.parametrize(
    ("text", "toward"),
    [
        ("who put money in the Mill?", {"mill"}),
        ("who invested into Mill", {"mill"}),
        ("in the Mill's words, where does it lead?", set()),
        ("in Mill", set()),
        ("who owns the Mill?", set()),
    ],
)
def test_what_opens_a_text_is_not_acted_upon(text: str, toward: set[str]) -> None:
    assert READER.read(text).toward == toward


@pytest.mark.parametrize(
    ("text", "weak"),
    [
        ("people on Mita say that the owner has changed", True),
        ("saw a post on Mita about the owner", True),
        ("قريت على ميتا ان المالك تغير", True),
        ("who is the owner of Mita", False),
        ("is the Mill on Mita", False),
        ("Mita say the owner has changed", False),
    ],
)
def test_where_something_was_said_is_not_what_is_asked_about(text: str, weak: bool) -> None:
    assert [m.weak for m in READER.read(text).mentions if m.concept == "mita"] == [weak]


def test_the_sign_of_a_multiple_names_nobody() -> None:
    reader = Reader(Lexicon({"x": (Facet.SUBJECT, Concept(id="x", forms={"any": ("X",)}))}, None or set()), None)
    assert reader.read("did sales go up 2x").subjects == set()
    assert reader.read("did X sell 2 loaves").subjects == {"x"}


@pytest.mark.parametrize(("text", "measures"), [("شو مالك المحل", {"owner"}), ("المالك ومالك المحل", {"owner"})])
def test_an_arabic_and_does_not_hide_a_form(text: str, measures: set[str]) -> None:
    assert READER.read(text).measures == measures


@pytest.mark.parametrize("text", ["who is the ownerr", "ownin the mill, whoo", "ownin"])
def test_words_are_read_as_they_are_meant(text: str) -> None:
    concepts = {"owner": (Facet.MEASURE, Concept(id="owner", forms={"en": ("owner", "owning")}))}
    reader = Reader(Lexicon(concepts), None)
    assert reader.read(text).measures == {"owner"}


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("what was launchd", "en", "launched"),
        ("what is a launcher", "en", "launcher"),  # rare, yet spelled as it is meant
        ("which novel was it", "en", "novel"),  # no "nivel", which is Spanish
        ("cual era el niveel", "es", "nivel"),
        ("how many mounths", "en", "months"),
        ("im calender", "de", "calendar"),
    ],
)
def test_a_slip_is_read_as_a_word_of_its_own_language(text: str, language: str, words: str) -> None:
    reader = Reader(Lexicon({}, {"launched", "calendar", "rolls"}), None)
    assert words in {token.text for token in reader.read(text, language).tokens}


def test_without_concepts_too_no_word_is_read_as_one_of_another_language() -> None:
    reader = PlainReader(Lexicon({}, {"rolls"}), None)
    assert reader.read("which novel", "en").tokens[-1].text == "novel"


@pytest.mark.parametrize("typed", ["اليرادات", "الايردات", "الإيراادات"])
def test_a_long_vowel_too_few_or_many_is_repaired(answerer: Answerer, typed: str) -> None:
    reading = answerer.index.reader.read(f"{typed} في الربع الثالث")
    assert reading.measures == {"revenue"}


def test_a_function_word_with_an_and_before_it_names_nobody(answerer: Answerer) -> None:
    assert not answerer.index.reader.read("وأود أن أعرف").mentions


def test_keywords_alone_are_read_in_the_language_of_what_they_ask_for() -> None:
    reader = Reader(Lexicon({"loss": (Facet.MEASURE, Concept(id="loss", forms={"de": ("Mahlverlusten",)}))}), None)
    reading = reader.read("Mahlverlusten Q1")
    assert reading.language == "de"
    assert reading.measures == {"loss"}
