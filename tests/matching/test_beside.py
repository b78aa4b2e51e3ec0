"""Facts beside the one that a question names."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.matching.beside import is_akin, of_other_times
from bot.matching.decision import Outcome, decide
from bot.matching.frame import Frame


@pytest.mark.parametrize(
    ("question", "ruled_out"),
    [
        ("cash spending in q3 alone", True),  # how fast it grew is no answer
        ("net loss so far", True),
        ("cash spending in the first nine months", False),  # the figure itself
        ("net loss in q3", False),
        ("is the net loss of q2 known", False),  # asks only whether
        ("cash spending", False),  # no time
    ],
)
def test_facts_of_other_times(answerer: Answerer, question: str, *, ruled_out: bool) -> None:
    index = answerer.index
    frame = Frame.of(index.reader.read(question))
    held = [(profile, index.rules.clashes(frame, profile)) for profile in index.profiles]
    assert bool(of_other_times(frame, held)) is ruled_out


def test_a_figure_for_another_time_is_declined(answerer: Answerer) -> None:
    for question in ("cash spending in q3 alone", "net loss so far"):
        assert decide(answerer.index, answerer.index.reader.read(question)).outcome is Outcome.DECLINE


@pytest.mark.parametrize(
    ("question", "akin"),
    [
        ("is Grok integrated in Tesla", True),  # told of Grok and X
        ("does Tesla own Grok", False),  # nothing of the kind is told of what the fact is about
        ("is Grok integrated", False),  # only one of the two
    ],
)
def test_akin(answerer: Answerer, question: str, *, akin: bool) -> None:
    index = answerer.index
    frame = Frame.of(index.reader.read(question))
    profile = next(p for p in index.profiles if p.id == "grok-in-tesla")
    assert is_akin(index, frame, profile) is akin
