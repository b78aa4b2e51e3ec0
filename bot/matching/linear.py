"""A linear model over the curated phrasings, learned when a fact base is loaded.

Regularised least squares, one output a fact, solved in its dual form: with the kernel ``K = X X'`` of the
phrasings' feature vectors, ``(K + r I) A = Y`` and ``W = X' A`` (Rifkin, Yeo and Poggio, "Regularized
least-squares classification", 2003). On short texts it ranks about as well as a support vector machine and
takes one Cholesky factorisation instead of an iterative fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.linalg
import scipy.sparse as sp

from bot.matching.features import WEIGHTS, Block, Features

Floats = npt.NDArray[np.float32]
_IDF_POWER = 0.75


@dataclass(frozen=True)
class Vector:
    """A text's features: indices into the vocabulary and values; unknown features count in the norm only.

    Attributes:
        indices, values: the known features.
        known: share of the squared norm that known features hold, 0 to 1.
    """

    indices: npt.NDArray[np.int64]
    values: Floats
    known: float


class Vectoriser:
    """Turns features into vectors: IDF-weighted, each block normalised by itself, blocks joined by weight."""

    def __init__(self, texts: Sequence[Features]) -> None:
        """Learn the vocabulary and the inverse document frequencies from the curated phrasings."""
        self._blocks: list[dict[str, tuple[int, float]]] = []
        self._unknown: list[float] = []
        self.size = 0
        count = max(1, len(texts))
        for block in Block:
            frequency: Counter[str] = Counter()
            for text in texts:
                frequency.update(set(text[block]))
            vocabulary: dict[str, tuple[int, float]] = {}
            for feature, documents in frequency.items():
                vocabulary[feature] = (self.size + len(vocabulary), self._idf(count, documents))
            self.size += len(vocabulary)
            self._blocks.append(vocabulary)
            self._unknown.append(self._idf(count, 0))

    @staticmethod
    def _idf(count: int, documents: int) -> float:
        return float((np.log((count + 1) / (documents + 1)) + 1.0) ** _IDF_POWER)

    def vector(self, features: Features) -> Vector:
        """The vector of a text; its norm would be 1 if every feature were known."""
        indices: list[int] = []
        values: list[float] = []
        total = sum(WEIGHTS[block] ** 2 for block in Block if features[block])
        known = 0.0
        for block in Block:
            names = features[block]
            if not names:
                continue
            vocabulary, unknown = self._blocks[block], self._unknown[block]
            # A feature that stands twice weighs a little more, not twice.
            found: dict[int, float] = {}
            norm = 0.0
            strangers: set[str] = set()
            for name in names:
                entry = vocabulary.get(name)
                if entry is None:
                    if name not in strangers:
                        strangers.add(name)
                        norm += unknown * unknown
                elif entry[0] not in found:
                    found[entry[0]] = entry[1]
                    norm += entry[1] * entry[1]
            scale = WEIGHTS[block] / (norm * total) ** 0.5
            for index, value in found.items():
                indices.append(index)
                values.append(value * scale)
                known += (value * scale) ** 2
        return Vector(np.asarray(indices, dtype=np.int64), np.asarray(values, dtype=np.float32), known)

    def matrix(self, texts: Sequence[Features]) -> sp.csr_matrix[np.float32]:
        """The vectors of many texts as rows."""
        vectors = [self.vector(text) for text in texts]
        starts = np.cumsum([0, *(len(vector.indices) for vector in vectors)])
        indices = np.concatenate([v.indices for v in vectors]) if vectors else np.empty(0, np.int64)
        values = np.concatenate([v.values for v in vectors]) if vectors else np.empty(0, np.float32)
        return sp.csr_matrix((values, indices, starts), shape=(len(texts), self.size), dtype=np.float32)


class LinearModel:
    """Scores every fact for a vector: about 1 for the fact meant, about 0 for the others."""

    def __init__(
        self, rows: sp.csr_matrix[np.float32], owners: npt.NDArray[np.int64], facts: int, ridge: float = 0.15
    ) -> None:
        """Fit the model.

        Args:
            rows: the phrasings' vectors.
            owners: for each phrasing the number of its fact.
            facts: how many facts there are.
            ridge: strength of the regularisation.
        """
        # Single precision: the ridge keeps the kernel well conditioned, and it takes half the time and memory.
        kernel = (rows @ rows.T).toarray().astype(np.float32, copy=False)
        kernel[np.diag_indices_from(kernel)] += ridge
        targets = np.zeros((rows.shape[0], facts), dtype=np.float32)
        targets[np.arange(rows.shape[0]), owners] = 1.0
        factor = scipy.linalg.cho_factor(kernel, lower=True, overwrite_a=True, check_finite=False)
        dual = scipy.linalg.cho_solve(factor, targets, overwrite_b=True, check_finite=False)
        self.weights: Floats = np.ascontiguousarray((rows.T @ dual), dtype=np.float32)

    def scores(self, vector: Vector) -> Floats:
        """A score for each fact."""
        scores: Floats = vector.values @ self.weights[vector.indices]
        return scores
