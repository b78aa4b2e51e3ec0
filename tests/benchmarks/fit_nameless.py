"""Fit the weights of :data:`bot.matching.nameless.WEIGHTS`, and print them with what they cost and gain.

Logistic regression over questions whose best fact shares a name with them and no attribute. They are the tune half of
the exam, and curated questions put to bases without them: each base lacks a tenth of the facts, with the measures that
only these have, and a sixth of the questions of the others. What the hidden facts tell is then asked of known names.
The hold half is never read.

    python -m tests.benchmarks.fit_nameless [KNOWLEDGE_DIR]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.facts.model import Fact, Half, Knowledge
from bot.facts.reader import read
from bot.matching.decision import rate
from bot.matching.frame import Frame
from bot.matching.index import Index
from bot.matching.nameless import Signs, shares_name, signs_of
from bot.matching.score import candidates
from bot.matching.sureness import ANSWER_FROM

BASES = 10
HELD_OUT = 6
"""One of so many curated questions of a fact is asked instead of learned."""

ASKED = {"en": 5, "ar": 5}
"""So many of them are asked at most, in other languages one; and of a hidden fact's three times as many."""

NEAR = 15.0
"""How much a question of the files of near misses counts, of which there are few."""

HIDDEN = 0.5
"""The same of a curated question: most that people ask beside the point is further away than a hidden fact."""

THRESHOLDS = (0.1, 0.2, 0.3, 0.4)

Case = tuple[Signs, bool, float]
"""The signs of a question, whether its fact is meant, and how much it counts."""


def case(index: Index, text: str, meant: frozenset[str], counts: float) -> Case | None:
    """A question as it teaches; None, if it has nothing to teach here."""
    reading = index.reader.read(text)
    frame = Frame.of(reading)
    found = candidates(index, reading, frame)
    if not found or not found[0].compatible:
        return None
    profile, confidence = index.profiles[found[0].fact], rate(found)[0].confidence
    if confidence < ANSWER_FROM or not shares_name(frame, profile):
        return None
    signs = signs_of(index, reading, frame, profile, confidence, found[0].parts["nearest"])
    return signs, profile.id in meant, counts


def of_exam(knowledge: Knowledge) -> Iterator[Case | None]:
    """The tune half of the exam."""
    index = Index(knowledge)
    for name, exam in knowledge.exams.items():
        for question in exam.questions if exam.half is Half.TUNE else ():
            if not question.both and not question.after:
                yield case(index, question.q, frozenset(question.fact), NEAR if "near" in name else 1.0)


def of_hidden(knowledge: Knowledge, number: int) -> Iterator[Case | None]:
    """The curated questions that a base was not taught."""
    dice = random.Random(number)
    facts = list(knowledge.facts)
    random.Random(BASES).shuffle(facts)
    hidden = {fact.id for fact in facts[number::BASES]}
    kept = {measure for fact in facts if fact.id not in hidden for measure in fact.about.measure}
    gone = {measure for fact in facts for measure in fact.about.measure} - kept
    questions: list[tuple[str, str]] = []

    def taught(fact: Fact) -> Fact:
        rest = {}
        for language, asked in fact.questions.items():
            mixed = dice.sample(asked, len(asked))
            out = mixed[: len(mixed) // HELD_OUT]
            rest[language] = tuple(mixed[len(out) :])
            questions.extend((text, fact.id) for text in out[: ASKED.get(language, 1)])
        return fact.model_copy(update={"questions": rest, "related": ()})

    topics = []
    for topic in knowledge.topics:
        some = tuple(taught(fact) for fact in topic.facts if fact.id not in hidden)
        if some:
            topics.append(topic.model_copy(update={"facts": some}))
    for fact in facts[number::BASES]:
        for language, asked in fact.questions.items():
            few = dice.sample(asked, min(len(asked), 3 * ASKED.get(language, 1)))
            questions.extend((text, "") for text in few)
    concepts = {
        name: (facet, concept.model_copy(update={"of": tuple(o for o in concept.of if o not in gone)}))
        for name, (facet, concept) in knowledge.concepts.items()
        if name not in gone
    }
    changed = {"topics": tuple(topics), "concepts": concepts, "exams": {}, "digest": ""}
    index = Index(knowledge.model_copy(update=changed))
    for text, meant in questions:
        yield case(index, text, frozenset({meant}), HIDDEN)


def main() -> None:
    """Fit and print."""
    knowledge = read(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "knowledge")
    exam = [c for c in of_exam(knowledge) if c]
    hidden = [c for number in range(BASES) for c in of_hidden(knowledge, number) if c]
    signs, meant, counts = map(np.asarray, zip(*exam, *hidden, strict=True))
    model = LogisticRegression(max_iter=5000).fit(signs, meant, sample_weight=counts)
    named = zip(Signs._fields, model.coef_[0], strict=True)
    print("BIAS =", round(float(model.intercept_[0]), 2), "WEIGHTS =", {n: round(float(w), 2) for n, w in named})
    likely = model.predict_proba(signs)[:, 1]
    for name, part in (("near", counts == NEAR), ("exam", counts == 1.0), ("hidden", counts == HIDDEN)):
        for least in THRESHOLDS:
            refused = part & (likely < least)
            print(
                f"{name} {least}: refused {(refused & meant).sum()} of {(part & meant).sum()} meant, "
                f"{(refused & ~meant).sum()} of {(part & ~meant).sum()} not meant"
            )


if __name__ == "__main__":
    main()
