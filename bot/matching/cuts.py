"""Where a sentence may be split into several questions: between parts that each name or ask something."""

from __future__ import annotations

from collections.abc import Sequence

from bot.facts.model import Facet
from bot.language.tokens import Token
from bot.language.words import words
from bot.matching.follow import TELLING
from bot.matching.index import Index
from bot.matching.keys import surface
from bot.matching.lend import attaches, has_own_words, is_quarterly, ordinal_in
from bot.matching.lexicon import Mention
from bot.matching.reading import Reading

Cut = tuple[int, int]
"""Where a sentence may be split: the first token that joins, and how many tokens join (none for an attached "and")."""


def cuts_of(index: Index, reading: Reading) -> list[Cut]:
    """Where a sentence may be split: every part between two cuts names or asks something."""
    texts = [token.text for token in reading.tokens]
    conjunctions = words(reading.language or "en").conjunction | words("en").conjunction
    inside = {i for m in reading.mentions for i in range(m.positions[0] + 1, m.positions[-1] + 1)}
    found: list[Cut] = []
    start = 0
    for i in range(1, len(texts)):
        length = next((n for n in (3, 2, 1) if tuple(texts[i : i + n]) in conjunctions), 0)
        attached = attaches(index, reading.tokens[i])
        if i in inside or not (length or attached):
            continue
        if _is_part(reading, range(start, i)) and _is_part(reading, range(i + length, len(texts))):
            found.append((i, length))
            start = i + length
    return found


def is_list(reading: Reading, cuts: Sequence[Cut]) -> bool:
    """Whether parts at commas are a list of questions or names, and not something told before or after a question."""
    sides = sides_of(reading, cuts)
    asking = [asks(reading, side) for side in sides]
    if not any(asking):
        return True
    return asking[0] and all(one or not has_own_words(reading, side) for one, side in zip(asking, sides, strict=True))


def sides_of(reading: Reading, cuts: Sequence[Cut]) -> list[range]:
    """The parts between cuts."""
    starts = [0, *(i + length for i, length in cuts)]
    ends = [*(i for i, _ in cuts), len(reading.tokens)]
    return [range(start, end) for start, end in zip(starts, ends, strict=True)]


def _is_part(reading: Reading, side: range) -> bool:
    return _names(reading, side) or asks(reading, side)


def _names(reading: Reading, side: range) -> bool:
    strong = any(not m.weak and m.positions[0] in side for m in reading.mentions)
    if strong or any(i in side for i in reading.periods.positions):
        return True
    tokens = [reading.tokens[i] for i in side]
    return is_quarterly(reading) and ordinal_in(tokens, reading.language or "en") is not None


def asks(reading: Reading, side: range) -> bool:
    """Whether a part has a question word of its own, or begins like a question and says something."""
    says = has_own_words(reading, side) or any(m.facet is Facet.MEASURE for m in mentions_in(reading, side))
    begins = says and bool(kinds_in(reading, side[:1]))
    return begins or any(kind != "yes_no" for kind in kinds_in(reading, side))


def asks_itself(reading: Reading, side: range) -> bool:
    """Whether a part asks who, when, where or why, or has words of its own: then it lacks no measure."""
    return has_own_words(reading, side) or any(kind in TELLING for kind in kinds_in(reading, side))


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
