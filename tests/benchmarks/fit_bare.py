"""Fit the weights of :data:`bot.matching.bare.WEIGHTS_BARE` on small bases without concepts, and print them.

The bases have few phrasings a fact. They are drawn from the phrasings of public sets in English and Arabic
(:mod:`tests.benchmarks.quality` says which form), and thinned out of the shipped base without its concepts. A base
drawn from a set is asked the phrasings that it was not taught, those of the facts left out, and what has nothing to do
with it; one thinned out of the shipped base is asked the tune half of the exam.

Logistic regression over (question, compatible fact) pairs as in :mod:`tests.benchmarks.fit_weights`, held to the
weights of poor bases as a prior. The tests of the sets and the hold half of the exam are never read.

    python -m tests.benchmarks.fit_bare SETS_DIR [KNOWLEDGE_DIR]
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from bot.facts.model import Exam, ExamQuestion, Half, Knowledge
from bot.facts.reader import read
from bot.matching.index import Index, asked
from bot.matching.weights import WEIGHTS_POOR
from tests.benchmarks.fit_weights import Floats, fitted, pairs
from tests.benchmarks.quality import base
from tests.benchmarks.thinned import thinned

SET_SIZES = [(12, 3), (17, 5), (17, 8), (30, 5), (45, 6), (60, 8), (20, 7)]
"""Facts, and phrasings a fact, of the bases drawn from each set."""

OWN_SIZES = [(25, 5), (15, 8), (30, 4), (20, 6), (40, 7), (35, 5), (25, 8)]
"""The same of the bases thinned out of the shipped one, for each language."""

KEPT = 0.8
"""Share of a set's facts that a base drawn from it has at most: others must be left to be declined."""

COVERED = 120
"""Phrasings that a base drawn from a set is asked of its own facts, at most."""

OUTSIDE = 0.3
"""Share of its questions that it must decline: one half on facts left out, the other beside the point."""

EXAM = 400
"""Questions of the exam that a base thinned out of the shipped one is asked."""

PENALTY = 60.0
"""On the squared distance from the weights of poor bases."""

CAUTION = 0.35
"""How much the odds are lowered: a young base should rather say no."""

Pairs = tuple[Floats, Floats]


def examined(knowledge: Knowledge, questions: Iterable[ExamQuestion]) -> Pairs:
    """The pairs of these questions on a base without its concepts."""
    changed = {"concepts": {}, "exams": {"drawn": Exam(questions=tuple(questions))}}
    return pairs(Index(knowledge.model_copy(update=changed)))


def drawn(whole: Knowledge, beside: list[str], seed: int, facts: int, phrasings: int) -> Pairs:
    """The pairs of a small base drawn from a set, asked what it was not taught.

    Args:
        whole: all of the set.
        beside: questions that have nothing to do with it.
        seed: decides what is drawn.
        facts: how many facts the base has.
        phrasings: how many phrasings each of them has.
    """
    chance = random.Random(seed)
    small = thinned(whole, seed, min(facts, round(KEPT * len(whole.facts))), phrasings)
    taught = {fact.id: {text for text, _ in asked(fact)} for fact in small.facts}
    covered: list[ExamQuestion] = []
    hidden: list[str] = []
    for fact in whole.facts:
        texts = [text for text, _ in asked(fact)]
        if fact.id in taught:
            covered += [ExamQuestion(q=text, fact=(fact.id,)) for text in texts if text not in taught[fact.id]]
        else:
            hidden += texts
    covered = chance.sample(covered, min(COVERED, len(covered)))
    half = round(OUTSIDE / (1.0 - OUTSIDE) * len(covered) / 2)
    outside = [text for texts in (hidden, beside) for text in chance.sample(texts, min(half, len(texts)))]
    return examined(small, [*covered, *(ExamQuestion(q=text) for text in outside)])


def of_exam(knowledge: Knowledge, language: str) -> list[str]:
    """The questions in one language of the tune half."""
    exams = [exam for exam in knowledge.exams.values() if exam.half is Half.TUNE and exam.language == language]
    return [question.q for exam in exams for question in exam.questions if question.language in (None, language)]


def of_sets(folder: Path, own: Knowledge) -> list[list[Pairs]]:
    """The pairs of the bases drawn from each set of a folder."""
    sets = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    wholes = [(data.get("lang", "en"), base(data)) for data in sets]
    found = []
    for language, whole in wholes:
        others = [one for tag, one in wholes if tag == language and one is not whole]
        beside = [text for one in others for fact in one.facts for text, _ in asked(fact)] + of_exam(own, language)
        found.append([drawn(whole, beside, seed, *size) for seed, size in enumerate(SET_SIZES)])
    return found


def of_own(own: Knowledge) -> list[Pairs]:
    """The pairs of the bases thinned out of the shipped one."""
    found = []
    for seed, size in enumerate(OWN_SIZES):
        small = thinned(own, seed, *size)
        questions = [q for exam in small.exams.values() if exam.half is Half.TUNE for q in exam.questions]
        found.append(examined(small, random.Random(seed).sample(questions, EXAM)))
    return found


def main() -> None:
    """Fit and print."""
    if len(sys.argv) < 2 or not any(Path(sys.argv[1]).glob("*.json")):
        sys.exit("no set found: name a folder of JSON files of facts and test")
    own = read(Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parents[2] / "knowledge")
    sources = [*of_sets(Path(sys.argv[1]), own), of_own(own)]
    every = [pair for source in sources for pair in source]
    rows, right = np.vstack([rows for rows, _ in every]), np.concatenate([right for _, right in every])
    sizes = [sum(len(right) for _, right in source) for source in sources]
    # Each set counts as much as any other, and as the shipped base.
    counts = np.concatenate([np.full(size, len(right) / len(sizes) / size) for size in sizes])
    weights = fitted(rows, right, counts=counts, prior=WEIGHTS_POOR, penalty=PENALTY)
    weights["bias"] = round(weights["bias"] - CAUTION, 2)
    print("WEIGHTS_BARE =", {name: weight for name, weight in weights.items() if weight})


if __name__ == "__main__":
    main()
