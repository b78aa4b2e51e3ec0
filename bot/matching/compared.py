"""A question held against the facts of a base by the words of their phrasings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.matching.vectors import Floats, Ints

_FIRST_OTHERS, _LAST_OTHERS = 2, 5
"""The ranks, from 0, of the facts that show what a fact scores by chance."""


@dataclass(frozen=True)
class Compared:
    """A question held against the base.

    Attributes:
        scores: for each fact about 1 if it is meant, about 0 if not.
        nearest: for each fact the cosine of its most similar phrasing.
        cosines: for each row its cosine.
        close: the facts that have a score, where all others have none; None: any may have one.
    """

    scores: Floats
    nearest: Floats
    cosines: Floats
    close: Ints | None = None

    def best(self, count: int) -> Ints:
        """The facts with the best scores, in any order; all of them if there are no more than so many."""
        if self.close is not None:
            scores = self.scores[self.close]
            best = np.argpartition(-scores, count)[:count]
            if scores[best].min() > 0.0:
                return self.close[best]
        if count >= len(self.scores):
            return np.arange(len(self.scores))
        return np.argpartition(-self.scores, count)[:count]

    def highest(self, count: int) -> list[float]:
        """The best scores, best first; fewer if there are not so many facts."""
        # Those that have none are more than so many.
        scores = self.scores if self.close is None else np.maximum(self.scores[self.close], 0.0)
        # From the top: most facts of a large base score nothing; among as many equals the search from below is slow.
        best = np.partition(-scores, count - 1)[:count] if len(scores) > count else -scores
        return [-score for score in sorted(best.tolist())]

    def by_chance(self) -> float:
        """The score of a fact that is not meant: the mean of the third to fifth best; the second may be kindred."""
        others = self.highest(_LAST_OTHERS)[_FIRST_OTHERS:]
        return sum(others) / len(others) if others else 0.0
