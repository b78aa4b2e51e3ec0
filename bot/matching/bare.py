"""What each part of a score weighs in a base that names no concepts and has few phrasings a fact.

Words and letters are all there is to go by, so that the learned ranking and its lead count more than in a poor base
with concepts. Fitted to the pairs of questions and facts of bases of 12 to 60 facts with 3 to 8 phrasings each, drawn
from the phrasings of the public sets that the README names and out of the shipped base without its concepts, and held
to :data:`bot.matching.weights.WEIGHTS_POOR` as a prior (penalty 60 on the squared distance); the bias is 0.35 lower
than fitted, for a young base should rather say no. ``python -m tests.benchmarks.fit_bare SETS_DIR`` does so; it draws
bases and questions of its own, which gives weights within 0.15 of these.
"""

from __future__ import annotations

from functools import cache

from bot.matching.weights import PARTS

WEIGHTS_BARE = {
    "bias": -9.67,
    "linear": 4.86,
    "nearest": 0.18,
    "cover": 1.35,
    "exact": 0.6,
    "period": 2.96,
    "subject": 0.4,
    "kind": 1.38,
    "figure": 3.26,
    "strange": -1.0,
    "words": 0.98,
    "has": 1.97,
    "lead": 1.5,
    "ahead": 3.36,
    "closer": 0.31,
    "sole": 2.0,
    "pair": 1.52,
}
"""Weights of the parts in the log-odds; a part that is not named weighs nothing."""


@cache
def weights_bare() -> tuple[float, tuple[float, ...]]:
    """The bias and the weights of the parts, in their order."""
    return WEIGHTS_BARE["bias"], tuple(WEIGHTS_BARE.get(part, 0.0) for part in PARTS)
