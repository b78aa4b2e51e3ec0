"""Plain values of a YAML file, with the place of every part."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias

from bot.facts.problems import Problem, shown

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""What a file holds: texts, None for an empty value, lists and mappings."""

Steps: TypeAlias = "tuple[str | int, ...]"
"""A way into a value: keys of mappings and indices of lists (from 0)."""


class Mark(NamedTuple):
    """Places of a value, and of its parts.

    Attributes:
        line, column: where the value begins, counted from 1.
        key_line, key_column: where its key begins; the value's own place in a list.
        parts: marks of a mapping's values or a list's items.
    """

    line: int
    column: int
    key_line: int
    key_column: int
    parts: dict[str | int, Mark]


@dataclass(frozen=True)
class Tree:
    """A file's value with the place of every part of it.

    Attributes:
        path: the file.
        value: what it holds.
        mark: where it stands.
        mended: lines that are broken: a text was read as though it stood in double quotes, or an entry left out.
        cut: the first lines of entries that were left out, but for their id where it could be told.
        kept: for each entry of a list from which some were taken out the number that it had, from 0.
    """

    path: Path
    value: Value
    mark: Mark = field(default=Mark(1, 1, 1, 1, {}), repr=False)
    mended: frozenset[int] = frozenset()
    cut: frozenset[int] = frozenset()
    kept: tuple[int, ...] = ()

    def mark_of(self, steps: Steps) -> Mark:
        """The mark at the end of the way, or of the last part on it that exists."""
        mark = self.mark
        for step in steps:
            part = mark.parts.get(step)
            if part is None:
                break
            mark = part
        return mark

    def at(self, steps: Steps) -> Value:
        """The value at the end of the way; None where there is none."""
        value = self.value
        for step in steps:
            value = _part(value, step)
        return value

    def without(self, key: str, indices: Collection[int]) -> Tree:
        """The same tree without some items of the list under ``key``; the others keep their places."""
        listed = self.at((key,))
        if not isinstance(self.value, dict) or not isinstance(listed, list):
            return self
        kept = [number for number in range(len(listed)) if number not in indices]
        mark = self.mark.parts[key]
        parts: dict[str | int, Mark] = {new: mark.parts[old] for new, old in enumerate(kept)}
        marks = {**self.mark.parts, key: mark._replace(parts=parts)}
        value = {**self.value, key: [listed[number] for number in kept]}
        return Tree(self.path, value, self.mark._replace(parts=marks), kept=tuple(kept))

    def problem(self, steps: Steps, what: str, remedy: str, *, at_key: bool = False) -> Problem:
        """A problem at the end of the way.

        Args:
            steps: the way to the value.
            what: what is wrong.
            remedy: what to do.
            at_key: show the key's place instead of the value's.
        """
        mark = self.mark_of(steps)
        line, column = (mark.key_line, mark.key_column) if at_key else (mark.line, mark.column)
        return Problem(self.path, line, column, self.name_of(steps), what, remedy)

    def name_of(self, steps: Steps) -> str:
        """A readable name of the place: ``valuation.answer.en``, ``questions[3].fact``."""
        name = ""
        value: Value = self.value
        for number, step in enumerate(steps):
            above, value = value, _part(value, step)
            if isinstance(step, int) and isinstance(above, str):
                break  # one text that stands for a list
            if isinstance(step, str):
                name = f"{name}.{step}" if name else step
                continue
            identifier = value.get("id") if isinstance(value, dict) else None
            if number == 1 and isinstance(identifier, str) and identifier:
                name = shown(identifier).strip('"')
            else:
                place = self.kept[step] if number == 1 and step < len(self.kept) else step
                name += f"[{place + 1}]"
        return name or "file"


def _part(value: Value, step: str | int) -> Value:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
