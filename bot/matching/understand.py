"""From a text to decisions: the asking part, several questions in one, and what follows from the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.facts.model import Facet
from bot.language.tokens import sentences
from bot.language.words import words
from bot.matching.decision import Decision, Outcome, Why, decide
from bot.matching.index import Index
from bot.matching.lexicon import is_function, surface
from bot.matching.reading import Reading

PARTS = 3
"""At most so many questions in one text are answered."""

FOLLOW_UP_WORDS = 4
"""A question with at most so many words of content may lean on the one before it."""


@dataclass(frozen=True)
class Understanding:
    """Everything decided about a text.

    Attributes:
        decisions: one for each thing asked, in the text's order; the first also stands for the whole.
        context: the text that a following question may lean on.
    """

    decisions: tuple[Decision, ...]
    context: str

    @property
    def main(self) -> Decision:
        """The decision that stands for the whole: an answer, if any part has one."""
        return next((d for d in self.decisions if d.outcome is Outcome.ANSWER), self.decisions[0])


def understand(index: Index, text: str, earlier: str | None = None, language: str | None = None) -> Understanding:
    """Decide on a text.

    Args:
        index: the fact base.
        text: what a member wrote.
        earlier: the question before it in the same conversation, for ``and in Q1?``.
        language: the language to assume where the text does not tell.
    """
    read = index.reader.read
    if earlier:
        leaning = _completed(read(text), read(earlier))
        if leaning is not None:
            completed = _understand(index, leaning)
            if not _has_substance(read(text)):
                return completed
            alone = _understand(index, text)
            answered = alone.main.outcome is Outcome.ANSWER or completed.main.outcome is not Outcome.ANSWER
            return alone if answered and alone.main.confidence > completed.main.confidence else completed
    return _understand(index, text)


def _understand(index: Index, text: str) -> Understanding:
    whole_reading = index.reader.read(text)
    if any(m.concept in index.lexicon.always for m in whole_reading.mentions):
        return Understanding((decide(index, whole_reading),), text)
    asked = _asking(index, text)
    if len(asked) > 1:
        parts = [_one(index, part) for part in asked[:PARTS]]
        answered = [d for p in parts for d in p.decisions if d.outcome is Outcome.ANSWER]
        if len(_distinct(answered)) > 1:
            return Understanding(tuple(_distinct(answered)), text)
    whole = _one(index, text)
    if whole.main.outcome is Outcome.ANSWER or len(sentences(text)) == 1:
        return whole
    options = [whole, *(_one(index, part) for part in asked[:PARTS])]
    return max(options, key=lambda option: (option.main.outcome is Outcome.ANSWER, option.main.confidence))


def _has_substance(reading: Reading) -> bool:
    """Whether a text has words of its own on what it asks, so that it may also be a question by itself."""
    return bool(reading.measures or reading.plain)


def _distinct(decisions: Sequence[Decision]) -> list[Decision]:
    """Decisions with different facts."""
    return list({d.rated[0].fact: d for d in reversed(decisions)}.values())[::-1]


def _asking(index: Index, text: str) -> list[str]:
    """The sentences that ask, each with the subject of the sentences before it where it has none of its own."""
    pieces = sentences(text)
    if len(pieces) < 2:
        return list(pieces)
    readings = [index.reader.read(piece) for piece in pieces]
    asking = [i for i, piece in enumerate(pieces) if piece.endswith("?")] or [
        i for i, reading in enumerate(readings) if reading.kinds - {"yes_no"}
    ]
    parts: list[str] = []
    for i in asking:
        piece = pieces[i]
        if parts:
            piece = _completed(readings[i], index.reader.read(parts[-1])) or piece
        elif not readings[i].subjects:
            before = [_words_of(readings[j], Facet.SUBJECT) for j in range(i) if readings[j].subjects]
            piece = f"{piece} {before[-1]}" if before else piece
        parts.append(piece)
    return parts


def _one(index: Index, text: str) -> Understanding:
    """Decide on one sentence, which may still join several questions by a conjunction."""
    reading = index.reader.read(text)
    whole = decide(index, reading)
    parts = _joined(reading) or [Part(part, part) for part in _by_period(reading) or _by_comma(index, text)]
    if parts:
        decisions = [_decide_part(index, part) for part in parts]
        answered = _distinct([d for d in decisions if d.outcome is Outcome.ANSWER])
        if len(answered) > 1 and (all(part.asks for part in parts) or not _covers(index, whole)):
            return Understanding(tuple(answered), text)
        if len(answered) == 1 and whole.outcome is not Outcome.ANSWER and len(decisions) == 2:
            lacking = [d for d in decisions if d.outcome is Outcome.DECLINE]
            return Understanding((*answered, *lacking), text)
    return Understanding((whole,), text)


@dataclass(frozen=True)
class Part:
    """One of the questions that a sentence joins.

    Attributes:
        text: its words, with what it leaves out taken from the other side.
        own: the same without the other side's time.
        asks: whether it has a question word of its own.
    """

    text: str
    own: str
    asks: bool = False


def _decide_part(index: Index, part: Part) -> Decision:
    """Decide on a part; the other side's time counts unless the part's fact has a time of its own.

    "What were revenue and net loss in Q1?" asks both for Q1, "what is the annual target and how much was reached by
    September?" does not.
    """
    decision = decide(index, index.reader.read(part.text))
    if decision.why is Why.PERIOD and part.own != part.text:
        alone = decide(index, index.reader.read(part.own))
        if alone.outcome is Outcome.ANSWER:
            period = index.profiles[alone.rated[0].fact].period
            if period is not None and period != index.latest and period.is_year:
                return alone
    return decision


def _covers(index: Index, whole: Decision) -> bool:
    """Whether one fact is what the whole sentence asks: it names all that the fact tells, and nothing else."""
    if whole.outcome is not Outcome.ANSWER:
        return False
    core = index.profiles[whole.rated[0].fact].core
    return whole.frame.measures <= core <= whole.frame.measures | whole.frame.supports and len(whole.frame.periods) < 2


def _by_period(reading: Reading) -> list[str]:
    """A sentence that names several periods, once for each of them."""
    periods = reading.periods.periods
    if not 2 <= len(periods) <= PARTS:
        return []
    rest = " ".join(t.text for i, t in enumerate(reading.tokens) if i not in reading.periods.positions)
    return [f"{rest} {period.code}" for period in periods]


_COMMA = re.compile(r"[,،;؛/]\s+|\s[/|]\s|،")


def _by_comma(index: Index, text: str) -> list[str]:
    """The parts of a list ("valuation, investors, runway?"), if each names a measure; a subject is lent to all."""
    pieces = [piece.strip() for piece in _COMMA.split(text) if piece.strip()]
    if not 2 <= len(pieces) <= PARTS:
        return []
    readings = [index.reader.read(piece) for piece in pieces]
    if not all(reading.measures for reading in readings):
        return []
    subject = next((_words_of(reading, Facet.SUBJECT) for reading in readings if reading.subjects), "")
    return [
        piece if reading.subjects else f"{piece} {subject}"
        for piece, reading in zip(pieces, readings, strict=True)
    ]


def _joined(reading: Reading) -> list[Part]:
    """The parts of a sentence on both sides of a conjunction, each completed from the other.

    Empty where there is nothing to split: both sides must name a measure, a subject or a period of their own.
    """
    texts = [token.text for token in reading.tokens]
    conjunctions = words(reading.language or "en").conjunction | words("en").conjunction
    inside = {i for m in reading.mentions for i in range(m.positions[0] + 1, m.positions[-1] + 1)}
    for i in range(1, len(texts) - 1):
        length = next((n for n in (3, 2, 1) if tuple(texts[i : i + n]) in conjunctions), 0)
        attached = reading.language == "ar" and texts[i].startswith("و") and len(texts[i]) > 2
        if i in inside or not (length or attached):
            continue
        left, right = range(i), range(i + length, len(texts))
        twice = _asks(reading, left) and _asks(reading, right)
        if twice or (_names(reading, left) and _names(reading, right)):
            return [_part(reading, left, right, twice=twice), _part(reading, right, left, twice=twice)]
    return []


def _asks(reading: Reading, span: range) -> bool:
    """Whether a side has a question word of its own."""
    phrases = words(reading.language or "en").ask
    return any(
        phrases.get((form,), "yes_no") != "yes_no" for i in span for form in surface(reading.tokens[i])
    )


def _names(reading: Reading, span: range) -> bool:
    strong = any(not m.weak and m.positions[0] in span for m in reading.mentions)
    return strong or any(i in span for i in reading.periods.positions)


def _part(reading: Reading, own: range, other: range, *, twice: bool) -> Part:
    """One side's words, and from the other side what it leaves out.

    A measure is borrowed only by a side that asks nothing itself ("in Q1 and in Q3"), and of the subjects the first.
    """
    kept = [reading.tokens[i].text for i in own]
    here = [m for m in reading.mentions if m.positions[0] in own]
    there = [m for m in reading.mentions if m.positions[0] in other]
    if not (twice or _asks_itself(reading, own) or any(m.facet is Facet.MEASURE and not m.weak for m in here)):
        kept += [reading.tokens[i].text for m in there if m.facet is Facet.MEASURE for i in m.positions]
    if not any(m.facet is Facet.SUBJECT for m in here):
        subjects = [m for m in there if m.facet is Facet.SUBJECT]
        kept += [reading.tokens[i].text for m in subjects[:1] for i in m.positions]
    alone = " ".join(kept)
    if reading.periods.periods and not any(i in own for i in reading.periods.positions):
        kept += [reading.tokens[i].text for i in sorted(reading.periods.positions) if i in other]
    return Part(" ".join(kept), alone, twice)


def _asks_itself(reading: Reading, span: range) -> bool:
    """Whether a side asks who, when, where or why, or has words of its own: then it lacks no measure."""
    kinds = {"who", "when", "where", "why", "how", "how_long", "how_many"}
    phrases = words(reading.language or "en").ask
    asks = any(phrases.get((form,)) in kinds for i in span for form in surface(reading.tokens[i]))
    return asks or any(i in span for i in reading.plain)


def _words_of(reading: Reading, facet: Facet) -> str:
    return " ".join(reading.tokens[i].text for m in reading.mentions if m.facet is facet for i in m.positions)


def _completed(reading: Reading, earlier: Reading) -> str | None:
    """A follow-up with what it leaves out taken from the question before; None if it stands alone."""
    texts = [token.text for token in reading.tokens]
    if not texts or not earlier.mentions:
        return None
    language = reading.language or earlier.language or "en"
    content = [t for t in reading.tokens if not is_function(t, language)]
    starts = any(tuple(texts[: len(p)]) == p for p in words(language).follow | words("en").follow)
    attached = language == "ar" and texts[0].startswith("و") and len(texts[0]) > 2
    vague = any((text,) in words(language).vague for text in texts)
    if reading.measures and reading.subjects:
        return None
    if not (starts or attached or vague or len(content) <= FOLLOW_UP_WORDS):
        return None
    kept = [reading.text.rstrip(" ?؟？!.…")]
    if not reading.measures and not reading.plain:
        # A new subject alone ("what about OpenAI?") asks for the same of somebody else.
        kept.append(_words_of(earlier, Facet.MEASURE))
    if not reading.subjects:
        kept.append(_words_of(earlier, Facet.SUBJECT))
    ordinal = _bare_ordinal(reading, language)
    if ordinal and any(p.last - p.first == 2 for p in earlier.periods.periods):
        kept.append(f"q{ordinal}")
    elif not reading.periods.periods and not reading.measures:
        kept.append(" ".join(earlier.tokens[i].text for i in sorted(earlier.periods.positions)))
    return " ".join(part for part in kept if part)


def _bare_ordinal(reading: Reading, language: str) -> int | None:
    """The ordinal in ``and the second?``: after a question on a quarter it means another one."""
    if reading.periods.periods:
        return None
    known = words(language).ordinal
    forms = (form for token in reading.tokens for form in surface(token))
    return next((known[form] for form in forms if form in known), None)


def with_language(decision: Decision, language: str) -> Decision:
    """The decision with its reading marked as of a language that the text itself did not tell."""
    return replace(decision, reading=replace(decision.reading, language=language))
