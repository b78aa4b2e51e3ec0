"""Several questions in one sentence: "revenue and net loss in Q3", "where is it and how big", "in Q1 and in Q3"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.facts.model import Facet
from bot.language.tokens import Script, Token
from bot.language.words import words
from bot.matching.decision import Decision, Outcome, decide
from bot.matching.index import Index
from bot.matching.lexicon import Mention, surface
from bot.matching.reading import Reading

MOST = 3
"""At most so many questions in one text are answered."""

_COMMA = re.compile(r"[,;]\s+|،|؛")
_TELLING = frozenset({"who", "when", "where", "why", "how", "how_long", "how_many"})


_LATER = 0.04
"""How much surer a less likely reading of a part must be, a place down the list."""


@dataclass(frozen=True)
class Asked:
    """What the parts of a sentence gave.

    Attributes:
        parts: the decision on each part; empty if the sentence asks one thing.
        separate: whether the parts are questions of their own, so that one fact on both is no answer to them.
    """

    parts: tuple[Decision, ...] = ()
    separate: bool = False

    @property
    def answers(self) -> list[Decision]:
        """The parts that have an answer."""
        return [decision for decision in self.parts if decision.outcome is Outcome.ANSWER]


def parts_of(index: Index, text: str) -> Asked:
    """Split a sentence at a conjunction, by its periods, or at a comma, and decide on each part."""
    reading = index.reader.read(text)
    found = _at_conjunction(index, reading) or _by_period(index, reading)
    if not found and _COMMA.search(text):
        found = _at_conjunction(index, index.reader.read(_COMMA.sub(" & ", text)))
    return found or Asked()


def _by_period(index: Index, reading: Reading) -> Asked | None:
    """A sentence that names several periods, once for each of them."""
    periods = reading.periods.periods
    if not 2 <= len(periods) <= MOST:
        return None
    rest = " ".join(t.text for i, t in enumerate(reading.tokens) if i not in reading.periods.positions)
    return Asked(tuple(decide(index, index.reader.read(f"{rest} {period.code}")) for period in periods))


def _at_conjunction(index: Index, reading: Reading) -> Asked | None:
    """The parts on both sides of the first conjunction that joins two things one can ask for."""
    texts = [token.text for token in reading.tokens]
    conjunctions = words(reading.language or "en").conjunction | words("en").conjunction
    inside = {i for m in reading.mentions for i in range(m.positions[0] + 1, m.positions[-1] + 1)}
    for i in range(1, len(texts) - 1):
        length = next((n for n in (3, 2, 1) if tuple(texts[i : i + n]) in conjunctions), 0)
        attached = reading.language == "ar" and texts[i].startswith("و") and len(texts[i]) > 2
        if i in inside or not (length or attached):
            continue
        left, right = range(i), range(i + length, len(texts))
        if not all(_names(reading, side) or _asks(reading, side) for side in (left, right)):
            continue
        separate = _asks(reading, right) or (texts[i],) in words(reading.language or "en").contrast
        # Of two questions the second may lean on the first, but not the first on the second.
        first = _decided(index, reading, left, right, lend_subject=not separate)
        second = _decided(index, reading, right, left)
        return Asked(_apart(first, second), separate)
    return None


def _decided(index: Index, reading: Reading, own: range, other: range, *, lend_subject: bool = True) -> list[Decision]:
    """Decisions on one side with more and less taken from the other; the likeliest reading first."""
    texts = dict.fromkeys(_readings(reading, own, other, lend_subject=lend_subject))
    return [decide(index, index.reader.read(text)) for text in texts]


def _readings(reading: Reading, own: range, other: range, *, lend_subject: bool) -> Iterator[str]:
    """A side's words with what it leaves out: measure and subject, one of them, neither; then without the time.

    A side that asks something itself ("and where is it?") most likely lacks no measure.
    """
    kept = [reading.tokens[i].text for i in own]
    ordinal = _ordinal(reading, own)
    here = [m for m in reading.mentions if m.positions[0] in own]
    there = [m for m in reading.mentions if m.positions[0] in other]
    measures = [m for m in there if m.facet is Facet.MEASURE]
    if any(m.facet is Facet.MEASURE and not m.weak for m in here):
        measures = []
    subjects = [m for m in there if m.facet is Facet.SUBJECT][:1] if lend_subject else []
    time = []
    if not any(i in own for i in reading.periods.positions):
        time = [reading.tokens[i].text for i in sorted(reading.periods.positions) if i in other]
    if ordinal:
        time = [f"q{ordinal}"]
    named = any(m.facet is Facet.SUBJECT and not m.weak for m in here)
    all_measures = [m for m in there if m.facet is Facet.MEASURE]
    lent: list[tuple[list[Mention], list[Mention]]]
    lent = [([], subjects), ([], [])] if _asks_itself(reading, own) else []
    lent += [
        (measures, [] if named else subjects),
        (measures, []),
        ([], subjects),
        ([], []),
        (all_measures, subjects),
    ]
    for period in (time, []):
        for some_measures, some_subjects in lent:
            borrowed = [reading.tokens[i].text for m in (*some_measures, *some_subjects) for i in m.positions]
            yield " ".join([*kept, *borrowed, *period])


def _apart(first: Sequence[Decision], second: Sequence[Decision]) -> tuple[Decision, ...]:
    """One decision a side: the surest answers that are different facts, else each side's likeliest reading."""
    pairs = [
        (one.confidence + two.confidence - _LATER * (i + j), one, two)
        for i, one in enumerate(first)
        for j, two in enumerate(second)
        if one.outcome is Outcome.ANSWER and two.outcome is Outcome.ANSWER
        if one.rated[0].fact != two.rated[0].fact
    ]
    if not pairs:
        return first[0], second[0]
    _, one, two = max(pairs, key=lambda pair: pair[0])
    return one, two


def _names(reading: Reading, side: range) -> bool:
    strong = any(not m.weak and m.positions[0] in side for m in reading.mentions)
    return strong or any(i in side for i in reading.periods.positions) or _ordinal(reading, side) is not None


def _asks(reading: Reading, side: range) -> bool:
    """Whether a side has a question word of its own."""
    return any(kind != "yes_no" for kind in _kinds(reading, side))


def _asks_itself(reading: Reading, side: range) -> bool:
    """Whether a side asks who, when, where or why, or has words of its own: then it lacks no measure."""
    known = words(reading.language or "en").ordinal
    own = [i for i in reading.plain if i in side and known.keys().isdisjoint(surface(reading.tokens[i]))]
    return bool(own) or any(kind in _TELLING for kind in _kinds(reading, side))


def _kinds(reading: Reading, side: range) -> list[str]:
    phrases = words(reading.language or "en").ask
    forms = ((form,) for i in side for form in _question_forms(reading.tokens[i]))
    return [phrases[form] for form in forms if form in phrases]


def _question_forms(token: Token) -> tuple[str, ...]:
    """A token's spelling, and in Arabic without the "and" before it, however short what remains (وكم)."""
    attached = token.script is Script.ARABIC and token.text.startswith("و")
    return (*surface(token), token.text[1:]) if attached else surface(token)


def _ordinal(reading: Reading, side: range) -> int | None:
    """The ordinal in ``and what in the third?`` beside a quarter."""
    if not any(p.last - p.first == 2 for p in reading.periods.periods):
        return None
    if any(i in side for i in reading.periods.positions):
        return None
    known = words(reading.language or "en").ordinal
    forms = (form for i in side for form in surface(reading.tokens[i]))
    return next((known[form] for form in forms if form in known), None)
