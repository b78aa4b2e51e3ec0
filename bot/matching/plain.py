"""Bases without concepts: the facts are ranked by words and letters, and the base itself taught when to say no."""

from __future__ import annotations

import numpy as np

from bot.matching.abstain import Signs, signs_of
from bot.matching.held import held
from bot.matching.index import Index
from bot.matching.reading import Reading
from bot.matching.score import POOL, Candidate

ANSWER_FROM = 0.5
"""Confidence from which the best fact answers."""

SUGGEST_FROM = 0.25
"""Confidence from which a fact is worth offering."""


BY_WORDS = 0.15
"""How much of a learned score it is worth to have words for all that a question says, where several are close."""

_CLOSE = 4
"""How many of the best facts are looked at closely: more are never offered."""


def candidates(index: Index, reading: Reading) -> list[Candidate]:
    """The facts with the best learned score, best first."""
    if not index.profiles:
        return []
    vector = index.vector(reading)
    compared = index.compare(vector)
    words = index.words(reading)
    scores = compared.scores
    count = len(scores)
    best = np.arange(count) if count <= POOL else np.argpartition(-scores, POOL)[:POOL]
    ranked = [(float(scores[fact]), int(fact)) for fact in best[np.argsort(-scores[best], kind="stable")]]
    close = [(place, held(words, index.machines, fact)) for place, (_, fact) in enumerate(ranked[:_CLOSE])]
    close.sort(key=lambda one: ranked[one[0]][0] + BY_WORDS * one[1].share, reverse=True)
    found: list[Candidate] = []
    for place, had in close:
        order = [ranked[place], *ranked[:place], *ranked[place + 1 :]]
        signs = signs_of(order, compared.nearest, vector.known, words, had)
        found.append(Candidate(order[0][1], index.judge.odds(signs), signs, {}, Signs._fields))
    return found


def rate(found: list[Candidate]) -> list[tuple[int, float]]:
    """Facts with their confidence: the best one's is its probability, the others share what it leaves."""
    if not found:
        return []
    first, *others = found
    rest = 1.0 - first.probability
    return [(first.fact, first.probability), *((c.fact, min(c.probability, rest)) for c in others)]
