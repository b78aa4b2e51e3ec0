"""Texts as sparse vectors: IDF-weighted features, each block normalised by itself, blocks joined by weight.

A feature is known by a checksum of its name instead of the name itself: eight bytes instead of some hundred, the same
in every process, and found for a whole text at once by binary search. Of a million features two in ten thousand share
a checksum, which no ranking notices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from zlib import crc32

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.matching.features import WEIGHTS, Block, Features

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_IDF_POWER = 0.75
_SHARES = np.asarray([WEIGHTS[block] for block in Block], dtype=np.float64)
_BATCH = 512
_BLOCK_BITS = 4
_BLOCK_MASK = 2**_BLOCK_BITS - 1
_KEY_BITS = 32 + _BLOCK_BITS
_KEY_MASK = 2**_KEY_BITS - 1
_FINE = np.asarray([Block.LETTERS, Block.PAIR, Block.RUN, Block.SKIP, Block.KIN_PAIR])
"""Blocks of many features, of which a large base forgets those that stand in one phrasing only."""

COMMON = 0.05
"""Share of the phrasings from which a feature of a large base tells nothing and weighs nothing."""

COMMON_MOST = 1200
"""The same in phrasings: longer lists would cost an answer its time."""

MANY_FACTS = 512
"""Facts from which a base is large: what tells few of them apart costs more time and memory than it is worth."""


@dataclass(frozen=True)
class Vector:
    """A text's features.

    Attributes:
        indices, values: the known features by their number, and their weights.
        known: share of the squared norm that known features hold, 0 to 1; unknown ones count in the norm only.
        words: which of the indices are words, and not pairs or letters.
        strange: weight of its unknown words, where a known one weighs its inverse document frequency.
    """

    indices: Ints
    values: Floats
    known: float
    words: Ints
    strange: float


class Vectoriser:
    """Turns features into vectors of norm 1, if every feature is known."""

    def __init__(self, keys: Ints, documents: Ints, count: int, *, large: bool) -> None:
        """Take the vocabulary.

        Args:
            keys: checksums of the features.
            documents: in how many phrasings each stands.
            count: how many phrasings there are.
            large: whether to do without common features, and without fine ones of a single phrasing.
        """
        if large:
            lone = (documents == 1) & np.isin(keys & _BLOCK_MASK, _FINE)
            keys, documents = keys[~lone], documents[~lone]
        self._keep(keys)
        self._idf = _idf(count, documents)
        if large:
            self._idf[documents > min(COMMON * count, COMMON_MOST)] = 0.0
        self._unknown = float(_idf(count, np.zeros(1))[0])
        self._lone = float(_idf(count, np.ones(1))[0])

    def _keep(self, keys: Ints) -> None:
        """Take sorted keys, and note where those begin that share their highest bits.

        Checksums spread evenly, so that a few keys share them: a question's features are found with two reads each,
        where a binary search would go through the whole memory of a large vocabulary.
        """
        self._keys = keys
        self._shift = np.int64(max(_BLOCK_BITS, _KEY_BITS - max(1, len(keys)).bit_length()))
        bounds = np.arange((2**_KEY_BITS >> int(self._shift)) + 1, dtype=np.int64) << self._shift
        self._begins = np.searchsorted(keys, bounds).astype(np.int32)
        self._steps = np.arange(np.diff(self._begins).max(initial=1))

    def _find(self, keys: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """The numbers of features, and whether each is known; of an unknown one the number tells nothing."""
        if not self.size:
            return np.zeros(len(keys), dtype=np.int64), np.zeros(len(keys), dtype=bool)
        begins = self._begins[keys >> self._shift]
        near = np.minimum(begins[:, None] + self._steps, self.size - 1)
        same = self._keys[near] == keys[:, None]
        steps = same.argmax(axis=1)
        every = np.arange(len(keys))
        return near[every, steps], same[every, steps]

    def extended(self, texts: Sequence[Features]) -> tuple[Vectoriser, Ints]:
        """A vectoriser that knows the features of further texts too, all others weighing as before.

        Returns:
            The vectoriser, and for each new feature the number of the known one that it now stands before.
        """
        keys = np.unique(_distinct(texts)[0])
        fresh = np.setdiff1d(keys, self._keys, assume_unique=True)
        places = np.searchsorted(self._keys, fresh)
        new = copy(self)
        new._keep(np.insert(self._keys, places, fresh))
        new._idf = np.insert(self._idf, places, self._lone)
        return new, places

    @classmethod
    def learn(cls, texts: Iterable[Features], *, large: bool = False) -> tuple[Vectoriser, sp.csr_matrix[np.float32]]:
        """The vectoriser of the curated phrasings, and their vectors as rows; of the texts few are held at a time."""
        parts: list[tuple[Ints, Ints, Floats]] = []
        count = 0
        for some in batched(texts, _BATCH):
            keys, owners, times = _distinct(some)
            parts.append((keys, owners + count, times))
            count += len(some)
        keys, owners, times = (np.concatenate(column) for column in zip(*parts or [_distinct([])], strict=True))
        vectoriser = cls(*np.unique(keys, return_counts=True), max(1, count), large=large)
        return vectoriser, vectoriser._rows(count, keys, owners, times)

    @property
    def size(self) -> int:
        """How many features are known."""
        return len(self._keys)

    def vector(self, features: Features) -> Vector:
        """The vector of a text."""
        places, values, _, held = self._weighted(1, *_distinct([features]))
        words = places[self._is_word(places)]
        strange = self._unknown * (len(set(features[Block.WORD])) - len(words))
        return Vector(places, values, float(held[0]), words, strange)

    def _is_word(self, places: Ints) -> npt.NDArray[np.bool_]:
        words: npt.NDArray[np.bool_] = (self._keys[places] & _BLOCK_MASK) == Block.WORD
        return words

    def row(self, rows: sp.csr_matrix[np.float32], number: int) -> Vector:
        """The vector of a curated phrasing."""
        part = slice(rows.indptr[number], rows.indptr[number + 1])
        places = rows.indices[part].astype(np.int64)
        return Vector(places, rows.data[part], 1.0, places[self._is_word(places)], 0.0)

    def weight(self, places: Ints) -> Floats:
        """The inverse document frequencies of features, damped."""
        return self._idf[places]

    def matrix(self, texts: Sequence[Features]) -> sp.csr_matrix[np.float32]:
        """The vectors of many texts as rows."""
        return self._rows(len(texts), *_distinct(texts))

    def _rows(self, count: int, keys: Ints, owners: Ints, times: Floats) -> sp.csr_matrix[np.float32]:
        places, values, starts, _ = self._weighted(count, keys, owners, times)
        return sp.csr_matrix((values, places.astype(np.int32), starts.astype(np.int32)), shape=(count, self.size))

    def _weighted(self, count: int, keys: Ints, owners: Ints, times: Floats) -> tuple[Ints, Floats, Ints, Floats]:
        """The known features of texts, their values, where each text's begin, and the share of the known ones."""
        places, known = self._find(keys)
        # A feature that stands twice weighs a little more, not twice.
        values = np.where(known, self._idf[places] if self.size else 0.0, self._unknown) * (1.0 + np.log(times))
        cells = owners * len(Block) + (keys & _BLOCK_MASK)
        norms = np.bincount(cells, values * values, minlength=count * len(Block))
        blocks_of = norms.reshape(count, len(Block))
        present = (blocks_of > 0) @ (_SHARES**2)
        scales = _SHARES / np.sqrt(np.where(blocks_of > 0, blocks_of, 1.0) * np.maximum(present, 1e-9)[:, None])
        known &= values > 0.0
        values = (values * scales.ravel()[cells])[known].astype(np.float32)
        owners = owners[known]
        held = np.bincount(owners, values * values, minlength=count).astype(np.float32)
        starts = np.append(0, np.cumsum(np.bincount(owners, minlength=count)))
        return places[known], values, starts, held


def batched(texts: Iterable[Features], size: int) -> Iterator[list[Features]]:
    """Lists of so many texts, the last one shorter."""
    rest = iter(texts)
    while some := list(islice(rest, size)):
        yield some


def _idf(count: int, documents: npt.NDArray[np.generic]) -> Floats:
    return ((np.log((count + 1) / (documents.astype(np.float64) + 1)) + 1.0) ** _IDF_POWER).astype(np.float32)


@lru_cache(maxsize=65536)
def _checksum(name: str) -> int:
    return crc32(name.encode()) << _BLOCK_BITS


def _distinct(texts: Sequence[Features]) -> tuple[npt.NDArray[np.int64], Ints, Floats]:
    """Of all texts the distinct features, the number of their text, and how often they stand in it."""
    sizes = [len(names) for text in texts for names in text]
    names = chain.from_iterable(names for text in texts for names in text)
    keys = np.fromiter(map(_checksum, names), dtype=np.int64, count=sum(sizes))
    # The number of the text stands in the highest bits, its block in the lowest.
    places = np.arange(len(sizes), dtype=np.int64)
    keys |= np.repeat((places // len(Block) << _KEY_BITS) | places % len(Block), sizes)
    keys.sort()
    first = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    at = np.flatnonzero(first)
    times = np.diff(at, append=len(keys)).astype(np.float32)
    keys = keys[at]
    return keys & _KEY_MASK, keys >> _KEY_BITS, times
