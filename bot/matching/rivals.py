"""The facts that come into question, held against one another: which alone fits, and which tells too little."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.matching.frame import Clash, Clashes, Frame
from bot.matching.index import Index
from bot.matching.profile import Profile
from bot.matching.weights import PARTS

_LINEAR, _NEAREST, _EXACT, _PERIOD, _SUBJECT, _AHEAD, _CLOSER, _SOLE, _PAIR = (
    PARTS.index(name) for name in ("linear", "nearest", "exact", "period", "subject", "ahead", "closer", "sole", "pair")
)


_OTHER_TIME = 0.2
"""What part "period" loses of a fact that tells just what is asked, of another time than the one meant."""


class Held(NamedTuple):
    """A fact as it was held against the question, before it is compared with the others."""

    profile: Profile
    values: list[float]
    clashes: Clashes


def without_partial(frame: Frame, held: list[Held]) -> list[Held]:
    """Rule out the facts that tell less than what is asked for, where another one tells it all.

    "What loss was forecast?" is answered by the forecast of the loss and not by the loss; unless the time that is
    asked for is the latter's own.
    """
    # A weak measure beside ("explain …") is not asked for itself.
    whole = [fact for fact in held if len(fact.profile.core) > 1 and fact.profile.core == frame.measures]
    whole = [fact for fact in whole if not fact.clashes]
    if not whole:
        return held
    return [
        fact._replace(clashes={**fact.clashes, Clash.MEASURE: frame.measures - fact.profile.core})
        if any(_tells_more(one, fact) for one in whole)
        else fact
        for fact in held
    ]


def _tells_more(one: Held, other: Held) -> bool:
    """Whether a fact has all measures of another one and further ones, of the same subject and no worse a time."""
    wider = one.profile.core > other.profile.core and one.profile.subject == other.profile.subject
    return wider and one.values[_PERIOD] >= other.values[_PERIOD]


def single_out(index: Index, frame: Frame, held: Sequence[Held]) -> None:
    """Mark the fact that alone fits the frame: the only one with these measures, or with these parties.

    And for every fact note how far it lies above the best other one that fits: in learned score, in likeness.
    """
    fitting = [fact for fact in held if not fact.clashes]
    exact = [fact for fact in fitting if fact.values[_EXACT]]
    if exact:
        best = max(fact.values[_PERIOD] for fact in exact)
        if not (frame.periods or frame.words):
            for fact in exact:
                # "The net loss?" in so many words is that of the time meant where none is named.
                fact.values[_PERIOD] -= _OTHER_TIME if fact.values[_PERIOD] < best else 0.0
        exact = [fact for fact in exact if fact.values[_PERIOD] == best and fact.values[_SUBJECT] == 1.0]
        if len(exact) == 1:
            exact[0].values[_SOLE] = 1.0
    others = frame.named - {index.rules.subject}
    if len(others) > 1:
        paired = [fact for fact in fitting if others <= fact.profile.parties]
        if len(paired) == 1:
            paired[0].values[_PAIR] = 1.0
    for part, lead in ((_LINEAR, _AHEAD), (_NEAREST, _CLOSER)):
        first, second, leader = 0.0, 0.0, -1
        for fact in fitting:
            value = fact.values[part]
            if value > first:
                first, second, leader = value, first, fact.profile.number
            elif value > second:
                second = value
        for profile, values, _ in held:
            values[lead] = max(0.0, values[part] - (second if profile.number == leader else first))
