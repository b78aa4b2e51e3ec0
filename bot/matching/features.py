"""What the learned ranking looks at: words, pairs of words, letters and concepts of a text."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from itertools import pairwise

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


WEIGHTS = {
    Block.CONCEPT: 1.6, Block.WORD: 1.0, Block.LETTERS: 1.2, Block.PAIR: 0.5, Block.RUN: 0.5, Block.SKIP: 0.3,
}  # fmt: skip
"""Share of each block in the joined vector, after the ablation described in the README."""

Features = tuple[list[str], ...]
"""Feature names by block, in the order of :class:`Block`; a feature may stand more than once."""


def frame_features(measures: Iterable[str], subjects: Iterable[str], period: Period | None) -> Features:
    """The features of a frame by itself: its concepts and period, and no word."""
    concepts = ["c:" + concept for concept in sorted({*measures, *subjects})]
    if period:
        concepts.append(f"p:{period.first}-{period.last}")
    return concepts, [], [], [], [], []


def extract(reading: Reading) -> Features:
    """The features of a text.

    Concepts: the mentions, the kinds of question and periods. Words: stems of all but chatter. Letters: 3- and
    4-grams within words with their borders. Pairs: neighbouring stems. Runs: 4-grams over the text without
    spaces. Skips: stems two or three apart.
    """
    concepts = ["c:" + mention.concept for mention in reading.mentions]
    concepts += ["k:" + kind for kind in sorted(reading.kinds)]
    concepts += [f"p:{p.first}-{p.last}" for p in reading.periods.periods]
    concepts += [amount.key for amount in reading.amounts]
    if reading.negated:
        concepts.append("neg")
    stems = [stem for stem in reading.stems if stem]
    letters: list[str] = []
    for stem in stems:
        bordered = f"<{stem}>"
        length = len(bordered)
        for size in (3, 4):
            letters += [bordered[i : i + size] for i in range(length - size + 1)]
    pairs = [f"{a} {b}" for a, b in pairwise(stems)]
    joined = "".join(stems)
    runs = [joined[i : i + 4] for i in range(len(joined) - 3)]
    skips = [f"{a}_{b}" for gap in (2, 3) for a, b in zip(stems, stems[gap:], strict=False)]
    return concepts, stems, letters, pairs, runs, skips
