"""When to say no, learned from the fact base itself: facts hidden from the model play the questions it cannot answer.

Each of some hundred curated phrasings is asked twice: once as a new phrasing of its fact (the model without this
phrasing), once as a question that the base does not cover (the model without its whole fact). A logistic regression
tells the two apart by the best fact's score, its nearest phrasing and the share of the question that the base knows.
So the threshold fits the base, its languages and its size. A small base has too few phrasings to teach that:
the smaller it is, the more it goes by what holds for small bases in general.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import astuple, dataclass, replace

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.optimize import minimize

from bot.matching.linear import LARGE, Machines
from bot.matching.vectors import Ints, Vectoriser

SAMPLES = 400
"""At most so many phrasings are asked; fewer in a large base, where each takes longer and is more typical."""

SAMPLES_LARGE = 160

UNCOVERED = 0.12
"""Share of questions that the base does not cover, as assumed in learning; a hidden fact is nearer to the others than
most of what people ask beside the point, so this is less than what a community may really ask."""

TRUSTED = 100
"""Phrasings of a base whose own lesson counts as much as what holds for small bases in general."""

_ENOUGH = 20
_RIVALS = 8
_RIVALS_LARGE = 4
_PENALTY = 0.5

Signs = tuple[float, float, float, float]
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Judge:
    """The log-odds that the best fact is meant, linear in four signs.

    Attributes:
        bias, score, nearest, known, cover: the weights.
    """

    bias: float = -6.0
    score: float = 9.0
    nearest: float = 4.0
    known: float = 1.0
    cover: float = 1.0

    def odds(self, score: float, nearest: float, known: float, cover: float) -> float:
        """The log-odds; above zero a fact answers.

        Args:
            score: the learned score of the fact.
            nearest: the cosine of its nearest phrasing.
            known: share of the question that the base knows.
            cover: share of the question's words that stand in the fact's phrasings.
        """
        signs = self.score * score + self.nearest * nearest + self.known * known + self.cover * cover
        return self.bias + signs

    @classmethod
    def usual(cls, count: int) -> Judge:
        """What tells the questions of a small base apart, whatever it is about.

        Fitted to the signs of some 8,000 questions, three in ten uncovered, to bases of 8 to 60 facts with 3 to 8
        phrasings each, drawn from HINT3 SOFMattress, CLINC150 and ArBanking77; nearest and cover added nothing
        to the score.

        Args:
            count: phrasings of the base; of more, a high score is the likelier by chance.
        """
        return cls(bias=-1.3 - 0.47 * math.log(max(1, count)), score=11.1, nearest=0.0, known=0.4, cover=0.0)

    def mixed(self, other: Judge, share: float) -> Judge:
        """This judge with that share of another one."""
        own, others = astuple(self), astuple(other)
        return Judge(*((1.0 - share) * a + share * b for a, b in zip(own, others, strict=True)))


def covered(weights: npt.NDArray[np.float32], held: npt.NDArray[np.bool_], strange: float) -> float:
    """The share of a question's words that are held, by weight; unknown words are held by nothing."""
    total = float(weights.sum()) + strange
    return float(weights[held].sum()) / total if total else 0.0


def learn(machines: Machines, rows: sp.csr_matrix[np.float32], vectoriser: Vectoriser) -> Judge:
    """Learn from the fact base; a small one learns in part, a tiny one wholly, from what holds for such bases.

    Args:
        machines: the fitted model.
        rows: the vectors it was fitted to.
        vectoriser: what made the vectors.
    """
    count = machines.phrasings
    most = SAMPLES if count < LARGE else SAMPLES_LARGE
    asked = np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.int64)) if count else np.empty(0, int)
    new, hidden = _rehearse(machines, rows, vectoriser, asked)
    if len(new) < _ENOUGH or len(hidden) < _ENOUGH:
        return Judge.usual(count)
    signs = np.vstack([new, hidden])
    right = np.append(np.ones(len(new)), np.zeros(len(hidden)))
    shares = np.append(
        np.full(len(new), 1.0 - UNCOVERED),
        np.full(len(hidden), UNCOVERED * len(asked) / len(hidden)),
    )
    prior = np.asarray([Judge.bias, Judge.score, Judge.nearest, Judge.known, Judge.cover])

    def loss(beta: Doubles) -> tuple[float, Doubles]:
        odds = beta[0] + signs @ beta[1:]
        error = shares * (1.0 / (1.0 + np.exp(-odds)) - right)
        away = beta[1:] - prior[1:]
        value = float((shares * np.logaddexp(0.0, np.where(right > 0, -odds, odds))).sum())
        gradient = np.append(error.sum(), signs.T @ error + 2.0 * _PENALTY * away)
        return value + _PENALTY * float(away @ away), gradient

    learned = Judge(*(float(b) for b in minimize(loss, prior, jac=True, method="L-BFGS-B").x))
    return learned.mixed(Judge.usual(count), TRUSTED / (count + TRUSTED))


def _rehearse(
    machines: Machines, rows: sp.csr_matrix[np.float32], vectoriser: Vectoriser, asked: Ints
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The signs of the best fact for each phrasing: as a new one, where the best fact is its own; and uncovered."""
    owners = machines.owners
    rivals = _RIVALS if machines.phrasings < LARGE else _RIVALS_LARGE
    cosines = {}
    tasks: dict[int, list[int]] = defaultdict(list)
    for row in asked:
        compared = machines.compare(replace(vectoriser.row(rows, int(row)), meaning=machines.meanings[row]))
        cosines[row] = compared.cosines
        rank = np.argsort(-(compared.scores + compared.nearest))[: rivals + 1]
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
    new: list[Signs] = []
    hidden: list[Signs] = []
    for row in asked:
        vector = vectoriser.row(rows, int(row))
        squares, own = vector.values**2, int(owners[row])
        weights = vectoriser.weight(vector.words)
        score, fact = max(as_new[row])
        if fact == own:
            known = float(squares[documents[vector.indices] > 1].sum())
            cover = covered(weights, machines.times(vector.words, fact) > 1, 0.0)
            new.append((score, _nearest(machines, cosines[row], fact, int(row)), known, cover))
        if as_hidden[row]:
            score, fact = max(as_hidden[row])
            known = float(squares[documents[vector.indices] > inside[row]].sum())
            cover = covered(weights, machines.times(vector.words, fact) > 0, 0.0)
            hidden.append((score, _nearest(machines, cosines[row], fact, int(row)), known, cover))
    return np.asarray(new).reshape(-1, 4), np.asarray(hidden).reshape(-1, 4)


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
