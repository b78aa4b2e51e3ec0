"""When to say no, learned from the fact base itself: facts hidden from the model play the questions it cannot answer.

Each of some hundred curated phrasings is asked twice: once as a new phrasing of its fact (the model without this
phrasing), once as a question that the base does not cover (the model without its whole fact). A logistic regression
tells the two apart by some signs (:class:`Signs`): how well the best fact fits, how far it leads, and which of the
question's words it has. So the threshold fits the base, its languages and its size. A small base has too few phrasings
to teach that: the smaller it is, the more it goes by what holds for small bases in general.
"""

from __future__ import annotations

import math
import operator
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.optimize import minimize

from bot.matching.held import Held, Words, held
from bot.matching.linear import LARGE, Machines
from bot.matching.vectors import Floats, Ints, Vectoriser

SAMPLES = 400
"""At most so many phrasings are asked; fewer in a large base, where each takes longer and is more typical."""

SAMPLES_LARGE = 160

UNCOVERED = 0.12
"""Share of questions that the base does not cover, as assumed in learning; a hidden fact is nearer to the others than
most of what people ask beside the point, so this is less than what a community may really ask."""

TRUSTED = 200
"""Phrasings of a base whose own lesson counts as much as what holds for small bases in general."""

_ENOUGH = 20
_RIVALS = 8
_RIVALS_LARGE = 5

_PENALTY = 1.0
"""How firmly the weights are held to the usual ones."""

_FIRST_OTHERS, _LAST_OTHERS = 2, 5
"""The ranks, from 0, of the facts that show what a fact scores by chance: the second best may be a close relative."""

_LONG, _MUCH = 16, 8.0
"""Words, and weight of lacking words, from which more of them tells nothing new: no phrasing teaches what would."""

Doubles = npt.NDArray[np.float64]


class Signs(NamedTuple):
    """What tells whether the best fact is meant.

    Attributes:
        score: the learned score of the fact.
        nearest: the cosine of its nearest phrasing.
        known: share of the question's features that the base knows.
        lead: how far the score is above those of the third to fifth fact.
        agree: 1, if no fact has a nearer phrasing; else 0.
        length: logarithm of the number of words.
        held: share of the words that the fact has (:mod:`bot.matching.held`).
        lacking: logarithm of 1 and the weight of the words that it has not.
    """

    score: float
    nearest: float
    known: float
    lead: float
    agree: float
    length: float
    held: float
    lacking: float


USUAL = Signs(
    score=3.0, nearest=1.5, known=-1.5, lead=4.5, agree=0.25, length=0.45, held=3.5, lacking=0.2
)  # fmt: skip
"""Weights from which a base departs as far as its phrasings teach it.

They are about the mean of those fitted to the three public sets of the README and to the shipped base, whole and with
sixteen phrasings a fact, each with a fifth of its facts hidden.
"""

USUAL_BIAS = -3.5

_OF_SMALL = Signs(
    score=1.6, nearest=0.0, known=0.0, lead=8.6, agree=0.17, length=0.26, held=2.65, lacking=0.16
)  # fmt: skip


@dataclass(frozen=True)
class Judge:
    """The log-odds that the best fact is meant, linear in the signs.

    Attributes:
        bias: log-odds where all signs are 0.
        weights: of the signs.
    """

    bias: float = USUAL_BIAS
    weights: Signs = USUAL

    def odds(self, signs: Signs) -> float:
        """The log-odds; above zero a fact answers."""
        return math.fsum((self.bias, *map(operator.mul, self.weights, signs)))

    @classmethod
    def of_small(cls, count: int) -> Judge:
        """What tells the questions of a small base apart, whatever it is about.

        Fitted to the signs of some 7,000 questions, three in ten uncovered, to bases of 8 to 60 facts with 3 to 8
        phrasings each, drawn from the three public sets of the README.

        Args:
            count: phrasings of the base; of more, a high score is the likelier by chance.
        """
        return cls(-1.9 - 0.41 * math.log(max(1, count)), _OF_SMALL)

    def mixed(self, other: Judge, share: float) -> Judge:
        """This judge with that share of another one."""

        def mean(own: float, others: float) -> float:
            return (1.0 - share) * own + share * others

        return Judge(mean(self.bias, other.bias), Signs(*map(mean, self.weights, other.weights)))


def signs_of(ranked: Sequence[tuple[float, int]], nearest: Floats, known: float, words: Words, had: Held) -> Signs:
    """The signs of the first of some facts.

    Args:
        ranked: scores and facts, best first.
        nearest: for each fact of the base the cosine of its nearest phrasing.
        known: share of the question's features that the base knows.
        words: the words of the question.
        had: what the first fact has of them.
    """
    score, fact = ranked[0]
    others = [other for other, _ in ranked[_FIRST_OTHERS:_LAST_OTHERS]]
    return Signs(
        score=score,
        nearest=float(nearest[fact]),
        known=known,
        lead=score - sum(others) / max(1, len(others)),
        agree=float(nearest[fact] >= nearest.max()),
        length=math.log(min(max(1, len(words.weights)), _LONG)),
        held=had.share,
        lacking=math.log1p(min(had.lacking, _MUCH)),
    )


def learn(
    machines: Machines, rows: sp.csr_matrix[np.float32], vectoriser: Vectoriser, said: Callable[[int], Words]
) -> Judge:
    """Learn from the fact base; a small one learns in part, a tiny one wholly, from what holds for such bases.

    Args:
        machines: the fitted model.
        rows: the vectors it was fitted to.
        vectoriser: what made the vectors.
        said: gives the words of a phrasing by its row.
    """
    count = machines.phrasings
    most = SAMPLES if count < LARGE else SAMPLES_LARGE
    asked = np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.int64)) if count else np.empty(0, int)
    new, hidden = _rehearse(machines, rows, vectoriser, asked, said)
    if len(new) < _ENOUGH or len(hidden) < _ENOUGH:
        return Judge.of_small(count)
    signs = np.vstack([new, hidden])
    right = np.append(np.ones(len(new)), np.zeros(len(hidden)))
    shares = np.append(
        np.full(len(new), 1.0 - UNCOVERED),
        np.full(len(hidden), UNCOVERED * len(asked) / len(hidden)),
    )
    usual = np.asarray([USUAL_BIAS, *USUAL])

    def loss(beta: Doubles) -> tuple[float, Doubles]:
        odds = beta[0] + signs @ beta[1:]
        error = shares * (1.0 / (1.0 + np.exp(-odds)) - right)
        away = beta[1:] - usual[1:]
        value = float((shares * np.logaddexp(0.0, np.where(right > 0, -odds, odds))).sum())
        gradient = np.append(error.sum(), signs.T @ error + 2.0 * _PENALTY * away)
        return value + _PENALTY * float(away @ away), gradient

    bias, *weights = (float(b) for b in minimize(loss, usual, jac=True, method="L-BFGS-B").x)
    return Judge(bias, Signs(*weights)).mixed(Judge.of_small(count), share_of_small(count))


def share_of_small(count: int) -> float:
    """How much what holds for small bases in general counts in one with so many phrasings, 0 to 1."""
    return 1.0 / (1.0 + (count / TRUSTED) ** 2)


def _rehearse(
    machines: Machines,
    rows: sp.csr_matrix[np.float32],
    vectoriser: Vectoriser,
    asked: Ints,
    said: Callable[[int], Words],
) -> tuple[Doubles, Doubles]:
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
            as_new[row].append((float(shares @ machines.curved(cosines[row][members])), fact))
        others = [row for row in numbers if owners[row] != fact]
        for row, (members, shares) in zip(others, machines_without[len(lone) :], strict=True):
            as_hidden[row].append((float(shares @ machines.curved(cosines[row][members])), fact))
    documents = np.bincount(rows.indices, minlength=rows.shape[1])
    inside = _inside(machines, rows, asked)
    new: list[Signs] = []
    hidden: list[Signs] = []
    for row in asked:
        vector = vectoriser.row(rows, int(row))
        squares, own = vector.values**2, int(owners[row])
        words = said(int(row))
        alone = cosines[row].copy()
        alone[row] = 0.0
        ranked = sorted(as_new[row], reverse=True)
        if ranked[0][1] == own:
            known = float(squares[documents[vector.indices] > 1].sum())
            new.append(signs_of(ranked, machines.nearest(alone), known, words, held(words, machines, own, least=2)))
        if as_hidden[row]:
            ranked = sorted(as_hidden[row], reverse=True)
            known = float(squares[documents[vector.indices] > inside[row]].sum())
            alone[owners == own] = 0.0
            had = held(words, machines, ranked[0][1])
            hidden.append(signs_of(ranked, machines.nearest(alone), known, words, had))
    return np.asarray(new).reshape(-1, len(USUAL)), np.asarray(hidden).reshape(-1, len(USUAL))


def _inside(machines: Machines, rows: sp.csr_matrix[np.float32], asked: Ints) -> dict[int, npt.NDArray[np.int64]]:
    """For each asked row's features in how many rows of its own fact they stand."""
    counts: dict[int, npt.NDArray[np.int64]] = {}
    for fact in np.unique(machines.owners[asked]):
        mine = rows[np.flatnonzero(machines.owners == fact)]
        held = np.bincount(mine.indices, minlength=rows.shape[1])
        for row in asked[machines.owners[asked] == fact]:
            counts[int(row)] = held[rows.indices[rows.indptr[row] : rows.indptr[row + 1]]]
    return counts
