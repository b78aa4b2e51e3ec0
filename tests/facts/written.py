"""Small fact bases, sound and broken, and how their problems are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from bot.facts.problems import KnowledgeError, Problem
from bot.facts.reader import read

Files = dict[str, str]
Case = tuple[str, Files, list[str]]
"""What is broken, the files, and what is told of them."""

FACT = """\
topic: money
facts:
  - id: loss
    about: {subject: acme, measure: loss}
    questions:
      en: [What was the loss?]
      ar: [كم بلغت الخسارة؟]
    answer:
      en: It lost **$2 million**.
      ar: خسرت **2 مليون دولار**.
"""
SOURCE = "id: paper\ntitle: {en: Paper}\npublisher: Press\nsections:\n  - id: lead\n    title: {en: Lead}\n"
CONCEPTS = "facet: subject\nconcepts:\n  - id: acme\n    forms: {any: [Acme]}\n"
MEASURES = "facet: measure\nconcepts:\n  - id: loss\n    forms: {en: [loss]}\n"
EXAM = "half: tune\nlanguage: en\nquestions:\n  - {q: how much lost, fact: loss}\n"


def swap(*pairs: tuple[str, str]) -> Files:
    """The sound file of facts with some of its text replaced."""
    text = FACT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return {"facts.yaml": text}


def more(text: str) -> Files:
    """The sound file of facts with more at its end."""
    return {"facts.yaml": FACT + text}


def folder(**files: str) -> Files:
    """The sound file of facts beside others, whose names have __ for the slash."""
    return {
        "facts/money.yaml": FACT,
        **{name.replace("__", "/") + ".yaml": text for name, text in files.items()},
    }


def lay(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def told(problems: Iterable[Problem], root: Path) -> list[str]:
    """Problems as they are printed, with names that begin in the base's folder."""
    return [str(problem).replace(f"{root}/", "").replace(f"{root}", ".") for problem in problems]


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as caught:
        read(path)
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return caught.value.problems


def explained(root: Path, files: Files, expected: list[str]) -> None:
    """Hold what is told of files against what is to be told."""
    assert told(problems_of(lay(root, files)), root) == expected
