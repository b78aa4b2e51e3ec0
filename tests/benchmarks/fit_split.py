"""Fit the weights of :data:`bot.matching.understand.SPLIT` on the tune half of the exam, and print them.

Logistic regression over the sentences whose parts have different answers: two-part questions of the exam and pairs of
single ones joined here, against single questions. The hold half is never read.

    python tests/benchmarks/fit_split.py [KNOWLEDGE_DIR]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.facts.model import Half
from bot.facts.reader import read
from bot.language.tokens import sentences
from bot.matching.decision import Outcome, Why, decide
from bot.matching.index import Index
from bot.matching.parts import parts_of
from bot.matching.understand import SPLIT, evidence

JOINED = 240
"""Pairs of single questions that are joined, for each language."""

JOINTS = {"en": (" and ", ", and ", ", ", " plus "), "ar": (" و", "، و", "، ", " وكمان ")}

THRESHOLD = 0.4
"""Probability from which a sentence is split: an answer too many is better than one too few."""


def asked(index: Index) -> Iterator[tuple[str, frozenset[str], bool]]:
    """Sentences with the facts that answer them, and whether they ask several things."""
    dice = random.Random(7)
    single: dict[str, list[tuple[str, str]]] = {"en": [], "ar": []}
    for exam in index.knowledge.exams.values():
        for question in exam.questions if exam.half is Half.TUNE else ():
            if question.decline or question.after or len(sentences(question.q)) > 1:
                continue
            yield question.q, frozenset(question.both or question.fact), bool(question.both)
            if len(question.fact) == 1 and (question.language or exam.language) in single:
                single[question.language or exam.language].append((question.q, question.fact[0]))
    for language, questions in single.items():
        for _ in range(JOINED):
            (first, one), (second, other) = dice.sample(questions, 2)
            joined = first.rstrip(".?؟! ") + dice.choice(JOINTS[language]) + second
            if one != other and len(sentences(joined)) < 2:
                yield joined, frozenset((one, other)), True


def main() -> None:
    """Fit and print."""
    index = Index(read(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "knowledge"))
    rows: list[list[float]] = []
    several: list[bool] = []
    for text, facts, both in asked(index):
        whole, parts = decide(index, index.reader.read(text)), parts_of(index, text)
        given = {index.profiles[d.rated[0].fact].id for d in parts.answers}
        settled = whole.outcome is not Outcome.ANSWER or whole.why is Why.CURATED or parts.alternative
        if settled or len(given) < 2 or (both and not given >= facts) or (not both and given <= facts):
            continue
        rows.append(list(evidence(whole, parts, parts.answers).values()))
        several.append(both)
    model = LogisticRegression(max_iter=5000).fit(np.asarray(rows), several)
    names = [name for name in SPLIT if name != "bias"]
    bias = float(model.intercept_[0]) - float(np.log(THRESHOLD / (1.0 - THRESHOLD)))
    print(f"{len(several)} sentences, {sum(several)} with several questions")
    print({"bias": round(bias, 2)} | {n: round(float(w), 2) for n, w in zip(names, model.coef_[0], strict=True)})


if __name__ == "__main__":
    main()
