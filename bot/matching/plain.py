"""Bases without concepts: the facts are ranked by words and letters, and the base itself taught when to say no."""

from __future__ import annotations

import numpy as np

from bot.matching.index import Index
from bot.matching.reading import Reading
from bot.matching.score import POOL, Candidate

ANSWER_FROM = 0.5
"""Confidence from which the best fact answers."""

SUGGEST_FROM = 0.25
"""Confidence from which a fact is worth offering."""


_PARTS = ("linear", "nearest", "known", "cover")


def candidates(index: Index, reading: Reading) -> list[Candidate]:
    """The facts with the best learned score, best first."""
    if not index.profiles:
        return []
    vector = index.vector(reading)
    compared = index.compare(vector)
    count = len(compared.scores)
    best = np.arange(count) if count <= POOL else np.argpartition(-compared.scores, POOL)[:POOL]
    found: list[Candidate] = []
    for fact in best[np.argsort(-compared.scores[best], kind="stable")]:
        cover = index.cover(vector, int(fact))
        signs = float(compared.scores[fact]), float(compared.nearest[fact]), vector.known, cover
        found.append(Candidate(int(fact), index.judge.odds(*signs), signs, {}, _PARTS))
    return found


def rate(found: list[Candidate]) -> list[tuple[int, float]]:
    """Facts with their confidence: the best one's is its probability, the others share what it leaves."""
    if not found:
        return []
    first, *others = found
    rest = 1.0 - first.probability
    return [(first.fact, first.probability), *((c.fact, min(c.probability, rest)) for c in others)]
