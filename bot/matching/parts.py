"""Several questions in one sentence: "revenue and net loss in Q3", "where is it and how big", "in Q1 and in Q3"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.facts.model import Facet
from bot.language.words import words
from bot.matching.cuts import Cut, apart, asks, cuts_of, is_choice, is_list, loose_cuts, mentions_in, sides_of
from bot.matching.decision import PRECISE, Decision, Outcome, Why, decide
from bot.matching.ellipsis import readings, told
from bot.matching.follow import bare, beside, weighed
from bot.matching.index import Index
from bot.matching.lend import has_own_words, own_words
from bot.matching.reading import Reading

MOST = 3
"""At most so many questions in one text are answered."""

_COMMA = re.compile(r"[,;]\s+|[،؛，；]|(?<=[\u3400-\u9fff\u3040-\u30ff])[,;]|[,;](?=[\u3400-\u9fff])")
"""Also one beside a Chinese or Japanese character, where no figure goes on."""

_SPACE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
"""A space between two Chinese characters, which may stand for a comma."""

_PREAMBLE = re.compile(r"(?:\S+\s+){2,}?\S*(?::|\s[-–—])\s+")
"""Words before a colon or a dash."""

_MARKED = re.compile(r"[:–—-]\s")
"""Such a mark: without one, what stands before it is not looked for."""

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
        tried: every decision on each part.
        company: whether a part is joined by a word that also tells with whom ("the talk with the buyers").
        loose: whether nothing but an "and" tells that there are parts.
    """

    parts: tuple[Decision, ...] = ()
    separate: bool = False
    alternative: bool = False
    tried: tuple[tuple[Decision, ...], ...] = ()
    company: bool = False
    loose: bool = False

    @property
    def answers(self) -> list[Decision]:
        """The parts that have an answer."""
        return [decision for decision in self.parts if decision.outcome is Outcome.ANSWER]

    def holds(self, fact: int) -> float:
        """How sure every part, in one of its readings, may ask for one and the same fact."""
        sure = [
            max((d.confidence for d in side if d.rated and d.rated[0].fact == fact), default=0.0) for side in self.tried
        ]
        return min(sure, default=0.0)

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


class _Deciding:
    """Decides on texts of one sentence: the same part comes up in several ways of splitting it.

    A part stands in small letters and without apostrophes: what these told of a name, only the sentence tells.
    """

    def __init__(self, index: Index, whole: Reading) -> None:
        self.index = index
        self.names = whole.names
        self._known: dict[str, Decision] = {}

    def __call__(self, text: str) -> Decision:
        if text not in self._known:
            reading = self.index.reader.read(text)
            named = self.names.intersection(reading.tokens[i].text for i in reading.plain)
            if not named <= reading.names:
                reading = replace(reading, names=reading.names | named)
            self._known[text] = decide(self.index, reading)
        return self._known[text]


def parts_of(index: Index, text: str) -> Asked:
    """Split a sentence at its conjunctions, by its periods, or at its commas, and decide on each part.

    More parts go before fewer; the first splitting in which every part has its own answer is taken, else the best.
    """
    options: list[Asked] = []
    for option in _options(_Deciding(index, index.reader.read(text)), text):
        options.append(option)
        if option.is_complete:
            break
    return max(options, key=lambda option: option.worth, default=Asked())


def _with_commas(index: Index, text: str) -> str:
    """A Chinese text with commas for its spaces, if what stands between them are questions."""
    pieces = () if text.isascii() else _SPACE.split(text)
    return "，".join(pieces) if len(pieces) > 1 and all(index.reader.read(p).kinds for p in pieces) else text


def _options(deciding: _Deciding, text: str) -> Iterator[Asked]:
    index = deciding.index
    reading = index.reader.read(text)
    plain = cuts_of(index, reading)
    spaced = _with_commas(index, text)
    comma = index.reader.read(_COMMA.sub(" & ", spaced)) if _COMMA.search(spaced) else None
    listed = cuts_of(index, comma) if comma else []
    told = _PREAMBLE.match(text) if _MARKED.search(text) else None
    rest = index.reader.read(text[told.end() :]) if told else None
    alone = told and rest and rest.measures and not index.reader.read(told.group()).subjects
    if rest and alone and (cuts := cuts_of(index, rest)[: MOST - 1]):
        # As in "My boss wants two numbers: the rent and the sales".
        yield _split(deciding, rest, cuts)
    loose = [cut for cut in loose_cuts(index, reading)[:MOST] if plain != [cut]]
    if is_choice(reading, plain):
        # "Is it one or two, and do they mix?" leaves no choice between one, and two that mix.
        yield from _loosely(deciding, reading, loose)
    fewer = len(plain) < len(listed) or is_choice(reading, plain)
    if comma and fewer and 0 < len(listed) < MOST and is_list(comma, listed):
        yield _split(deciding, comma, listed)
    if 0 < len(plain) < MOST:
        yield _split(deciding, reading, plain)
    periods = _by_period(deciding, reading)
    if periods:
        yield periods
    if len(plain) > 1:
        for cut in plain[:MOST]:
            yield _split(deciding, reading, [cut])
    if comma and len(listed) > 1 and not plain and is_list(comma, listed[:1]):
        yield _split(deciding, comma, listed[:1])
    if not is_choice(reading, plain):
        yield from _loosely(deciding, reading, loose)


def _loosely(deciding: _Deciding, reading: Reading, cuts: Sequence[Cut]) -> Iterator[Asked]:
    return (replace(_split(deciding, reading, [cut]), loose=True) for cut in cuts)


def _by_period(deciding: _Deciding, reading: Reading) -> Asked | None:
    """A sentence that names several periods, once for each of them."""
    periods = reading.periods.periods
    if not 2 <= len(periods) <= MOST:
        return None
    rest = " ".join(t.text for i, t in enumerate(reading.tokens) if i not in reading.periods.positions)
    parts = tuple(deciding(f"{rest} {period.code}") for period in periods)
    profiles = deciding.index.profiles
    for decision, period in zip(parts, periods, strict=True):
        own = profiles[decision.rated[0].fact].period if decision.outcome is Outcome.ANSWER else None
        if own and not own.contains(period):
            # "Did it grow in Q2 over Q1?" asks for no growth of Q3, though it may be told as one over Q2.
            return None
    return Asked(parts)


def _split(deciding: _Deciding, reading: Reading, cuts: Sequence[Cut]) -> Asked:
    """Decide on the parts between cuts, each with what it leaves out taken from the others."""
    sides = sides_of(reading, cuts)
    reading = apart(deciding.index, reading, sides)
    contrast = words(reading.language or "en").contrast
    separate = any(asks(reading, side) for side in sides[1:]) or any(
        (reading.tokens[i].text,) in contrast for i, _ in cuts
    )
    found: list[list[Decision]] = []
    known: set[int] = set()
    for place in range(len(sides)):
        found.append(_decided(deciding, reading, sides, place, known, separate=separate))
        best = _best(found[place])
        if best is not None:
            known.add(best.rated[0].fact)
    chosen = _apart(found)
    if not _is_plain(chosen):
        # What was taken first may be another part's: now every reading counts, beside what the others are taken for.
        for place in range(len(sides)):
            known = {d.rated[0].fact for i, d in enumerate(chosen) if i != place and d.outcome is Outcome.ANSWER}
            found[place] = _decided(deciding, reading, sides, place, known, separate=separate, every=True)
        chosen = _apart(found)
    joined = is_choice(reading, cuts)
    # "Is it Ada's or Bob's?" asks for both of them.
    says = any(m.facet is Facet.MEASURE for m in mentions_in(reading, sides[-1])) or has_own_words(reading, sides[-1])
    company = words(reading.language or "en").company
    accompanies = any(tuple(t.text for t in reading.tokens[i : i + n]) in company for i, n in cuts if n)
    return Asked(chosen, separate, joined and says, tuple(map(tuple, found)), accompanies)


def _decided(
    deciding: _Deciding,
    reading: Reading,
    sides: Sequence[range],
    place: int,
    known: set[int],
    *,
    separate: bool,
    every: bool = False,
) -> list[Decision]:
    """Decisions on one part with more and less taken from the others; the likeliest reading first.

    What the part itself names and the base lacks ends it: leaving that out would answer another question. So does a
    sure answer that no other part has given, unless every reading is wanted.
    """
    index = deciding.index
    found: list[Decision] = []
    own = sides[place]
    bare_time = any(i in own for i in reading.periods.positions) and not (
        mentions_in(reading, own) or has_own_words(reading, own) or asks(reading, own)
    )
    itself = asks(reading, own)
    asked = index.reader.read(" ".join(own_words(index, [reading.tokens[i] for i in own])))
    # Of two questions the second may lean on the first, but not the first on the second.
    texts = readings(index, reading, own, sides, told(index, reading, known), lend_subject=bool(place) or not separate)
    for text in dict.fromkeys(texts):
        decision = beside(index, deciding(text), known, asked)
        if decision.confidence < _SURE and decision.outcome is Outcome.ANSWER and found and found[0].why is Why.PAIR:
            # What the base does not tell of somebody is left out only where the rest is beyond doubt.
            continue
        found.append(decision)
        if (itself or every) and decision.outcome is Outcome.ANSWER and decision.rated[0].fact in known:
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
    nearest = bare(index, found[0], known, asked)
    return [*found, nearest] if nearest else found


def _best(found: Sequence[Decision]) -> Decision | None:
    """The surest answer of a part, an earlier reading being likelier."""
    answers = [(d.confidence - _LATER * place, d) for place, d in enumerate(found) if d.outcome is Outcome.ANSWER]
    return max(answers, key=lambda entry: entry[0])[1] if answers else None


def _is_plain(chosen: Sequence[Decision]) -> bool:
    """Whether each part has a sure answer of its own, or is known to have none."""
    answers = [d for d in chosen if d.outcome is Outcome.ANSWER]
    sure = all(d.confidence >= _SURE for d in answers) and len({d.rated[0].fact for d in answers}) == len(answers)
    return sure and len(answers) + sum(d.why in PRECISE for d in chosen) == len(chosen)


def _lacks_own(reading: Reading, own: range, decision: Decision) -> bool:
    lacking = set(decision.lack.subjects if decision.why is Why.SUBJECT else decision.lack.measures)
    return any(m.concept in lacking for m in mentions_in(reading, own))


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
