"""Time of one answer beside ``rapidfuzz.process.extractOne`` over the same curated questions, in the same run.

pytest tests/benchmarks --benchmark-only --benchmark-enable
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from rapidfuzz import fuzz, process

from bot.answers.answerer import Answerer
from bot.language.normalise import normalise

ROUNDS = 1000
"""Questions that are asked, each for the first time."""


@pytest.fixture(scope="module")
def questions(answerer: Answerer) -> Iterator[str]:
    """Of the exam's questions, which stand there language by language, so many evenly taken, over and over."""
    every = [q.q for exam in answerer.knowledge.exams.values() for q in exam.questions]
    return itertools.cycle(every[:: len(every) // ROUNDS][:ROUNDS])


@pytest.mark.benchmark(group="answer")
def test_answer(benchmark: BenchmarkFixture, answerer: Answerer, questions: Iterator[str]) -> None:
    def ask(question: str) -> None:
        answerer.ask(question)

    def fresh() -> tuple[tuple[str], dict[str, object]]:
        # A question asked for the first time: nothing of it is remembered.
        answerer.index.reader.read.cache_clear()
        return (next(questions),), {}

    benchmark.pedantic(ask, setup=fresh, rounds=ROUNDS)  # type: ignore[no-untyped-call]


@pytest.mark.benchmark(group="answer")
def test_wratio(benchmark: BenchmarkFixture, answerer: Answerer, questions: Iterator[str]) -> None:
    phrasings = [normalise(q) for f in answerer.knowledge.facts for qs in f.questions.values() for q in qs]

    def nearest(question: str) -> None:
        process.extractOne(normalise(question), phrasings, scorer=fuzz.WRatio)

    benchmark.pedantic(nearest, setup=lambda: ((next(questions),), {}), rounds=500)  # type: ignore[no-untyped-call]
