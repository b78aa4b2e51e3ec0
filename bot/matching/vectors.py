"""Texts as sparse vectors: IDF-weighted features, each block normalised by itself, blocks joined by weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.matching.features import BLOCK_BITS, BLOCK_MASK, KEY_BITS, WEIGHTS, Block, Features

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_IDF_POWER = 0.75
_SHARES = np.asarray([WEIGHTS[block] for block in Block], dtype=np.float64)
_BATCH = 512
_KEY_MASK = 2**KEY_BITS - 1
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
        indices, values: the known features by their number, in ascending order, and their weights.
        known: share of the squared norm that known features hold, 0 to 1; unknown ones count in the norm only.
        meaning: what the text means (:func:`bot.matching.semantic.meanings`); None without an encoder.
    """

    indices: Ints
    values: Floats
    known: float
    meaning: Floats | None = None


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
            lone = (documents == 1) & np.isin(keys & BLOCK_MASK, _FINE)
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
        self._shift = np.int64(max(BLOCK_BITS, KEY_BITS - max(1, len(keys)).bit_length()))
        bounds = np.arange((2**KEY_BITS >> int(self._shift)) + 1, dtype=np.int64) << self._shift
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

    def changed(
        self, rows: sp.csr_matrix[np.float32], kept: Ints, fresh: Sequence[Features]
    ) -> tuple[Vectoriser, sp.csr_matrix[np.float32]]:
        """What :meth:`learn` makes of some of the phrasings and further ones, without reading the kept ones again.

        Not for a large base, which has forgotten features.

        Args:
            rows: the vectors of the phrasings so far.
            kept: numbers of those that stay.
            fresh: the further ones; their vectors stand behind the kept ones'.
        """
        some = rows[kept]
        documents = np.bincount(some.indices, minlength=self.size)
        old = np.flatnonzero(documents)
        keys, owners, times = _distinct(fresh)
        further, counts = np.unique(keys, return_counts=True)
        every = np.union1d(self._keys[old], further)
        places = np.searchsorted(every, self._keys)
        held = np.zeros(len(every), dtype=np.int64)
        held[places[old]] = documents[old]
        held[np.searchsorted(every, further)] += counts
        new = Vectoriser(every, held, max(1, len(kept) + len(fresh)), large=False)
        # Within a block of a row the values keep their proportions, but for the weights of the features.
        at = places[some.indices]
        owner = np.repeat(np.arange(len(kept), dtype=np.int64), np.diff(some.indptr))
        values = some.data * (new._idf[at] / self._idf[some.indices])
        values = _normed(len(kept), owner * len(Block) + (every[at] & BLOCK_MASK), values)
        reweighed = sp.csr_matrix((values, at.astype(np.int32), some.indptr), shape=(len(kept), new.size))
        return new, sp.csr_matrix(sp.vstack([reweighed, new._rows(len(fresh), keys, owners, times)]))

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
        keys, owners, times = _distinct([features])
        places, values, _, held = self._weighted(1, keys, owners, times)
        return Vector(places, values, float(held[0]))

    def row(self, rows: sp.csr_matrix[np.float32], number: int) -> Vector:
        """The vector of a curated phrasing."""
        part = slice(rows.indptr[number], rows.indptr[number + 1])
        return Vector(rows.indices[part].astype(np.int64), rows.data[part], 1.0)

    def numbers(self, keys: Ints) -> Ints:
        """The numbers of features, -1 for unknown ones."""
        places, known = self._find(keys)
        return np.where(known, places, -1)

    def weight(self, places: Ints) -> Floats:
        """The inverse document frequencies of features, damped."""
        return self._idf[places]

    def matrix(self, texts: Sequence[Features]) -> sp.csr_matrix[np.float32]:
        """The vectors of many texts as rows."""
        return self._rows(len(texts), *_distinct(texts))

    def stressed(self, rows: sp.csr_matrix[np.float32], block: Block, factor: float) -> sp.csr_matrix[np.float32]:
        """The same rows with a block of features weighing more, each of norm 1."""
        rows = rows.copy()
        rows.data[(self._keys[rows.indices] & BLOCK_MASK) == block] *= factor
        norms = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        rows.data /= np.repeat(np.maximum(norms, 1e-9), np.diff(rows.indptr)).astype(np.float32)
        return rows

    def _rows(self, count: int, keys: Ints, owners: Ints, times: Floats) -> sp.csr_matrix[np.float32]:
        places, values, starts, _ = self._weighted(count, keys, owners, times)
        return sp.csr_matrix((values, places.astype(np.int32), starts.astype(np.int32)), shape=(count, self.size))

    def _weighted(self, count: int, keys: Ints, owners: Ints, times: Floats) -> tuple[Ints, Floats, Ints, Floats]:
        """The known features of texts, their values, where each text's begin, and the share of the known ones."""
        places, known = self._find(keys)
        # A feature that stands twice weighs a little more, not twice.
        weights = np.where(known, self._idf[places] if self.size else 0.0, self._unknown)
        values = (weights * (1.0 + np.log(times))).astype(np.float32)
        known &= values > 0.0
        values = _normed(count, owners * len(Block) + (keys & BLOCK_MASK), values)[known]
        owners = owners[known]
        held = np.bincount(owners, values * values, minlength=count).astype(np.float32)
        starts = np.append(np.int64(0), np.cumsum(np.bincount(owners, minlength=count)))
        return places[known], values, starts, held


def batched(texts: Iterable[Features], size: int) -> Iterator[list[Features]]:
    """Lists of so many texts, the last one shorter."""
    rest = iter(texts)
    while some := list(islice(rest, size)):
        yield some


def _idf(count: int, documents: npt.NDArray[np.generic]) -> Floats:
    return ((np.log((count + 1) / (documents.astype(np.float64) + 1)) + 1.0) ** _IDF_POWER).astype(np.float32)


def _normed(count: int, cells: Ints, values: Floats) -> Floats:
    """Values scaled so that each text has norm 1, and each of its blocks its share.

    Args:
        count: how many texts.
        cells: for each value its text and block, as one number.
        values: weights of features.
    """
    norms = np.bincount(cells, values * values, minlength=count * len(Block)).reshape(count, len(Block))
    present = (norms > 0) @ (_SHARES**2)
    scales = _SHARES / np.sqrt(np.where(norms > 0, norms, 1.0) * np.maximum(present, 1e-9)[:, None])
    scaled: Floats = (values * scales.ravel()[cells]).astype(np.float32)
    return scaled


def _distinct(texts: Sequence[Features]) -> tuple[npt.NDArray[np.int64], Ints, Floats]:
    """Of all texts the distinct features, the number of their text, and how often they stand in it."""
    if len(texts) == 1:
        keys = np.sort(texts[0])
    else:
        # The number of the text stands in the highest bits.
        sizes = np.asarray([len(text) for text in texts], dtype=np.int64)
        numbers = np.repeat(np.arange(len(texts), dtype=np.int64) << KEY_BITS, sizes)
        keys = np.sort(np.concatenate([np.empty(0, np.int64), *texts]) | numbers)
    first: npt.NDArray[np.bool_] = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    at = np.flatnonzero(first)
    times = np.diff(np.append(at, len(keys))).astype(np.float32)
    keys = keys[at]
    return keys & _KEY_MASK, keys >> KEY_BITS, times
