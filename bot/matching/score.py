"""Scores: how likely it is that a fact is the one a question asks for."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from bot.matching import passing
from bot.matching.bare import weights_bare
from bot.matching.beside import is_akin, of_other_times
from bot.matching.compared import Compared
from bot.matching.frame import Clash, Clashes, Frame
from bot.matching.held import has, telling
from bot.matching.index import Index
from bot.matching.keys import is_function
from bot.matching.kinds import asks_before, kinds_of
from bot.matching.lexicon import Mention
from bot.matching.nameless import shares_name
from bot.matching.profile import Profile
from bot.matching.reading import Reading
from bot.matching.rivals import Held, single_out, without_partial
from bot.matching.slots import is_only_a_name
from bot.matching.weights import PARTS, weights

POOL = 8
"""How many facts with the best learned score are looked at closely."""

FAR = 0.5
"""Of these, what has less than such a part of the best score is not looked at: one of 7,000 would have had a say."""

NEAR = 5
"""So many are looked at all the same: they may be offered, or meant by what the exam has taught."""

CURATED = 0.97
"""Cosine from which a question is a curated one but for case and punctuation."""

OWN_FIGURE = 0.28
"""Part "figure" from which an amount in the question is the fact's own, a measure being named beside it."""

_TELLING_KINDS = frozenset({"who", "when", "where", "why", "how_much", "how_many", "how_long"})
"""Kinds of question that only a fact of that kind can answer."""

_WHOLE = frozenset({"who", "when", "where", "why"})
"""Those of them that ask for what all the rest of a question says, and not for a noun in it."""

_EVEN = 0.5
"""Log-odds up to which two facts fit a question about evenly."""

_UNKNOWN_WORD = 0.8
"""Weight of a word that no fact has, where the rarest known word weighs 1."""

_LONG = 16
"""Words from which more of them tells nothing new."""


class Candidate(NamedTuple):
    """A fact considered for a question.

    Attributes:
        fact: its number in the base.
        odds: log-odds that it is the one asked for.
        values: the score's parts.
        clashes: what the question names and the fact contradicts; such a fact never answers.
        names: what the parts are called.
    """

    fact: int
    odds: float
    values: tuple[float, ...]
    clashes: Clashes
    names: tuple[str, ...] = PARTS

    @property
    def parts(self) -> dict[str, float]:
        """The score's parts by their names."""
        return dict(zip(self.names, self.values, strict=True))

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
    pool = _pool(index, frame, compared, [amount.key for amount in reading.amounts])
    question = Question(index, reading, frame, compared)
    learned, nearest = compared.scores[pool].tolist(), compared.nearest[pool].tolist()
    held = [question.held(index.profiles[fact], *scores) for fact, *scores in zip(pool, learned, nearest, strict=True)]
    beside = of_other_times(frame, [(fact.profile, fact.clashes) for fact in held])
    held = [
        fact._replace(clashes={Clash.MEASURE: frame.measures}) if fact.profile.number in beside else fact
        for fact in held
    ]
    held = without_partial(frame, held)
    single_out(index, frame, held)
    bias, weighing = weights_bare(index.richness) if index.bare else weights(index.richness)
    found = [
        Candidate(profile.number, bias + sum(map(operator.mul, weighing, values)), tuple(values), clashes)
        for profile, values, clashes in held
    ]
    found.sort(key=operator.attrgetter("odds"), reverse=True)
    if index.bare and found[0].fact in index.open and is_only_a_name(found[0].clashes):
        found = [one._replace(clashes={}) if is_only_a_name(one.clashes) else one for one in found]
    found.sort(key=lambda candidate: bool(candidate.clashes))
    if not (frame.periods or frame.to_date) and _is_elder(index, found[:2]):
        elder, default = found[:2]
        found[:2] = default._replace(odds=elder.odds), elder._replace(odds=default.odds)
    return found


def _is_elder(index: Index, first: Sequence[Candidate]) -> bool:
    """Whether of two facts that tell the same, about even, the second is of the time meant where none is named."""
    if not first[1:] or first[1].clashes or first[0].odds - first[1].odds > _EVEN:
        return False
    one, other = (index.profiles[candidate.fact] for candidate in first)
    same = one.core and (one.subject, one.parties, one.core) == (other.subject, other.parties, other.core)
    return bool(same) and one.period != other.period == index.rules.latest


def _pool(index: Index, frame: Frame, compared: Compared, amounts: Sequence[str]) -> list[int]:
    best = compared.best(POOL)
    scores = compared.scores[best].tolist()
    # Of a handful of facts all are looked at.
    least = min(FAR * max(scores), sorted(scores)[-NEAR:][0]) if len(compared.scores) > POOL else -math.inf
    chosen = dict.fromkeys(fact for fact, score in zip(best.tolist(), scores, strict=True) if score >= least)
    for measure in frame.measures:
        chosen.update(dict.fromkeys(index.by_core.get(measure, ())[:POOL]))
    for amount in amounts:
        chosen.update(dict.fromkeys(index.by_amount.get(amount, ())[:POOL]))
    return list(chosen)


class Question:
    """A question as every candidate is held against it: what does not depend on the fact is worked out once."""

    def __init__(self, index: Index, reading: Reading, frame: Frame, compared: Compared) -> None:
        self.index = index
        self.rules = index.rules
        self.rarity = index.rarity
        self.frame = frame
        self.compared = compared
        self.known = frame.measures | frame.supports
        self.uncovered = frame.measures - index.measured
        self.kinds = frame.kinds & _TELLING_KINDS
        self.amounts = [amount.key for amount in reading.amounts]
        rarity = index.rarity
        self.mentions = [(m.concept, rarity.get("c:" + m.concept, 1.0) + 0.2) for m in reading.mentions]
        stems = [reading.stems[position] for position in reading.plain]
        self.reading = reading
        self.lacking = [m for m in reading.mentions if m.concept in self.uncovered]
        self.words = [(stem, rarity.get(stem, _UNKNOWN_WORD)) for stem in stems]
        self.every = telling(reading, index.language_of(reading), rarity)
        self.chance = compared.by_chance()
        self.votes = index.machines.votes(compared.cosines)
        self.first = float(compared.scores.max())
        self.language = reading.language or "en"
        self.length = math.log(min(max(1, len(reading.tokens)), _LONG))

    @cached_property
    def leader(self) -> int:
        """The fact with the best learned score."""
        return int(self.compared.scores.argmax())

    @cached_property
    def told(self) -> bool:
        """Whether some fact tells one of the measures named, and nothing else speaks against it."""
        holding = (
            self.index.profiles[n] for measure in self.frame.measures for n in self.index.by_core.get(measure, ())
        )
        return any(not self.rules.clashes(self.frame, profile) for profile in holding)

    def held(self, profile: Profile, learned: float, nearest: float) -> Held:
        """Hold a fact against it."""
        frame = self.frame
        harmless = self.rules.harmless(profile)
        figure = self._figure(profile) if self.amounts else 0.0
        clashes = self.rules.clashes(frame, profile)
        other = 0.0
        if (
            len(clashes) == 1
            and Clash.MEASURE in clashes
            and not self.uncovered
            and (self.told or is_akin(self.index, frame, profile))
        ):
            # Which of two facts is asked for is for the words to say, since the base has both.
            clashes, other = {}, 1.0
        cover, words = self._coverage(profile, harmless)
        votes = float(self.votes[profile.number])
        # In the order of WEIGHTS.
        values = [
            min(1.0, max(0.0, learned)),
            nearest,
            cover,
            len(profile.core & self.known) / len(profile.core) if profile.core and frame.measures else 0.5,
            1.0 if frame.measures and self.known >= profile.core >= frame.measures else 0.0,
            self.rules.period_score(frame, profile),
            self._subject(profile, harmless),
            self._kind(profile) if self.kinds else 0.5,
            figure,
            self._strange(profile) if frame.measures else 0.0,
            other,
            words,
            has(self.every, profile),
            max(0.0, learned - self.chance),
            0.0,
            0.0,
            0.0,
            0.0,
            votes,
            min(1.0, self.first - learned),
            math.log1p(len(self.index.facts[profile.number].questions.get(self.language, ()))),
            self.length,
            float(self.rules.shares_name_only(frame, profile)),
        ]
        if len(clashes) == 1 and Clash.MEASURE in clashes:
            # Whoever names the fact's own figure means the fact, whatever else stands around it.
            own = figure >= OWN_FIGURE and not self.uncovered
            # And a curated question always gets its own fact, whatever else its words may mean.
            if own or nearest >= CURATED or self._is_meant(profile):
                clashes = {}
        return Held(profile, values, clashes)

    def _is_meant(self, profile: Profile) -> bool:
        """Whether the fact is meant, and what the base does not hold is named in passing."""
        signs = self.signs(profile)
        return signs is not None and passing.is_meant(signs)

    def signs(self, profile: Profile) -> passing.Signs | None:
        """What tells whether a fact is meant though the question also names what the base does not hold.

        None, if all that is named is held, another fact has the best learned score or
        only a name is shared; and if the words for what is
        not held ask for it ("who heads the mill?") and nothing else is asked or named that the fact tells.
        """
        if not self.lacking or profile.number != self.leader or shares_name(self.frame, profile):
            return None
        asked = frozenset().union(*map(self._asked_by, self.lacking))
        if asked and (self.frame.measures.isdisjoint(profile.measures) or asked == self.frame.kinds - {"yes_no"}):
            return None
        if any(self._is_wanted(profile, mention) for mention in self.lacking):
            return None
        if self.frame.kinds <= {"yes_no"} and not all(self._is_asked(profile, mention) for mention in self.lacking):
            # "Has the mill sued the bakery over the bread?" asks whether it sued.
            return None
        covered, _ = self._coverage(profile, self.rules.harmless(profile))
        votes = float(self.votes[profile.number])
        return passing.signs_of(
            self.frame, profile, learned=self.first, votes=votes, covered=covered, length=self.length
        )

    def _asked_by(self, mention: Mention) -> frozenset[str]:
        """The kinds of question that the words of what is named ask themselves."""
        words = [self.reading.tokens[i] for i in mention.positions]
        return kinds_of(words, self.language) & _TELLING_KINDS

    def _is_wanted(self, profile: Profile, mention: Mention) -> bool:
        """Whether what is named is itself what is asked for ("which oven does the mill use?"), and never of the fact.

        Not in Arabic, where a word that the base does not have is often a dialect's for one that it has.
        """
        if self.language == "ar" or mention.concept in profile.shares:
            return False
        named = {i for other in self.reading.mentions for i in other.positions}
        first = start = mention.positions[0]
        while start - 1 in named:
            start -= 1
        if asks_before(self.reading.tokens, start, first, self.language):
            return True
        before = (i in named or is_function(self.reading.tokens[i], self.language) for i in range(first))
        return self.reading.opening in _WHOLE and all(before)

    def _is_asked(self, profile: Profile, mention: Mention) -> bool:
        """Whether the fact's questions have a word of what is named."""
        said = (i for i in mention.positions if not is_function(self.reading.tokens[i], self.language))
        return any(self.reading.stems[i] in profile.asked for i in said)

    def _coverage(self, profile: Profile, harmless: frozenset[str]) -> tuple[float, float]:
        """How much of a question the fact explains, and how many of its words.

        The first is a share of its weight: 1 if every word of content has its place. Concepts and words weigh by their
        rarity over the facts; a word that no fact has weighs much, since it is the cheapest sign of a question that the
        base cannot answer. The second is how many of its words of content the fact's phrasings have; three are as good
        as more.
        """
        total = explained = 0.0
        for concept, weight in self.mentions:
            own = concept in profile.subjects
            if concept in harmless and not own:
                continue
            total += weight
            if own or concept in profile.measures:
                explained += weight
        known = 0
        for stem, weight in self.words:
            total += weight
            if stem in profile.stems:
                explained += weight if stem in profile.asked else 0.7 * weight
                known += 1
        for key in self.amounts:
            total += 0.3
            if key in profile.amounts:
                explained += 0.3
        return explained / total if total else 0.5, min(3, known) / 3.0

    def _subject(self, profile: Profile, harmless: frozenset[str]) -> float:
        """How well who the question names fits: all of them known to the fact, and its own subject among them."""
        subjects = self.frame.subjects
        if not subjects:
            return 1.0 if self.rules.subject in profile.subject or not profile.subject else 0.5
        share = 1.0
        if profile.parties:
            share = sum([name in profile.parties or name in harmless for name in subjects]) / len(subjects)
        if not profile.subject or not subjects.isdisjoint(profile.subject):
            return share
        return share * (0.3 if subjects.isdisjoint(profile.parties) else 0.7)

    def _kind(self, profile: Profile) -> float:
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
        missing = self.frame.measures - profile.measures
        return sum([self.rarity.get("c:" + measure, 1.0) for measure in missing]) if missing else 0.0
