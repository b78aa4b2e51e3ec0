"""Right answers on public question sets, beside what others make of the same phrasings.

    python -m tests.benchmarks.quality FOLDER_OR_FILE... [--most N] [--without-peers]

A set is a JSON file with ``facts`` [{id, questions}] and ``test`` [{q, id or null}], null for a question that its
facts do not cover. It becomes a fact base of questions alone, without concepts, and goes through the whole engine. In
percent: top-1 (covered questions with the right fact first), accuracy (right answers and declines over all, with the
engine's own threshold) and best (the same with the threshold that suits the test best; for the peers it is all there
is).
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bot.facts.model import Knowledge
from bot.facts.reader import read
from bot.matching.decision import Outcome
from bot.matching.index import Index
from bot.matching.understand import understand
from tests.benchmarks.peers import PEERS

LONGEST = 200
"""Characters that a curated question may have; longer ones are cut."""

NOTHING = -1


@dataclass(frozen=True)
class Figures:
    """What one system reaches on one set, in percent; accuracy is None without a threshold of its own."""

    top1: float
    accuracy: float | None
    best: float
    median_ms: float


def base(data: dict[str, Any]) -> Knowledge:
    """The set's facts as a fact base in a file of its own."""
    language = data.get("lang", "en")
    facts = [
        {
            "id": f"f{number}",
            "questions": {language: list(dict.fromkeys(q.strip()[:LONGEST] for q in fact["questions"] if q.strip()))},
            "answer": {language: f"Answer {number}."},
        }
        for number, fact in enumerate(data["facts"])
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.yaml"
        path.write_text(yaml.safe_dump({"topic": "set", "title": {language: "Set"}, "facts": facts}), "utf-8")
        return read(path)


def figures(rows: list[tuple[int, float, bool, float]], gold: list[int], *, own: bool) -> Figures:
    """Count rows of (fact guessed, score, whether it answers, seconds) against the right facts."""
    guessed, scores, answers, seconds = (np.asarray(column) for column in zip(*rows, strict=True))
    wanted = np.asarray(gold)
    right, outside = guessed == wanted, wanted == NOTHING
    order = np.argsort(-scores, kind="stable")
    gained = np.cumsum(np.where(right[order], 1, 0) - np.where(outside[order], 1, 0))
    best = (outside.sum() + max(0, int(gained.max()))) / len(gold)
    accuracy = ((right & answers) | (outside & ~answers)).mean()
    return Figures(
        100 * float(right[~outside].mean()),
        100 * float(accuracy) if own else None,
        100 * float(best),
        1000 * float(np.median(seconds)),
    )


def factbot(knowledge: Knowledge, questions: list[str]) -> list[tuple[int, float, bool, float]]:
    """Ask the engine."""
    index = Index(knowledge)
    rows = []
    for question in questions:
        started = time.perf_counter()
        main = understand(index, question).main
        elapsed = time.perf_counter() - started
        fact = main.rated[0].fact if main.rated else NOTHING - 1
        rows.append((fact, main.confidence, main.outcome is Outcome.ANSWER, elapsed))
    return rows


def measure(data: dict[str, Any], most: int, *, peers: bool) -> dict[str, Figures]:
    """The figures of every system on one set, over at most so many of its questions, evenly taken."""
    numbers = {fact["id"]: number for number, fact in enumerate(data["facts"])}
    test = data["test"][:: max(1, -(-len(data["test"]) // most))]
    questions = [entry["q"] for entry in test]
    gold = [NOTHING if entry["id"] is None else numbers[entry["id"]] for entry in test]
    knowledge = base(data)
    found = {"factbot": figures(factbot(knowledge, questions), gold, own=True)}
    phrasings = [(q, n) for n, fact in enumerate(knowledge.facts) for qs in fact.questions.values() for q in qs]
    for name, make in PEERS.items() if peers else ():
        guess = make([q for q, _ in phrasings], [n for _, n in phrasings])
        rows = []
        for question in questions:
            started = time.perf_counter()
            fact, score = guess(question)
            rows.append((fact, score, True, time.perf_counter() - started))
        found[name] = figures(rows, gold, own=False)
    return found


def main() -> None:
    """Measure and print a table a set."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("sets", type=Path, nargs="+", help="files of public sets, or folders of them")
    parser.add_argument("--most", type=int, default=100_000, help="at most so many questions a set")
    parser.add_argument("--without-peers", action="store_true")
    options = parser.parse_args()
    files = [f for path in options.sets for f in (sorted(path.glob("*.json")) if path.is_dir() else [path])]
    if not files:
        parser.error("no set found: name a JSON file of facts and test, or a folder of such files")
    for file in files:
        data = json.loads(file.read_text("utf-8"))
        print(f"\n{data.get('name', file.stem)}: {len(data['facts'])} facts, {len(data['test'])} questions")
        print(f"{'':28}{'top-1':>8}{'accuracy':>10}{'best':>8}{'ms':>8}")
        for name, row in measure(data, options.most, peers=not options.without_peers).items():
            own = "–" if row.accuracy is None else f"{row.accuracy:.1f}"
            print(f"{name:28}{row.top1:8.1f}{own:>10}{row.best:8.1f}{row.median_ms:8.2f}", flush=True)


if __name__ == "__main__":
    main()
