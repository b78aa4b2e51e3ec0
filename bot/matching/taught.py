"""What the exam teaches: how likely each fact is, or none of them, by the mere words of a question.

The questions of the exam's tune half are labelled examples, a third of them of what the base does not answer; the hold
half is never looked at. From them and the curated questions a multinomial logistic regression learns weights of words,
pairs of words and letters for each fact and for "none of them" (by stochastic gradients with a step of its own for each
feature: Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011).

It knows no concepts, on purpose: those have grown by the same questions, so that a model that sees them trusts them too
much, and errs where the frame errs. By words alone it errs elsewhere, and the two correct each other
(:mod:`bot.matching.pooled`).
"""

from __future__ import annotations

import math
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.language.tokens import Token
from bot.matching.features import BLOCK_MASK, Block, Features, key
from bot.matching.vectors import Floats, Ints, idf

OFTEN = 2
"""Texts in which a feature must stand to be learned."""

MOST = 2**24
"""Weights at most; in a base of many facts only what stands in the most texts is learned."""

WORDS = 16384
"""Words that no example has of which it is kept what they speak for."""

_SIZES = (2, 3, 4, 5)
_SHARES = {Block.WORD: 1.0, Block.LETTERS: 1.5}
"""How much words and pairs of words count in a text, and how much letters."""

_ROUNDS, _BATCH = 6, 64
_STEP, _STEP_BIAS, _DAMP = 0.3, 0.03, 0.01
_SCALE = 8.0
"""Vectors have norm 1; longer ones are learned in fewer rounds."""

_SHARE = 0.125
"""How much the squares of a feature's gradients, over all classes, count in its step."""


@dataclass(frozen=True)
class Example:
    """A question with what answers it.

    Attributes:
        tokens: its words.
        facts: ids of the facts any of which answers it; none: nothing does.
    """

    tokens: Sequence[Token]
    facts: tuple[str, ...]


class Taught:
    """The learned weights.

    A text is the sum of its words, pairs of words and letters, each weighed by how few texts have it, words and letters
    scaled for themselves; so what a word speaks for is worked out once.

    Attributes:
        facts: ids of the facts that it tells apart.
        places: the place of each among them.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        """Learn; takes seconds for ten thousand examples.

        Args:
            examples: curated questions and questions of the exam.
        """
        self.facts = tuple(dict.fromkeys(chain.from_iterable(example.facts for example in examples)))
        self.places = {fact: place for place, fact in enumerate(self.facts)}
        wanted = np.zeros((len(examples), len(self.facts) + 1), dtype=np.float32)
        for row, example in enumerate(examples):
            right = [self.places[fact] for fact in example.facts] or [len(self.facts)]
            wanted[row, right] = 1.0 / len(right)
        texts = [_features(example.tokens) for example in examples]
        every = np.concatenate([np.empty(0, np.int64), *texts])
        owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        keys, at = np.unique(every, return_inverse=True)
        # Of each feature and text one, however often it stands there.
        held = np.sort(at * len(texts) + owners)
        counts = np.bincount(held[np.diff(held, prepend=-1) > 0] // max(1, len(texts)), minlength=len(keys))
        most = MOST // wanted.shape[1]
        often = counts >= (OFTEN if len(counts) <= most else max(OFTEN, int(np.partition(counts, -most)[-most]) + 1))
        weighs = idf(len(texts), counts)
        self._keys, self._idf = keys[often], weighs[often]
        self._rare = float(weighs.max(initial=0.0))
        rows = _rows(every, owners, weighs[at], (np.cumsum(often) - 1)[at], often[at], (len(texts), len(self._keys)))
        weights, self._bias = _fitted(rows, wanted)
        self._weights: npt.NDArray[np.float16] = weights.astype(np.float16)
        self._said = {word: row for row, word in enumerate(sorted({t.text for e in examples for t in e.tokens}))}
        self._speak_for = np.empty((len(self._said), 2, wanted.shape[1] + 1), dtype=np.float16)
        for word, row in self._said.items():
            self._speak_for[row] = self.word(word)
        self._remember()

    def _remember(self) -> None:
        # What is remembered must not hold the lesson in a ring.
        self._of = lru_cache(maxsize=WORDS)(partial(type(self).word, weakref.proxy(self)))

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "_of"}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._remember()

    def likely(self, tokens: Sequence[Token]) -> Floats:
        """How likely each of :attr:`facts` is the one asked for, and behind them how likely none of them is."""
        words = [token.text for token in tokens]
        scores = self._bias
        if words:
            rows = [self._said[word] for word in words if word in self._said]
            sums = np.add.reduce(self._speak_for.take(rows, axis=0).astype(np.float32), axis=0)
            for word in words if len(rows) < len(words) else ():
                if word not in self._said:
                    sums += self._of(word)
            self._add_pairs(_pairs(words), sums[0])
            # Behind what each kind of feature speaks for stands its squared norm.
            scales = [
                share / math.sqrt(square * _PRESENT) if square else 0.0
                for share, square in zip(_SHARES.values(), sums[:, -1].tolist(), strict=True)
            ]
            scores = np.asarray(scales, dtype=np.float32) @ sums[:, :-1] + scores
        odds = np.exp(scores - scores.max())
        found: Floats = odds / odds.sum()
        return found

    def word(self, word: str) -> Floats:
        """What a word speaks for: a row for each kind of feature, in the last place of each its squared norm."""
        places, known, weights = self._weighed(_of_word(word))
        each = self._weights[places].astype(np.float32) * (weights * known)[:, None]
        squares = np.square(weights)
        # The word itself stands first.
        own, letters = np.append(each[0], squares[0]), np.append(each[1:].sum(axis=0), squares[1:].sum())
        return np.asarray([own, letters])

    def _add_pairs(self, pairs: Features, sums: Floats) -> None:
        """Add what pairs of words speak for, and in the last place their squared norm."""
        places = self._keys.searchsorted(pairs)
        places[places == len(self._keys)] = 0
        known = self._keys[places] == pairs
        some = places[known]
        weighs = self._idf[some]
        sums[:-1] += weighs @ self._weights[some].astype(np.float32)
        sums[-1] += weighs @ weighs + (len(pairs) - len(some)) * self._rare**2

    def _weighed(self, features: Features) -> tuple[Ints, npt.NDArray[np.bool_], Floats]:
        """The numbers of features, which of them are known, and what each weighs."""
        places = np.minimum(np.searchsorted(self._keys, features), len(self._keys) - 1)
        known = self._keys[places] == features
        return places, known, np.where(known, self._idf[places], np.float32(self._rare))


_WORD = int(Block.WORD)
_PRESENT = sum(share**2 for share in _SHARES.values())


def _features(tokens: Sequence[Token]) -> Features:
    words = [token.text for token in tokens]
    return np.concatenate([_pairs(words), *map(_of_word, words)])


def _pairs(words: Sequence[str]) -> Features:
    """The features of neighbouring words."""
    return np.asarray([key(f"{one} {other}", _WORD) for one, other in pairwise(words)], dtype=np.int64)


@lru_cache(maxsize=WORDS)
def _of_word(word: str) -> Features:
    """The features of a word: itself, and its 2- to 5-grams with its borders."""
    return np.asarray([key(word, _WORD), *[key(part, Block.LETTERS) for part in _parts(f"<{word}>")]], np.int64)


def _parts(word: str) -> Iterator[str]:
    return (word[first : first + size] for size in _SIZES for first in range(len(word) - size + 1))


def _rows(
    features: Features, owners: Ints, weighs: Floats, places: Ints, known: npt.NDArray[np.bool_], shape: tuple[int, int]
) -> sp.csr_matrix[np.float32]:
    """The vectors of texts, as :meth:`Taught.likely` sums them up.

    Args:
        features: of all texts, one after another.
        owners: for each the number of its text.
        weighs: for each its weight.
        places: for each its column.
        known: whether it has one.
        shape: how many texts there are, and columns.
    """
    values = np.zeros(len(features), dtype=np.float32)
    for block, share in _SHARES.items():
        own = features & BLOCK_MASK == block
        norms = np.bincount(owners[own], np.square(weighs[own]), minlength=shape[0])
        values[own] = weighs[own] * (share / np.sqrt(np.maximum(norms, 1e-9) * _PRESENT))[owners[own]]
    return sp.csr_matrix((values[known], (owners[known], places[known])), shape=shape)


def _fitted(rows: sp.csr_matrix[np.float32], wanted: Floats) -> tuple[Floats, Floats]:
    """Weights of the features for each class, and the classes' bias.

    Args:
        rows: the vectors of the examples.
        wanted: for each of them how likely each class is.
    """
    count, size = rows.shape
    weights = np.zeros((size, wanted.shape[1]), dtype=np.float32)
    squares = np.full(size, _DAMP, dtype=np.float32)
    bias = np.zeros(wanted.shape[1], dtype=np.float32)
    random = np.random.default_rng(0)
    for _ in range(_ROUNDS):
        order = random.permutation(count)
        for first in range(0, count, _BATCH):
            some = order[first : first + _BATCH]
            batch = rows[some]
            features, at = np.unique(batch.indices, return_inverse=True)
            batch = sp.csr_matrix((batch.data * _SCALE, at.astype(np.int32), batch.indptr), (len(some), len(features)))
            own = weights[features]
            error = (_softmax(batch @ own + bias) - wanted[some]) / len(some)
            gradient = np.asarray(batch.T @ error, dtype=np.float32)
            squares[features] += np.square(gradient).sum(axis=1) * _SHARE
            weights[features] = own - _STEP * gradient / np.sqrt(squares[features])[:, None]
            bias -= _STEP_BIAS * error.sum(axis=0)
    return weights * _SCALE, bias


def _softmax(scores: Floats) -> Floats:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = odds / odds.sum(axis=1, keepdims=True)
    return found
