"""Fit the weights of :data:`bot.matching.passing.WEIGHTS`, and print them with what they let through.

Logistic regression over questions that name an attribute which the base does not hold, and whose best fact by the
learned score nothing else speaks against: whether that fact is right. They are the tune half of the exam, each file
asked of the fact base as it was before the file (:mod:`tests.benchmarks.unseen`). The hold half is never read.

    python -m tests.benchmarks.fit_passing [KNOWLEDGE_DIR]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.matching.frame import Clash, Frame
from bot.matching.index import Index
from bot.matching.passing import Signs
from bot.matching.score import Question
from tests.benchmarks.unseen import Unseen, unseen

NEAR = 0.5
"""How much a question of the files of near misses counts: they are many for what is rarely asked."""

FIRMNESS = 10.0
"""The inverse of the penalty on the squared weights."""

THRESHOLDS = (0.4, 0.5, 0.6, 0.7)


def signs_of(index: Index, text: str) -> tuple[Signs, str] | None:
    """The signs of a question's best fact, and its id; None, if the question has nothing to teach here."""
    reading = index.reader.read(index.lexicon.transliterated.in_own_letters(text))
    frame = Frame.of(reading)
    if not reading.tokens or frame.measures <= index.measured:
        return None
    question = Question(index, reading, frame, index.compare(index.vector(reading)))
    profile = index.profiles[question.leader]
    if set(index.rules.clashes(frame, profile)) != {Clash.MEASURE}:
        return None
    signs = question.signs(profile)
    return (signs, profile.id) if signs else None


def cases(states: Iterator[Unseen]) -> Iterator[tuple[Signs, bool, float]]:
    """The signs of each question, whether its fact is meant, and how much it counts."""
    for state in states:
        for name, exam in state.exams.items():
            for question in exam.questions:
                found = None if question.both or question.after else signs_of(state.index, question.q)
                if found:
                    yield found[0], found[1] in question.fact, NEAR if "near" in name else 1.0


def main() -> None:
    """Fit and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "knowledge"
    signs, meant, counts = map(np.asarray, zip(*cases(unseen(folder)), strict=True))
    model = LogisticRegression(C=FIRMNESS, max_iter=5000).fit(signs, meant, sample_weight=counts)
    named = zip(Signs._fields, model.coef_[0], strict=True)
    print("BIAS =", round(float(model.intercept_[0]), 2), "WEIGHTS =", {n: round(float(w), 2) for n, w in named})
    likely = model.predict_proba(signs)[:, 1]
    for least in THRESHOLDS:
        let = likely >= least
        print(f"{least}: {(let & meant).sum()} of {meant.sum()} meant, {(let & ~meant).sum()} of {(~meant).sum()} not")


if __name__ == "__main__":
    main()
