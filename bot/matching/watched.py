"""An index that notes what a text was decided by: which numbers, which facts, and how near each step was to another.

From that it can be told without asking which texts an edit of the base leaves as they are (:mod:`bot.matching.steady`).
"""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

import numpy as np

from bot.matching import passing
from bot.matching.compared import Compared
from bot.matching.correct import corrections
from bot.matching.decision import SUGGEST_FROM, Decision, Rated, Why, rate
from bot.matching.features import BLOCK_BITS, Features, extract
from bot.matching.index import Index
from bot.matching.linear import CLOSE
from bot.matching.nameless import shares_name
from bot.matching.reading import Reading
from bot.matching.score import CURATED, POOL, Candidate
from bot.matching.shaky import Shaky, Slack
from bot.matching.sureness import needed
from bot.matching.vectors import Floats, Ints, Vector
from bot.matching.wealth import FEW

_LEADING = 4
"""So many of the candidates may be answered with or offered, the next one counted."""

_OFFERED = 0.1
"""Confidence from which the order of candidates may show."""

_LINEAR, _NEAREST, _COVER, _VOTES, _LENGTH = "linear", "nearest", "cover", "votes", "length"

_POOLED = 2.0
"""How much farther the log-odds of pooled confidences move at most than those of the frame's judgement: as far where it
answers, for there a fact's share beside that of none moves as its odds do; and about twice as far where all shares are
scaled by the highest of them."""

_TINY = 1e-9

_PASSING = passing.WEIGHTS.learned + passing.WEIGHTS.votes
_Decided = TypeVar("_Decided")


class Held(NamedTuple):
    """A text as it was held against all facts.

    Attributes:
        places, values: its vector.
        edge: the lowest score of those looked at closely.
        gap: how far below it the best of the others is.
        near_edge: in a large base the likeness of the farthest fact that has a score; else -1.
        near_gap: how far below it the nearest of the others is.
        room: how many more facts may have a score, and those looked at closely have one still.
        eighth, seventh: sums of these powers of all cosines, by which phrasings vote.
    """

    places: Ints
    values: Floats
    edge: float
    gap: float
    near_edge: float
    near_gap: float
    room: float
    eighth: float
    seventh: float


@dataclass
class Trace:
    """What a text was decided by.

    Attributes:
        held: every text made of it that was held against the facts.
        facts: numbers of all facts that came into question.
        slack: how far log-odds may shift before any step turns out otherwise; 0 where that was not told.
        whether: whether some part of it asks only if something is so.
        chat: whether some part was read as Arabic in Latin letters.
        checks: checksums of all features, sorted.
    """

    held: list[Held] = field(default_factory=list)
    facts: frozenset[int] = frozenset()
    slack: float = math.inf
    whether: bool = False
    chat: bool = False
    checks: Ints = field(default_factory=lambda: np.empty(0, np.int64))


class Watched(Index):
    """An index that decides as another one does, and notes by what; for one text at a time."""

    def __init__(self, index: Index) -> None:
        """Watch an index that has concepts and no encoder."""
        self.__dict__.update(index.__dict__)
        self.begin()

    def begin(self) -> None:
        """Begin with the next text."""
        self._slack = Slack()
        self._held: list[Held] = []
        self._facts: set[int] = set()
        self._features: list[Features] = []
        self._leading: list[int] = []
        self._whether = self._chat = False

    def trace(self) -> Trace:
        """What was noted since the beginning of the text."""
        if len(self._leading) > 1:
            # Of the parts of a text, one may be answered by what is related to the answer of another.
            related = (name for number in self._leading for name in self.facts[number].related)
            self._facts.update(self.numbers[name] for name in related if name in self.numbers)
        checks = np.unique(np.concatenate([np.empty(0, np.int64), *self._features]) >> BLOCK_BITS)
        return Trace(
            self._held, frozenset(self._facts), self._slack.least, self._whether, self._chat, checks.astype(np.uint32)
        )

    def vector(self, reading: Reading) -> Vector:
        """A question's features."""
        features = extract(reading, plain=self.bare)
        self._features.append(features)
        self._chat |= reading.language == "ar" and any(map(str.isascii, reading.text.split()))
        return self.vectoriser.vector(features)

    def compare(self, vector: Vector) -> Compared:
        """Hold a question against every fact."""
        compared = super().compare(vector)
        edge = gap = near_edge = near_gap = room = math.inf
        scores = compared.scores
        if compared.close is not None:
            near_edge, near_gap = _edge(compared.nearest, CLOSE)
            room = float((compared.nearest < compared.nearest[compared.best(POOL)].min()).sum() - self.machines.facts)
            room += CLOSE
            scores = scores[compared.close]
        if len(scores) > POOL:
            edge, gap = _edge(scores, POOL)
            if compared.close is not None and edge <= 0.0:
                gap = 0.0
        powers = np.maximum(compared.cosines[: self.machines.phrasings], 0.0)
        squares = powers * powers
        fourth = squares * squares
        sums = float(fourth @ fourth), float((fourth * squares) @ powers)
        self._held.append(Held(vector.indices, vector.values, edge, gap, near_edge, near_gap, room, *sums))
        return compared

    def noted(self, decided: _Decided) -> _Decided:
        """A decision with confidences that note what they are compared with."""
        if not isinstance(decided, Decision):
            return decided
        self._whether |= decided.frame.whether
        self._leading += [rated.fact for rated in decided.rated[:1]]
        if decided.why is Why.CURATED:
            self._facts.add(decided.rated[0].fact)
            return decided
        if decided.taught is None and not decided.considered:
            return decided
        self._facts.update(c.fact for c in decided.considered)
        self._facts.update(rated.fact for rated in decided.rated[:1] + decided.suggestions)
        self._slack.note(self._steadiness(decided) if decided.taught is None else _steadiness_pooled(decided))
        by = 1.0 if decided.taught is None else _POOLED
        return replace(decided, rated=self._shaky(decided.rated, by), suggestions=self._shaky(decided.suggestions, by))

    def _shaky(self, rated: Sequence[Rated], by: float) -> tuple[Rated, ...]:
        return tuple(Rated(fact, Shaky.of(sure, by * _by(sure), self._slack)) for fact, sure in rated)

    def _steadiness(self, decision: Decision) -> float:
        """How far log-odds may shift before the decision is another one."""
        found = decision.considered
        if decision.why is Why.CORRECTS or self._may_be_corrected(decision):
            return 0.0
        least = min((abs(c.parts[_NEAREST] - CURATED) for c in found), default=math.inf)
        sure = [(r.confidence, c) for r, c in zip(rate(list(found)), found, strict=True) if c.compatible]
        if self.taught is None or decision.is_final:
            least = min(least, _from_other_order(found, sure))
        if sure:
            least = min(least, self._from_answering(decision, *sure[0]))
        if decision.frame.defined:
            least = min(least, *(abs(_odds(decision.least) - c.odds) for c in found), math.inf)
        return min(least, self._from_passing(decision))

    def _may_be_corrected(self, decision: Decision) -> bool:
        if decision.why is Why.CLEAR:
            return False
        return any(True for _ in corrections(self, decision.reading, decision.frame))

    def _from_answering(self, decision: Decision, confidence: float, candidate: Candidate) -> float:
        """How far the best fact is from answering, or from not doing so."""
        profile = self.profiles[candidate.fact]
        least = needed(self, decision.reading, decision.frame, candidate.fact)
        if self.wealth > FEW and confidence >= least and shares_name(decision.frame, profile):
            # What tells then whether it is meant is not gone into.
            return 0.0
        return abs(confidence - least) / _by(confidence)

    def _from_passing(self, decision: Decision) -> float:
        """How far an attribute that the base does not hold is from being named in passing, or from being asked for."""
        if not decision.frame.measures - self.measured:
            return math.inf
        ranked = sorted(decision.considered, key=lambda c: -c.parts[_LINEAR])
        parts = ranked[0].parts
        signs = passing.signs_of(
            decision.frame, self.profiles[ranked[0].fact],
            learned=parts[_LINEAR], votes=parts[_VOTES], covered=parts[_COVER], length=parts[_LENGTH],
        )  # fmt: skip
        odds = math.fsum((passing.BIAS, *map(operator.mul, passing.WEIGHTS, signs)))
        lead = parts[_LINEAR] - (ranked[1].parts[_LINEAR] if len(ranked) > 1 else -math.inf)
        return min(abs(odds - passing.MEANT_FROM) / _PASSING, lead / 2.0)


def _from_other_order(found: Sequence[Candidate], sure: Sequence[tuple[float, Candidate]]) -> float:
    """How far the candidates are from another order, and from being offered or not.

    Args:
        found: all of them.
        sure: the compatible ones with their confidences.
    """
    least = math.inf
    # Whoever stands first shows, however unlikely it is.
    if len(found) > 1 and found[0].compatible == found[1].compatible:
        least = _apart(*found[:2])
    for at, (confidence, candidate) in enumerate(sure[:_LEADING]):
        least = min(least, abs(confidence - SUGGEST_FROM) / _by(confidence))
        if at and confidence >= _OFFERED:
            least = min(least, _apart(sure[at - 1][1], candidate))
    return least


def _steadiness_pooled(decision: Decision) -> float:
    """How far log-odds may shift before the decision is another one, once what is taught was taken into account."""
    least = math.inf
    for at, (_, confidence) in enumerate(decision.rated[:_LEADING]):
        near = min(abs(confidence - limit) for limit in (decision.least, SUGGEST_FROM))
        least = min(least, near / _by(confidence))
        if at and (at == 1 or confidence >= _OFFERED):
            least = min(least, math.log(max(decision.rated[at - 1].confidence, _TINY) / max(confidence, _TINY)) / 2.0)
    return least / _POOLED


def _edge(values: Floats, count: int) -> tuple[float, float]:
    """The so-manieth highest of some values, and how far below it the next one is."""
    most = -np.partition(-values, (count - 1, count))[: count + 1]
    return float(most[count - 1]), float(most[count - 1] - most[count])


def _by(confidence: float) -> float:
    """How far a confidence moves at most where all log-odds move by 1."""
    return max(2.0 * confidence * (1.0 - confidence), 1e-12)


def _odds(confidence: float) -> float:
    return math.log(confidence / (1.0 - confidence))


def _apart(one: Candidate, other: Candidate) -> float:
    return abs(one.odds - other.odds) / 2.0
