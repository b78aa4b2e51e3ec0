"""Time of an edit's preview on a base of 2,000 facts with an exam of 2,000 questions, its answers before being known.

That is opening the changed base, telling what the edit leaves as it is, and asking the rest; and until it may be
published, what is likely to move alone.

pytest tests/benchmarks/test_impact_speed.py --benchmark-only --benchmark-enable
"""

from __future__ import annotations

import contextlib
import random

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.answers.answerer import Answerer
from bot.answers.impact import impact
from bot.answers.sittings import Baseline
from bot.answers.wording import Wordings
from bot.facts.model import About, Base, Concept, Exam, ExamQuestion, Facet, Fact, Knowledge, Topic

FACTS = QUESTIONS = 2000


def large(chance: random.Random) -> Knowledge:
    """A base of made-up words: each fact is about one of 400 subjects and one of 150 measures."""
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]
    words = iter({"".join(chance.choices(syllables, k=3)): None for _ in range(3000)})
    subjects, measures, common = ([next(words) for _ in range(count)] for count in (400, 150, 300))
    concepts = {
        name: (facet, Concept(id=name, name={"en": name}, forms={"any": (name,)}))
        for facet, names in ((Facet.SUBJECT, subjects), (Facet.MEASURE, measures))
        for name in names
    }
    pairs = chance.sample([(subject, measure) for subject in subjects for measure in measures], FACTS)
    facts, asked = [], []
    for number, (subject, measure) in enumerate(pairs):
        a, b, c, d = chance.choices(common, k=4)
        questions = (
            f"What is the {measure} of {subject}?",
            f"{subject} {measure} {a}",
            f"the {b} {measure} at {subject}",
        )
        frame = About(subject=(subject,), measure=(measure,))
        answer = {"en": f"The {measure} of {subject} is **{number} {c}** {d}."}
        facts.append(Fact(id=f"f{number}", about=frame, questions={"en": questions}, answer=answer))
        asked += [f"so what was {subject}'s {measure}?", f"{measure} {subject} {b}", f"how much {a} has {subject}"]
    exam = Exam(questions=tuple(ExamQuestion(q=q, fact="f0") for q in chance.sample(asked, QUESTIONS)))
    return Knowledge(base=Base(), topics=(Topic(topic="t", facts=tuple(facts)),), concepts=concepts, exams={"e": exam})


class _Enough(Exception):  # noqa: N818 - it ends a run that is timed no further
    pass


@pytest.mark.benchmark(group="impact")
@pytest.mark.parametrize("until", ["likely", "all"])
def test_alias(benchmark: BenchmarkFixture, wordings: Wordings, until: str) -> None:
    knowledge = large(random.Random(1))
    (topic,) = knowledge.topics
    first = topic.facts[0]
    first = first.model_copy(update={"questions": {"en": (*first.questions["en"], "one more of them")}})
    topic = topic.model_copy(update={"facts": (first, *topic.facts[1:])})
    before = Answerer(knowledge, wordings)
    edited = knowledge.model_copy(update={"topics": (topic,)})
    known = Baseline.of(before).known

    def progress(_done: int, _total: int, _found: object, likely: bool) -> None:
        if likely and until == "likely":
            raise _Enough

    def preview() -> None:
        with contextlib.suppress(_Enough):
            impact(before, Answerer(edited, wordings, before=before), dict(known), progress)

    benchmark.pedantic(preview, rounds=3)  # type: ignore[no-untyped-call]
