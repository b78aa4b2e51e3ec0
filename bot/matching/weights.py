"""What each part of a score weighs: in a base with many curated questions a fact, and in one with few."""

from __future__ import annotations

import math
from functools import lru_cache

WEIGHTS = {
    "bias": -9.9,
    "linear": 2.26,
    "nearest": 1.9,
    "cover": 2.49,
    "core": 0.0,
    "exact": 0.38,
    "period": 2.5,
    "subject": 1.44,
    "kind": 2.23,
    "figure": 1.53,
    "strange": -0.04,
    "other": 0.0,
    "words": 0.95,
    "has": 1.81,
    "lead": 1.02,
    "ahead": 0.0,
    "closer": 0.0,
    "sole": 0.7,
    "pair": 0.12,
    "votes": 2.55,
    "behind": -3.56,
    "asked": -0.69,
    "length": 1.44,
    "name": -1.57,
}
"""Weights of the parts in the log-odds; ``python -m tests.benchmarks.fit_weights`` fits them.

To some 2,700 questions, each put to the base as it was before the question was written, by a softmax over the facts and
"none of them". A fact is asked in fewer words in a language in which it has few curated questions (``asked``), and a
long question is less like any of them (``length``).

By hand: ``period`` and ``sole`` (fitted 1.69 and 0), which tell the time that is meant where none is named, and the
bias for it (-9.56). "The net loss?" asks for the latest one; of questions so bare those for the fit are seldom.
"""

WEIGHTS_POOR = {
    "bias": -10.32,
    "linear": 4.4,
    "nearest": 0.14,
    "cover": 1.58,
    "core": 0.0,
    "exact": 0.6,
    "period": 2.97,
    "subject": 0.55,
    "kind": 1.44,
    "figure": 3.28,
    "strange": -1.0,
    "other": 0.0,
    "words": 1.74,
    "has": 2.29,
    "lead": 0.99,
    "ahead": 2.9,
    "closer": 0.0,
    "sole": 2.0,
    "pair": 1.52,
}
"""The same for a base with few curated questions a fact: a right question is less like any of them."""

RICH, POOR = 75.0, 8.0
"""Curated questions a fact and language from which, and up to which, either weights hold; between, a mixture does."""

PARTS = tuple(name for name in WEIGHTS if name != "bias")
"""The parts of a score, in their order."""


def poverty(wealth: float) -> float:
    """How poor a base with so many curated questions a fact and language is, 0 to 1."""
    return min(1.0, max(0.0, math.log(RICH / max(wealth, 1e-9)) / math.log(RICH / POOR)))


@lru_cache(maxsize=256)
def weights(wealth: float) -> tuple[float, tuple[float, ...]]:
    """The bias and the weights of the parts for a base with so many curated questions a fact and language."""
    poor = poverty(wealth)
    bias, *parts = (poor * WEIGHTS_POOR.get(name, 0.0) + (1.0 - poor) * WEIGHTS[name] for name in ("bias", *PARTS))
    return bias, tuple(parts)
