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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.language.tokens import Token
from bot.matching.features import Block, Features, key
from bot.matching.vectors import Floats, Vectoriser

OFTEN = 2
"""Texts in which a feature must stand to be learned."""

MOST = 2**24
"""Weights at most; in a base of many facts only what stands in the most texts is learned."""

_SIZES = (2, 3, 4, 5)
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

    Attributes:
        facts: ids of the facts that it tells apart.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        """Learn; takes seconds for ten thousand examples.

        Args:
            examples: curated questions and questions of the exam.
        """
        self.facts = tuple(dict.fromkeys(chain.from_iterable(example.facts for example in examples)))
        places = {fact: place for place, fact in enumerate(self.facts)}
        wanted = np.zeros((len(examples), len(self.facts) + 1), dtype=np.float32)
        for row, example in enumerate(examples):
            at = [places[fact] for fact in example.facts] or [len(self.facts)]
            wanted[row, at] = 1.0 / len(at)
        self._vectoriser, rows = Vectoriser.learn((_features(example.tokens) for example in examples), large=False)
        count = np.bincount(rows.indices, minlength=rows.shape[1])
        most = MOST // wanted.shape[1]
        often = count >= (OFTEN if len(count) <= most else max(OFTEN, int(np.partition(count, -most)[-most]) + 1))
        # What stands in one text only keeps its place, as all others weigh less beside it, and tells nothing.
        self._places = np.where(often, np.cumsum(often) - 1, -1).astype(np.int32)
        weights, self._bias = _fitted(sp.csr_matrix(rows[:, np.flatnonzero(often)]), wanted)
        self._weights: npt.NDArray[np.float16] = weights.astype(np.float16)

    def likely(self, tokens: Sequence[Token]) -> Floats:
        """How likely each of :attr:`facts` is the one asked for, and behind them how likely none of them is."""
        vector = self._vectoriser.vector(_features(tokens))
        places = self._places[vector.indices]
        known = places >= 0
        scores: Floats = vector.values[known] @ self._weights[places[known]].astype(np.float32) + self._bias
        odds = np.exp(scores - scores.max())
        found: Floats = odds / odds.sum()
        return found


def _features(tokens: Sequence[Token]) -> Features:
    words = [token.text for token in tokens]
    pairs = [key(f"{one} {other}", Block.WORD) for one, other in pairwise(words)]
    return np.concatenate([np.asarray(pairs, dtype=np.int64), *map(_of_word, words)])


@lru_cache(maxsize=16384)
def _of_word(word: str) -> Features:
    """The features of a word: itself, and its 2- to 5-grams with its borders."""
    return np.asarray([key(word, Block.WORD), *[key(part, Block.LETTERS) for part in _parts(f"<{word}>")]], np.int64)


def _parts(word: str) -> Iterator[str]:
    return (word[first : first + size] for size in _SIZES for first in range(len(word) - size + 1))


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
