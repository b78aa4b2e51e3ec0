"""Fit the weights of :mod:`bot.matching.weights`, and print them with what they do on questions not seen.

Those of rich bases are fitted to the tune half of the exam, each file asked of the fact base as it was before the file
(:mod:`tests.benchmarks.unseen`): a softmax over the compatible facts and "none of them", as the decision rates them.
What speaks for a fact may not speak against it; the last five parts may do either. Printed besides: answers right,
wrong and false by the confidence from which a fact answers, from weights fitted without the questions' own batch (the
further conditions of :mod:`bot.matching.decision` left aside), and how far those confidences are from the share that
is right.

Those of poor bases are fitted on bases thinned out of the whole one (:mod:`tests.benchmarks.thinned`) by logistic
regression over (question, compatible fact) pairs. Two-part questions and follow-ups are left out. The hold half is
never read.

    python -m tests.benchmarks.fit_weights [KNOWLEDGE_DIR]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bot.facts.model import ExamQuestion, Half
from bot.facts.reader import read
from bot.matching.decision import Why, decide
from bot.matching.frame import Frame
from bot.matching.index import Index
from bot.matching.score import candidates
from bot.matching.weights import PARTS, WEIGHTS_POOR
from tests.benchmarks.thinned import thinned
from tests.benchmarks.unseen import Unseen, unseen

NEAREST = 8
"""Facts a question that are looked at: the others have odds far from the threshold."""

AGAINST = {"strange", "other"}
EITHER = {"votes", "behind", "asked", "length", "name"}
"""Parts that may speak for a fact or against it."""

LEAST = {"exact": 0.6, "sole": 2.0, "pair": 1.0, "period": 2.0, "strange": -1.0}
"""What the frame must at least count for in a poor base: the questions of the exam seldom set it against likeness."""

PENALTY = 0.1
PENALTY_RICH = 0.3

NEAR = 0.5
"""How much a question of the files of near misses counts: they are many for what is rarely asked."""

BATCHES = 8
"""Batches of questions, each of which is left out once."""

NO_PRIOR: Mapping[str, float] = {}

POOR_SIZES = [(35, 8), (25, 8), (50, 5), (35, 15), (60, 8), (30, 5), (40, 12), (20, 10)]
"""Facts, and questions a fact and language, of the poor bases."""

BARE_SIZES = [(25, 5), (15, 8), (30, 4), (20, 6)]
"""The same of poor bases without any concept; few enough to be decided like those with."""

CAUTION = 0.2
"""How much the odds on a poor base are lowered: it knows few of the names and attributes that people will ask of."""

Floats = npt.NDArray[np.float64]
Bounds = Sequence[tuple[float | None, float | None]]


@dataclass(frozen=True)
class Lists:
    """Questions with the compatible facts that come into question; what has no place in a list is 0.

    Attributes:
        parts: of each fact's score; question, fact, part.
        right: whether the fact is right.
        fits: whether there is a fact.
        counts: how much the question counts.
        expects: whether it has an answer.
        batch: the number of its batch.
    """

    parts: Floats
    right: Floats
    fits: Floats
    counts: Floats
    expects: Floats
    batch: npt.NDArray[np.int64]

    def only(self, chosen: npt.NDArray[np.bool_]) -> Lists:
        """Some of the questions."""
        return Lists(**{one.name: getattr(self, one.name)[chosen] for one in fields(self)})


def lists_of(states: Iterator[Unseen]) -> Lists:
    """The questions of the exam on the bases that had not seen them."""
    rows: list[tuple[Floats, Floats, Floats, float, bool, str]] = []
    for state in states:
        for name, exam in state.exams.items():
            for question in exam.questions:
                if question.both or question.after or not set(question.fact) <= state.index.numbers.keys():
                    continue
                batch = f"{state.commit} {'near' if 'near' in name else exam.language}"
                parts, right, fits = _list(state.index, question)
                counts = NEAR if "near" in name else 1.0
                rows.append((parts, right, fits, counts, bool(question.fact), batch))

    def column(place: int) -> Floats:
        return np.asarray([row[place] for row in rows], dtype=np.float64)

    return Lists(column(0), column(1), column(2), column(3), column(4), _joined([row[5] for row in rows]))


def _list(index: Index, question: ExamQuestion) -> tuple[Floats, Floats, Floats]:
    parts, right, fits = np.zeros((NEAREST, len(PARTS))), np.zeros(NEAREST), np.zeros(NEAREST)
    reading = index.reader.read(index.lexicon.transliterated.in_own_letters(question.q))
    decision = decide(index, reading)
    # A curated question has its fact whatever the weights are.
    found = [c for c in decision.considered if c.compatible and decision.why is not Why.CURATED]
    for place, candidate in enumerate(found[:NEAREST]):
        parts[place] = candidate.values
        right[place] = index.profiles[candidate.fact].id in question.fact
        fits[place] = 1.0
    return parts, right, fits


def _joined(names: Sequence[str]) -> npt.NDArray[np.int64]:
    """The number of each question's batch: what was written together stays together, and all are about as large."""
    sizes = {name: names.count(name) for name in dict.fromkeys(names)}
    filled = [0] * BATCHES
    place = {}
    for name in sorted(sizes, key=lambda name: -sizes[name]):
        place[name] = int(np.argmin(filled))
        filled[place[name]] += sizes[name]
    return np.asarray([place[name] for name in names])


def shares(lists: Lists, beta: Floats) -> Floats:
    """How likely each fact is, "none of them" being what is left."""
    odds = np.exp(np.minimum(beta[0] + lists.parts @ beta[1:], 20.0)) * lists.fits
    found: Floats = odds / (1.0 + odds.sum(axis=1, keepdims=True))
    return found


def softmax_fitted(lists: Lists, penalty: float = PENALTY_RICH) -> Floats:
    """Bias and weights that make the right facts likely, or none of them where none is right."""
    has = lists.right.sum(axis=1) > 0.0

    def loss(beta: Floats) -> tuple[float, Floats]:
        likely = shares(lists, beta)
        own = (likely * lists.right).sum(axis=1)
        none = 1.0 - likely.sum(axis=1)
        wanted = np.where(has[:, None], likely * lists.right / np.maximum(own, 1e-300)[:, None], 0.0)
        error = (likely - wanted) * lists.counts[:, None]
        gradient = np.concatenate([[error.sum()], np.einsum("nk,nkp->p", error, lists.parts)])
        unlikely = -(lists.counts * np.log(np.maximum(np.where(has, own, none), 1e-300))).sum()
        return float(unlikely + penalty * (beta[1:] ** 2).sum()), gradient + 2.0 * penalty * np.append(0.0, beta[1:])

    found: Floats = minimize(loss, np.zeros(1 + len(PARTS)), jac=True, method="L-BFGS-B", bounds=_bounds(PARTS, {})).x
    return found


def _bounds(names: Sequence[str], least: Mapping[str, float]) -> Bounds:
    def bound(name: str) -> tuple[float | None, float | None]:
        if name in EITHER:
            return None, None
        return (None, least.get(name, 0.0)) if name in AGAINST else (least.get(name, 0.0), None)

    return [(None, None), *map(bound, names)]


def show_curve(lists: Lists) -> None:
    """Print what becomes of questions whose own batch was left out in the fit."""
    likely = np.zeros_like(lists.right)
    for batch in range(BATCHES):
        own = lists.batch == batch
        likely[own] = shares(lists.only(own), softmax_fitted(lists.only(~own)))
    best, sure = likely.argmax(axis=1), likely.max(axis=1)
    right = lists.right[np.arange(len(best)), best] > 0.0
    expects = lists.expects > 0.0
    for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6):
        given = sure >= least
        figures = [(given & right)[expects], (given & ~right)[expects], given[~expects]]
        print(f"from {least}: right, wrong, false", *(f"{100.0 * figure.mean():.1f}" for figure in figures))
    bins = np.minimum(9, (sure * 10).astype(int))
    off = [abs(sure[bins == b].sum() - right[bins == b].sum()) for b in range(10)]
    print(f"calibration error {sum(off) / len(sure):.3f}")


def pairs(index: Index) -> tuple[Floats, Floats]:
    """The parts of each pair's score that count in a poor base, and whether the fact is right."""
    names = [name for name in WEIGHTS_POOR if name != "bias"]
    rows: list[list[float]] = []
    right: list[bool] = []
    for exam in index.knowledge.exams.values():
        if exam.half is not Half.TUNE:
            continue
        for question in exam.questions:
            if question.both or question.after:
                continue
            reading = index.reader.read(question.q)
            found = [c for c in candidates(index, reading, Frame.of(reading)) if c.compatible]
            for candidate in found[:NEAREST]:
                rows.append([candidate.parts[name] for name in names])
                right.append(index.profiles[candidate.fact].id in question.fact)
    return np.asarray(rows), np.asarray(right, dtype=np.float64)


def fitted(
    rows: Floats,
    right: Floats,
    *,
    counts: Floats | float = 1.0,
    prior: Mapping[str, float] = NO_PRIOR,
    penalty: float = PENALTY,
) -> dict[str, float]:
    """The weights of a poor base that make the right facts likely.

    Args:
        rows: the parts of each pair's score.
        right: whether its fact is right.
        counts: how much each pair counts.
        prior: weights that they are held to.
        penalty: on the squared distance from the prior, but for the bias.
    """
    names = [name for name in WEIGHTS_POOR if name != "bias"]
    start = np.asarray([prior.get(name, 0.0) for name in ("bias", *names)])

    def loss(beta: Floats) -> tuple[float, Floats]:
        odds = beta[0] + rows @ beta[1:]
        error = counts * (1.0 / (1.0 + np.exp(-odds)) - right)
        away = (beta - start)[1:]
        gradient = np.concatenate([[error.sum()], rows.T @ error + 2.0 * penalty * away])
        unlikely = (counts * np.logaddexp(0.0, np.where(right > 0.0, -odds, odds))).sum()
        return float(unlikely + penalty * (away**2).sum()), gradient

    beta = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=_bounds(names, LEAST)).x
    print(f"{len(right)} pairs, {int(right.sum())} right")
    return named(names, beta)


def named(names: Sequence[str], beta: Floats) -> dict[str, float]:
    """The bias and the weights of the parts by their names, rounded."""
    return {name: round(float(weight), 2) for name, weight in zip(("bias", *names), beta, strict=True)}


def main() -> None:
    """Fit and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "knowledge"
    lists = lists_of(unseen(folder))
    print(f"{len(lists.counts)} questions, {int(lists.expects.sum())} with an answer")
    print("WEIGHTS =", named(PARTS, softmax_fitted(lists)))
    show_curve(lists)
    knowledge = read(folder)
    poor = [pairs(Index(thinned(knowledge, seed, *size))) for seed, size in enumerate(POOR_SIZES)]
    for seed, size in enumerate(BARE_SIZES, len(POOR_SIZES)):
        bare = thinned(knowledge, seed, *size).model_copy(update={"concepts": {}})
        poor.append(pairs(Index(bare)))
    weights = fitted(np.vstack([rows for rows, _ in poor]), np.concatenate([right for _, right in poor]))
    weights["bias"] = round(weights["bias"] - CAUTION, 2)
    print("WEIGHTS_POOR =", weights)


if __name__ == "__main__":
    main()
