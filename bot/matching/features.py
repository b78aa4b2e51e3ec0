"""What the learned ranking looks at: words, pairs of words, letters and concepts of a text."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from itertools import chain, pairwise

from bot.language.kinship import kin
from bot.language.periods import Period
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


WEIGHTS = {
    Block.CONCEPT: 0.9, Block.WORD: 1.0, Block.LETTERS: 1.5, Block.PAIR: 0.7, Block.RUN: 1.0, Block.SKIP: 0.3,
    Block.SPELLING: 0.5, Block.KIN: 0.8, Block.KIN_PAIR: 0.3,
}  # fmt: skip
"""Share of each block in the joined vector, after an ablation by leaving phrasings out of three public sets."""

Features = tuple[list[str], ...]
"""Feature names by block, in the order of :class:`Block`; a feature may stand more than once."""


def frame_features(measures: Iterable[str], subjects: Iterable[str], period: Period | None) -> Features:
    """The features of a frame by itself: its concepts and period, and no word."""
    concepts = ["c:" + concept for concept in sorted({*measures, *subjects})]
    if period:
        concepts.append(f"p:{period.first}-{period.last}")
    return concepts, *([] for _ in range(len(Block) - 1))


def extract(reading: Reading, *, plain: bool = False) -> Features:
    """The features of a text.

    Args:
        reading: the text as it was read.
        plain: whether to leave out concepts, kinds and periods: where a base has no concepts to go with them, the
            few kinds there are would outweigh the words.

    Concepts: the mentions, the kinds of question and periods. Words: stems of all but chatter. Letters: 2- to
    4-grams within words with their borders. Pairs: neighbouring stems. Runs: 4-grams over the text without
    spaces. Skips: stems two or three apart. Spelling: words as they are written. Kin: groups of words that mean
    nearly the same, and neighbouring words by such groups.
    """
    concepts = [] if plain else _concepts(reading)
    stems = [stem for stem in reading.stems if stem]
    spelt = [token.text for token in reading.tokens]
    letters = [gram for word in spelt for gram in _letters(word)]
    pairs = [f"{a} {b}" for a, b in pairwise(stems)]
    joined = "".join(spelt)
    runs = [joined[i : i + 4] for i in range(len(joined) - 3)]
    skips = [f"{a}_{b}" for gap in (2, 3) for a, b in zip(stems, stems[gap:], strict=False)]
    groups = [kin(token, reading.language or "en") for token in reading.tokens]
    named = [group[0] if group else stem for group, stem in zip(groups, reading.stems, strict=True)]
    kin_pairs = [f"{a} {b}" for a, b in pairwise(named)]
    return concepts, stems, letters, pairs, runs, skips, spelt, list(chain.from_iterable(groups)), kin_pairs


@lru_cache(maxsize=16384)
def _letters(word: str) -> tuple[str, ...]:
    """The 2- to 4-grams of a word with its borders."""
    bordered = f"<{word}>"
    length = len(bordered)
    return tuple(bordered[i : i + size] for size in (2, 3, 4) for i in range(length - size + 1))


def _concepts(reading: Reading) -> list[str]:
    concepts = ["c:" + mention.concept for mention in reading.mentions]
    concepts += ["k:" + kind for kind in sorted(reading.kinds)]
    concepts += [f"p:{p.first}-{p.last}" for p in reading.periods.periods]
    concepts += [amount.key for amount in reading.amounts]
    if reading.negated:
        concepts.append("neg")
    return concepts
