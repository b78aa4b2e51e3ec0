"""What a text asks for: a noun, a kind of value, and what it does not ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.answerer import Answerer
from bot.language.tokens import tokenise
from bot.matching.decision import Outcome, decide
from bot.matching.frame import Frame
from bot.matching.kinds import kinds_of, opening_of, owned_in, wanted_in
from bot.matching.understand import understand


@pytest.mark.parametrize(
    ("text", "language", "noun"),
    [
        ("what voltage does it have", "en", "voltage"),
        ("how many windows are there", "en", "windows"),
        ("what voltage at noon", "en", "voltage"),
        ("how loud is it", "en", "loud"),
        ("what made it rise", "en", None),
        ("is the window open", "en", None),
        ("كم الشبابيك عندها", "ar", "الشبابيك"),
        ("شو ال voltage", "ar", "voltage"),  # an English noun with an article of its own
        ("شو ال voltage windows", "ar", "windows"),  # of a compound the last word
        ("كم خبزت", "ar", None),  # a verb, for all that its form tells
    ],
)
def test_the_noun_asked_for(text: str, language: str, noun: str | None) -> None:
    tokens = tokenise(text)
    plain = [i for i, token in enumerate(tokens) if token.text in {"voltage", "windows", "made", "loud", "الشبابيك"}]
    at = wanted_in(tokens, language, plain)
    assert (None if at is None else tokens[at].text) == noun


def test_a_noun_that_the_fact_does_not_know_is_declined(bakery: Answerer) -> None:
    read = bakery.index.reader.read
    assert read("what voltage does the bakery have").wanted
    assert decide(bakery.index, read("what voltage does the bakery have")).outcome is not Outcome.ANSWER


def test_a_value_of_another_kind_than_the_fact_tells(bakery: Answerer) -> None:
    """A fact with many questions, none of which asks how many, answers nothing that asks how many."""
    rules, reader = bakery.index.rules, bakery.index.reader
    few = next(p for p in bakery.index.profiles if p.id == "owner")
    many = replace(few, questions=100)
    how_many, who = (Frame.of(reader.read(text)) for text in ("how many has Ada", "who has Crumb"))
    assert rules.asks_alien_kind(how_many, many)
    assert not rules.asks_alien_kind(how_many, few)  # too few questions tell nothing
    assert not rules.asks_alien_kind(who, many)
    assert not rules.asks_alien_kind(Frame.of(reader.read("how much rent has Crumb")), many)  # names an attribute
    assert rules.asks_alien_kind(Frame.of(reader.read("how many sales has Crumb")), many)  # and yet wants a count


@pytest.mark.parametrize(
    ("text", "language", "owned"),
    [
        ("I have the sales of Q2 but what were they in Q1", "en", "i have the sales of q2 but"),
        ("what do I have to pay", "en", ""),
        ("I have the sales of Q2", "en", ""),
        ("عندي مبيعات الربع الثاني كم كانت في الربع الثالث", "ar", "عندي مبيعات الربع الثاني"),
    ],
)
def test_what_somebody_has_already(text: str, language: str, owned: str) -> None:
    tokens = tokenise(text)
    start, end = owned_in(tokens, language)
    assert " ".join(token.text for token in tokens[start:end]) == owned


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("I have the sales of Q2. What were they in Q3?", []),
        ("I have the sales of Q2, but what were they in Q1?", ["sales-q1"]),
        ("sales in Q2 and in Q3", ["sales-q2"]),
    ],
)
def test_what_somebody_has_is_not_answered(bakery: Answerer, text: str, facts: list[str]) -> None:
    decisions = understand(bakery.index, text).decisions
    assert [bakery.index.profiles[d.rated[0].fact].id for d in decisions if d.outcome is Outcome.ANSWER] == facts


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("الإيجار من فضلكم", set()),
        ("من يملك المخبز من فضلك", {"who"}),
        ("وكم الإيجار", {"how_much"}),
        ("وين المخبز", {"where"}),  # no "and" before the question word
    ],
)
def test_kinds_of_arabic_questions(text: str, kinds: set[str]) -> None:
    assert kinds_of(tokenise(text), "ar") == kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("when did it open", "when"),
        ("in which year did it open", "when"),
        ("so who runs it when it rains", "who"),
        ("is it open when it rains", "yes_no"),
        ("the mill, when did it open", None),
        ("", None),
    ],
)
def test_a_text_opens_with_one_kind_of_question(text: str, kind: str | None) -> None:
    assert opening_of(tokenise(text), "en") == kind
