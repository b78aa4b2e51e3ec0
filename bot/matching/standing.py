"""Whether a question stands by itself, whatever was asked before it: most that follow another one do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot.facts.model import Facet
from bot.language.words import Phrase, languages, words
from bot.matching.decision import PRECISE, Decision, Outcome, Why
from bot.matching.index import Index
from bot.matching.keys import is_function, joins
from bot.matching.lend import attaches, begins_after, has_own_words
from bot.matching.reading import Reading

COMPLETE_FROM = 0.95
"""Confidence from which a question with words of its own is taken to leave nothing out."""

_SURE = 0.9
"""Confidence from which an answer counts more than a follow-up that is less sure."""

_LIKELY = 0.5
"""Confidence from which a pronoun is taken to stand for what was named before."""

_LIKELY_ALONE = 0.75
"""Confidence from which a text that is joined to the one before, or refers to it, answers without it."""

FURTHER = 0.4
"""How much surer a text that is joined to the one before or refers to it must be to be understood alone."""

_BACK = 0.2
"""The same for one with words of its own that only has a pronoun, which may also stand for what everything is about."""

_OPENING = 3
"""Words of a sentence among which an "also" joins it to the one before."""


def stands(index: Index, reading: Reading, decisions: Sequence[Decision]) -> bool:
    """Whether a text is understood as it is, whatever was asked before it.

    Args:
        index: the fact base.
        reading: the text.
        decisions: what it means by itself.
    """
    main = decisions[0]
    if leads_on(index, reading) or refers_back(index, reading):
        return False
    # "Is the mill taller than a church?": who it is about and what is asked are both there.
    says = has_own_words(reading) and (reading.kinds or len(reading.plain) > 1)
    if reading.defined or (reading.subjects and says):
        return True
    if main.why in PRECISE:
        return bool(reading.measures)
    answers = [d for d in decisions if d.outcome is Outcome.ANSWER]
    asks = has_substance(reading) or bool(reading.mentions and reading.kinds - {"yes_no"})
    return len(answers) > 1 or (asks and any(d.confidence >= COMPLETE_FROM for d in answers))


def stands_rather(index: Index, reading: Reading, alone: Sequence[Decision], leaning: Decision) -> bool:
    """Whether a text that may be a follow-up is rather understood by itself.

    Args:
        index: the fact base.
        reading: the text.
        alone: what it means by itself.
        leaning: what it means with what it may leave out taken from the question before it.
    """
    on, back = leads_on(index, reading), refers_back(index, reading)
    answers = {d.rated[0].fact: d.confidence for d in alone if d.outcome is Outcome.ANSWER}
    told = leaning.rated[0].fact if leaning.outcome is Outcome.ANSWER else None
    if told is not None and not answers and not (on or back) and not _is_heard(index, reading, told):
        return True
    if len(answers) > 1 and told is not None:
        return told in answers
    best = max(answers.values(), default=0.0)
    lacks_own = leaning.why is Why.MEASURE and not reading.measures.isdisjoint(leaning.lack.measures)
    if (back and lacks_own) or (on and leaning.why in PRECISE and best < COMPLETE_FROM):
        # "Is the radio in the mill? And what do they charge for it a month?": the rent of the mill is no answer.
        return False
    if (back and leaning.confidence >= _LIKELY) or not has_substance(reading):
        if best < _SURE or on:
            return False
        unlike = told is None and not (back and leaning.why in PRECISE)
        return unlike or best > leaning.confidence + (_BACK if back else 0.0)
    answered = bool(answers) or told is None
    likely = told is not None or not (on or back) or best >= _LIKELY_ALONE
    return answered and likely and alone[0].confidence > leaning.confidence + (FURTHER if back or on else 0.0)


def _is_heard(index: Index, reading: Reading, fact: int) -> bool:
    """Whether a fact has anything of what a text says by itself."""
    profile = index.profiles[fact]
    if not reading.plain or reading.measures or reading.periods.periods:
        return True
    named = any(m.concept in profile.subjects or m.concept in profile.measures for m in reading.mentions)
    return named or any(reading.stems[i] in profile.stems for i in reading.plain)


def has_substance(reading: Reading) -> bool:
    """Whether a text has words of its own on what it asks, so that it may also be a question by itself."""
    own = len(reading.plain) > bool(reading.periods.periods)
    return bool(reading.measures or reading.amounts) or len(reading.subjects) > 1 or own


def leads_on(index: Index, reading: Reading) -> bool:
    """Whether a text begins as one that goes on with what was said ("And who…", "I'd also like to know…", ومن)."""
    if not reading.tokens:
        return False
    language, first = reading.language or "en", reading.tokens[0]
    adding = words(language).adding
    # A text of three words may be taken for one of another language ("y en Marte?").
    foreign = not is_function(first, language) and (first.text,) in _joining_anywhere()
    return (
        foreign
        or joins(first, language)
        or attaches(index, first)
        or any((token.text,) in adding for token in reading.tokens[:_OPENING])
        or begins_after(reading, language)
    )


@cache
def _joining_anywhere() -> frozenset[Phrase]:
    """The words and phrases of all languages that join two things."""
    return frozenset().union(*(words(language).conjunction for language in languages()))


def refers_back(index: Index, reading: Reading) -> bool:
    """Whether a pronoun stands in a text for something outside it.

    Not where the text itself told before it a figure or whom the base is about, where the name follows ("this
    article"), or where it is an article.
    """
    language = reading.language or "en"
    known, texts = words(language), [token.text for token in reading.tokens]
    vague = [at for at, text in enumerate(texts) if (text,) in known.vague]
    if not vague:
        return False
    named = {i for m in reading.mentions if m.facet is Facet.SUBJECT for i in m.positions}
    figure = min((amount.positions[0] for amount in reading.amounts), default=len(texts))
    for at in vague:
        text = texts[at]
        tagged = any(tuple(texts[at + 1 - len(tag) : at + 1]) == tag for tag in known.tag if len(tag) <= at)
        if tagged or figure < at:
            continue
        rest = reading.tokens[at + 1 : at + 2]
        inside = rest and (at + 1 in named or _is_told_of(index, reading, at))
        if not inside and not (rest and (text,) in known.article and not is_function(rest[0], language)):
            return True
    return False


def _is_told_of(index: Index, reading: Reading, before: int) -> bool:
    """Whether a text names before some position whom the base is about."""
    return any(m.positions[0] < before and m.concept in index.about for m in reading.mentions)
