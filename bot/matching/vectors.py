"""Texts as sparse vectors: IDF-weighted features, each block normalised by itself, blocks joined by weight."""

from __future__ import annotations

import math
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
Counts = npt.NDArray[np.int32]

_IDF_POWER = 0.75
_SHARES_LIST = [WEIGHTS[block] for block in Block]
_SHARES = np.asarray(_SHARES_LIST, dtype=np.float64)
_SQUARES = [share**2 for share in _SHARES_LIST]
_BATCH = 512
_MORE: Floats = np.asarray(1.0 + np.log(np.maximum(np.arange(4096, dtype=np.float32), 1.0)), dtype=np.float32)
"""What a feature weighs that stands so many times in a text: a little more, and not as many times."""

_KEY_MASK = 2**KEY_BITS - 1
_FINE = np.asarray([Block.LETTERS, Block.PAIR, Block.RUN, Block.SKIP, Block.KIN_PAIR])
"""Blocks of many features, of which a large base forgets those that stand in one phrasing only."""

COMMON = 0.05
"""Share of the phrasings from which a feature of a large base tells nothing and weighs nothing."""

COMMON_MOST = 1200
"""The same in phrasings: longer lists would cost an answer its time."""

COMMON_LETTERS = 0.1
"""Share of the phrasings from which letters weigh nothing in a base of :data:`MANY`.

In the shipped base a hundred of them, with four hundredths of the squared weight of a question, are six in ten of the
places where its features stand; without them the exam comes out the same.
"""

MANY = 4000
"""Phrasings from which that holds, and fine features of a single one are forgotten: of fewer each may still tell."""

MANY_FACTS = 512
"""Facts from which a base is large: what tells few of them apart costs more time and memory than it is worth."""


@dataclass(frozen=True)
class Vector:
    """A text's features.

    Attributes:
        indices, values: the known features by their number, in ascending order, and their weights.
        meaning: what the text means (:func:`bot.matching.semantic.meanings`); None without an encoder.
    """

    indices: Ints
    values: Floats
    meaning: Floats | None = None

    @property
    def known(self) -> float:
        """The share of the squared norm that known features hold, 0 to 1; unknown ones count in the norm only."""
        return float(np.square(self.values).sum(dtype=np.float64).astype(np.float32))


class Vectoriser:
    """Turns features into vectors of norm 1, if every feature is known."""

    def __init__(self, keys: Ints, documents: Ints, count: int, *, large: bool, common: Ints | None = None) -> None:
        """Take the vocabulary.

        Args:
            keys: checksums of the features.
            documents: in how many phrasings each stands, or in the phrasings of how many facts.
            count: how many phrasings there are, or facts.
            large: whether to do without common features, and without fine ones of a single phrasing, as many
                phrasings do in any case.
            common: letters that weigh nothing; None: the documents tell.
        """
        if large or (count > MANY and common is None):
            lone = (documents == 1) & np.isin(keys & BLOCK_MASK, _FINE)
            keys, documents = keys[~lone], documents[~lone]
        self._keep(keys)
        self._idf = idf(count, documents)
        if large:
            self._idf[documents > min(COMMON * count, COMMON_MOST)] = 0.0
        often = documents > (COMMON_LETTERS * count if count > MANY else count)
        letters = keys & BLOCK_MASK == Block.LETTERS
        self._common: Ints = keys[often & letters] if common is None else common
        self._idf[np.searchsorted(keys, self._common)] = 0.0
        self._unknown = float(idf(count, np.zeros(1))[0])
        self._lone = float(idf(count, np.ones(1))[0])

    def _keep(self, keys: Ints) -> None:
        """Take sorted keys, and note where those begin that share their highest bits.

        Checksums spread evenly, so that a few keys share them: a question's features are found with two reads each,
        where a binary search would go through the whole memory of a large vocabulary.
        """
        self._keys = keys
        self._shift = np.int64(max(BLOCK_BITS, KEY_BITS - max(1, len(keys)).bit_length()))
        bounds = np.arange((2**KEY_BITS >> int(self._shift)) + 1, dtype=np.int64) << self._shift
        begins = np.searchsorted(keys, bounds).astype(np.int32)
        most = int(np.diff(begins).max(initial=1))
        self._steps = np.arange(most)
        # So many keys from there on are looked at, and so many there are everywhere.
        self._begins = np.minimum(begins, max(0, len(keys) - most))

    def _find(self, keys: Ints) -> tuple[Ints, Ints]:
        """The numbers of the known ones among some features, and where among them each of these stands."""
        if not self.size:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        near = self._begins[keys >> self._shift][:, None] + self._steps
        hits = (self._keys[near] == keys[:, None]).ravel().nonzero()[0]
        return near.ravel()[hits], hits // len(self._steps)

    def changed(
        self, rows: sp.csr_matrix[np.float32], kept: Ints, fresh: Sequence[Features], holders: Ints | None = None
    ) -> tuple[Vectoriser, sp.csr_matrix[np.float32]]:
        """What :meth:`learn` makes of some of the phrasings and further ones, without reading the kept ones again.

        Not for a large base, which has forgotten features.

        Args:
            rows: the vectors of the phrasings so far.
            kept: numbers of those that stay.
            fresh: the further ones; their vectors stand behind the kept ones'.
            holders: as for :meth:`learn`; of the kept ones, then of the further ones.
        """
        some = rows[kept]
        old = np.unique(some.indices)
        keys, owners, times = _distinct(fresh)
        # What weighs nothing stands in no row.
        every = np.union1d(self._keys[old], np.append(keys, self._common))
        # Within a block of a row the values keep their proportions, but for the weights of the features.
        places = np.searchsorted(every, self._keys)
        at = places[some.indices]
        owner = np.repeat(np.arange(len(kept), dtype=np.int64), np.diff(some.indptr))
        texts = np.append(owner, owners + len(kept))
        documents, count = _documents(np.append(at, np.searchsorted(every, keys)), texts, len(every), holders)
        size = max(1, count or len(kept) + len(fresh))
        new = Vectoriser(every, documents, size, large=False, common=self._common)
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
    def learn(
        cls, texts: Iterable[Features], *, large: bool = False, holders: Ints | None = None
    ) -> tuple[Vectoriser, sp.csr_matrix[np.float32]]:
        """The vectoriser of the curated phrasings, and their vectors as rows; of the texts few are held at a time.

        Args:
            texts: the phrasings.
            large: as for the vectoriser itself.
            holders: the fact of each phrasing, if a feature is to weigh by how few facts have it; None: by how few
                phrasings do.
        """
        parts: list[tuple[Ints, Ints, Counts]] = []
        count = 0
        for some in batched(texts, _BATCH):
            keys, owners, times = _distinct(some)
            parts.append((keys, owners + count, times))
            count += len(some)
        keys, owners, times = (np.concatenate(column) for column in zip(*parts or [_distinct([])], strict=True))
        if holders is None:
            vectoriser = cls(*np.unique(keys, return_counts=True), max(1, count), large=large)
        else:
            found, places = np.unique(keys, return_inverse=True)
            documents, held = _documents(places, owners, len(found), holders)
            vectoriser = cls(found, documents, max(1, held), large=large)
        return vectoriser, vectoriser._rows(count, keys, owners, times)

    @property
    def size(self) -> int:
        """How many features are known."""
        return len(self._keys)

    @property
    def keys(self) -> Ints:
        """The features that are known, in the order of their numbers."""
        return self._keys

    @property
    def unknown(self) -> float:
        """What a feature weighs that is not known: nothing by itself, but beside it all others weigh less."""
        return self._unknown

    def vector(self, features: Features) -> Vector:
        """The vector of a text: what :meth:`_rows` does for many, in fewer steps."""
        keys = np.sort(features)
        at = _firsts(keys)
        times, keys = _times(at, len(keys)), keys[at]
        places, known = self._find(keys)
        values = self._weights(keys, places, known, times)
        cells = keys & BLOCK_MASK
        norms = np.bincount(cells, values * values, minlength=len(_SHARES_LIST))
        values = (values * np.asarray(_scales(norms.tolist()))[cells]).astype(np.float32)[known]
        telling = values > 0.0
        return Vector(places, values) if telling.all() else Vector(places[telling], values[telling])

    def _weights(self, keys: Ints, places: Ints, known: Ints, times: Counts) -> Floats:
        """What features weigh before they are normalised."""
        values = np.full(len(keys), self._unknown, dtype=np.float32)
        values[known] = self._idf[places]
        values *= _MORE.take(times, mode="clip")
        return values

    def row(self, rows: sp.csr_matrix[np.float32], number: int) -> Vector:
        """The vector of a curated phrasing."""
        part = slice(rows.indptr[number], rows.indptr[number + 1])
        return Vector(rows.indices[part].astype(np.int64), rows.data[part])

    def numbers(self, keys: Ints) -> Ints:
        """The numbers of features, -1 for unknown ones."""
        places, known = self._find(keys)
        found = np.full(len(keys), -1, dtype=np.int64)
        found[known] = places
        return found

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

    def _rows(self, count: int, keys: Ints, owners: Ints, times: Counts) -> sp.csr_matrix[np.float32]:
        places, values, sizes = self._weighted(count, keys, owners, times)
        starts = np.append(np.int64(0), np.cumsum(sizes))
        return sp.csr_matrix((values, places.astype(np.int32), starts.astype(np.int32)), shape=(count, self.size))

    def _weighted(self, count: int, keys: Ints, owners: Ints, times: Counts) -> tuple[Ints, Floats, Ints]:
        """The known features of texts, their values, and how many each text has.

        Args:
            count: how many texts there are.
            keys: the features of one after another, none twice.
            owners: the number of the text of each.
            times: how often each stands in its text.
        """
        places, known = self._find(keys)
        values = self._weights(keys, places, known, times)
        values = _normed(count, (keys & BLOCK_MASK) + owners * len(Block), values)[known]
        telling = values > 0.0
        if not telling.all():
            places, values, known = places[telling], values[telling], known[telling]
        return places, values, np.bincount(owners[known], minlength=count)


def batched(texts: Iterable[Features], size: int) -> Iterator[list[Features]]:
    """Lists of so many texts, the last one shorter."""
    rest = iter(texts)
    while some := list(islice(rest, size)):
        yield some


def _documents(places: Ints, texts: Ints, size: int, holders: Ints | None) -> tuple[Ints, int]:
    """In how many texts each feature stands, or with how many of those that hold the texts.

    Args:
        places: numbers of features, none twice in one text.
        texts: for each the number of its text.
        size: how many features there are.
        holders: who holds each text; None: each stands for itself.

    Returns:
        The counts, and how many hold any of the texts; 0 without holders.
    """
    if holders is None or not len(holders):
        return np.bincount(places, minlength=size), 0
    pairs = np.unique(places * (holders.max() + 1) + holders[texts])
    return np.bincount(pairs // (holders.max() + 1), minlength=size), len(np.unique(holders))


def idf(count: int, documents: npt.NDArray[np.generic]) -> Floats:
    """Damped inverse document frequencies of features that stand in so many of all texts."""
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


def _scales(norms: Sequence[float]) -> list[float]:
    """What the values of each block of one text are multiplied by: a few numbers, for which numpy takes longer."""
    present = sum([square for square, norm in zip(_SQUARES, norms, strict=True) if norm > 0.0])
    return [
        share / math.sqrt(norm * present) if norm > 0.0 else 0.0
        for share, norm in zip(_SHARES_LIST, norms, strict=True)
    ]


def _distinct(texts: Sequence[Features]) -> tuple[npt.NDArray[np.int64], Ints, Counts]:
    """Of all texts the distinct features, the number of their text, and how often they stand in it."""
    # The number of the text stands in the highest bits.
    sizes = np.asarray([len(text) for text in texts], dtype=np.int64)
    numbers = np.repeat(np.arange(len(texts), dtype=np.int64) << KEY_BITS, sizes)
    keys: Ints = np.sort(np.concatenate([np.empty(0, np.int64), *texts]) | numbers)
    at = _firsts(keys)
    times, keys = _times(at, len(keys)), keys[at]
    return keys & _KEY_MASK, keys >> KEY_BITS, times


def _firsts(keys: Ints) -> Ints:
    """Of sorted numbers the places of those that are not the same as the one before."""
    first: npt.NDArray[np.bool_] = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    return first.nonzero()[0]


def _times(firsts: Ints, count: int) -> Counts:
    """How often each of so many sorted numbers stands there, from the places of the first ones."""
    ends = np.empty_like(firsts)
    ends[:-1] = firsts[1:]
    ends[-1:] = count
    return (ends - firsts).astype(np.int32)
