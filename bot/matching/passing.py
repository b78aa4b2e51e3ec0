"""An attribute named in passing: when a fact is meant all the same, though the base does not hold what is named.

"I fell off my chair at the monthly outlay, remind me how much" asks nothing about chairs. A logistic regression tells
from some signs (:class:`Signs`) whether the fact is meant that the learned score puts first, or only the attribute is.
"""

from __future__ import annotations

import math
import operator
from typing import NamedTuple

from bot.matching.frame import Frame
from bot.matching.profile import Profile

_MUCH = 2
"""Attributes from which more of them tells nothing new."""


class Signs(NamedTuple):
    """What tells whether the fact is meant.

    Attributes:
        learned: its learned score, 1 at most.
        votes: its share in the vote of all phrasings.
        covered: share of the question's weight that it explains.
        held: how many of the attributes named it has, 2 at most.
        length: logarithm of the number of words: in a long text more stands beside the question.
    """

    learned: float
    votes: float
    covered: float
    held: float
    length: float


WEIGHTS = Signs(learned=4.99, votes=4.06, covered=2.79, held=0.65, length=2.95)
"""Weights of the signs in the log-odds; ``python -m tests.benchmarks.fit_passing`` fits them.

To 733 questions that the base had not seen, of which 60 mean the fact.
"""

BIAS = -14.57
"""Log-odds where all signs are 0."""

MEANT_FROM = 0.4
"""Log-odds from which a fact is meant: a probability of 0.6.

Of those questions 36 of the 60 that mean the fact pass then, and 10 of the 673 that do not.
"""


def is_meant(signs: Signs) -> bool:
    """Whether a fact is meant by a question that also names what the base does not hold."""
    return math.fsum((BIAS, *map(operator.mul, WEIGHTS, signs))) >= MEANT_FROM


def signs_of(frame: Frame, profile: Profile, *, learned: float, votes: float, covered: float, length: float) -> Signs:
    """What tells whether a fact is meant.

    Args:
        frame: the question.
        profile: the fact.
        learned: its learned score.
        votes: its share in the vote of all phrasings.
        covered: share of the question's weight that it explains.
        length: logarithm of the number of its words.
    """
    return Signs(
        learned=min(1.0, learned),
        votes=votes,
        covered=covered,
        held=float(min(_MUCH, len(frame.measures & profile.measures))),
        length=length,
    )
