"""What a question asks, the names in it left out: whether it tells more of a fact than that both name somebody.

A fact that alone has a name stands clear in any question with that name: "how tall is the mill?" is near to whatever is
told of the mill. So where a question shares a name with a fact and no attribute, its other words are held against the
facts by themselves, and a logistic regression tells from some signs (:class:`Signs`) whether the fact is meant.
"""

from __future__ import annotations

import math
import operator
from dataclasses import replace
from typing import NamedTuple

from bot.facts.model import Facet
from bot.language.kinship import kin
from bot.matching.frame import Frame
from bot.matching.held import had, tells
from bot.matching.index import Index
from bot.matching.profile import Profile
from bot.matching.reading import Reading
from bot.matching.wealth import FEW

_MOST = 2.0
"""Weight of words from which more of them tells nothing new."""


class Signs(NamedTuple):
    """What tells whether the fact is meant.

    Attributes:
        confidence: that it is, by its score.
        nearest: likeness of the question to the nearest curated question of the fact.
        bare: the same of the question without the names.
        behind: how far the fact's learned score lies below the best fact's, without the names.
        subject: 1, if the fact is about somebody named; 0, if they only have a part in it.
        held: weight of the words of content that the fact has, 2 at most.
        lacking: weight of those that it has not, 2 at most.
        wanted: 1, if a noun is asked for.
        how: 1, if it asks how something is.
    """

    confidence: float
    nearest: float
    bare: float
    behind: float
    subject: float
    held: float
    lacking: float
    wanted: float
    how: float


WEIGHTS = Signs(
    confidence=3.15, nearest=3.2, bare=3.83, behind=-1.28, subject=1.22,
    held=0.61, lacking=0.04, wanted=-0.72, how=0.16,
)  # fmt: skip
"""Weights of the signs in the log-odds; ``tests/benchmarks/fit_nameless.py`` fits them."""

BIAS = -6.21
"""Log-odds where all signs are 0."""

MEANT_FROM = -0.85
"""Log-odds from which a fact is meant: a probability of three tenths, since what it tells may be asked in rare words.

Of 179 questions that the base had not seen 87 of 107 that mean the fact stay, and 19 of 72 that do not (of those that
pass the other conditions; with the weights before, fitted to other confidences, 89 and 24).
"""


def is_meant(index: Index, reading: Reading, frame: Frame, fact: int, confidence: float, nearest: float) -> bool:
    """Whether a fact is meant that the score takes for the one asked for.

    Args:
        index: the fact base.
        reading: the question.
        frame: the same as a frame.
        fact: the fact's number.
        confidence: of the fact.
        nearest: likeness to its nearest curated question.
    """
    profile = index.profiles[fact]
    if index.wealth <= FEW or not shares_name(frame, profile) or index.rules.corrects(frame, profile):
        # The few phrasings of a poor base teach too little of what else a question of theirs may say.
        return True
    signs = signs_of(index, reading, frame, profile, confidence, nearest)
    return math.fsum((BIAS, *map(operator.mul, WEIGHTS, signs))) >= MEANT_FROM


def shares_name(frame: Frame, profile: Profile) -> bool:
    """Whether a question shares one name with a fact, and no attribute."""
    return len(frame.named & profile.parties) == 1 and profile.measures.isdisjoint(frame.measures | frame.supports)


def signs_of(
    index: Index, reading: Reading, frame: Frame, profile: Profile, confidence: float, nearest: float
) -> Signs:
    """What tells whether the fact is meant."""
    bare = without_names(reading)
    compared = index.compare(index.vector(bare)) if bare.tokens else None
    held, lacking = _words(index, reading, profile)
    return Signs(
        confidence=confidence,
        nearest=nearest,
        bare=float(compared.nearest[profile.number]) if compared else 0.0,
        behind=float(compared.scores.max() - compared.scores[profile.number]) if compared else 0.0,
        subject=float(not frame.named.isdisjoint(profile.subject)),
        held=held,
        lacking=lacking,
        wanted=float(frame.wanted is not None),
        how=float("how" in frame.kinds),
    )


def without_names(reading: Reading) -> Reading:
    """A text without whom and what it names."""
    named = {i for m in reading.mentions if m.facet is Facet.SUBJECT for i in m.positions}
    left = [i for i in range(len(reading.tokens)) if i not in named]
    return replace(
        reading,
        tokens=tuple([reading.tokens[i] for i in left]),
        stems=tuple([reading.stems[i] for i in left]),
        mentions=tuple([m for m in reading.mentions if m.facet is not Facet.SUBJECT]),
        plain=(),
    )


def _words(index: Index, reading: Reading, profile: Profile) -> tuple[float, float]:
    """The weight of the words of content that a fact has, less where many facts have them, and of those it has not."""
    held = lacking = 0.0
    language = index.language_of(reading)
    for i in reading.plain:
        token, stem = reading.tokens[i], reading.stems[i]
        weight = tells(token, language)
        share = had(stem, kin(token, language), profile)
        held += share * weight * index.rarity.get(stem, 1.0)
        lacking += 0.0 if share else weight
    return min(_MOST, held), min(_MOST, lacking)
