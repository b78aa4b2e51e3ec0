"""Fit the weights of :mod:`bot.matching.score` on the tune half of the exam, and print them.

Those for poor bases are fitted on bases thinned out of the same one (:mod:`tests.benchmarks.thinned`).

Logistic regression over (question, compatible fact) pairs, the sign of each weight kept: what speaks against a fact
may not speak for it. Two-part questions and follow-ups are left out. The hold half is never read.

    python -m tests.benchmarks.fit_weights [KNOWLEDGE_DIR]
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bot.facts.model import Half
from bot.facts.reader import read
from bot.matching.frame import Frame
from bot.matching.index import Index
from bot.matching.score import candidates
from bot.matching.weights import WEIGHTS
from tests.benchmarks.thinned import thinned

NEAREST = 8
"""Facts a question that are looked at: the others have odds far from the threshold."""

AGAINST = {"strange", "other"}
LEAST = {"exact": 0.6, "sole": 2.0, "pair": 1.0, "period": 2.0, "strange": -1.0}
"""What the frame must at least count for: the questions of the exam seldom set it against likeness, members do."""

PENALTY = 0.1

NO_PRIOR: Mapping[str, float] = {}

POOR_SIZES = [(35, 8), (25, 8), (50, 5), (35, 15), (60, 8), (30, 5), (40, 12), (20, 10)]
"""Facts, and questions a fact and language, of the poor bases."""

BARE_SIZES = [(25, 5), (15, 8), (30, 4), (20, 6)]
"""The same of poor bases without any concept; few enough to be decided like those with."""

CAUTION = 0.2
"""How much the odds on a poor base are lowered: it knows few of the names and attributes that people will ask of."""

Floats = npt.NDArray[np.float64]


def pairs(index: Index) -> tuple[Floats, Floats]:
    """The parts of each pair's score, and whether the fact is right."""
    names = [name for name in WEIGHTS if name != "bias"]
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
    """The weights that make the right facts likely.

    Args:
        rows: the parts of each pair's score.
        right: whether its fact is right.
        counts: how much each pair counts.
        prior: weights that they are held to.
        penalty: on the squared distance from the prior, but for the bias.
    """
    names = [name for name in WEIGHTS if name != "bias"]
    start = np.asarray([prior.get(name, 0.0) for name in ("bias", *names)])

    def loss(beta: Floats) -> tuple[float, Floats]:
        odds = beta[0] + rows @ beta[1:]
        error = counts * (1.0 / (1.0 + np.exp(-odds)) - right)
        away = (beta - start)[1:]
        gradient = np.concatenate([[error.sum()], rows.T @ error + 2.0 * penalty * away])
        unlikely = (counts * np.logaddexp(0.0, np.where(right > 0.0, -odds, odds))).sum()
        return float(unlikely + penalty * (away**2).sum()), gradient

    bounds = [
        (None, None),
        *((None, LEAST.get(name, 0.0)) if name in AGAINST else (LEAST.get(name, 0.0), None) for name in names),
    ]
    beta = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    print(f"{len(right)} pairs, {int(right.sum())} right")
    return {"bias": round(float(beta[0]), 2)} | {n: round(float(b), 2) for n, b in zip(names, beta[1:], strict=True)}


def main() -> None:
    """Fit and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "knowledge"
    knowledge = read(folder)
    print("WEIGHTS =", fitted(*pairs(Index(knowledge))))
    poor = [pairs(Index(thinned(knowledge, seed, *size))) for seed, size in enumerate(POOR_SIZES)]
    for seed, size in enumerate(BARE_SIZES, len(POOR_SIZES)):
        bare = thinned(knowledge, seed, *size).model_copy(update={"concepts": {}})
        poor.append(pairs(Index(bare)))
    weights = fitted(np.vstack([rows for rows, _ in poor]), np.concatenate([right for _, right in poor]))
    weights["bias"] = round(weights["bias"] - CAUTION, 2)
    print("WEIGHTS_POOR =", weights)


if __name__ == "__main__":
    main()
