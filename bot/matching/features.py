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
    stems = [word for word in known if word.stem]
    # The checksum of two words goes on from that of the first.
    found += [crc32(b.stem_after, a.stem) << BLOCK_BITS | _PAIR for a, b in pairwise(stems)]
    for gap in (2, 3):
        found += [crc32(b.stem_apart, a.stem) << BLOCK_BITS | _SKIP for a, b in zip(stems, stems[gap:], strict=False)]
    found += [crc32(b.kin_after, a.kin) << BLOCK_BITS | _KIN_PAIR for a, b in pairwise(known)]
    joined = "".join([token.text for token in reading.tokens])
    if joined.isascii():
        # A letter is a byte: so the text is encoded once.
        letters = joined.encode()
        found += [crc32(letters[i : i + 4]) << BLOCK_BITS | _RUN for i in range(len(letters) - 3)]
    else:
        found += [crc32(joined[i : i + 4].encode()) << BLOCK_BITS | _RUN for i in range(len(joined) - 3)]
    return np.concatenate([np.asarray(found, dtype=np.int64), *[word.own for word in known]])


# Plain numbers: a member of an enumeration costs its time at every use.
_CONCEPT, _WORD, _LETTERS, _PAIR, _RUN, _SKIP, _SPELLING, _KIN, _KIN_PAIR, _ALIKE = map(int, Block)


class _Word(NamedTuple):
    """What a word brings along wherever it stands.

    Attributes:
        own: its own features.
        stem: the checksum of its stem; 0 without one.
        stem_after, stem_apart: the stem as it follows another one in a pair, and in a skip.
        kin, kin_after: checksum of the name of its kin, else of its stem, and the name as it follows another one.
    """

    own: Features
    stem: int
    stem_after: bytes
    stem_apart: bytes
    kin: int
    kin_after: bytes


@lru_cache(maxsize=16384)
def _of_word(token: Token, stem: str, language: str, plain: bool, wide: bool) -> _Word:
    groups = kin(token, language)
    wider = akin(token, language) if wide else ()
    own = [key(name, _LETTERS) for name in _letters(token.text)]
    if stem:
        own.append(key(stem, _WORD))
    if plain:
        own += [key(name, _ALIKE) for name in (*groups, *wider, *sorts(token, language))]
    else:
        own += [key(token.text, _SPELLING), *[key(name, _KIN) for name in groups]]
    spelt, named = stem.encode(), (groups[0] if groups else stem).encode()
    numbers = np.asarray(own, dtype=np.int64)
    return _Word(numbers, crc32(spelt), b" " + spelt, b"_" + spelt, crc32(named), b" " + named)


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
