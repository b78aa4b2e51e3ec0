"""Scores: how likely it is that a fact is the one a question asks for."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from bot.language.periods import Period
from bot.matching.frame import Clash, Frame
from bot.matching.index import Index
from bot.matching.linear import Compared
from bot.matching.profile import Profile
from bot.matching.reading import Reading

POOL = 16
"""How many facts with the best learned score are looked at closely."""

WEIGHTS = {
    "bias": -10.34,
    "linear": 3.24,
    "nearest": 4.72,
    "cover": 1.14,
    "core": 0.28,
    "exact": 0.6,
    "period": 2.0,
    "subject": 0.26,
    "kind": 1.41,
    "figure": 3.52,
    "strange": -1.0,
    "aside": 0.0,
    "other": -0.43,
    "ahead": 10.36,
    "closer": 13.62,
    "sole": 2.0,
    "pair": 1.0,
}
"""Weights of the parts in the log-odds; see the README for how they were fitted."""

CURATED = 0.97
"""Cosine from which a question is a curated one but for case and punctuation."""

OWN_FIGURE = 0.28
"""Part "figure" from which an amount in the question is the fact's own, a measure being named beside it."""

SURE, SURE_AHEAD = 0.77, 0.28
"""Learned score, and its lead over the next fact's, from which an uncovered attribute does not rule a fact out."""

_TELLING_KINDS = frozenset({"who", "when", "where", "why", "how_much", "how_many", "how_long"})
"""Kinds of question that only a fact of that kind can answer."""

_UNKNOWN_WORD = 0.8
"""Weight of a word that no fact has, where the rarest known word weighs 1."""


_PARTS = tuple(name for name in WEIGHTS if name != "bias")
"""The parts of a score, in their order."""

_LEADS = (("ahead", "linear"), ("closer", "nearest"))
"""Parts that tell how far a fact lies ahead of the others, and the part in which it does."""


@dataclass(frozen=True)
class Candidate:
    """A fact considered for a question.

    Attributes:
        fact: its number in the base.
        odds: log-odds that it is the one asked for.
        parts: the score's parts, each 0 to 1.
        clashes: what the question names and the fact contradicts; such a fact never answers.
    """

    fact: int
    odds: float
    parts: Mapping[str, float]
    clashes: Mapping[Clash, frozenset[str] | Period]

    @property
    def compatible(self) -> bool:
        """Whether nothing that the question names contradicts the fact."""
        return not self.clashes

    @property
    def probability(self) -> float:
        """The log-odds as a probability."""
        return 1.0 / (1.0 + math.exp(-self.odds))


def candidates(index: Index, reading: Reading, frame: Frame) -> list[Candidate]:
    """Score the facts that come into question, best first; the compatible ones stand before the others."""
    if not reading.tokens or not index.profiles:
        return []
    compared = index.compare(index.vector(reading))
    pool = _pool(index, frame, compared.scores, [amount.key for amount in reading.amounts])
    question = _Question(index, reading, frame, compared)
    found = [question.candidate(index.profiles[n]) for n in pool]
    found = _singled_out(index, frame, found)
    found.sort(key=lambda candidate: (not candidate.compatible, -candidate.odds))
    return found


def _singled_out(index: Index, frame: Frame, found: list[Candidate]) -> list[Candidate]:
    """Mark the fact that alone fits the frame: the only one with these measures, or with these parties."""
    fitting = [c for c in found if c.compatible]
    exact = [c for c in fitting if c.parts["exact"]]
    best = max((c.parts["period"] for c in exact), default=0.0)
    exact = [c for c in exact if c.parts["period"] == best and c.parts["subject"] == 1.0]
    others = frame.subjects - frame.supports - {index.rules.subject}
    paired = [c for c in fitting if len(others) > 1 and others <= index.profiles[c.fact].parties]
    marks = {
        "sole": exact[0].fact if len(exact) == 1 else -1,
        "pair": paired[0].fact if len(paired) == 1 else -1,
    }
    best_of = {lead: _two_best(fitting, part) for lead, part in _LEADS}
    return [_marked(c, {n: 1.0 for n, fact in marks.items() if fact == c.fact} | _leads(c, best_of)) for c in found]


def _two_best(fitting: Sequence[Candidate], part: str) -> tuple[int, float, float]:
    """The fact that is best in a part of the score, how good it is, and how good the best of the others."""
    ranked = sorted(((c.parts[part], c.fact) for c in fitting), reverse=True)[:2]
    (first, fact), (second, _) = (*ranked, (0.0, -1), (0.0, -1))[:2]
    return fact, first, second


def _leads(candidate: Candidate, best_of: Mapping[str, tuple[int, float, float]]) -> dict[str, float]:
    """How far a fact lies above the best other one that fits the frame: in learned score, in likeness."""
    found: dict[str, float] = {}
    for lead, part in _LEADS:
        fact, first, second = best_of[lead]
        ahead = candidate.parts[part] - (second if fact == candidate.fact else first)
        if ahead > 0.0:
            found[lead] = ahead
    return found


def _marked(candidate: Candidate, parts: Mapping[str, float]) -> Candidate:
    if not parts:
        return candidate
    odds = candidate.odds + sum(WEIGHTS[name] * value for name, value in parts.items())
    return replace(candidate, odds=odds, parts={**candidate.parts, **parts})


def _pool(
    index: Index, frame: Frame, learned: np.ndarray[tuple[int], np.dtype[np.float32]], amounts: Sequence[str]
) -> list[int]:
    count = len(learned)
    best = range(count) if count <= POOL else np.argpartition(-learned, POOL)[:POOL].tolist()
    chosen = dict.fromkeys(int(n) for n in best)
    for measure in frame.measures:
        chosen.update(dict.fromkeys(index.by_core.get(measure, ())[:POOL]))
    for amount in amounts:
        chosen.update(dict.fromkeys(index.by_amount.get(amount, ())[:POOL]))
    return list(chosen)


class _Question:
    """A question as every candidate is held against it: what does not depend on the fact is worked out once."""

    def __init__(self, index: Index, reading: Reading, frame: Frame, compared: Compared) -> None:
        self.index = index
        self.frame = frame
        self.weights = [WEIGHTS[name] for name in _PARTS]
        self.compared = compared
        self.known = frame.measures | frame.supports
        self.uncovered = frame.measures - index.measured
        self.kinds = frame.kinds & _TELLING_KINDS
        self.named = frame.subjects - frame.supports
        self.amounts = [amount.key for amount in reading.amounts]
        rarity = index.rarity
        self.mentions = [(m.concept, rarity.get("c:" + m.concept, 1.0) + 0.2) for m in reading.mentions]
        stems = [reading.stems[position] for position in reading.plain]
        self.words = [(stem, rarity.get(stem, _UNKNOWN_WORD)) for stem in stems]

    @cached_property
    def told(self) -> bool:
        """Whether some fact tells one of the measures named, and nothing else speaks against it."""
        profiles, rules = self.index.profiles, self.index.rules
        holding = (profiles[n] for measure in self.frame.measures for n in self.index.by_core.get(measure, ()))
        return any(not rules.clashes(self.frame, profile) for profile in holding)

    def candidate(self, profile: Profile) -> Candidate:
        """Score one fact."""
        frame = self.frame
        harmless = self.index.rules.harmless(profile)
        nearest = float(self.compared.nearest[profile.number])
        figure = self._figure(profile)
        # In the order of WEIGHTS.
        parts = {
            "linear": min(1.0, max(0.0, float(self.compared.scores[profile.number]))),
            "nearest": nearest,
            "cover": self._coverage(profile, harmless),
            "core": self._core(profile),
            "exact": float(bool(frame.measures) and self.known >= profile.core >= frame.measures),
            "period": self.index.rules.period_score(frame, profile),
            "subject": self._subject(profile, harmless),
            "kind": self._kind(profile),
            "figure": figure,
            "strange": self._strange(profile),
            "aside": self._aside(profile),
            "other": 0.0,
            "ahead": 0.0,
            "closer": 0.0,
            "sole": 0.0,
            "pair": 0.0,
        }
        clashes = self.index.rules.clashes(frame, profile)
        if len(clashes) == 1 and Clash.MEASURE in clashes and not self.uncovered and self.told:
            # Which of two facts is asked for is for the words to say, since the base has both.
            clashes, parts["other"] = {}, 1.0
        odds = WEIGHTS["bias"] + sum(map(operator.mul, self.weights, parts.values()))
        if len(clashes) == 1 and Clash.MEASURE in clashes:
            # Whoever names the fact's own figure means the fact, whatever else stands around it.
            own = figure >= OWN_FIGURE and not self.uncovered
            # A word that elsewhere names something uncovered may stand in a question that is the fact's all the same.
            # And a curated question always gets its own fact, whatever else its words may mean.
            if own or nearest >= CURATED or (self.uncovered and _unmistakable(self.compared, profile.number)):
                clashes = {}
        return Candidate(profile.number, odds, parts, clashes)

    def _coverage(self, profile: Profile, harmless: frozenset[str]) -> float:
        """The share of the question's weight that the fact explains: 1 if every word of content has its place.

        Concepts and words weigh by their rarity over the facts; a word that no fact has weighs much, since it is
        the cheapest sign of a question that the base cannot answer.
        """
        total = explained = 0.0
        for concept, weight in self.mentions:
            own = concept in profile.subjects
            if concept in harmless and not own:
                continue
            total += weight
            if own or concept in profile.measures:
                explained += weight
        for stem, weight in self.words:
            total += weight
            if stem in profile.asked:
                explained += weight
            elif stem in profile.stems:
                explained += 0.7 * weight
        for key in self.amounts:
            total += 0.3
            if key in profile.amounts:
                explained += 0.3
        return explained / total if total else 0.5

    def _core(self, profile: Profile) -> float:
        """The share of the fact's core that the question names."""
        if not profile.core or not self.frame.measures:
            return 0.5
        return len(profile.core & self.known) / len(profile.core)

    def _subject(self, profile: Profile, harmless: frozenset[str]) -> float:
        """How well who the question names fits: all of them known to the fact, and its own subject among them."""
        subjects = self.frame.subjects
        if not subjects:
            return 1.0 if self.index.rules.subject in profile.subject or not profile.subject else 0.5
        share = 1.0
        if profile.parties:
            share = sum(name in profile.parties or name in harmless for name in subjects) / len(subjects)
        if not profile.subject or not subjects.isdisjoint(profile.subject):
            return share
        return share * (0.3 if subjects.isdisjoint(profile.parties) else 0.7)

    def _kind(self, profile: Profile) -> float:
        if not self.kinds:
            return 0.5
        return min(1.0, 2.0 * max([profile.kinds.get(kind, 0.0) for kind in self.kinds]))

    def _figure(self, profile: Profile) -> float:
        """Whether an amount that the question names is the fact's: it decides ``what is the 107 million?``."""
        best = 0.0
        for key in self.amounts:
            if profile.figures == (key,):
                best = 1.0
            elif key in profile.figures:
                best = max(best, 0.7)
            elif key in profile.amounts:
                best = max(best, 0.3)
        if not best:
            return 0.0
        # Of several facts that name it, the one that is asked "how much" is the amount's own.
        own = 0.5 + 0.5 * min(1.0, 2.0 * (profile.kinds.get("how_much", 0.0) + profile.kinds.get("what", 0.0)))
        return best * own * (0.4 if self.frame.measures else 1.0)

    def _strange(self, profile: Profile) -> float:
        """How much of what the question names belongs to other facts only."""
        if self.frame.measures <= profile.measures:
            return 0.0
        missing = self.frame.measures - profile.measures
        return sum([self.index.rarity.get("c:" + measure, 1.0) for measure in missing])

    def _aside(self, profile: Profile) -> float:
        """Whether the question names somebody near the fact, such as an owner, and nobody that the fact is about."""
        if not self.named or not profile.parties or self.index.rules.subject in self.named:
            return 0.0
        return float(self.named.isdisjoint(profile.parties))


def _unmistakable(compared: Compared, fact: int) -> bool:
    """Whether the learned score is high, and no other fact comes near."""
    scores = compared.scores
    if scores[fact] < SURE or len(scores) < 2:
        return False
    return bool(scores[fact] - np.partition(scores, -2)[-2] >= SURE_AHEAD)
