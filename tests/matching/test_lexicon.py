from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.facts.model import Concept, Facet
from bot.language.tokens import Script, Token, tokenise
from bot.matching.lexicon import Lexicon
from bot.matching.reading import Reader


def lexicon() -> Lexicon:
    concepts = {
        "margin": (Facet.MEASURE, Concept(id="margin", forms={"en": ("margin",)})),
        "gross-margin": (
            Facet.MEASURE,
            Concept(id="gross-margin", forms={"en": ("gross margin",), "ar": ("الهامش الإجمالي",)}),
        ),
        "profit": (
            Facet.MEASURE,
            Concept(id="profit", forms={"en": ("make money", "profit"), "ar": ("أرباح", "ربح")}),
        ),
        "location": (Facet.MEASURE, Concept(id="location", weak=True, forms={"en": ("located",)})),
        "acme": (
            Facet.SUBJECT,
            Concept(id="acme", of=("boss",), forms={"any": ("Acme", "A.C.M."), "ar": ("أكمي",)}),
        ),
        "boss": (Facet.SUBJECT, Concept(id="boss", forms={"any": ("Jane Roe",), "en": ("the boss",)})),
        "outlay": (Facet.MEASURE, Concept(id="outlay", forms={"en": ("=selling at a loss",)})),
        "letter": (Facet.SUBJECT, Concept(id="letter", forms={"any": ("X",)})),
    }
    return Lexicon(concepts)


READER = Reader(lexicon(), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is the gross margin?", {"gross-margin"}),
        ("margins", {"margin"}),
        ("gross annual margin", {"gross-margin"}),  # one word may stand between
        ("does Acme make any money", {"acme", "profit"}),
        ("what do they make", set()),  # "make" alone is no profit
        ("acme's profits", {"acme", "profit"}),
        ("where is it located?", {"location"}),
        ("وأرباح أكمي", {"profit", "acme"}),
        ("بالهامش الاجمالي", {"gross-margin"}),
        ("jane of roe", {"boss"}),
        ("jane said roe", set()),  # a name's words stand together
        ("profti of acme", {"profit", "acme"}),
        ("ربح x", {"profit", "letter"}),
        ("are they selling at a loss", {"outlay"}),
        ("the selling loss", set()),  # the small words of this form count
        ("selling bread at a loss", set()),
        ("", set()),
    ],
)
def test_finds_concepts(text: str, expected: set[str]) -> None:
    assert {mention.concept for mention in READER.read(text).mentions} == expected


def test_the_longest_form_wins_and_shares_no_word() -> None:
    mentions = READER.read("gross margin margin").mentions
    assert [m.concept for m in mentions] == ["gross-margin", "margin"]


def test_weak_concepts_are_no_measures() -> None:
    reading = READER.read("where is the profit located")
    assert reading.measures == {"profit"}
    assert reading.concepts(Facet.MEASURE, weak=True) == {"location"}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("شحال le chiffre d'affaires ديال xAI f le troisième trimestre", "revenue-q3"),
        ("chkoun les investisseurs li dkhlo", "investors"),
        ("fin kayn colossus", "colossus-location"),
        ("wach ba9i kayjm3o flous", "fundraising-continues"),
    ],
)
def test_french_words_and_maghrebi_ones_are_read_in_arabic_texts(answerer: Answerer, text: str, fact: str) -> None:
    assert answerer.ask(text).fact == fact


def test_a_lone_word_of_another_language_makes_no_arabic_text(answerer: Answerer) -> None:
    assert answerer.ask("fin du trimestre").language != "ar"
    assert answerer.ask("berapa kerugian xAI di kuartal kedua").language != "ar"


def test_arabizi_is_read_as_arabic() -> None:
    reading = READER.read("kam el arba7 bta3 acme")
    assert reading.language == "ar"
    assert {"profit", "acme"} == {m.concept for m in reading.mentions}


def test_a_word_of_the_texts_own_language_is_no_inflected_english_one() -> None:
    concepts = {
        "consent": (Facet.MEASURE, Concept(id="consent", forms={"en": ("petition", "source"), "fr": ("boulanger",)}))
    }
    reader = Reader(Lexicon(concepts), None)
    named = [bool(reader.read(text, "fr").mentions) for text in ("mon petit pain", "la source", "les boulangers")]
    assert named == [False, True, True]


def test_no_form_reaches_over_an_and_written_onto_a_word() -> None:
    """So before a question word, however short; Iraqi وياهم (with them) only begins with that letter."""
    forms = {"ar": ("دخل معهم بفلوس", "دخل وياهم بفلوس", "كولوسوس كلف")}
    reader = Reader(Lexicon({"stake": (Facet.MEASURE, Concept(id="stake", forms=forms))}), None)
    assert reader.read("منو دخل وياهم بفلوس").measures == {"stake"}
    assert reader.read("وين كولوسوس كلف").measures == {"stake"}
    assert not reader.read("وين كولوسوس وكم كلف").measures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("¿quién quiere jugar valo esta noche?", set()),
        ("la valo de la boîte, c'est combien", {"worth"}),
    ],
)
def test_a_word_of_a_language_is_none_of_another(text: str, found: set[str]) -> None:
    reader = Reader(
        Lexicon(
            {
                "worth": (Facet.MEASURE, Concept(id="worth", forms={"fr": ("valo",)})),
            }
        ),
        None,
    )
    assert {mention.concept for mention in reader.read(text).mentions} == found


def test_a_rare_word_is_no_form_of_an_english_one() -> None:
    known = Lexicon({"game": (Facet.MEASURE, Concept(id="game", forms={"en": ("pretend",)}))})
    assert "pretend" not in known.token_keys(Token("pretende", Script.LATIN), ("es", "en"))
    assert "pretend" in known.token_keys(Token("pretend", Script.LATIN), ("es", "en"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mahlverlust Acme 3", "de"),
        ("ricavo 3", "es"),
        ("Mahlverlust ricavo", None),  # one word of either
        ("Mahlgut", None),  # both have it
        ("profit", None),
        ("Mühlheim", None),  # a name is spelt alike everywhere
    ],
)
def test_what_is_asked_for_tells_the_language_where_nothing_else_does(text: str, language: str | None) -> None:
    concepts = {
        "loss": (Facet.MEASURE, Concept(id="loss", forms={"en": ("profit",), "de": ("Mahlverlust", "Mahlgut")})),
        "gain": (Facet.MEASURE, Concept(id="gain", forms={"es": ("ricavo", "mahlgut")})),
        "town": (Facet.SUBJECT, Concept(id="town", forms={"de": ("Mühlheim",)})),
    }
    assert Lexicon(concepts).tongue(tokenise(text)) == language
