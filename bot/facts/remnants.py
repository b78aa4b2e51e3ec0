"""What is left of facts that the model refuses: enough to find what else is wrong with them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from pydantic import Field, ValidationError

from bot.facts.model import Fact
from bot.facts.places import Steps, Tree, Value

Remnant: TypeAlias = "tuple[Tree, Steps, Fact]"
"""A file, the place of a fact in it, and what is left of the fact."""

_BY_LANGUAGE = ("questions", "answer", "caveat")


class _Left(Fact):
    """A fact without what was refused. A refused text is there as an empty one, so that nobody misses it."""

    id: str
    questions: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    answer: dict[str, str] = Field(default_factory=dict)
    caveat: dict[str, str] = Field(default_factory=dict)
    source: str | None = None


def remnants(tree: Tree, refused: Mapping[int, Sequence[Steps]]) -> Iterator[Remnant]:
    """What is left of the facts of a file.

    Args:
        tree: the file.
        refused: for each fact, by its number in the file, the places in it that were refused.
    """
    for number, places in refused.items():
        entry = tree.at(("facts", number))
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            continue
        value = copy.deepcopy(entry)
        for key, *rest in places:
            _take_out(value, str(key), rest)
        try:
            yield tree, ("facts", number), _Left.model_validate(value)
        except ValidationError:
            continue


def _take_out(fact: dict[str, Value], key: str, rest: Sequence[str | int]) -> None:
    """Take out what was refused, and leave an empty text in its place where there is one for each language."""
    part = fact.get(key)
    if key == "id":
        return
    if key == "source" and part is not None:
        fact[key] = ""
    elif key == "about" and rest and isinstance(part, dict):
        part.pop(str(rest[0]), None)
    elif key not in _BY_LANGUAGE or not rest or rest[-1] == "[key]" or not isinstance(part, dict):
        fact.pop(key, None)
    elif key == "questions":
        _blank(part, str(rest[0]), rest[1:])
    else:
        part[str(rest[0])] = ""


def _blank(questions: dict[str, Value], language: str, rest: Sequence[str | int]) -> None:
    listed = questions.get(language)
    if rest and isinstance(listed, list) and isinstance(rest[0], int):
        listed[rest[0]] = ""
    else:
        questions[language] = []
