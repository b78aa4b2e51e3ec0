"""Facts beside the one a question names: which of them may answer it, and which may not."""

from __future__ import annotations

from collections.abc import Sequence

from bot.matching.frame import Clash, Clashes, Frame
from bot.matching.index import Index
from bot.matching.profile import Profile

_BOTH = 2
"""Parties of a fact that stand for it together."""


def of_other_times(frame: Frame, held: Sequence[tuple[Profile, Clashes]]) -> frozenset[int]:
    """The facts beside a figure that cannot answer, where the base has that very figure, but only for other times.

    "The spending in Q3?" is not answered by how fast it grew, nor "the loss so far?" by another kind of loss.

    Args:
        frame: the question.
        held: the facts in question, each with what of the question it contradicts.

    Returns:
        Their numbers.
    """
    if not (frame.periods or frame.to_date) or frame.whether:
        return frozenset()
    own = [(profile, clashes) for profile, clashes in held if profile.core and profile.core == frame.measures]
    if not any(profile.period for profile, _ in own) or any(Clash.PERIOD not in clashes for _, clashes in own):
        return frozenset()
    known = frame.measures | frame.supports
    return frozenset(profile.number for profile, clashes in held if not clashes and not profile.core <= known)


def is_akin(index: Index, frame: Frame, profile: Profile) -> bool:
    """Whether a fact's two parties are named, and the measure is one that the base tells of its subject otherwise.

    "Is the app built into the van?" is answered by whether it works there, where what it is built into is the shop.
    """
    if len(frame.named & profile.parties) < _BOTH:
        return False
    telling = (index.profiles[n] for measure in frame.measures for n in index.by_core.get(measure, ()))
    return any(other.subject == profile.subject for other in telling)
