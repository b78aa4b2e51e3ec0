"""Pieces of a text to be exchanged, collected first and put in all at once; and the lines of the text around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from bot.facts.problems import Problem
from bot.facts.yamlnodes import Entry


class LayoutError(Exception):
    """A text whose layout does not allow a change in place, or what is no text for a fact base.

    Attributes:
        problems: what the strict reader has against the text; empty where it would read something else.
    """

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class _Splice(NamedTuple):
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Lines:
    """The lines of a list's item.

    Attributes:
        start, end: where they begin and end in the text, the last line's break included.
        column: where its keys stand, counted from 0.
        raw: the lines as they are.
        shown: the same without dash and indentation.
    """

    start: int
    end: int
    column: int
    raw: tuple[str, ...]
    shown: tuple[str, ...]


class Splices:
    """A text with the pieces that are to be exchanged in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"
        self._splices: list[_Splice] = []

    def put(self, start: int, end: int, text: str) -> None:
        """Exchange a piece; line feeds become the breaks that the text has."""
        self._splices.append(_Splice(start, end, text.replace("\n", self.newline)))

    def put_raw(self, start: int, end: int, text: str) -> None:
        """Exchange a piece for exactly this."""
        self._splices.append(_Splice(start, end, text))

    def result(self) -> str:
        """The text with all pieces exchanged.

        Raises:
            LayoutError: if two of them overlap.
        """
        parts: list[str] = []
        reached = 0
        for start, end, new in sorted(self._splices, key=lambda splice: (splice.start, splice.end)):
            if start < reached:
                raise LayoutError("two changes meet in one place")
            parts += [self.text[reached:start], new]
            reached = end
        return "".join([*parts, self.text[reached:]])

    def line_start(self, at: int) -> int:
        """Where the line of a position begins."""
        return self.text.rfind("\n", 0, at) + 1

    def after_line(self, at: int) -> int:
        """Where the line after that of a position begins."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def column(self, at: int) -> int:
        """The column of a position, counted from 0."""
        return at - self.line_start(at)

    def begins_line(self, at: int) -> bool:
        """Whether there is nothing before a position in its line."""
        return not self.text[self.line_start(at) : at].strip()

    def after(self, entry: Entry) -> int:
        """Where the line after an entry begins: after its own lines and the comments that are indented below it."""
        reached = at = self.after_line(entry.node.end)
        column = self.column(entry.start)
        while at < len(self.text):
            following = self.after_line(at)
            line = self.text[at:following]
            stripped = line.lstrip(" ")
            if stripped.startswith("#") and len(line) - len(stripped) > column:
                reached = following
            elif stripped.strip():
                break
            at = following
        return reached

    def insert_lines(self, at: int, lines: Sequence[str]) -> None:
        """Put lines before the line that begins at a position; at the end of a text, after its last line."""
        whole = "\n".join(lines)
        if at == len(self.text) and self.text and not self.text.endswith("\n"):
            self.put(at, at, "\n" + whole)
        else:
            self.put(at, at, whole + "\n")

    def item(self, entry: Entry) -> Lines | None:
        """The lines of a list's item; None where others share them, or its dash stands alone."""
        start, end = self.line_start(entry.start), self.after(entry)
        if not self.begins_line(entry.start) or self.line_start(entry.node.start) != start or entry.node.is_text:
            return None
        column = self.column(entry.node.start)
        raw = tuple(self.text[start:end].splitlines(keepends=True))
        shown = [line.rstrip("\r\n") for line in raw]
        margins = [min(column, len(line) - len(line.lstrip(" "))) for line in shown[1:]]
        rest = [line[margin:] for line, margin in zip(shown[1:], margins, strict=True)]
        return Lines(start, end, column, raw, (shown[0][column:], *rest))

    def replace_item(self, lines: Lines, shown: Sequence[str]) -> None:
        """Put other lines in the place of an item's; those that are as before stay to the last space."""
        head, margin = lines.raw[0][: lines.column], " " * lines.column
        written: list[str] = []
        matcher = SequenceMatcher(None, lines.shown, shown, autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                    kept = (i == 0) == (j == 0)
                    written.append(lines.raw[i] if kept else self._line(shown[j], head if j == 0 else margin))
            else:
                written += [self._line(shown[j], head if j == 0 else margin) for j in range(j1, j2)]
        # The last line of a text without a final break may have become one in the middle.
        whole = [line if line.endswith("\n") else line + self.newline for line in written]
        if not lines.raw[-1].endswith("\n"):
            whole[-1] = whole[-1].removesuffix(self.newline)
        self.put_raw(lines.start, lines.end, "".join(whole))

    def _line(self, shown: str, margin: str) -> str:
        return (margin + shown if shown else margin.rstrip()) + self.newline
