"""What a newcomer is told beside problems: one sentence each, with counts and the first place."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.draft import gather
from bot.facts.hints import FEW, hints
from bot.facts.lint import check
from tests.facts.written import CONCEPTS, EXAM, FACT, MEASURES, Files, folder, lay

MANY = ", ".join(f"question {number}" for number in range(FEW))
ENOUGH = FACT.replace("[What was the loss?]", f"[{MANY}]").replace("[كم بلغت الخسارة؟]", f"[{MANY}]")


def enough(**files: str) -> Files:
    """A base with phrasings enough, and an exam."""
    return {**folder(exam__tune=EXAM), **folder(**files), "facts/money.yaml": ENOUGH}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (enough(concepts__who=CONCEPTS, concepts__what=MEASURES), []),
        (
            enough(concepts__who=CONCEPTS, concepts__what=MEASURES, exams__tune=EXAM, notes__old="a: b\n"),
            ['the folder "exams" is not read: did you mean "exam"?'],
        ),
        (enough(), ["1 fact with about: there are no concepts, so it tells nothing"]),
        (enough(concepts__who=CONCEPTS), ["1 fact with a measure: there are no measure concepts"]),
        (enough(concepts__what=MEASURES), ["1 fact with a subject: there are no subject concepts"]),
        (
            {**enough(concepts__who=CONCEPTS, concepts__what=MEASURES), "facts/money.yaml": FACT},
            [
                f"1 fact has fewer than {FEW} phrasings in ar (first ./facts/money.yaml:7)",
                f"1 fact has fewer than {FEW} phrasings in en (first ./facts/money.yaml:6)",
            ],
        ),
        (
            {
                **enough(concepts__who=CONCEPTS, concepts__what=MEASURES, base="languages: {required: [ar]}\n"),
                "facts/money.yaml": FACT,
            },
            [f"1 fact has fewer than {FEW} phrasings in ar"],
        ),
        (
            enough(
                concepts__who=CONCEPTS,
                concepts__what=MEASURES,
                exam__tune="questions:\n  - {q: Other?, fact: loss}\n  - {q: Question 1!, fact: loss}\n"
                "  - {q: question 2, fact: loss}\n  - {q: question 3, after: Why?, fact: loss}\n",
            ),
            ["2 exam questions are phrasings of a fact, word for word (first ./exam/tune.yaml:3)"],
        ),
        (
            {
                name: text
                for name, text in enough(concepts__who=CONCEPTS, concepts__what=MEASURES).items()
                if "exam" not in name
            },
            ["there is no exam"],
        ),
    ],
)
def test_hints(tmp_path: Path, files: Files, expected: list[str]) -> None:
    root = lay(tmp_path, files)
    assert check(root) == []
    told = [hint.replace(str(root), ".") for hint in hints(root, gather(root))]
    assert [hint[: len(begins)] for hint, begins in zip(told, expected, strict=True)] == expected
