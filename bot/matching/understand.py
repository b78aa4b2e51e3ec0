"""From a text to decisions: the asking part, several questions in one, and what follows from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from bot.language.tokens import sentences
from bot.matching.cuts import asks, kinds_in
from bot.matching.decision import PRECISE, Decision, Outcome, Why, decide
from bot.matching.follow import completed
from bot.matching.follow import leans as may_lean
from bot.matching.index import Index
from bot.matching.keys import joins
from bot.matching.kinds import owned_in
from bot.matching.lend import points_back, subject_of
from bot.matching.parts import MOST, Asked, parts_of
from bot.matching.reading import Reading
from bot.matching.retracted import without_retracted
from bot.matching.standing import FURTHER, has_substance, leads_on, stands, stands_rather
from bot.matching.story import after_story, with_workplace

SPLIT = {"bias": -3.86, "others": 6.9, "whole": -3.42, "parts": 3.14, "separate": 2.0, "shared": -2.39}
"""Weights in the log-odds that a sentence whose parts have different answers asks several things.

Fitted to some 980 such sentences of the exam's tune half, the lesson left without their files, by the procedure of
``tests/benchmarks/fit_split.py``. They are split from a probability of 0.08: of 569 with two questions 9 then stay
whole, and of 409 with one 195 do.
"""

_CERTAIN = 0.95
"""Confidence from which a sentence after a question is understood as it is."""

_CLEAR = 0.8
"""Confidence from which a sentence among others counts that names nothing known."""

_LIKELY = 0.5
"""Confidence from which the one part that has an answer stands for a sentence that as a whole has none."""


_SURE = 0.9
"""Confidence from which parts count that nothing but an "and" tells apart."""

_SURER = 0.1
"""How much surer the one part that has an answer must be than the whole sentence to stand for it."""

_NAMING = frozenset({Why.SUBJECT, Why.MEASURE, Why.EMPTY})
"""Reasons to decline a sentence that a part of it does not overrule which only names somebody."""

_EARLIER = 1024
"""Questions of each fact base of which it is kept what answers them: one is followed by many, or by the same again."""

_answering: WeakKeyDictionary[Index, dict[str, int | None]] = WeakKeyDictionary()

SENTENCES = 24
"""Sentences of a text that are looked at; of a longer one those of its beginning and its end."""


@dataclass(frozen=True)
class Understanding:
    """Everything decided about a text.

    Attributes:
        decisions: one for each thing asked, in the text's order; the first also stands for the whole.
        context: the text that a following question may lean on.
        complete: whether the text is understood so whatever was asked before it.
    """

    decisions: tuple[Decision, ...]
    context: str
    complete: bool = False

    @property
    def main(self) -> Decision:
        """The decision that stands for the whole: an answer, if any part has one."""
        return next((d for d in self.decisions if d.outcome is Outcome.ANSWER), self.decisions[0])

    @property
    def answers(self) -> tuple[Decision, ...]:
        """The decisions that answer, in the text's order."""
        return tuple(d for d in self.decisions if d.outcome is Outcome.ANSWER)


def understand(index: Index, text: str, earlier: str | None = None) -> Understanding:
    """Decide on a text.

    Args:
        index: the fact base.
        text: what a member wrote.
        earlier: the question before it in the same conversation, for ``and in Q1?``.
    """
    read = index.lexicon.transliterated.in_own_letters
    text, earlier = without_retracted(index.reader, read(text)), earlier and read(earlier)
    text = with_workplace(index, text)
    alone = _without_owned(index, text, _understand(index, text))
    reading = index.reader.read(text)
    if stands(index, reading, alone.decisions):
        return replace(alone, complete=True)
    leaning = _leaning(index, text, earlier) if earlier else None
    if leaning is None or stands_rather(index, reading, alone.decisions, leaning.main):
        return alone
    return leaning


def _without_owned(index: Index, text: str, found: Understanding) -> Understanding:
    """What is asked, without what the member has already: ``I have the sales of Q2, what were they in Q1?``."""
    if len(found.decisions) < 2:
        return found
    reading = index.reader.read(text)
    owned = range(*owned_in(reading.tokens, reading.language or "en"))
    periods = index.reader.read(" ".join(reading.tokens[i].text for i in owned)).periods.periods
    asked = tuple(d for d in found.decisions if not any(p.same_as(q) for p in periods for q in d.frame.periods))
    return Understanding(asked or found.decisions, found.context)


def leans(index: Index, text: str, earlier: str) -> bool:
    """Whether a text may be a follow-up of the question before it; what does not lean on it is understood alone."""
    read = index.lexicon.transliterated.in_own_letters
    return may_lean(index.reader.read(read(text)), index.reader.read(read(earlier)))


def _leaning(index: Index, text: str, earlier: str) -> Understanding | None:
    """The text as a follow-up of the question before; None if it does not lean on it."""
    before = index.reader.read(earlier)
    found = completed(index, index.reader.read(text), before, _told(index, earlier))
    return Understanding((found[0],), found[1]) if found else None


def _told(index: Index, earlier: str) -> int | None:
    """The number of the fact that surely answers a question."""
    known = _answering.setdefault(index, {})
    if earlier in known:
        return known[earlier]
    said = _understand(index, earlier).main
    told = said.rated[0].fact if said.outcome is Outcome.ANSWER and said.confidence >= _LIKELY else None
    if len(known) >= _EARLIER:
        known = _answering[index] = {}
    known[earlier] = told
    return told


def _understand(index: Index, text: str) -> Understanding:
    whole_reading = index.reader.read(text)
    whole = Understanding((decide(index, whole_reading),), text)
    if (
        index.plain
        or whole.main.why is Why.CURATED
        or any(m.concept in index.lexicon.always for m in whole_reading.mentions)
    ):
        return whole
    if len(sentences(text)) < 2:
        found = _one(index, text, whole.main)
        doubtful = found.main.outcome is not Outcome.ANSWER or len(found.decisions) > 1
        told = after_story(index, text) if doubtful else None
        other = _one(index, told) if told else found
        sure = other.main.outcome is Outcome.ANSWER and other.main.confidence >= _LIKELY
        # What is told before is not asked for besides.
        return other if sure or (told and len(found.decisions) > 1) else found
    asked = _asking(index, text)
    parts = [_one(index, part) for part in asked[:MOST]]
    decisions = [d for part in parts for d in part.decisions]
    answered = _distinct([d for d in decisions if d.outcome is Outcome.ANSWER])
    lacking = [d for d in decisions if d.why in PRECISE]
    if len(answered) > 1 or (answered and lacking and len(parts) > 1 and whole.main.outcome is not Outcome.ANSWER):
        return Understanding((*answered, *lacking), text)
    together = _one(index, text, whole.main)
    if len(together.answers) > 1 and all(d.confidence >= _SURE for d in together.decisions):
        # "My aunt says that Ada has the mill and Bob the bakery. Is either true?"
        return together
    if whole.main.outcome is Outcome.ANSWER and len(parts) != 1:
        return whole
    return max([whole, *filter(_is_told, parts)], key=_surety)


def _is_told(option: Understanding) -> bool:
    """Whether a sentence among others names what the base knows; a doubtful likeness of words is not enough."""
    main = option.main
    return bool(main.reading.mentions or main.reading.amounts) or main.confidence >= _CLEAR


def _surety(option: Understanding) -> tuple[bool, float]:
    return option.main.outcome is Outcome.ANSWER, option.main.confidence


def _distinct(decisions: Sequence[Decision]) -> list[Decision]:
    """Decisions with different facts."""
    return list({d.rated[0].fact: d for d in reversed(decisions)}.values())[::-1]


def _asking(index: Index, text: str) -> list[str]:
    """The sentences that ask, each with the subject of the sentences before it where it has none of its own."""
    pieces = sentences(text)
    if len(pieces) < 2:
        return list(pieces)
    if len(pieces) > SENTENCES:
        pieces = (*pieces[: SENTENCES // 2], *pieces[-SENTENCES // 2 :])
    readings = [index.reader.read(piece) for piece in pieces]
    marked = [i for i, piece in enumerate(pieces) if piece.endswith("?")]
    # "How high was the target. And who set it?": what is joined to a question is asked as well.
    joined = {i - 1 for i in marked if i and leads_on(index, readings[i]) and _tells(readings[i - 1])}
    # "The valuation? and who is its parent": not everybody ends a question with its mark.
    unmarked = {
        i
        for i, reading in enumerate(readings)
        if marked and i > marked[0] and (_opens(reading) or (leads_on(index, reading) and _says(reading)))
    }
    # "The runway; will they reach the target?": what stands beside a semicolon is one list.
    for i, piece in enumerate(pieces[:-1]):
        if piece.endswith(";") and all(_tells(r) or asks(r, range(len(r.tokens))) for r in readings[i : i + 2]):
            unmarked.update((i, i + 1))
    asking = (
        sorted(joined.union(marked, unmarked))
        or _on([i for i, reading in enumerate(readings) if reading.kinds - {"yes_no"}], index, readings)
        or [i for i, reading in enumerate(readings) if reading.measures]
    )
    parts: list[str] = []
    for i in asking:
        piece = pieces[i]
        if parts:
            before = index.reader.read(parts[-1])
            said = decide(index, before)
            found = completed(index, readings[i], before, said.rated[0].fact if said.rated else None)
            if found and not _stands_alone(index, readings[i], found[0]):
                piece = found[1]
        elif i and not (readings[i].mentions or readings[i].plain or readings[i].amounts):
            # "what is that number": the sentence before says which.
            piece = f"{pieces[i - 1].rstrip(' .!')} {piece}"
        elif not readings[i].subjects:
            named = [subject_of(index, readings[j]) for j in range(i)]
            piece = " ".join([piece, *list(filter(None, named))[-1:]])
        if i + 1 < len(pieces) and i + 1 not in asking and _narrows(readings[i + 1]):
            # "the net loss, anyone? H1 I mean"
            piece = f"{piece.rstrip(' ?؟')} {pieces[i + 1]}"
        parts.append(piece)
    return parts


def _on(asking: list[int], index: Index, readings: Sequence[Reading]) -> list[int]:
    """Sentences that ask, with those joined to them that say something ("How much was it. Also the owner.")."""
    found = set(asking)
    for i in range(1, len(readings)):
        if leads_on(index, readings[i]) and _says(readings[i]) and _says(readings[i - 1]) and found & {i - 1, i}:
            found.update({i - 1, i} if _tells(readings[i - 1]) else {i})
    return sorted(found)


def _stands_alone(index: Index, reading: Reading, completed: Decision) -> bool:
    """Whether a sentence after a question asks something as it is, surer than with what it might leave out."""
    alone = decide(index, reading)
    if alone.outcome is not Outcome.ANSWER:
        return False
    if completed.why is Why.SUBJECT and not reading.measures:
        # "Is Bun dear? How much?" is still about Bun.
        return False
    if completed.outcome is not Outcome.ANSWER:
        return alone.confidence >= (_LIKELY if has_substance(reading) else _CERTAIN)
    back = points_back(reading.tokens, reading.language or "en")
    return has_substance(reading) and alone.confidence >= min(_CERTAIN, completed.confidence) + back * FURTHER


def _says(reading: Reading) -> bool:
    """Whether there is anything in a sentence that may be asked for."""
    return bool(reading.mentions or reading.amounts or reading.kinds - {"yes_no"})


def _opens(reading: Reading) -> bool:
    """Whether a sentence begins by asking who, where or how much, perhaps after a conjunction."""
    language = reading.language or "en"
    start = 1 if reading.tokens and joins(reading.tokens[0], language) else 0
    return any(kind != "yes_no" for kind in kinds_in(reading, range(start, min(start + 1, len(reading.tokens)))))


def _tells(reading: Reading) -> bool:
    """Whether a sentence may be a question: it names an attribute or asks for something."""
    return bool(reading.measures or reading.kinds - {"yes_no"})


def _narrows(reading: Reading) -> bool:
    """Whether a sentence only says when or who, after the one that asks."""
    names = bool(reading.periods.periods or reading.subjects)
    return names and not reading.measures and len(reading.plain) <= 1


def _one(index: Index, text: str, whole: Decision | None = None) -> Understanding:
    """Decide on one sentence, which may still join several questions."""
    whole = whole or decide(index, index.reader.read(text))
    if whole.why is Why.CURATED:
        return Understanding((whole,), text)
    asked = parts_of(index, text)
    # What the sentence as a whole names and the base lacks is left aside only for what is likely.
    least = _LIKELY if whole.why in PRECISE else 0.0
    answered = _distinct([d for d in asked.answers if d.confidence >= least])
    lacking = [d for d in asked.parts if d.outcome is Outcome.DECLINE]
    unsure = len(answered) < len(asked.parts) or any(d.confidence < _SURE for d in answered)
    if (asked.alternative and whole.outcome is Outcome.ANSWER) or (asked.loose and unsure):
        return Understanding((whole,), text)
    if asked.alternative and whole.why is Why.MEASURE and all(d.confidence < _CERTAIN for d in answered):
        # "A house or shares?" asks for neither.
        return Understanding((whole,), text)
    if len(answered) > 1 and _is_several(whole, asked, answered):
        return Understanding((*answered, *lacking), text)
    sure = lacking or (answered and answered[0].confidence >= _LIKELY)
    surer = whole.outcome is not Outcome.ANSWER or (
        asked.separate and bool(answered) and answered[0].confidence > whole.confidence + _SURER
    )
    # "Did the mill have a talk with the buyers?" does not ask who the buyers are.
    surer = surer and (asked.separate or not asked.company)
    if len(answered) == 1 and sure and surer and not (whole.why in _NAMING and _is_bare(answered[0])):
        return Understanding((*answered, *lacking), text)
    return Understanding((whole,), text)


def _is_bare(part: Decision) -> bool:
    """Whether a part asks nothing by itself: "the mill" in "the mill or the brewery" only names, beside a stranger."""
    return not part.frame.measures and not part.frame.kinds - {"yes_no"} and not part.reading.periods.periods


def _is_several(whole: Decision, asked: Asked, answered: Sequence[Decision]) -> bool:
    """Whether a sentence is likelier several questions than the one that the whole of it would be."""
    if whole.outcome is not Outcome.ANSWER:
        return True
    values = evidence(whole, asked, answered)
    return SPLIT["bias"] + sum(SPLIT[name] * value for name, value in values.items()) > 0.0


def evidence(whole: Decision, asked: Asked, answered: Sequence[Decision]) -> dict[str, float]:
    """What tells one question from several, each 0 to 1; the names are those of :data:`SPLIT`.

    How sure the other parts' answers are, how much of the whole its fact explains, how much of each part its own fact
    explains, whether the parts ask by themselves, and how well the one fact fits them all.
    """
    fact = whole.rated[0].fact
    return {
        "others": min((d.confidence for d in answered if d.rated[0].fact != fact), default=0.0),
        "whole": _explained(whole),
        "parts": min(map(_explained, answered)),
        "separate": float(asked.separate),
        "shared": asked.holds(fact),
    }


def _explained(decision: Decision) -> float:
    """The share of a question's weight that the fact explains that answers it."""
    fact = decision.rated[0].fact
    return next((c.parts["cover"] for c in decision.considered if c.fact == fact), 0.0)
