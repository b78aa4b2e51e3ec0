"""The decision: answer, suggest or decline, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import NamedTuple

from bot.language.periods import Period
from bot.matching import doubts, plain, pooled
from bot.matching.correct import corrections
from bot.matching.frame import Clash, Frame
from bot.matching.index import Index, exact
from bot.matching.nameless import is_meant, shares_name
from bot.matching.reading import Reading
from bot.matching.score import Candidate, candidates
from bot.matching.sureness import ANSWER_FROM, answer_from, asks_unheard, needed, never_tells, opens_alien

SUGGEST_FROM = 0.15
"""Confidence from which a fact is worth offering."""

CORRECT_FROM = 0.2
"""Confidence from which a fact sets a wrong premise right: that its value has one place makes up for the rest."""

SUGGESTIONS = 3

CURATED_CONFIDENCE = 0.99
"""Confidence of a fact whose curated question was asked."""

CLASH_FACTOR = 0.1
"""What remains of the confidence of a fact that the question contradicts."""


class Outcome(StrEnum):
    """What becomes of a question."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    DECLINE = "decline"


class Why(StrEnum):
    """The rule that decided."""

    CLEAR = "one fact stands clear"
    CURATED = "it is a curated question"
    CORRECTS = "the fact sets a wrong premise right"
    DOUBT = "the best fact is doubtful, or several are close"
    EMPTY = "there is no question in the text"
    SUBJECT = "the base holds nothing about the subject"
    MEASURE = "the base does not hold the attribute"
    PAIR = "the base holds the attribute, but not of this subject"
    PERIOD = "the base holds the attribute, but not for this period"
    NOTHING = "no fact is near enough"

    __hash__ = str.__hash__


PRECISE = frozenset({Why.SUBJECT, Why.MEASURE, Why.PERIOD, Why.PAIR})
"""Declines that say what the base does not hold."""

_FINAL = frozenset({Why.CURATED, Why.EMPTY, Why.SUBJECT, Why.PERIOD})
"""Rules that nothing overrides that the exam has taught: of whom and of when, mere words know less than the frame.

Of questions that the base had not seen, 19 with an answer would have got it against them, and 51 without one too.
"""


@dataclass(frozen=True)
class Lack:
    """What a declined question asks for and the base does not hold.

    Attributes:
        subjects, measures: ids of concepts, the ones that are lacking first.
        period: the period asked for.
        held: periods for which the base holds the attribute.
        beside: the facts that hold it for those periods.
    """

    subjects: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    period: Period | None = None
    held: tuple[Period, ...] = ()
    beside: tuple[int, ...] = ()


class Rated(NamedTuple):
    """A fact with the confidence that it is the one asked for."""

    fact: int
    confidence: float


@dataclass(frozen=True)
class Decision:
    """What becomes of one question.

    Attributes:
        outcome: answer, suggest or decline.
        why: the rule that decided.
        reading, frame: how the question was understood.
        rated: the best facts with their confidence, best first, whatever the outcome.
        suggestions: facts offered instead of an answer.
        lack: what is missing, for a decline.
        considered: the candidates with all parts of their scores.
        least: confidence from which a fact of this base answers.
        final: whether nothing that the exam has taught can turn it.
        taught: how likely the best facts are by what the exam has taught, where that was taken into account.
    """

    outcome: Outcome
    why: Why
    reading: Reading
    frame: Frame
    rated: tuple[Rated, ...]
    suggestions: tuple[Rated, ...] = ()
    lack: Lack = Lack()
    considered: tuple[Candidate, ...] = ()
    least: float = ANSWER_FROM
    final: bool = False
    taught: Mapping[int, float] | None = None

    @property
    def confidence(self) -> float:
        """The best fact's confidence."""
        return self.rated[0].confidence if self.rated else 0.0

    @property
    def is_final(self) -> bool:
        """Whether nothing that the exam has taught overrides it."""
        return self.final or self.why in _FINAL

    @property
    def fitting(self) -> frozenset[int]:
        """The facts whose confidence stands for an answer: those that nothing contradicts, or that were weighed so."""
        if self.taught is not None:
            return frozenset(rated.fact for rated in self.rated)
        return frozenset(candidate.fact for candidate in self.considered if candidate.compatible)


def decide(index: Index, reading: Reading, without: int | None = None, *, joined: bool = False) -> Decision:
    """Decide on one question that asks one thing.

    Args:
        index: the fact base.
        reading: the question.
        without: a fact that cannot be meant, since it was the answer to the question before.
        joined: whether words of two questions were put together, as nobody writes who teaches the exam.
    """
    judged = index.noted(_judged(index, reading, without))
    if joined and judged.why in PRECISE:
        return judged
    found = _pooled(index, judged, without)
    return judged if found is judged else index.noted(found)


def _pooled(index: Index, decision: Decision, without: int | None) -> Decision:
    """The decision once what the exam has taught is taken into account."""
    if index.taught is None or decision.is_final:
        return decision
    lesson = index.taught
    *likely, none = lesson.likely(decision.reading.tokens).tolist()
    own = {rated.fact: float(rated.confidence) for rated in decision.rated}
    places = {fact: lesson.places.get(index.facts[fact].id) for fact in own}
    taught = {fact: likely[place] for fact, place in places.items() if place is not None}
    for place, chance in enumerate(likely):
        if chance > pooled.LEAST_TAUGHT:
            number = index.numbers.get(lesson.facts[place])
            if number is not None and number != without:
                taught[number] = chance
    found = pooled.pool(own, taught, none, most=_most(index, decision), others=len(likely) - len(taught))
    rated = tuple([Rated(*pair) for pair in islice(found.items(), max(SUGGESTIONS, len(own)))])
    least = pooled.CORRECTS_FROM if decision.why is Why.CORRECTS else pooled.ANSWER_FROM
    judged = partial(
        replace, decision, rated=rated, least=least, taught={fact: taught.get(fact, 0.0) for fact, _ in rated}
    )
    if rated and rated[0].confidence >= least:
        why = decision.why if decision.outcome is Outcome.ANSWER else Why.CLEAR
        return judged(outcome=Outcome.ANSWER, why=why, suggestions=(), lack=Lack())
    offered = tuple(r for r in rated[:SUGGESTIONS] if r.confidence >= SUGGEST_FROM)
    if offered:
        return judged(outcome=Outcome.SUGGEST, why=Why.DOUBT, suggestions=offered, lack=Lack())
    if decision.outcome is Outcome.DECLINE:
        return judged(suggestions=())
    why, lack = _lack(index, decision.reading, decision.frame)
    return judged(outcome=Outcome.DECLINE, why=why, suggestions=(), lack=lack)


def _most(index: Index, decision: Decision) -> float:
    """The most confidence that the frame's judgement leaves to a fact."""
    frame = decision.frame
    best = index.profiles[decision.rated[0].fact] if decision.rated else None
    by_name = best is not None and (shares_name(frame, best) or asks_unheard(index, frame, best))
    return doubts.most(
        answers=decision.outcome is Outcome.ANSWER,
        unheld=(by_name and decision.why is Why.CLEAR) or not frame.measures <= index.measured,
        declines=decision.why is Why.MEASURE,
        alien=best is not None and opens_alien(frame, best),
    )


def _judged(index: Index, reading: Reading, without: int | None) -> Decision:  # noqa: PLR0911
    """The decision by the frame and the score."""
    frame = Frame.of(reading)
    own = index.curated.get(exact(reading.text))
    if own is not None and own != without:
        return _curated(index, reading, frame, own)
    if index.plain:
        return _plain(index, reading, frame, without)
    untold = _untold(index, reading)
    if not untold and not _has_content(index, reading):
        return Decision(Outcome.DECLINE, Why.EMPTY, reading, frame, ())
    found = [c for c in candidates(index, reading, frame) if c.fact != without]
    rated = rate(found)
    least = answer_from(index)
    decided = partial(Decision, reading=reading, frame=frame, considered=tuple(found), least=least)
    if untold:
        why, lack = _lack(index, reading, frame)
        return decided(Outcome.DECLINE, why, rated=rated, lack=lack, final=True)
    compatible = [r for r, c in zip(rated, found, strict=True) if c.compatible]
    if compatible and _is_clear(index, reading, frame, compatible[0], found[0]):
        return decided(Outcome.ANSWER, Why.CLEAR, rated=rated)
    correcting = _correcting(index, reading, frame)
    if correcting is not None and correcting.fact != without:
        rest = tuple(r for r in rated if r.fact != correcting.fact)
        return decided(Outcome.ANSWER, Why.CORRECTS, rated=(correcting, *rest))
    offered = tuple(r for r in compatible[:SUGGESTIONS] if r.confidence >= SUGGEST_FROM)
    if frame.defined and not offered:
        # "What is X?" is not told, but something else about X is.
        offered = tuple(Rated(c.fact, c.probability) for c in found if set(c.clashes) == {Clash.ROLE})
        offered = tuple(r for r in offered if r.confidence >= least)[:SUGGESTIONS]
    if offered:
        return decided(Outcome.SUGGEST, Why.DOUBT, rated=rated, suggestions=offered)
    why, lack = _lack(index, reading, frame)
    # Of when mere words know less, also where the time is no part of a year.
    final = frame.moment and bool(found) and Clash.PERIOD in found[0].clashes
    return decided(Outcome.DECLINE, why, rated=rated, lack=lack, final=final)


def _is_clear(index: Index, reading: Reading, frame: Frame, best: Rated, candidate: Candidate) -> bool:
    """Whether the best fact answers; the compatible candidates stand first, so that the first is its own."""
    if best.confidence < needed(index, reading, frame, best.fact):
        return False
    if never_tells(frame, index.profiles[best.fact]):
        return False
    return is_meant(index, reading, frame, best.fact, best.confidence, candidate.parts["nearest"])


def _correcting(index: Index, reading: Reading, frame: Frame) -> Rated | None:
    """The fact that sets a wrong premise right: the one asked for once its own value stands in the question."""
    for profile, right in corrections(index, reading, frame):
        own = index.curated.get(exact(right.text))
        found = candidates(index, right, Frame.of(right))
        best = rate(found)[0] if found and found[0].compatible else None
        if own == profile.number:
            return Rated(own, CURATED_CONFIDENCE)
        if best and best.fact == profile.number and best.confidence >= CORRECT_FROM:
            return best
    return None


def _plain(index: Index, reading: Reading, frame: Frame, without: int | None) -> Decision:
    """The decision on a base without concepts: by the words, with the threshold that the base itself taught."""
    if not reading.tokens:
        return Decision(Outcome.DECLINE, Why.EMPTY, reading, frame, ())
    found = [c for c in plain.candidates(index, reading) if c.fact != without]
    rated = plain.rate(found)
    decision = Decision(
        Outcome.DECLINE, Why.NOTHING, reading, frame, tuple(Rated(*pair) for pair in rated), considered=tuple(found)
    )
    if decision.confidence >= plain.ANSWER_FROM:
        return replace(decision, outcome=Outcome.ANSWER, why=Why.CLEAR)
    offered = tuple(r for r in decision.rated[:SUGGESTIONS] if r.confidence >= plain.SUGGEST_FROM)
    if offered:
        return replace(decision, outcome=Outcome.SUGGEST, why=Why.DOUBT, suggestions=offered)
    return decision


def _curated(index: Index, reading: Reading, frame: Frame, own: int) -> Decision:
    """A curated question is answered by its own fact, whatever else its words may mean."""
    found = sorted(candidates(index, reading, frame), key=lambda c: c.fact != own)
    rated = [r for r in rate(found) if r.fact != own]
    rest = tuple(Rated(r.fact, min(r.confidence, 1.0 - CURATED_CONFIDENCE)) for r in rated)
    return Decision(
        Outcome.ANSWER, Why.CURATED, reading, frame, (Rated(own, CURATED_CONFIDENCE), *rest), considered=tuple(found)
    )


def _has_content(index: Index, reading: Reading) -> bool:
    """Whether there is anything in a text that a fact could match; talk with the bot is nothing of the kind."""
    if index.bare:
        # What is talk and what is a question, only the phrasings say: "who are you?" may be one of them.
        return bool(reading.tokens)
    if any(m.concept in index.lexicon.always for m in reading.mentions):
        return False
    if reading.plain or reading.periods.periods or reading.amounts:
        return not any(m.concept in index.lexicon.talk and not m.weak for m in reading.mentions)
    return any(m.concept not in index.lexicon.talk for m in reading.mentions)


def _untold(index: Index, reading: Reading) -> bool:
    """Whether a text asks for what no fact ever tells, and not only talks with the bot."""
    always = {m.concept for m in reading.mentions} & index.lexicon.always
    return bool(always) and always.isdisjoint(index.lexicon.talk)


def rate(found: list[Candidate]) -> tuple[Rated, ...]:
    """Turn scores into confidences: a close rival takes from the best one's.

    With the odds ``o`` of each candidate against "none of them", the probabilities over all compatible facts and
    "none" are a softmax; a contradicted fact keeps a tenth of what it would have alone.
    """
    odds = [0.0 if c.clashes else min(math.exp(c.odds), 1e9) for c in found]
    total = 1.0 + sum(odds)
    return tuple(
        [
            Rated(c.fact, CLASH_FACTOR * c.probability if c.clashes else own / total)
            for c, own in zip(found, odds, strict=True)
        ]
    )


def _lack(index: Index, reading: Reading, frame: Frame) -> tuple[Why, Lack]:
    """Say what the frame names that no fact holds together."""
    strangers = tuple(sorted(frame.subjects - index.covered))
    measures = tuple(sorted(frame.measures))
    if frame.subjects or frame.measures or frame.kinds - {"yes_no"}:
        strangers = (*strangers, *sorted(frame.names - index.told))
    if strangers:
        return Why.SUBJECT, Lack(subjects=strangers, measures=measures)
    unheld = tuple(sorted(frame.measures - index.measured))
    subjects = tuple(sorted(frame.subjects))
    if unheld:
        # A name may stand inside the words for an attribute ("bakery share price").
        subjects = subjects or tuple(sorted(index.lexicon.named(reading.tokens)))
        return Why.MEASURE, Lack(subjects=subjects, measures=unheld)
    asked = index.rules.so_far if frame.to_date else frame.periods[0] if frame.periods else None
    if asked:
        held = _held(index, frame)
        if held:
            periods = tuple(dict.fromkeys(period for period, _ in held))
            return Why.PERIOD, Lack(subjects, measures, asked, periods, tuple(fact for _, fact in held))
    others = frozenset(frame.subjects) - ({index.rules.subject} if index.rules.subject else set())
    if others and measures:
        return Why.PAIR, Lack(subjects=tuple(sorted(others)), measures=measures)
    return Why.NOTHING, Lack(subjects=subjects, measures=measures)


def _held(index: Index, frame: Frame) -> list[tuple[Period, int]]:
    """The facts that would fit but for the time, each with its period, in the order of their periods."""
    held: list[tuple[Period, int]] = []
    for profile in index.profiles:
        told = profile.period and profile.core and profile.core <= frame.measures
        if told and profile.period and set(index.rules.clashes(frame, profile)) == {Clash.PERIOD}:
            held.append((profile.period, profile.number))
    return sorted(held, key=lambda entry: (entry[0].year or 0, entry[0].first, entry[0].last))
