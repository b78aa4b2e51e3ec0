from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.matching.decision import Outcome, decide
from bot.matching.frame import Frame
from bot.matching.nameless import Signs, shares_name, signs_of, without_names


def _signs(answerer: Answerer, question: str, fact: str) -> Signs:
    index = answerer.index
    reading = index.reader.read(question)
    return signs_of(index, reading, Frame.of(reading), index.profiles[index.numbers[fact]], 1.0, 0.5)


@pytest.mark.parametrize(
    "question",
    ["where is Valor Equity Partners based", "which tyres does Tesla use", "what does NVIDIA stand for"],
)
def test_a_name_alone_is_no_answer(answerer: Answerer, question: str) -> None:
    assert decide(answerer.index, answerer.index.reader.read(question)).outcome is not Outcome.ANSWER


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("what on earth is a megapack", "megapack-what"),
        ("who cooked up grok", "grok-maker"),
        ("do his companies get in each other's hair, business-wise", "operations-overlap"),
    ],
)
def test_rare_words_beside_what_the_fact_is_asked_are_no_hindrance(
    answerer: Answerer, question: str, fact: str
) -> None:
    decision = decide(answerer.index, answerer.index.reader.read(question))
    assert decision.outcome is Outcome.ANSWER
    assert answerer.index.profiles[decision.rated[0].fact].id == fact


def test_names_are_left_out_with_all_their_words(answerer: Answerer) -> None:
    bare = without_names(answerer.index.reader.read("where is Valor Equity Partners based"))
    assert [token.text for token in bare.tokens] == ["where", "is", "based"]
    assert len(bare.stems) == len(bare.tokens)


def test_words_of_the_fact_speak_for_it_and_others_against(answerer: Answerer) -> None:
    own = _signs(answerer, "who cooked up grok", "grok-maker")
    other = _signs(answerer, "what colour is the roof of grok", "grok-maker")
    assert own.held > other.held
    assert own.lacking < other.lacking
    assert own.bare > other.bare
    assert (other.how, _signs(answerer, "how loud is grok", "grok-maker").how) == (0.0, 1.0)


def test_a_question_of_nothing_but_a_name_has_signs(answerer: Answerer) -> None:
    assert _signs(answerer, "grok", "grok-maker").bare == 0.0


def test_an_attribute_or_a_second_name_tells_enough(answerer: Answerer) -> None:
    index = answerer.index
    profile = index.profiles[index.numbers["tesla-not-invested"]]

    def shares(question: str) -> bool:
        return shares_name(Frame.of(index.reader.read(question)), profile)

    assert shares("is tesla any good")
    assert not shares("is tesla any good for xai")
    assert not shares("is tesla an investment")
