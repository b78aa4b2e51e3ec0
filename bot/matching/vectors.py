"""Texts as sparse vectors: IDF-weighted features, each block normalised by itself, blocks joined by weight.

A feature is known by a checksum of its name instead of the name itself: eight bytes instead of some hundred, the same
in every process, and found for a whole text at once by binary search. Of a million features two in ten thousand share
a checksum, which no ranking notices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from zlib import crc32

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.matching.features import WEIGHTS, Block, Features

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_IDF_POWER = 0.75
_SHARES = np.asarray([WEIGHTS[block] for block in Block], dtype=np.float64)
_BLOCK_BITS = 4

COMMON = 0.1
"""Share of the phrasings from which a feature of a large base tells nothing and weighs nothing."""

LARGE = 4000
"""Phrasings from which a base is large: its common features cost more time than they are worth."""


@dataclass(frozen=True)
class Vector:
    """A text's features.

    Attributes:
        indices, values: the known features by their number, and their weights.
        known: share of the squared norm that known features hold, 0 to 1; unknown ones count in the norm only.
    """

    indices: Ints
    values: Floats
    known: float


class Vectoriser:
    """Turns features into vectors of norm 1, if every feature is known."""

    def __init__(self, texts: Sequence[Features]) -> None:
        """Learn the vocabulary and the inverse document frequencies from the curated phrasings."""
        self._keys, documents = np.unique(_distinct(texts)[0], return_counts=True)
        count = max(1, len(texts))
        self._idf = _idf(count, documents)
        if count >= LARGE:
            self._idf[documents > COMMON * count] = 0.0
        self._unknown = float(_idf(count, np.zeros(1))[0])

    @property
    def size(self) -> int:
        """How many features are known."""
        return len(self._keys)

    def vector(self, features: Features) -> Vector:
        """The vector of a text."""
        places, values, _, held = self._weighted([features])
        return Vector(places, values, float(held[0]))

    def matrix(self, texts: Sequence[Features]) -> sp.csr_matrix[np.float32]:
        """The vectors of many texts as rows."""
        places, values, starts, _ = self._weighted(texts)
        return sp.csr_matrix((values, places.astype(np.int32), starts), shape=(len(texts), self.size))

    def _weighted(self, texts: Sequence[Features]) -> tuple[Ints, Floats, Ints, Floats]:
        """The known features of texts, their values, where each text's begin, and the share of the known ones."""
        keys, owners, times = _distinct(texts)
        places = np.minimum(np.searchsorted(self._keys, keys), max(0, self.size - 1))
        known = self._keys[places] == keys if self.size else np.zeros(len(keys), dtype=bool)
        # A feature that stands twice weighs a little more, not twice.
        values = np.where(known, self._idf[places] if self.size else 0.0, self._unknown) * (1.0 + np.log(times))
        blocks = keys & (2**_BLOCK_BITS - 1)
        cells = owners * len(Block) + blocks
        norms = np.bincount(cells, values * values, minlength=len(texts) * len(Block))
        present = (norms.reshape(len(texts), len(Block)) > 0) @ (_SHARES**2)
        known &= values > 0.0
        cells, owners = cells[known], owners[known]
        scale = _SHARES[blocks[known]] / np.sqrt(norms[cells] * present[owners])
        values = (values[known] * scale).astype(np.float32)
        held = np.bincount(owners, values * values, minlength=len(texts)).astype(np.float32)
        starts = np.append(0, np.cumsum(np.bincount(owners, minlength=len(texts))))
        return places[known], values, starts, held


def _idf(count: int, documents: npt.NDArray[np.generic]) -> Floats:
    return ((np.log((count + 1) / (documents.astype(np.float64) + 1)) + 1.0) ** _IDF_POWER).astype(np.float32)


def _checksums(features: Features) -> list[int]:
    """The features of one text as numbers: a checksum, and in the lowest bits the block."""
    return [(crc32(name.encode()) << _BLOCK_BITS) | block for block, names in enumerate(features) for name in names]


def _distinct(texts: Sequence[Features]) -> tuple[npt.NDArray[np.int64], Ints, Floats]:
    """Of all texts the distinct features, the number of their text, and how often they stand in it."""
    lists = [_checksums(text) for text in texts]
    sizes = [len(numbers) for numbers in lists]
    keys = np.fromiter(chain.from_iterable(lists), dtype=np.int64, count=sum(sizes))
    owners = np.repeat(np.arange(len(texts), dtype=np.int64), sizes)
    order = np.lexsort((keys, owners))
    keys, owners = keys[order], owners[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
    at = np.flatnonzero(first)
    times = np.diff(np.append(at, len(keys))).astype(np.float32)
    return keys[at], owners[at], times
