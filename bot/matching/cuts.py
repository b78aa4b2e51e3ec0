"""Where a sentence may be split into several questions: between parts that each name or ask something."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from bot.facts.model import Facet
from bot.language.tokens import Token
from bot.language.words import Phrase, words
from bot.matching.follow import TELLING
from bot.matching.index import Index
from bot.matching.keys import surface
from bot.matching.lend import attaches, has_own_words, is_quarterly, ordinal_in
from bot.matching.lexicon import Mention
from bot.matching.reading import Reading

_COMMA = {"&"}
"""What stands for a comma."""

_AND_THE = "وال"
"""The Arabic "and the", written onto a word."""

_UNITS = ("month", "year", "quarter")
_FEW = 3
"""Words of a part that may be told by its place alone."""

_ANEW = frozenset(("how_much", "where"))
"""Questions whose word begins another one even where nothing joins the two; the others' words also join clauses."""

Cut = tuple[int, int]
"""Where a sentence may be split: the first token that joins, and how many tokens join (none for an attached "and")."""


def cuts_of(index: Index, reading: Reading) -> list[Cut]:
    """Where a sentence may be split: every part between two cuts names or asks something.

    At an "or" only if nothing else joins: "is it faster or slower, and where is it?" asks two things, not three.
    """
    joints, anew = _joints(reading.language or "en"), _beginnings(reading)
    places = [
        (i, attached)
        for i, token in enumerate(reading.tokens)
        if i and ((attached := attaches(index, token)) or token.text in joints.firsts or i in anew)
    ]
    if not places:
        return []
    found = _cuts(index, reading, places, joints.adding, _is_part)
    if not found and any((token.text,) in joints.choices for token in reading.tokens):
        found = _cuts(index, reading, places, joints.every, _is_part)
    return found or [cut for cut in _cuts(index, reading, places, joints.adding, _says) if _is_firm(reading, cut)][:1]


def loose_cuts(index: Index, reading: Reading) -> list[Cut]:
    """Every "and" between words that say something, also where no part names anything ("the gist and who ran it")."""
    joints = _joints(reading.language or "en")
    places = [
        (i, attached)
        for i, token in enumerate(reading.tokens)
        if i and ((attached := attaches(index, token)) or token.text in joints.firsts)
    ]
    return [
        cut
        for cut in _cuts(index, reading, places, joints.adding - joints.loose, _has_content, every=True)
        if _is_firm(reading, cut)
    ]


def apart(index: Index, reading: Reading, sides: Sequence[range]) -> Reading:
    """A sentence with what each part names alone, where a name goes over a cut ("plan vs actual sales")."""
    if all(any(set(m.positions) <= set(side) for side in sides) for m in reading.mentions):
        return reading
    found: list[Mention] = []
    for side in sides:
        alone = index.reader.read(" ".join(reading.tokens[i].text for i in side))
        if len(alone.tokens) != len(side):
            return reading
        found += [m._replace(positions=tuple(i + side.start for i in m.positions)) for m in alone.mentions]
    return replace(reading, mentions=tuple(found))


class _Joints(NamedTuple):
    """The words and phrases of a language that may join two questions, English ones among them.

    Attributes:
        loose: those that mostly do not (``also``).
        choices: those that leave a choice (``or``).
        adding: all but the choices.
        every: all of them.
        firsts: the first words of all of them.
    """

    loose: frozenset[Phrase]
    choices: frozenset[Phrase]
    adding: frozenset[Phrase]
    every: frozenset[Phrase]
    firsts: frozenset[str]


@lru_cache(maxsize=64)
def _joints(language: str) -> _Joints:
    own, english = words(language), words("en")
    loose, choices = own.adding | english.adding, own.alternative | english.alternative
    every = own.conjunction | english.conjunction | loose
    firsts = frozenset(phrase[0] for phrase in every if phrase)
    return _Joints(loose, choices, (every - choices) | loose, every, firsts)


def _is_firm(reading: Reading, cut: Cut) -> bool:
    """Whether a cut is at an "and" that is surely one, and no comma."""
    at, length = cut
    return reading.tokens[at].text not in _COMMA if length else reading.tokens[at].text.startswith(_AND_THE)


def _cuts(
    index: Index,
    reading: Reading,
    places: Sequence[tuple[int, bool]],
    conjunctions: frozenset[Phrase],
    is_part: Callable[[Reading, range], bool],
    *,
    every: bool = False,
) -> list[Cut]:
    """Where a sentence may be split.

    Args:
        index: the fact base.
        reading: the sentence.
        places: where something may join or a question begin anew, and whether an "and" is written onto the word there.
        conjunctions: what joins.
        is_part: tells what may stand on its own.
        every: whether each place counts by itself, whatever is split before it.
    """
    texts = [token.text for token in reading.tokens]
    loose = _joints(reading.language or "en").loose
    contrast = words(reading.language or "en").contrast | words("en").contrast
    inside = {
        i
        for m in reading.mentions
        for i in range(m.positions[0] + 1, m.positions[-1] + 1)
        if (texts[i],) not in contrast
    }
    found: list[Cut] = []
    start = 0
    for i, attached in places:
        length = 0
        while more := next((n for n in (3, 2, 1) if tuple(texts[i + length : i + length + n]) in conjunctions), 0):
            # ", and also": one joint.
            length += more
        if (texts[i],) in loose and length < 2 and not _adds(reading, range(start, i), range(i + 1, len(texts))):
            continue
        anew = _asks_anew(reading, range(start, i), range(i, len(texts)))
        if i in inside or not (length or attached or anew) or _holds_together(index, reading, range(start, i), length):
            continue
        if is_part(reading, range(start, i)) and is_part(reading, range(i + length, len(texts))):
            found.append((i, length))
            start = 0 if every else i + length
    return found


def _beginnings(reading: Reading) -> Collection[int]:
    """The words with which a second question may begin that nothing joins to the first."""
    if sum(m.facet is Facet.MEASURE and not m.weak for m in reading.mentions) < 2:
        return ()
    return {i for i in range(len(reading.tokens)) if not _ANEW.isdisjoint(kinds_in(reading, range(i, i + 1)))}


def _asks_anew(reading: Reading, before: range, after: range) -> bool:
    """Whether a second question begins with its own word right behind the first (كم إيراداتها كم خسارتها)."""
    if _ANEW.isdisjoint(kinds_in(reading, after[:1])) or _ANEW.isdisjoint(kinds_in(reading, before)):
        return False
    return all(
        any(m.facet is Facet.MEASURE and not m.weak for m in mentions_in(reading, side)) for side in (before, after)
    )


def _adds(reading: Reading, before: range, after: range) -> bool:
    """Whether an "also" joins two questions: it stands between two attributes, or before a question word."""
    named = [any(m.facet is Facet.MEASURE and not m.weak for m in mentions_in(reading, s)) for s in (before, after)]
    return all(named) or any(kind != "yes_no" for kind in kinds_in(reading, after[:1]))


def _holds_together(index: Index, reading: Reading, before: range, length: int) -> bool:
    """Whether a joining word splits nothing, since it tells with whom: ``united with B``, ``suits between A and B``.

    The two between which something is that the base lacks are not asked for; else each of them may be.
    """
    known = (words(reading.language or "en"), words("en"))
    texts = [token.text for token in reading.tokens]
    joining = tuple(texts[before.stop : before.stop + length])
    accompanies = any(joining in language.company for language in known)
    if reading.measures - index.measured and (
        accompanies or any((texts[i],) in language.time.get("between", ()) for i in before for language in known)
    ):
        return True
    after = before.stop + length
    if not accompanies:
        return _is_span(reading, before, after)
    following = [m for m in reading.mentions if after in m.positions]
    return not any(m.facet is Facet.MEASURE for m in following) and not asks(reading, range(after, len(texts)))


def _is_span(reading: Reading, before: range, after: int) -> bool:
    """Whether two times joined are one span, from the one to the other (``did it rise between Q1 and Q3``)."""
    times = reading.periods.positions
    start = before.stop - 1
    while start in times:
        start -= 1
    between = (tokens.time.get("between", ()) for tokens in (words(reading.language or "en"), words("en")))
    joined = start in before and start < before.stop - 1 and after in times
    return joined and any((reading.tokens[start].text,) in phrases for phrases in between)


def is_list(reading: Reading, cuts: Sequence[Cut]) -> bool:
    """Whether parts at commas are a list of questions or names, and not something told before or after a question."""
    sides = sides_of(reading, cuts)
    asking = [asks(reading, side) for side in sides]
    if not any(asking):
        return True
    short = [not has_own_words(reading, side) for side in sides]
    if asking[0]:
        choices = words(reading.language or "en").alternative
        if not asking[-1] and any((reading.tokens[i].text,) in choices for i in sides[-1]):
            # "Which is older, the mill or the bakery?"
            return False
        return all(one or other for one, other in zip(asking, short, strict=True))
    # "Owner of the mill, how much is the rent?" asks for two things, "the rent, how much is it?" for one.
    named = [{m.concept for m in mentions_in(reading, s) if m.facet is Facet.MEASURE and not m.weak} for s in sides]
    distinct = all(named) and len(set.union(*named)) == sum(map(len, named))
    return distinct and all(one or other for one, other in zip(asking, short, strict=True))


def is_choice(reading: Reading, cuts: Sequence[Cut]) -> bool:
    """Whether some of the cuts are at an "or"."""
    choices = words(reading.language or "en").alternative
    return any((reading.tokens[i].text,) in choices for i, length in cuts if length)


def sides_of(reading: Reading, cuts: Sequence[Cut]) -> list[range]:
    """The parts between cuts."""
    starts = [0, *(i + length for i, length in cuts)]
    ends = [*(i for i, _ in cuts), len(reading.tokens)]
    return [range(start, end) for start, end in zip(starts, ends, strict=True)]


def _is_part(reading: Reading, side: range) -> bool:
    return _names(reading, side) or asks(reading, side)


def _says(reading: Reading, side: range) -> bool:
    """Whether a part has a word of content and little else: the "actual" of "forecast and actual"."""
    time = words(reading.language or "en").time
    units = {phrase[0] for unit in _UNITS for phrase in time.get(unit, ())}
    # "On which day and month": a unit of time alone is no question.
    own = [i for i in side if units.isdisjoint(surface(reading.tokens[i]))]
    says = bool(mentions_in(reading, side)) or has_own_words(reading, own)
    return says and (side.start == 0 or len(side) <= _FEW)


def _has_content(reading: Reading, side: range) -> bool:
    """Whether a part has a word of content, or asks something."""
    return bool(mentions_in(reading, side)) or has_own_words(reading, side) or asks(reading, side)


def _names(reading: Reading, side: range) -> bool:
    strong = any(not m.weak and m.positions[0] in side for m in reading.mentions)
    figures = (i for amount in reading.amounts for i in amount.positions)
    if strong or any(i in side for i in (*reading.periods.positions, *figures)):
        return True
    tokens = [reading.tokens[i] for i in side]
    return is_quarterly(reading) and ordinal_in(tokens, reading.language or "en") is not None


def asks(reading: Reading, side: range) -> bool:
    """Whether a part has a question word of its own, or begins like a question and says something."""
    says = has_own_words(reading, side) or bool(mentions_in(reading, side))
    begins = says and bool(kinds_in(reading, side[:1]))
    return begins or any(kind != "yes_no" for kind in kinds_in(reading, side))


def asks_itself(reading: Reading, side: range) -> bool:
    """Whether a part asks who, when, where or why, or has words of its own: then it lacks no measure."""
    return has_own_words(reading, side) or any(kind in TELLING for kind in kinds_in(reading, side))


def explains(reading: Reading, side: range) -> bool:
    """Whether a part asks what a name is, and nothing else: it names no attribute, and needs none."""
    here = mentions_in(reading, side)
    if not here or any(m.facet is not Facet.SUBJECT or m.weak for m in here) or has_own_words(reading, side):
        return False
    known = words(reading.language or "en")
    before = [tuple(reading.tokens[i].text for i in side if i < m.positions[0]) for m in here]
    asking = {*known.define, *(phrase for phrase, kind in known.ask.items() if kind == "what")}
    return any(texts[-n:] in asking for texts in before for n in (1, 2, 3))


def kinds_in(reading: Reading, side: range) -> list[str]:
    """The kinds of question that single words of a part ask."""
    phrases = words(reading.language or "en").ask
    forms = ((form,) for i in side for form in _question_forms(reading.tokens[i]))
    return [phrases[form] for form in forms if form in phrases]


def _question_forms(token: Token) -> tuple[str, ...]:
    """A token's spelling, and in Arabic without the "and" before it, however short what remains (وكم)."""
    attached = token.text.startswith("و")
    return (*surface(token), token.text[1:]) if attached else surface(token)


def mentions_in(reading: Reading, side: range) -> list[Mention]:
    """The concepts named in a part."""
    return [m for m in reading.mentions if m.positions[0] in side]
