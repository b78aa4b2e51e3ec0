"""An attribute named in passing: when a fact is meant all the same, though the base does not hold what is named."""

from __future__ import annotations

from typing import Any

import numpy as np

_SURE = 0.77
"""Learned score of a fact that is meant, if its own questions have the words for the attribute too."""

_AHEAD = 0.4
"""Lead of its learned score over the next fact's."""

_FIRST = 0.05
"""The same, if the question is much like one of its own."""

_ALIKE = 1.29
"""Learned score and likeness to the nearest curated question together that make it so."""

_COVERED = 0.43
"""Share of the question's weight that it explains then."""


def is_unmistakable(
    scores: np.ndarray[tuple[int], np.dtype[np.floating[Any]]],
    fact: int,
    nearest: float,
    covered: float,
    *,
    known: bool,
    foreign: bool,
) -> bool:
    """Whether a question is so clearly a fact's that what it names besides does not count.

    Args:
        scores: the learned score of every fact.
        fact: the one in question.
        nearest: likeness to the nearest curated question.
        covered: share of the question's weight that the fact explains.
        known: whether the fact's own questions have the words for what the base does not hold.
        foreign: whether those words name somebody who has no part in the fact.
    """
    own = float(scores[fact])
    lead = own - float(np.partition(scores, -2)[-2]) if len(scores) > 1 else 0.0
    if known and own >= _SURE and lead >= _AHEAD:
        return True
    return not foreign and lead >= _FIRST and min(own, 1.0) + nearest >= _ALIKE and covered >= _COVERED
