"""What the learned ranking looks at: words, pairs of words, letters and concepts of a text.

A feature is known by a checksum of its name instead of the name itself: eight bytes instead of some hundred, and the
same in every process. Of a million features two in ten thousand share a checksum, which no ranking notices.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bot.language.kinship import akin, kin, sorts
from bot.language.periods import Period
from bot.language.tokens import Token
from bot.matching.reading import Reading


class Block(IntEnum):
    """Kinds of features; each kind is weighted and normalised by itself."""

    CONCEPT = 0
    WORD = 1
    LETTERS = 2
    PAIR = 3
    RUN = 4
    SKIP = 5
    SPELLING = 6
    KIN = 7
    KIN_PAIR = 8
    ALIKE = 9


WEIGHTS = {
    Block.CONCEPT: 0.9, Block.WORD: 1.0, Block.LETTERS: 1.5, Block.PAIR: 0.7, Block.RUN: 1.0, Block.SKIP: 0.3,
    Block.SPELLING: 0.5, Block.KIN: 0.8, Block.KIN_PAIR: 0.3, Block.ALIKE: 1.2,
}  # fmt: skip
"""Share of each block in the joined vector, after an ablation by leaving phrasings out of three public sets."""

Features = npt.NDArray[np.int64]
"""The features of a text as numbers, each as often as it stands there: a checksum, and its block in the lowest bits."""

BLOCK_BITS = 4
BLOCK_MASK = 2**BLOCK_BITS - 1
KEY_BITS = 32 + BLOCK_BITS


def key(name: str, block: int) -> int:
    """The number of a feature."""
    return crc32(name.encode()) << BLOCK_BITS | block


def features(names: Iterable[str], block: int) -> Features:
    """The features of some names, all of one block."""
    return np.asarray([key(name, block) for name in names], dtype=np.int64)


def frame_features(measures: Iterable[str], subjects: Iterable[str], period: Period | None) -> Features:
    """The features of a frame by itself: its concepts and period, and no word."""
    concepts = ["c:" + concept for concept in sorted({*measures, *subjects})]
    if period:
        concepts.append(f"p:{period.first}-{period.last}")
    return features(concepts, Block.CONCEPT)


def extract(reading: Reading, *, plain: bool = False, wide: bool = False) -> Features:
    """The features of a text.

    Args:
        reading: the text as it was read.
        plain: whether to leave out concepts, kinds and periods: where a base has no concepts to go with them, the
            few kinds there are would outweigh the words. Words as they are written are left out as well: letters
            and stems tell all of them there.
        wide: whether words that are only often about the same count as alike in a plain base, too.

    Concepts: the mentions, the kinds of question and periods. Words: stems of all but chatter. Letters: 2- to
    4-grams within words with their borders. Pairs: neighbouring stems. Runs: 4-grams over the text without
    spaces. Skips: stems two or three apart. Spelling: words as they are written. Kin: groups of words that mean
    nearly the same, and neighbouring words by such groups. Alike: the same groups and the sorts of words in a plain
    base, where no concept says what they mean, so that they weigh more.
    """
    language = reading.language or "en"
    known = [
        _of_word(token, stem, language, plain, wide) for token, stem in zip(reading.tokens, reading.stems, strict=True)
    ]
    found = [] if plain else [key(name, _CONCEPT) for name in _concepts(reading)]
    stems = [stem for stem in reading.stems if stem]
    found += [crc32(f"{a} {b}".encode()) << BLOCK_BITS | _PAIR for a, b in pairwise(stems)]
    for gap in (2, 3):
        found += [crc32(f"{a}_{b}".encode()) << BLOCK_BITS | _SKIP for a, b in zip(stems, stems[gap:], strict=False)]
    found += [crc32(f"{a.named} {b.named}".encode()) << BLOCK_BITS | _KIN_PAIR for a, b in pairwise(known)]
    joined = "".join([token.text for token in reading.tokens])
    if joined.isascii():
        # A letter is a byte: so the text is encoded once.
        letters = joined.encode()
        runs = [letters[i : i + 4] for i in range(len(letters) - 3)]
    else:
        runs = [joined[i : i + 4].encode() for i in range(len(joined) - 3)]
    found += [crc32(run) << BLOCK_BITS | _RUN for run in runs]
    return np.concatenate([np.asarray(found, dtype=np.int64), *[word.own for word in known]])


# Plain numbers: a member of an enumeration costs its time at every use.
_CONCEPT, _PAIR, _RUN, _SKIP, _KIN_PAIR = map(int, (Block.CONCEPT, Block.PAIR, Block.RUN, Block.SKIP, Block.KIN_PAIR))


class _Word(NamedTuple):
    """What a word brings along wherever it stands: its own features, and the name of its kin, else its stem."""

    own: Features
    named: str


@lru_cache(maxsize=16384)
def _of_word(token: Token, stem: str, language: str, plain: bool, wide: bool) -> _Word:
    groups = kin(token, language)
    wider = akin(token, language) if wide else ()
    alike = features((*groups, *wider, *sorts(token, language)), Block.ALIKE) if plain else features(groups, Block.KIN)
    own = (
        features([stem] if stem else [], Block.WORD),
        features(_letters(token.text), Block.LETTERS),
        features([] if plain else [token.text], Block.SPELLING),
        alike,
    )
    return _Word(np.concatenate(own), groups[0] if groups else stem)


def _letters(word: str) -> Sequence[str]:
    """The 2- to 4-grams of a word with its borders."""
    bordered = f"<{word}>"
    length = len(bordered)
    return [bordered[i : i + size] for size in (2, 3, 4) for i in range(length - size + 1)]


def _concepts(reading: Reading) -> list[str]:
    concepts = ["c:" + mention.concept for mention in reading.mentions]
    concepts += ["k:" + kind for kind in sorted(reading.kinds)]
    concepts += [f"p:{p.first}-{p.last}" for p in reading.periods.periods]
    concepts += [amount.key for amount in reading.amounts]
    if reading.negated:
        concepts.append("neg")
    return concepts
