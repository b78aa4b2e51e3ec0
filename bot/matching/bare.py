"""What each part of a score weighs in a base that names no concepts and has few phrasings a fact.

Words and letters are all there is to go by, so that the learned ranking and its lead count more than in a poor base
with concepts. Fitted to the pairs of questions and facts of bases of 12 to 60 facts with 3 to 8 phrasings each, drawn
from the phrasings of the public sets that the README names and out of the shipped base without its concepts, and held
to :data:`bot.matching.weights.WEIGHTS_POOR` as a prior (penalty 60 on the squared distance); the bias is 0.35 lower
than fitted, for a young base should rather say no. ``python -m tests.benchmarks.fit_bare SETS_DIR`` does so; it draws
bases and questions of its own, which gives weights within 0.15 of these.
"""

from __future__ import annotations

import math
from functools import lru_cache

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


WEIGHTS_BARE_RICH = {
    "bias": -8.51,
    "linear": 2.65,
    "nearest": 1.11,
    "cover": 2.11,
    "period": 0.87,
    "subject": 0.03,
    "kind": 1.89,
    "figure": 0.43,
    "words": 0.38,
    "has": 0.95,
    "lead": 2.22,
    "ahead": 1.29,
    "votes": 1.49,
    "behind": -2.18,
    "asked": -0.5,
    "length": 1.49,
}
"""The same where a fact has many phrasings; ``python -m tests.benchmarks.fit_bare_rich`` fits them.

To 4,424 questions, each put to the shipped base, without its concepts, as it was before the question was written.
"""

SOME, MANY = 10.0, 75.0
"""Curated questions a fact and language up to which, and from which, either weights hold; between, a mixture does."""


@lru_cache(maxsize=256)
def weights_bare(richness: float) -> tuple[float, tuple[float, ...]]:
    """The bias and the weights of the parts, in their order.

    Args:
        richness: how many curated questions a fact has in the language that has most of them.
    """
    rich = min(1.0, max(0.0, math.log(max(richness, 1.0) / SOME) / math.log(MANY / SOME)))
    bias, *parts = (
        rich * WEIGHTS_BARE_RICH.get(name, 0.0) + (1.0 - rich) * WEIGHTS_BARE.get(name, 0.0)
        for name in ("bias", *PARTS)
    )
    return bias, tuple(parts)
