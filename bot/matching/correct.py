"""Wrong premises: "is the mill the church's?" gets the fact that says whose it is.

A measure with one value (who owns it, where it is) has an answer for everybody who names a wrong one. The question is
read once more with the fact's own value in the place of the wrong one: if it then asks for the fact, the fact corrects
it.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.matching.frame import Frame
from bot.matching.index import Index
from bot.matching.kinds import kinds_of
from bot.matching.profile import Profile
from bot.matching.reading import Reading

_ASKS_FOR_VALUE = frozenset({"who", "where", "when", "how_much", "how_many", "how_long", "why"})

_WHETHER = frozenset({"yes_no"})

_IMAGES = 1
"""Words that a fact is not asked in, and yet may be asked whether it is so ("another of Bob's toys?")."""


def corrections(index: Index, reading: Reading, frame: Frame) -> Iterator[tuple[Profile, Reading]]:
    """The facts that may set a question right, each with the question as it would be with the right value."""
    named = frame.subjects - frame.supports
    if not named or frame.measures - index.measured:
        return
    for profile in index.corrigible:
        if not profile.subject.isdisjoint(frame.toward):
            # "Is the shop part of the mill?" asks nothing of the mill's own.
            continue
        value = profile.parties - profile.subject
        strangers = named - profile.subject - value - index.rules.harmless(profile)
        if not strangers or (frame.measures and not index.rules.asks_value(frame, profile)):
            continue
        chooses = bool(named & value)
        # Nobody else is named: the fact is about the default subject, or alone in the base tells what is asked.
        alone = profile.core <= frame.measures and all(len(index.by_core[m]) == 1 for m in profile.core)
        own = profile.subject == {index.rules.subject} or alone
        kinds = _kinds(reading, frame, strangers)
        implied = named == strangers and own and kinds == _WHETHER
        # What neither names the measure nor asks whether it is so, much in the fact's words, asks for something else.
        asks = (
            bool(frame.measures) or (frame.whether and len(frame.words - profile.asked) <= _IMAGES) or not frame.kinds
        )
        right_kind = asks and (chooses or not kinds & _ASKS_FOR_VALUE)
        # What is told of the two together is no mistake: "does the mill own a share of the bakery?"
        if (named & profile.subject or implied) and right_kind and not _are_told_of(index, strangers, profile):
            right = "" if chooses or not value else index.name(min(value), "en")
            yield profile, index.reader.read(_with_value(reading, strangers, right))


def _kinds(reading: Reading, frame: Frame, strangers: frozenset[str]) -> frozenset[str]:
    """The kinds of question asked; whether it is so alone where that is asked of a stranger first.

    "Was it Bob who built the mill, or somebody else?" has its "who" from what it tells of Bob.
    """
    if len(strangers) > 1:
        # "Did Bob say who built the other one?" asks nothing of Bob.
        return frame.kinds
    first = min(i for m in reading.mentions if m.concept in strangers for i in m.positions)
    before = kinds_of(reading.tokens[:first], reading.language or "en")
    return before if before == _WHETHER else frame.kinds


def _are_told_of(index: Index, strangers: frozenset[str], profile: Profile) -> bool:
    """Whether some fact is about one of the strangers and the subject of a fact."""
    return any(strangers & other.parties and profile.subject <= other.parties for other in index.profiles)


def _with_value(reading: Reading, strangers: frozenset[str], value: str) -> str:
    """The question's words with the value in the place of the first stranger, and without the others."""
    wrong = {i for m in reading.mentions if m.concept in strangers for i in m.positions}
    first = min(wrong)
    words = [
        value if i == first else token.text for i, token in enumerate(reading.tokens) if i == first or i not in wrong
    ]
    return " ".join(filter(None, words))
