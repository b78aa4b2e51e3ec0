"""When to say no, learned from the fact base itself: facts hidden from the model play the questions it cannot answer.

Each of some hundred curated phrasings is asked twice: once as a new phrasing of its fact (the model without this
phrasing), once as a question that the base does not cover (the model without its whole fact). A logistic regression
tells the two apart by the best fact's score, its nearest phrasing and the share of the question that the base knows.
So the threshold fits the base, its languages and its size.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.optimize import minimize

from bot.matching.linear import Machines
from bot.matching.vectors import Ints, Vector

SAMPLES = 400
"""At most so many phrasings are asked."""

UNCOVERED = 0.2
"""Share of questions that the base does not cover, as assumed in learning; a hidden fact is nearer to the others than
most of what people ask beside the point, so this is less than what a community may really ask."""

_ENOUGH = 20
_RIVALS = 8
_PENALTY = 0.5

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Judge:
    """The log-odds that the best fact is meant, linear in three signs.

    Attributes:
        bias, score, nearest, known: the weights.
    """

    bias: float = -6.0
    score: float = 9.0
    nearest: float = 4.0
    known: float = 2.0

    def odds(self, score: float, nearest: float, known: float) -> float:
        """The log-odds; above zero a fact answers."""
        return self.bias + self.score * score + self.nearest * nearest + self.known * known


def learn(machines: Machines, rows: sp.csr_matrix[np.float32]) -> Judge:
    """Learn from the fact base; one that is too small gets what holds for most.

    Args:
        machines: the fitted model.
        rows: the vectors it was fitted to.
    """
    count = machines.phrasings
    asked = np.unique(np.linspace(0, count - 1, min(count, SAMPLES)).astype(np.int64)) if count else np.empty(0, int)
    new, hidden = _rehearse(machines, rows, asked)
    if len(new) < _ENOUGH or len(hidden) < _ENOUGH:
        return Judge()
    signs = np.vstack([new, hidden])
    right = np.append(np.ones(len(new)), np.zeros(len(hidden)))
    shares = np.append(
        np.full(len(new), 1.0 - UNCOVERED),
        np.full(len(hidden), UNCOVERED * len(asked) / len(hidden)),
    )
    prior = np.asarray([Judge.bias, Judge.score, Judge.nearest, Judge.known])

    def loss(beta: Doubles) -> tuple[float, Doubles]:
        odds = beta[0] + signs @ beta[1:]
        error = shares * (1.0 / (1.0 + np.exp(-odds)) - right)
        away = beta[1:] - prior[1:]
        value = float((shares * np.logaddexp(0.0, np.where(right > 0, -odds, odds))).sum())
        gradient = np.append(error.sum(), signs.T @ error + 2.0 * _PENALTY * away)
        return value + _PENALTY * float(away @ away), gradient

    return Judge(*(float(b) for b in minimize(loss, prior, jac=True, method="L-BFGS-B").x))


def _rehearse(
    machines: Machines, rows: sp.csr_matrix[np.float32], asked: Ints
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The signs of the best fact for each phrasing: as a new one, where the best fact is its own; and uncovered."""
    owners = machines.owners
    cosines = {}
    tasks: dict[int, list[int]] = defaultdict(list)
    for row in asked:
        part = slice(rows.indptr[row], rows.indptr[row + 1])
        vector = Vector(rows.indices[part].astype(np.int64), rows.data[part], 1.0)
        compared = machines.compare(vector)
        cosines[row] = compared.cosines
        rank = np.argsort(-(compared.scores + compared.nearest))[: _RIVALS + 1]
        for fact in {int(owners[row]), *(int(f) for f in rank)}:
            tasks[fact].append(int(row))
    as_new: dict[int, list[tuple[float, int]]] = defaultdict(list)
    as_hidden: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for fact, numbers in tasks.items():
        lone = [np.asarray([row]) for row in numbers]
        family = [np.flatnonzero(owners == owners[row]) for row in numbers if owners[row] != fact]
        machines_without = machines.without(rows, fact, lone + family)
        for row, (members, shares) in zip(numbers, machines_without[: len(lone)], strict=True):
            as_new[row].append((float(shares @ cosines[row][members]), fact))
        others = [row for row in numbers if owners[row] != fact]
        for row, (members, shares) in zip(others, machines_without[len(lone) :], strict=True):
            as_hidden[row].append((float(shares @ cosines[row][members]), fact))
    documents = np.bincount(rows.indices, minlength=rows.shape[1])
    inside = _inside(machines, rows, asked)
    new: list[tuple[float, float, float]] = []
    hidden: list[tuple[float, float, float]] = []
    for row in asked:
        part = slice(rows.indptr[row], rows.indptr[row + 1])
        weights = rows.data[part] ** 2
        score, fact = max(as_new[row])
        if fact == owners[row]:
            known = float(weights[documents[rows.indices[part]] > 1].sum())
            new.append((score, _nearest(machines, cosines[row], fact, int(row)), known))
        if as_hidden[row]:
            score, fact = max(as_hidden[row])
            known = float(weights[documents[rows.indices[part]] > inside[row]].sum())
            hidden.append((score, _nearest(machines, cosines[row], fact, int(row)), known))
    return np.asarray(new).reshape(-1, 3), np.asarray(hidden).reshape(-1, 3)


def _nearest(machines: Machines, cosines: npt.NDArray[np.float32], fact: int, but: int) -> float:
    own = np.flatnonzero(machines.owners[: machines.phrasings] == fact)
    rest = own[own != but]
    return float(cosines[rest].max()) if len(rest) else 0.0


def _inside(machines: Machines, rows: sp.csr_matrix[np.float32], asked: Ints) -> dict[int, npt.NDArray[np.int64]]:
    """For each asked row's features in how many rows of its own fact they stand."""
    counts: dict[int, npt.NDArray[np.int64]] = {}
    for fact in np.unique(machines.owners[asked]):
        mine = rows[np.flatnonzero(machines.owners == fact)]
        held = np.bincount(mine.indices, minlength=rows.shape[1])
        for row in asked[machines.owners[asked] == fact]:
            counts[int(row)] = held[rows.indices[rows.indptr[row] : rows.indptr[row + 1]]]
    return counts
