"""Names that the base does not know: by their number, by their capital."""

from __future__ import annotations

import pytest

from bot.facts.model import Concept, Facet
from bot.language.periods import Period
from bot.matching.forms import series_in
from bot.matching.lexicon import Lexicon
from bot.matching.reading import Reader

CONCEPTS = {
    "comet": (Facet.SUBJECT, Concept(id="comet", forms={"any": ("Comet 11",), "ar": ("مذنب 11",)})),
    "comet-old": (Facet.SUBJECT, Concept(id="comet-old", forms={"any": ("Comet 8",)})),
    "van": (Facet.SUBJECT, Concept(id="van", forms={"any": ("K7", "K-Line 4.1")})),
    "plain": (Facet.SUBJECT, Concept(id="plain", forms={"any": ("Crumb",)})),
    "sales": (Facet.MEASURE, Concept(id="sales", forms={"en": ("sales", "top 10 rolls"), "ar": ("مبيعات",)})),
}
READER = Reader(Lexicon(CONCEPTS, {"sales", "crew", "leader"}), Period(2031, 4, 6))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("who led Comet 15?", {"comet 15"}),
        ("comet-15 sales", {"comet 15"}),
        ("comet15 sales", {"comet 15"}),
        ("comet 15 and comet 8", {"comet 15"}),
        ("كم مبيعات المذنب 15", {"المذنب 15"}),
        ("what does the K9 cost", {"k9"}),
        ("what of k-line 4.2?", {"k line 4.2"}),
        ("who led Comet 11?", set()),
        ("comet 8 sales", set()),
        ("what does the K7 cost", set()),
        ("sales of comet 11 in 2030", set()),
        ("comet 2030 sales", set()),  # a year
        ("comet 15 million", set()),  # an amount
        ("comet 15%", set()),
        ("crumb 15", set()),  # no number belongs to this name
        ("top 5 rolls", set()),  # no name
        ("h1 sales", set()),
        ("15 sales", set()),
    ],
)
def test_a_number_tells_names_apart(text: str, names: set[str]) -> None:
    assert READER.read(text).names == names


def test_a_name_of_a_series_is_named_once_it_is_known() -> None:
    newer = {**CONCEPTS, "newer": (Facet.SUBJECT, Concept(id="newer", forms={"any": ("Comet 15",)}))}
    reader = Reader(Lexicon(newer), None)
    reading = reader.read("who led Comet 15?")
    assert reading.subjects == {"newer"}
    assert not reading.names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("how many rolls did Ford deliver in Q2?", {"ford"}),
        ("how many rolls did ZIO deliver in Q2?", {"zio"}),
        ("ZIO sales", {"zio"}),
        ("Rivian sales q2", {"rivian"}),  # not "vivian" misspelt
        ("were the sales bigger than those of General Motors this year?", {"general", "motors"}),
        ("What did the Leader do on Monday with the American crew?", set()),
        ("how much is it In Total", set()),
        ("How Many Rolls Did Ford Deliver In Q2?", set()),
        ("HOW MANY ROLLS DID FORD DELIVER IN Q2", set()),
        ("how MUCH did they lose in TOTAL", set()),
        ("I read on Reddit that sales are bad, how are the sales?", set()),
        ("Ford?", set()),
        ("my friend John says that the sales fell, by how much?", set()),
        ("what did John say about the sales", {"john"}),
        ("Wieviel hat die Firma mit der Torte im Sommer verdient?", set()),  # German writes every noun so
    ],
)
def test_a_capital_sets_names_apart(text: str, names: set[str]) -> None:
    assert READER.read(text).names == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("when was vostok sold", {"vostok"}),  # far down in the list of words
        ("when was the novel sold", set()),
        ("who was the leder of the crew", set()),
        ("when was xrtqk sold", set()),
        ("كم مبيعات vostok", {"vostok"}),
    ],
)
def test_a_rare_word_is_a_name(text: str, names: set[str]) -> None:
    assert READER.read(text).names == names


def test_a_series_of_the_curated_questions_has_kin_too() -> None:
    questions = ["Who led Comet 4?", "Did Comet 4 or Comet 5 win?", "Is Rover 2 red?", "Comet 9 sails"]
    assert series_in(questions) == {"comet": frozenset({"4", "5"})}
    reader = Reader(Lexicon({}, {"comet", "led"}, series_in(questions)), None)
    assert [reader.read(f"who led comet {n}?").names for n in (4, 5, 6)] == [set(), set(), {"comet 6"}]
    assert reader.read("who led 6 ships?").names == set()
