"""From a text to decisions: the asking part, several questions in one, and what follows from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.facts.model import Facet
from bot.language.tokens import sentences
from bot.language.words import words
from bot.matching.decision import Decision, Outcome, decide
from bot.matching.index import Index, exact
from bot.matching.lexicon import is_function
from bot.matching.parts import MOST, bare_ordinal, parts_of, words_of
from bot.matching.reading import Reading

FOLLOW_UP_WORDS = 4
"""A question with at most so many words of content may lean on the one before it."""


_TELLING = frozenset({"who", "when", "where", "why"})


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


def understand(index: Index, text: str, earlier: str | None = None) -> Understanding:
    """Decide on a text.

    Args:
        index: the fact base.
        text: what a member wrote.
        earlier: the question before it in the same conversation, for ``and in Q1?``.
    """
    if earlier:
        leaning = _leaning(index, text, earlier)
        if leaning is not None:
            if not _has_substance(index.reader.read(text)):
                return leaning
            alone = _understand(index, text)
            answered = alone.main.outcome is Outcome.ANSWER or leaning.main.outcome is not Outcome.ANSWER
            return alone if answered and alone.main.confidence > leaning.main.confidence else leaning
    return _understand(index, text)


def leans(index: Index, text: str, earlier: str) -> bool:
    """Whether a text may be a follow-up of the question before it; what does not lean on it is understood alone."""
    return _completed(index.reader.read(text), index.reader.read(earlier)) is not None


def _leaning(index: Index, text: str, earlier: str) -> Understanding | None:
    """The text as a follow-up of the question before; None if it does not lean on it.

    Who then asks who, when, where or why wants something else than was answered, and no longer minds the time.
    """
    reading, before = index.reader.read(text), index.reader.read(earlier)
    completed = _completed(reading, before)
    if completed is None:
        return None
    if not reading.kinds & _TELLING:
        return _understand(index, completed)
    said = decide(index, before)
    told = said.rated[0].fact if said.outcome is Outcome.ANSWER else None
    timeless = _completed(reading, before, with_time=False) or completed
    options = [decide(index, index.reader.read(option), told) for option in dict.fromkeys((completed, timeless))]
    best = max(options, key=lambda d: (d.outcome is Outcome.ANSWER, d.confidence))
    return Understanding((best,), completed)


def _understand(index: Index, text: str) -> Understanding:
    whole_reading = index.reader.read(text)
    if exact(text) in index.curated:
        return Understanding((decide(index, whole_reading),), text)
    if any(m.concept in index.lexicon.always for m in whole_reading.mentions):
        return Understanding((decide(index, whole_reading),), text)
    asked = _asking(index, text)
    if len(asked) > 1:
        parts = [_one(index, part) for part in asked[:MOST]]
        answered = [d for p in parts for d in p.decisions if d.outcome is Outcome.ANSWER]
        if len(_distinct(answered)) > 1:
            return Understanding(tuple(_distinct(answered)), text)
    whole = _one(index, text)
    if whole.main.outcome is Outcome.ANSWER or len(sentences(text)) == 1:
        return whole
    options = [whole, *(_one(index, part) for part in asked[:MOST])]
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
        elif i and not (readings[i].mentions or readings[i].plain or readings[i].amounts):
            # "what is that number": the sentence before says which.
            piece = f"{pieces[i - 1].rstrip(' .!')} {piece}"
        elif not readings[i].subjects:
            before = [words_of(readings[j], Facet.SUBJECT) for j in range(i) if readings[j].subjects]
            piece = f"{piece} {before[-1]}" if before else piece
        parts.append(piece)
    return parts


def _one(index: Index, text: str) -> Understanding:
    """Decide on one sentence, which may still join several questions."""
    reading = index.reader.read(text)
    whole = decide(index, reading)
    asked = parts_of(index, text)
    if not asked.parts:
        return Understanding((whole,), text)
    answered = _distinct(asked.answers)
    if len(answered) > 1 and (asked.separate or not _covers(index, whole, answered)):
        return Understanding(tuple(answered), text)
    if len(answered) == 1 and whole.outcome is not Outcome.ANSWER and len(asked.parts) == 2:
        lacking = [d for d in asked.parts if d.outcome is Outcome.DECLINE]
        return Understanding((*answered, *lacking), text)
    return Understanding((whole,), text)


def _covers(index: Index, whole: Decision, parts: Sequence[Decision]) -> bool:
    """Whether one fact is what the whole sentence asks: it names all that the fact tells, and nothing else."""
    if whole.outcome is not Outcome.ANSWER:
        return False
    fact = index.profiles[whole.rated[0].fact]
    core, named = fact.core, whole.frame.measures
    if any(not set(part.frame.periods) <= set(whole.frame.periods) for part in parts):
        return False
    if whole.frame.subjects - whole.frame.supports - fact.parties - index.rules.harmless(fact):
        return False
    return named <= core <= named | whole.frame.supports and len(whole.frame.periods) < 2


def _completed(reading: Reading, earlier: Reading, *, with_time: bool = True) -> str | None:
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
        kept.append(words_of(earlier, Facet.MEASURE))
    if not reading.subjects:
        kept.append(words_of(earlier, Facet.SUBJECT))
    ordinal = bare_ordinal(reading, language)
    if ordinal and any(p.last - p.first == 2 for p in earlier.periods.periods):
        kept.append(f"q{ordinal}")
    elif with_time and not reading.periods.periods and not reading.measures:
        kept.append(" ".join(earlier.tokens[i].text for i in sorted(earlier.periods.positions)))
    return " ".join(part for part in kept if part)
