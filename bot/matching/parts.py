"""Several questions in one sentence: "revenue and net loss in Q3", "where is it and how big", "in Q1 and in Q3"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.facts.model import Facet
from bot.language.words import words
from bot.matching.cuts import Cut, asks, asks_itself, cuts_of, is_list, mentions_in, sides_of
from bot.matching.decision import Decision, Outcome, Why, decide
from bot.matching.follow import PRECISE, beside, weighed
from bot.matching.index import Index
from bot.matching.lend import (
    has_own_words,
    is_quarterly,
    ordinal_in,
    own_words,
    subject_positions,
    texts_at,
    with_subject,
)
from bot.matching.reading import Reading

MOST = 3
"""At most so many questions in one text are answered."""

_COMMA = re.compile(r"[,;]\s+|،|؛")

_LATER = 0.04
"""How much surer a less likely reading of a part must be, a place down the list."""

_SURE = 0.9
"""Confidence from which no less likely reading of a part is tried."""

_PART = 0.25
"""What every answered part must add in confidence, so that fewer parts are preferred."""


@dataclass(frozen=True)
class Asked:
    """What the parts of a sentence gave.

    Attributes:
        parts: the decision on each part; empty if the sentence asks one thing.
        separate: whether the parts are questions of their own, so that one fact on both is no answer to them.
        alternative: whether the parts are a choice ("faster or slower?"), which one fact may settle.
    """

    parts: tuple[Decision, ...] = ()
    separate: bool = False
    alternative: bool = False

    @property
    def answers(self) -> list[Decision]:
        """The parts that have an answer."""
        return [decision for decision in self.parts if decision.outcome is Outcome.ANSWER]

    @property
    def worth(self) -> float:
        """How good a splitting it is: the confidence of different facts, less something for each part."""
        best: dict[int, float] = {}
        for decision in self.answers:
            fact = decision.rated[0].fact
            best[fact] = max(best.get(fact, 0.0), decision.confidence)
        lacking = sum(0.1 for decision in self.parts if decision.why in PRECISE)
        return sum(confidence - _PART for confidence in best.values()) + lacking

    @property
    def is_complete(self) -> bool:
        """Whether every part has an answer of its own, or is known to have none."""
        facts = {decision.rated[0].fact for decision in self.answers}
        lacking = sum(decision.why in PRECISE for decision in self.parts)
        return len(facts) > 0 and len(facts) + lacking == len(self.parts)


def parts_of(index: Index, text: str) -> Asked:
    """Split a sentence at its conjunctions, by its periods, or at its commas, and decide on each part.

    More parts go before fewer; the first splitting in which every part has its own answer is taken, else the best.
    """
    options: list[Asked] = []
    for option in _options(index, text):
        options.append(option)
        if option.is_complete:
            break
    return max(options, key=lambda option: option.worth, default=Asked())


def _options(index: Index, text: str) -> Iterator[Asked]:
    reading = index.reader.read(text)
    plain = cuts_of(index, reading)
    comma = index.reader.read(_COMMA.sub(" & ", text)) if _COMMA.search(text) else None
    listed = cuts_of(index, comma) if comma else []
    if comma and len(plain) < len(listed) < MOST and is_list(comma, listed):
        yield _split(index, comma, listed)
    if 0 < len(plain) < MOST:
        yield _split(index, reading, plain)
    periods = _by_period(index, reading)
    if periods:
        yield periods
    if len(plain) > 1:
        for cut in plain[:MOST]:
            yield _split(index, reading, [cut])
    if comma and len(listed) > 1 and not plain and is_list(comma, listed[:1]):
        yield _split(index, comma, listed[:1])


def _by_period(index: Index, reading: Reading) -> Asked | None:
    """A sentence that names several periods, once for each of them."""
    periods = reading.periods.periods
    if not 2 <= len(periods) <= MOST:
        return None
    rest = " ".join(t.text for i, t in enumerate(reading.tokens) if i not in reading.periods.positions)
    return Asked(tuple(decide(index, index.reader.read(f"{rest} {period.code}")) for period in periods))


def _split(index: Index, reading: Reading, cuts: Sequence[Cut]) -> Asked:
    """Decide on the parts between cuts, each with what it leaves out taken from the others."""
    sides = sides_of(reading, cuts)
    contrast = words(reading.language or "en").contrast
    separate = any(asks(reading, side) for side in sides[1:]) or any(
        (reading.tokens[i].text,) in contrast for i, _ in cuts
    )
    found: list[list[Decision]] = []
    known: set[int] = set()
    for place, own in enumerate(sides):
        # Of two questions the second may lean on the first, but not the first on the second.
        lend_subject = bool(place) or not separate
        decisions = _decided(index, reading, own, sides, known, lend_subject=lend_subject)
        if place == 1 and _same(found[0], decisions):
            # One fact for both: then the first part is perhaps to be read in another way.
            found[0] = _decided(index, reading, sides[0], sides, known, lend_subject=not separate, every=True)
        found.append(decisions)
        if decisions[0].outcome is Outcome.ANSWER:
            known.add(decisions[0].rated[0].fact)
    choices = words(reading.language or "en").alternative
    chosen = any((reading.tokens[i].text,) in choices for i, length in cuts if length)
    # "Is it Ada's or Bob's?" asks for both of them.
    says = any(m.facet is Facet.MEASURE for m in mentions_in(reading, sides[-1])) or has_own_words(reading, sides[-1])
    return Asked(_apart(found), separate, chosen and says)


def _decided(
    index: Index,
    reading: Reading,
    own: range,
    sides: Sequence[range],
    known: set[int],
    *,
    lend_subject: bool,
    every: bool = False,
) -> list[Decision]:
    """Decisions on one part with more and less taken from the others; the likeliest reading first.

    What the part itself names and the base lacks ends it: leaving that out would answer another question. So does a
    sure answer that no other part has given, unless every reading is wanted.
    """
    found: list[Decision] = []
    bare_time = any(i in own for i in reading.periods.positions) and not (
        mentions_in(reading, own) or has_own_words(reading, own) or asks(reading, own)
    )
    itself = asks(reading, own)
    asked = index.reader.read(" ".join(reading.tokens[i].text for i in own))
    for text in dict.fromkeys(_readings(index, reading, own, sides, lend_subject=lend_subject)):
        decision = beside(index, decide(index, index.reader.read(text)), known, asked)
        found.append(decision)
        if itself and decision.outcome is Outcome.ANSWER and decision.rated[0].fact in known:
            # Who asks on wants something else than what the other part has got.
            other = weighed(decision, lambda fact: float(fact not in known))
            if other and decision.confidence < _SURE:
                found.append(other)
        sure = decision.outcome is Outcome.ANSWER and decision.confidence >= _SURE
        if sure and decision.rated[0].fact not in known and not every:
            break
        if decision.why in {Why.SUBJECT, Why.MEASURE} and _lacks_own(reading, own, decision):
            break
        if decision.why is Why.PERIOD and bare_time:
            break
    return found


def _same(first: Sequence[Decision], second: Sequence[Decision]) -> bool:
    """Whether all answers of two parts are one fact."""
    answers = [d.rated[0].fact for d in (*first, *second) if d.outcome is Outcome.ANSWER]
    return len(answers) > 1 and len(set(answers)) == 1


def _lacks_own(reading: Reading, own: range, decision: Decision) -> bool:
    lacking = set(decision.lack.subjects if decision.why is Why.SUBJECT else decision.lack.measures)
    return any(m.concept in lacking for m in mentions_in(reading, own))


def _readings(
    index: Index, reading: Reading, own: range, sides: Sequence[range], *, lend_subject: bool
) -> Iterator[str]:
    """A part's words with what it leaves out: measure and subject, one of them, neither; then without the time.

    A part that asks something itself ("and where is it?") most likely lacks no measure.
    """
    language = reading.language or "en"
    tokens = [reading.tokens[i] for i in own]
    kept = own_words(index, tokens)
    here = mentions_in(reading, own)
    others = [side for side in sides if side is not own]
    there = [m for m in reading.mentions if any(m.positions[0] in side for side in others)]
    all_measures = [m for m in there if m.facet is Facet.MEASURE]
    measures = [] if any(m.facet is Facet.MEASURE and not m.weak for m in here) else all_measures
    named = any(m.facet is Facet.SUBJECT and not m.weak for m in here)
    # What a question asks after it does not belong to the first one.
    itself = asks_itself(reading, own) or not (lend_subject or own.start)
    subject = _subject(index, reading, own, others, lend=lend_subject)
    time = _time(reading, own, others, language)
    pointed = [" ".join(subject), " ".join(texts_at(reading, all_measures))] if others[0].start < own.start else []
    named_by_it = list(_pointing(index, kept, pointed[0], time, language)) if pointed else []
    yield from named_by_it
    if named_by_it and asks(reading, own):
        # "What does it do?" says all that is asked.
        measures = all_measures = []
    # A bare name takes the place of another: "is the mill in Ada's hands and in Bob's?"
    names = [m for m in here if m.facet is Facet.SUBJECT]
    bare = not itself and not measures and len(names) == len(here) < 2
    own_subject = [] if named and not bare else subject
    lent: list[tuple[list[str], list[str]]] = [([], own_subject), ([], [])] if itself else []
    lent += [(texts_at(reading, measures), own_subject), (texts_at(reading, measures), [])]
    only_named = named and not itself and all(m.facet is Facet.SUBJECT for m in here)
    if not measures or (not only_named and (here or has_own_words(reading, own))):
        lent += [([], subject), ([], []), (texts_at(reading, all_measures), subject)]
    for period in dict.fromkeys((time, "")):
        for some_measures, some_subject in lent:
            yield " ".join(filter(None, [*kept, *some_measures, *some_subject, period]))
    if pointed:
        yield from _pointing(index, kept, pointed[1], time, language)


def _pointing(index: Index, texts: Sequence[str], name: str, time: str, language: str) -> Iterator[str]:
    """A part's words with a name in the place of the pronoun, with the time and without."""
    for text in with_subject(index, texts, name, language) if name else ():
        yield f"{text} {time}".rstrip()
        yield text


def _subject(index: Index, reading: Reading, own: range, others: Sequence[range], *, lend: bool) -> list[str]:
    """Who the nearest part before it is about that names somebody, else the first one after it."""
    places = subject_positions(index, reading)
    named = [[p for p in places if p[0] in side] for side in others]
    before = [side[0] for side in named if side and side[0][0] < own.start]
    after = [side[0] for side in named if side and lend]
    return [reading.tokens[i].text for positions in (before[-1:] or after[:1]) for i in positions]


def _time(reading: Reading, own: range, others: Sequence[range], language: str) -> str:
    if any(i in own for i in reading.periods.positions):
        return ""
    ordinal = ordinal_in([reading.tokens[i] for i in own], language) if is_quarterly(reading) else None
    if ordinal:
        return f"q{ordinal}"
    # Before a part the nearest time counts, else the first one after it.
    timed = [[i for i in side if i in reading.periods.positions] for side in others]
    before = [side for side in timed if side and side[0] < own.start]
    chosen = before[-1:] or [side for side in timed if side][:1]
    return " ".join(reading.tokens[i].text for side in chosen for i in side)


def _apart(found: Sequence[Sequence[Decision]]) -> tuple[Decision, ...]:
    """One decision a part: the surest answers that are different facts, else each part's likeliest reading.

    Beside a part that has no answer the others count as they are likeliest read: what it lacks may be theirs too.
    """
    if any(side[0].why in PRECISE and all(d.outcome is not Outcome.ANSWER for d in side) for side in found):
        found = [side[:1] if side[0].outcome is Outcome.ANSWER else [_lacking(side)] for side in found]
    choices = [
        [(d.confidence - _LATER * place, d) for place, d in enumerate(side) if d.outcome is Outcome.ANSWER]
        or [(0.0, _lacking(side))]
        for side in found
    ]
    best: tuple[float, tuple[Decision, ...]] | None = None
    for combination in itertools.product(*choices):
        answers = [d.rated[0].fact for _, d in combination if d.outcome is Outcome.ANSWER]
        worth = sum(surety for surety, _ in combination)
        if len(set(answers)) == len(answers) and (best is None or worth > best[0]):
            best = worth, tuple(d for _, d in combination)
    return best[1] if best else tuple(max(side, key=lambda entry: entry[0])[1] for side in choices)


def _lacking(side: Sequence[Decision]) -> Decision:
    """The decision on a part without an answer: the first that says what is lacking."""
    return next((d for d in side if d.why in PRECISE), side[0])
