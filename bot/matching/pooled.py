"""Two judges of a question made one: the frame with its score, and what the exam has taught.

Their confidences are pooled by a weighted product over all facts and "none of them" (a logarithmic opinion pool: Genest
and Zidek, "Combining probability distributions: a critique and an annotated bibliography", 1986). What the rules have
kept from being answered counts as unlikely then, and not as impossible.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

WEIGHT = 0.7
"""How much what was taught counts, where the frame's judgement counts 1."""

ANSWER_FROM = 0.43
"""Pooled confidence from which a fact answers."""

CORRECTS_FROM = 0.2
"""The same for one that sets a wrong premise right: the words of the wrong one speak against it."""

LEAST = 0.002
"""The least confidence that the frame's judgement gives to any fact."""

LEAST_TAUGHT = 0.002
"""The least that what was taught gives to a fact, or to none."""

LEAST_NONE = 0.05
"""The least that it gives to there being no fact."""


def pool(
    own: Mapping[int, float], taught: Mapping[int, float], none: float, *, most: float = 1.0, others: int = 0
) -> dict[int, float]:
    """The pooled confidence of each fact, the likeliest first.

    Args:
        own: confidences by the frame's judgement.
        taught: how likely each fact is by what was taught; a newer fact has no part in it.
        none: how likely it is by that that none is meant.
        most: the most confidence that the frame's judgement may give to a fact.
        others: how many more facts there are, which neither gives more than the least.
    """
    highest = max(own.values(), default=0.0)
    scale = 1.0 if highest <= most else most / highest
    nothing = max(LEAST_NONE, 1.0 - scale * math.fsum(own.values())) * max(LEAST_TAUGHT, none) ** WEIGHT
    shares = [
        (-max(LEAST, scale * own.get(fact, 0.0)) * max(LEAST_TAUGHT, taught.get(fact, none)) ** WEIGHT, fact)
        for fact in own.keys() | taught.keys()
    ]
    shares.sort()
    total = nothing - math.fsum([share for share, _ in shares]) + others * LEAST * LEAST_TAUGHT**WEIGHT
    return {fact: -share / total for share, fact in shares}
