"""Texts read as trees."""

from __future__ import annotations

from pathlib import Path

from bot.facts.places import Tree, Value
from bot.facts.yamltree import parse

FILE = Path("f.yaml")


def value_of(text: str) -> Value:
    tree, problems = parse(FILE, text.encode())
    assert not problems
    assert tree is not None
    return tree.value


def told(content: str | bytes) -> tuple[Tree | None, list[str]]:
    tree, problems = parse(FILE, content if isinstance(content, bytes) else content.encode())
    return tree, [str(problem).removeprefix("f.yaml:") for problem in problems]
