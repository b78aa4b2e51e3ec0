# ruff: noqa: E501 - two lists of odd values
"""The shipped files are sound, and no file crashes the reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.draft import gather
from bot.facts.problems import KnowledgeError, Problem
from bot.facts.reader import read
from tests.facts.written import CONCEPTS, EXAM, FACT, SOURCE, lay

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
SHIPPED = sorted(KNOWLEDGE.rglob("*.y*ml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(KNOWLEDGE)))
def test_shipped_files_are_sound(path: Path) -> None:
    assert [str(problem) for problem in gather(KNOWLEDGE).problems if problem.path == path] == []


def test_the_shipped_base_can_be_read() -> None:
    knowledge = read(KNOWLEDGE)
    assert knowledge.facts
    assert knowledge == read(KNOWLEDGE)


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("room")


def readable_or_explained(path: Path) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        read(path)
    except KnowledgeError as error:
        problems = error.problems or (Problem(path, 0, 0, "", "", ""),)
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.key
        assert problem.what
        assert problem.remedy
        assert "\n" not in str(problem)


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", "x", "Ω", "-1", "true", "no", "2025-Q3", "2025-99", "9" * 50, "[", [], {}, ["a"], [None], [[]], {"en": "a"}, {"en": ["a"]},
     {"": ""}, {"en": None}, {"x": {"y": {}}}, "2026-11-24", "\u202e", "a" * 300, ["a", "a"], {"subject": "a"}]
)  # fmt: skip
KEYS = st.sampled_from(
    ["id", "about", "questions", "answer", "source", "related", "caveat", "checked", "series", "anwser", "", "en", "topic", "facts", "of",
     "forms", "name", "weak", "facet", "concepts", "q", "fact", "both", "decline", "after", "half", "language", "sections", "publisher"]
)  # fmt: skip
ENTRIES = st.dictionaries(KEYS, ODD, max_size=7) | ODD
FILES = st.dictionaries(KEYS | st.just("facts"), st.lists(ENTRIES, max_size=3) | ODD, max_size=5)


@settings(max_examples=1250, derandomize=True, deadline=None, database=None)
@given(content=FILES, name=st.sampled_from(["base", "facts/a", "concepts/a", "sources/a", "exam/a", "loose"]))
def test_no_content_crashes_it(room: Path, content: dict[str, Any], name: str) -> None:
    root = room / name.replace("/", "-")
    lay(
        root,
        {
            "facts/money.yaml": FACT,
            f"{name}.yaml": yaml.dump(content, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper)),
        },
    )
    readable_or_explained(root)


@settings(max_examples=1250, derandomize=True, deadline=None, database=None)
@given(data=st.data())
def test_no_edit_of_a_sound_base_crashes_it(room: Path, data: st.DataObject) -> None:
    sound = {
        "facts/money.yaml": FACT,
        "concepts/who.yaml": CONCEPTS,
        "sources/paper.yaml": SOURCE,
        "exam/tune.yaml": EXAM,
    }
    name = data.draw(st.sampled_from(sorted(sound)))
    text = sound[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    put = data.draw(
        st.sampled_from(["", " ", "\n", ": ", "- ", "[", "}", '"', "'", "#", "&a ", "*a", "!x ", "\t", "x", "é", "~"])
    )
    readable_or_explained(lay(room / "edited", {**sound, name: text[:start] + put + text[end:]}))
