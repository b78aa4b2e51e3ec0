"""What each part of a score weighs in a base that names no concepts and has few phrasings a fact.

Words and letters are all there is to go by, so that the learned ranking and its lead count more than in a poor base
with concepts. Fitted to the pairs of questions and facts of bases of 12 to 60 facts with 3 to 8 phrasings each, drawn
from the phrasings of the public sets that the README names and out of the shipped base without its concepts, and held
to :data:`bot.matching.weights.WEIGHTS_POOR` as a prior (penalty 20 on the squared distance).
"""

from __future__ import annotations

from functools import cache

from bot.matching.weights import PARTS

WEIGHTS_BARE = {
    "bias": -9.16,
    "linear": 5.37,
    "cover": 1.12,
    "exact": 0.6,
    "period": 2.95,
    "subject": 0.37,
    "kind": 1.26,
    "figure": 3.39,
    "strange": -1.0,
    "words": 0.78,
    "has": 2.01,
    "lead": 2.0,
    "ahead": 3.87,
    "closer": 0.42,
    "sole": 2.0,
    "pair": 1.52,
}
"""Weights of the parts in the log-odds; a part that is not named weighs nothing."""


@cache
def weights_bare() -> tuple[float, tuple[float, ...]]:
    """The bias and the weights of the parts, in their order."""
    return WEIGHTS_BARE["bias"], tuple(WEIGHTS_BARE.get(part, 0.0) for part in PARTS)
