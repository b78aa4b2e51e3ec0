from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.answerer import Answerer
from bot.language.periods import Period
from bot.matching.decision import Outcome
from bot.matching.frame import Clash, Frame


@pytest.mark.parametrize(
    ("question", "fact", "clash"),
    [
        ("sales in Q2", "sales-q2", None),
        ("sales", "sales-q2", None),
        ("sales in 2031", "sales-q2", None),  # a year around the quarter
        ("sales in Q1", "sales-q2", Clash.PERIOD),
        ("sales in Q2 2030", "sales-q2", Clash.PERIOD),
        ("sales in May 2031", "sales-q2", Clash.PERIOD),  # finer than the fact
        ("sales of Bunhaus", "sales-q2", Clash.SUBJECT),
        ("sales of Ada", "sales-q2", None),  # the owner may be named beside the bakery
        ("calories and sales", "sales-q2", Clash.MEASURE),
        ("rent of the mill", "rent", Clash.SUBJECT),
        ("oven sales", "sales-q2", None),  # a weak concept never rules out
        ("rent in Q2", "rent", None),  # a fact without a period holds as of the latest
        ("rent in Q1", "rent", Clash.PERIOD),
        ("rent in 2031", "rent", None),
        ("rent in 2030", "rent", Clash.PERIOD),
    ],
)
def test_exclusive_facets(bakery: Answerer, question: str, fact: str, clash: Clash | None) -> None:
    index = bakery.index
    profile = next(p for p in index.profiles if p.id == fact)
    frame = Frame.of(index.reader.read(question))
    assert set(index.rules.clashes(frame, profile)) == ({clash} if clash else set())


def test_a_stranger_of_a_wrong_premise_is_not_asked_for_alone(answerer: Answerer) -> None:
    """Whether Macrohard is another's is set right by who owns it, which tells nothing of the other's own owner."""
    assert answerer.ask("ماكروهارد تبع مايكروسوفت؟").fact == "macrohard-owner"
    assert answerer.ask("مايكروسوفت مين مالكها").outcome is not Outcome.ANSWER


def test_an_empty_text_has_an_empty_frame(bakery: Answerer) -> None:
    assert Frame.of(bakery.index.reader.read("")) == Frame()


@pytest.mark.parametrize(
    ("question", "fact", "clash"),
    [
        ("sales so far this year", "sales-q1", Clash.PERIOD),
        ("sales so far this year", "sales-q2", Clash.PERIOD),
        ("rent so far this year", "rent", None),  # a fact without a period
    ],
)
def test_so_far_is_no_single_quarter(bakery: Answerer, question: str, fact: str, clash: Clash | None) -> None:
    index = bakery.index
    profile = next(p for p in index.profiles if p.id == fact)
    frame = Frame.of(index.reader.read(question))
    assert set(index.rules.clashes(frame, profile)) == ({clash} if clash else set())


@pytest.mark.parametrize("question", ["how much have they lost so far this year", "total losses so far in 2025"])
def test_the_lack_of_a_sum_so_far_is_said_with_its_months(answerer: Answerer, question: str) -> None:
    assert "first nine months" in (answerer.ask(question).reason or "")


def test_whether_something_changed_so_far_is_no_question_for_a_sum(answerer: Answerer) -> None:
    assert answerer.ask("are losses growing so far this year").fact == "losses-widening"


def test_a_moment_rules_out_what_is_told_of_a_period(bakery: Answerer) -> None:
    index = bakery.index
    profile = next(p for p in index.profiles if p.id == "sales-q2")
    assert Clash.PERIOD in index.rules.clashes(Frame.of(index.reader.read("sales yesterday")), profile)


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("sales in May 2031", False),  # one of the quarter's months, though a curated question names it
        ("sales in Q1 2031 and Q2 2031", True),  # both as another one names them
        ("sales in Q2 2031", True),
    ],
)
def test_a_figure_is_not_that_of_a_part_of_its_time(bakery: Answerer, question: str, fits: bool) -> None:
    index = bakery.index
    named = frozenset({frozenset({Period(2031, 5, 5)}), frozenset({Period(2031, 1, 3), Period(2031, 4, 6)})})
    profile = replace(next(p for p in index.profiles if p.id == "sales-q2"), periods=named)
    frame = Frame.of(index.reader.read(question))
    assert (Clash.PERIOD not in index.rules.clashes(frame, profile)) is fits


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("when will the agents be built into Macrohard", False),
        ("in which year did X become the parent of xAI", False),
        ("who profits from the losses of xAI", False),
        ("when did xAI present its revenue target", True),
        ("what is X to xAI, when all is said and done", True),  # it opens with another question
    ],
)
def test_a_fact_that_is_never_asked_when_or_who_does_not_tell_it(
    answerer: Answerer, question: str, answered: bool
) -> None:
    assert (answerer.ask(question).outcome is Outcome.ANSWER) is answered


def test_who_is_mostly_named_beside_others_is_no_subject_of_its_own(answerer: Answerer) -> None:
    assert answerer.ask("who owns Microsoft").outcome is not Outcome.ANSWER
    assert answerer.ask("does Microsoft own Macrohard").fact == "macrohard-owner"
