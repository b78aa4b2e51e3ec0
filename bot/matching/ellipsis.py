"""One of several questions in a sentence with what it leaves out: measure, subject and time of the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.facts.model import Facet
from bot.language.words import words
from bot.matching.cuts import asks, asks_itself, explains, kinds_in, mentions_in
from bot.matching.index import Index
from bot.matching.lend import (
    has_own_words,
    is_quarterly,
    ordinal_in,
    own_words,
    points_back,
    subject_positions,
    texts_at,
    unmeant,
    with_subject,
)
from bot.matching.lexicon import Mention
from bot.matching.reading import Reading


def told(index: Index, reading: Reading, known: Collection[int]) -> str:
    """Who was told of and stands in none of the parts: "where do they go, and who owns that firm?".

    Args:
        index: the fact base.
        reading: the whole sentence.
        known: the facts that answer the other parts.
    """
    default = index.rules.subject
    subjects = [s for fact in sorted(known) for s in sorted(index.profiles[fact].subject) if s != default]
    if len(subjects) != 1 or reading.subjects - {default}:
        return ""
    return index.name(subjects[0], reading.language or "en").casefold()


def readings(
    index: Index, reading: Reading, own: range, sides: Sequence[range], told: str, *, lend_subject: bool
) -> Iterator[str]:
    """A part's words with what it leaves out: measure and subject, one of them, neither; then without the time.

    A part that asks something itself ("and where is it?") most likely lacks no measure.

    Args:
        index: the fact base.
        reading: the whole sentence.
        own: the part.
        sides: all the parts.
        told: who the answers to the parts before it are about, if the sentence itself names nobody.
        lend_subject: whether it may be about somebody named after it.
    """
    language = reading.language or "en"
    spoken = [reading.tokens[i].text for i in own]
    meant = words(language).meant
    for text in _readings(index, reading, own, sides, told, lend_subject=lend_subject):
        # "What did they plan, and where have they got to?": the second asks no longer for the plan.
        yield text if any((word,) in meant for word in spoken) else unmeant(text, spoken, language)


def _readings(
    index: Index, reading: Reading, own: range, sides: Sequence[range], told: str, *, lend_subject: bool
) -> Iterator[str]:
    language = reading.language or "en"
    tokens = [reading.tokens[i] for i in own]
    kept = own_words(index, tokens)
    here = mentions_in(reading, own)
    others = [side for side in sides if side is not own]
    all_measures, nearest = _measures(reading, own, others)
    measures = [] if any(m.facet is Facet.MEASURE and not m.weak for m in here) else nearest
    named = any(m.facet is Facet.SUBJECT and not m.weak for m in here)
    # What a question asks after it does not belong to the first one.
    itself = asks_itself(reading, own) or not (lend_subject or own.start)
    subject = _subject(index, reading, own, others, lend=lend_subject)
    time = _time(reading, own, others, language)

    def named_in(mentions: Sequence[Mention]) -> list[str]:
        # "What was the target, and what did it come to?": no longer what was meant to be.
        return unmeant(" ".join(texts_at(reading, mentions)), kept, language).split()

    pointed = [" ".join(subject), " ".join(named_in(all_measures))] if others[0].start < own.start else []
    named_by_it = list(_pointing(index, kept, pointed[0] or told, time, language)) if pointed else []
    yield from named_by_it
    held = all(m.concept in index.measured for m in all_measures)
    if pointed and held and not (pointed[0] or told or named) and set(kinds_in(reading, own)) - {"yes_no"}:
        # "How much cash went, and what was it spent on?": where nobody is named, it stands for what was asked for.
        yield from _pointing(index, kept, pointed[1], time, language)
    if explains(reading, own) or (named_by_it and asks(reading, own)):
        # "What does it do?" says all that is asked, and so does "what is the mill?".
        measures = nearest = all_measures = []
    # A bare name takes the place of another: "is the mill in Ada's hands and in Bob's?"
    names = [m for m in here if m.facet is Facet.SUBJECT]
    bare = not itself and not measures and len(names) == len(here) < 2
    own_subject = [] if named and not bare else subject
    lent: list[tuple[list[str], list[str]]] = [([], own_subject), ([], []), ([], subject)] if itself else []
    lent += [(named_in(measures), own_subject), (named_in(measures), [])]
    only_named = named and not itself and all(m.facet is Facet.SUBJECT for m in here)
    if not measures or (not only_named and (here or has_own_words(reading, own))):
        lent += [([], subject), ([], []), (named_in(nearest), subject)]
    elif asks(reading, own):
        lent.append(([], []))
    if nearest != all_measures:
        lent.append((named_in(all_measures), subject))
    asked = asks(reading, own)
    if len(nearest) > 1 and not (asked and points_back(tokens, language)):
        # "EBITDA: forecast and actual?", "the rent a month, and for what?": the last one is what another stands in the
        # place of, or the first one.
        lent += [(named_in(some), own_subject) for some in (nearest[:-1], nearest[1:])[: 1 + asked]]
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


def _measures(reading: Reading, own: range, others: Sequence[range]) -> tuple[list[Mention], list[Mention]]:
    """What the other parts ask for: all of them, and the nearest one before it, or else after it."""
    asked = [[m for m in mentions_in(reading, side) if m.facet is Facet.MEASURE] for side in others]
    before = [found for side, found in zip(others, asked, strict=True) if found and side.start < own.start]
    nearest = before[-1:] or [found for found in asked if found][:1]
    return [m for found in asked for m in found], [m for found in nearest for m in found]


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
