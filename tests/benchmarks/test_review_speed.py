"""Time to group 10,000 different missed questions, no two of them spelt alike.

pytest tests/benchmarks/test_review_speed.py --benchmark-only --benchmark-enable
"""

from __future__ import annotations

import datetime as dt
import random

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.answers.answerer import Answerer
from bot.answers.grouping import Group, group
from bot.answers.missed import Heard, missed
from bot.facts.model import Half, Knowledge
from bot.matching.decision import Outcome

QUESTIONS = 10_000


def varied(knowledge: Knowledge, chance: random.Random) -> list[str]:
    """The questions of the exam's tune half, each with a word too many, a word too few or two letters swapped."""
    exams = (exam for exam in knowledge.exams.values() if exam.half is Half.TUNE)
    asked = [question.q for exam in exams for question in exam.questions]
    words = [word for question in asked for word in question.split()]
    found: dict[str, None] = {}
    while len(found) < QUESTIONS:
        said = chance.choice(asked).split()
        place = chance.randrange(len(said))
        word = said[place]
        kind = chance.randrange(3)
        if kind == 0:
            said.insert(place, chance.choice(words))
        elif kind == 1 and len(said) > 2:
            del said[place]
        elif len(word) > 3:
            swap = chance.randrange(len(word) - 1)
            said[place] = word[:swap] + word[swap + 1] + word[swap] + word[swap + 2 :]
        found[" ".join(said)] = None
    return list(found)


@pytest.mark.benchmark(group="review")
def test_grouping(benchmark: BenchmarkFixture, answerer: Answerer) -> None:
    now = dt.datetime.now(dt.UTC)
    heard = [
        Heard(text, now, "en", Outcome.DECLINE, "measure") for text in varied(answerer.knowledge, random.Random(1))
    ]

    def fresh() -> None:
        answerer.index.reader.read.cache_clear()

    def work() -> list[Group]:
        return group(missed(heard, curated=answerer.index.curated), answerer.index)

    found = benchmark.pedantic(work, setup=fresh, rounds=2)  # type: ignore[no-untyped-call]
    assert sum(one.asked for one in found) > 0.99 * QUESTIONS
    assert len(found) < QUESTIONS / 5
