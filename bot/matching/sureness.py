"""How sure a fact must be to answer."""

from __future__ import annotations

import math

from bot.matching.frame import Frame
from bot.matching.index import Index
from bot.matching.profile import ADMITTED_FROM, Profile
from bot.matching.reading import Reading
from bot.matching.wealth import FEW
from bot.matching.weights import poverty

ANSWER_FROM = 0.35
"""Confidence from which one fact answers.

On questions that the base had not seen, their own batch left out of the fit, one right answer more cost one wrong or
false one more from here down: right, wrong and false were 89.5, 2.4 and 6.1 of 100 from 0.22, 88.8, 2.0 and 5.5 from
here, 87.2, 1.7 and 4.4 from 0.5 (single questions, near misses left aside).
"""

ANSWER_POOR = 0.22
"""The same in a base with few curated questions a fact: most of what is asked there is less like any of them."""

_VALUES = frozenset({"who", "when", "where", "how_much", "how_many", "how_long"})
"""Kinds of question that ask for one value."""

_OFTEN = 0.25
"""Share of a fact's questions of a kind from which the kind alone tells what is asked of whom it is about."""

STRANGE_FROM = 0.5
"""Confidence from which a fact answers a question of which it knows who or what it is about, and no other word; and one
that names nothing at all, where likeness of words is all there is (of 14 answers below, 3 were right)."""

ALIEN_FROM = 0.8
"""Confidence from which a fact answers a question for something that it is never asked for."""

NAMED_FROM = 0.9
"""Confidence from which a fact answers that shares nothing with the question but a name."""

UNHEARD_FROM = 0.96
"""The same where no fact has the noun that the question asks for."""

NEVER = math.inf
"""The same where nothing is told of what is to be counted."""

ALIEN_POOR = 0.9
"""The same in a base with few curated questions a fact, whose confidences tell less."""

ALIEN_BARE = 0.5
"""The same in one without concepts, where only likeness tells."""

_AMOUNTS = frozenset({"how_much", "how_many"})
"""Kinds of question that ask for an amount."""

_OPENING = frozenset({"who", "when", "where", "why"})
"""Kinds of one word that a fact tells or does not tell."""

_CLAUSES = frozenset({"when", "why"})
"""Kinds of question whose words may only begin a clause beside another one: they count where they stand alone."""

_MANY = 100
"""Curated questions of a fact, among which every kind of question that it answers has a place."""


def answer_from(index: Index) -> float:
    """Confidence from which one fact of a base answers, whatever the question."""
    poor = poverty(index.richness)
    return poor * ANSWER_POOR + (1.0 - poor) * ANSWER_FROM


def needed(index: Index, reading: Reading, frame: Frame, fact: int) -> float:
    """The confidence from which a fact answers: more, if it knows none of the words that say what is asked.

    Much more where the question asks for a value of a kind that the fact is never asked for, or for a noun that it does
    not know; and where it asks only whether something is so: what is said of somebody is then in words that the fact
    does not have.
    """
    profile = index.profiles[fact]
    poor = index.wealth <= FEW
    alien = ALIEN_BARE if index.bare else ALIEN_POOR if poor else ALIEN_FROM
    other_kind = index.rules.asks_alien_kind(frame, profile)
    if counted := _needed_to_count(index, frame, profile, other_kind=other_kind):
        return counted
    # An Arabic word that the base does not have is often a dialect's for one that it has.
    spelt = reading.language in {"en", None}
    if spelt and not reading.amounts and index.rules.shares_name_only(frame, profile):
        fitting = any(profile.kinds.get(kind, 0.0) >= _OFTEN for kind in frame.kinds & _VALUES)
        return alien if fitting and frame.named & profile.subject else NAMED_FROM
    if other_kind:
        return alien
    # The attributes of a poor base are seldom many: "how tall is the mill?" may name its only one, the mill.
    if frame.wanted and (poor or not frame.measures) and frame.wanted not in profile.stems:
        return alien if poor or frame.wanted in index.rarity else UNHEARD_FROM
    named = frame.named or frame.measures or frame.periods or reading.amounts or frame.supports & profile.core
    spoken = frame.measures or frame.supports or not frame.words or not frame.words.isdisjoint(profile.stems)
    if index.bare or (spoken and (poor or named)):
        return answer_from(index)
    wanted = frame.kinds & _VALUES
    fitting = any(profile.kinds.get(kind, 0.0) >= ADMITTED_FROM for kind in wanted)
    whether = frame.subjects and not frame.kinds - {"yes_no"} and not reading.amounts
    return alien if not spoken and (whether or (wanted and not fitting)) else STRANGE_FROM


def _needed_to_count(index: Index, frame: Frame, profile: Profile, *, other_kind: bool) -> float | None:
    """The same where "how many desks does it own?" counts what the fact, or all of the base, does not speak of."""
    if "how_many" not in frame.kinds or not frame.wanted:
        return None
    if other_kind and frame.wanted not in profile.stems:
        return NEVER
    return UNHEARD_FROM if not frame.measures and frame.wanted not in index.rarity else None


def asks_unheard(index: Index, frame: Frame, profile: Profile) -> bool:
    """Whether a question names no attribute and asks for a noun that no fact has (``which tyres does it use``)."""
    asked = frame.wanted
    return asked is not None and not frame.measures and asked not in profile.stems and asked not in index.rarity


def never_tells(frame: Frame, profile: Profile) -> bool:
    """Whether none of a fact's many curated questions asks as a question does.

    The question asks for an amount alone, or when or why, or opens with who, when, where or why.
    """
    if opens_alien(frame, profile):
        return True
    asked = frame.kinds & _AMOUNTS
    alone = bool(asked) and frame.kinds <= _AMOUNTS | {"yes_no"}
    return alone and profile.questions >= _MANY and profile.kinds.keys().isdisjoint(asked)


def opens_alien(frame: Frame, profile: Profile) -> bool:
    """Whether a question asks who, when, where or why, and none of a fact's many curated questions does so.

    Whether something is so may be asked along with it ("why did it rise?").
    """
    if profile.questions < _MANY:
        return False
    if frame.opening in _OPENING and frame.opening not in profile.opens:
        return True
    told = frame.kinds - {"yes_no"}
    return len(told) == 1 and told <= _CLAUSES and profile.sole.keys().isdisjoint(told)
