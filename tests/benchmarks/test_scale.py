"""Building, loading, editing and asking over 100 to 100,000 phrasings, beside rapidfuzz and BM25 in the same run.

pytest tests/benchmarks/test_scale.py --benchmark-only --benchmark-enable

Memory is what the built index keeps, traced by :mod:`tracemalloc`; it is printed below the tables with the 99th
percentiles. The largest base takes minutes: ``-k "not 100000"`` leaves it out.
"""

from __future__ import annotations

import gc
import itertools
import tracemalloc
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.facts.model import Knowledge
from bot.matching.cache import open_index
from bot.matching.index import Index
from bot.matching.revision import revised
from bot.matching.understand import understand
from tests.benchmarks import scale
from tests.benchmarks.further import LINES
from tests.benchmarks.peers import PEERS

SIZES = [100, 1_000, 10_000, 100_000]
QUESTIONS = 500


@cache
def knowledge(size: int) -> Knowledge:
    return scale.base(size, Path(mkdtemp(prefix="factbot-bench-")))


@cache
def index(size: int) -> Index:
    return Index(knowledge(size))


def timed(benchmark: BenchmarkFixture, ask: Callable[[str], object], size: int, rounds: int) -> None:
    """Time one question at a time; the 99th percentile beside the median."""
    questions = itertools.cycle(scale.questions(knowledge(size), QUESTIONS))
    benchmark.pedantic(ask, setup=lambda: ((next(questions),), {}), rounds=rounds)  # type: ignore[no-untyped-call]
    if benchmark.stats:
        slow = 1000 * float(np.quantile(benchmark.stats.stats.data, 0.99))
        LINES.append(f"{benchmark.name}: 99th percentile {slow:.2f} ms")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="build")
def test_build(benchmark: BenchmarkFixture, size: int) -> None:
    base = knowledge(size)
    benchmark.pedantic(Index, args=(base,), rounds=1)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("size", SIZES[:3])
@pytest.mark.benchmark(group="memory: the time is that of a traced build")
def test_memory(benchmark: BenchmarkFixture, size: int) -> None:
    base = knowledge(size)
    kept: list[Index] = []

    def build() -> None:
        kept.append(Index(base))

    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    benchmark.pedantic(build, rounds=1)  # type: ignore[no-untyped-call]
    gc.collect()
    LINES.append(f"{benchmark.name}: {(tracemalloc.get_traced_memory()[0] - before) // size} bytes a phrasing")
    tracemalloc.stop()
    assert kept


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="load from the cache")
def test_load(benchmark: BenchmarkFixture, size: int, tmp_path: Path) -> None:
    base = knowledge(size)
    open_index(base, tmp_path)
    benchmark.pedantic(open_index, args=(base, tmp_path), rounds=3)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("size", SIZES[1:])
@pytest.mark.benchmark(group="one edited fact")
def test_edit(benchmark: BenchmarkFixture, size: int) -> None:
    built = index(size)
    topic, *others = knowledge(size).topics
    first, *facts = topic.facts
    changed = first.model_copy(update={"questions": {"en": (*first.questions["en"], "where is the zeppelin moored")}})
    edited = knowledge(size).model_copy(
        update={"topics": (topic.model_copy(update={"facts": (changed, *facts)}), *others)}
    )
    edition = benchmark.pedantic(revised, args=(built, edited), rounds=5)  # type: ignore[no-untyped-call]
    assert understand(edition, "zeppelin moored where").main.rated[0].fact == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="answer")
def test_answer(benchmark: BenchmarkFixture, size: int) -> None:
    built = index(size)

    def ask(question: str) -> None:
        built.reader.read.cache_clear()
        understand(built, question)

    timed(benchmark, ask, size, 500)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("peer", ["rapidfuzz WRatio", "rapidfuzz token_set_ratio", "BM25"])
@pytest.mark.benchmark(group="answer")
def test_peer(benchmark: BenchmarkFixture, peer: str, size: int) -> None:
    facts = knowledge(size).facts
    phrasings = [(q, number) for number, fact in enumerate(facts) for qs in fact.questions.values() for q in qs]
    guess = PEERS[peer]([q for q, _ in phrasings], [n for _, n in phrasings])
    timed(benchmark, guess, size, 50 if size > 10_000 else 200)
