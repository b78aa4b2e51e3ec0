"""How much of what a question says a fact has words for.

The words of a small base tell little of how telling a word is: *want* may stand in one phrasing and a product's name in
all. So a word weighs what its rarity in everyday talk gives it, and one that only a word of like meaning stands for in
the fact's phrasings is held in part.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.language.everyday import weight
from bot.language.kinship import kin
from bot.language.tokens import Script, Token
from bot.matching.features import Block, key
from bot.matching.linear import Machines
from bot.matching.profile import Profile
from bot.matching.reading import Reading
from bot.matching.vectors import Floats, Ints, Vectoriser

BY_KIN = 0.8
"""How far a word is held of which a fact has only one of like meaning."""

BY_ANSWER = 0.7
"""The same of a word that only the fact's answer has."""

MOST = 8.0
"""Weight of held words from which more of them tells nothing new."""

_KIN = 2
"""At most so many groups of a word are looked up."""

_LANGUAGES = {Script.ARABIC: "ar", Script.CYRILLIC: "ru"}


def tells(token: Token, language: str) -> float:
    """How much a word of a text tells by its rarity in everyday talk, 0.1 to 1."""
    return weight(token.text, _LANGUAGES.get(token.script, language))


@dataclass(frozen=True)
class Words:
    """The words of a text that tell anything.

    Attributes:
        weights: how much each tells, 0.1 to 1.
        features: for each the number of its stem and those of its groups; -1 for one that no phrasing has.
    """

    weights: Floats
    features: Ints


@dataclass(frozen=True)
class Held:
    """What a fact has words for.

    Attributes:
        share: of the words, by weight; 0 without any word.
        lacking: weight of what it has no word for.
    """

    share: float
    lacking: float


def words_of(reading: Reading, vectoriser: Vectoriser, language: str) -> Words:
    """The words of a text that was read in a language."""
    said = [(token, stem) for token, stem in zip(reading.tokens, reading.stems, strict=True) if stem]
    keys = np.zeros((len(said), 1 + _KIN), dtype=np.int64)
    for row, (token, stem) in enumerate(said):
        keys[row, 0] = key(stem, Block.WORD)
        for at, group in enumerate(kin(token, language)[:_KIN], 1):
            keys[row, at] = key(group, Block.ALIKE)
    features = vectoriser.numbers(keys.ravel()).reshape(keys.shape)
    weights = [tells(token, language) for token, _ in said]
    # A word so common in a large base that its phrasings are not listed tells nothing.
    telling = (features[:, 0] < 0) | (vectoriser.weight(features[:, 0]) > 0 if vectoriser.size else True)
    return Words(np.asarray(weights, dtype=np.float32)[telling], features[telling])


def held(words: Words, machines: Machines, fact: int, least: int = 1) -> Held:
    """What a fact holds of some words.

    Args:
        words: the words of a question.
        machines: know the phrasings of the fact.
        fact: its number.
        least: in how many of its phrasings a word must stand: two, if the question is one of them itself.
    """
    known = words.features >= 0
    found: npt.NDArray[np.bool_] = np.zeros(words.features.shape, dtype=bool)
    found[known] = machines.times(words.features[known], fact) >= least
    parts = np.where(found[:, 0], 1.0, np.where(found[:, 1:].any(axis=1), BY_KIN, 0.0))
    weights = words.weights.astype(np.float64)
    total, has = float(weights.sum()), float((weights * parts).sum())
    return Held(has / total if total else 0.0, total - has)


class Telling(NamedTuple):
    """A word of a question.

    Attributes:
        stem: its stem.
        groups: the groups of kindred words that it belongs to.
        weight: how much it tells by its rarity, in everyday talk and over the facts.
    """

    stem: str
    groups: Sequence[str]
    weight: float


def telling(reading: Reading, language: str, rarity: Mapping[str, float]) -> list[Telling]:
    """The words of a text.

    Args:
        reading: the text.
        language: that of its words.
        rarity: of stems over the facts, 0 to 1.
    """
    said = [(stem, _heard(token, language)) for token, stem in zip(reading.tokens, reading.stems, strict=True) if stem]
    return [Telling(stem, groups, rarity.get(stem, 1.0) * weighs) for stem, (groups, weighs) in said]


@lru_cache(maxsize=16384)
def _heard(token: Token, language: str) -> tuple[Sequence[str], float]:
    """The groups of a word, and how much it tells in everyday talk."""
    return kin(token, language)[:_KIN], tells(token, language)


def has(words: Sequence[Telling], profile: Profile) -> float:
    """How much of what a question says a fact speaks of: the logarithm of 1 and the weight of the words that it has."""
    total, asked = 0.0, profile.asked
    for stem, groups, amount in words:
        total += amount if stem in asked else amount * had(stem, groups, profile)
    return math.log1p(min(total, MOST))


def had(stem: str, groups: Sequence[str], profile: Profile) -> float:
    """How surely a fact has a word: 1, less if only a kindred one or its answer does, 0 if nothing does."""
    if stem in profile.asked:
        return 1.0
    if groups and not profile.kin.isdisjoint(groups):
        return BY_KIN
    return BY_ANSWER if stem in profile.stems else 0.0
