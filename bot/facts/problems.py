"""What is wrong in a fact base, said so that whoever keeps it can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to put right.

    Attributes:
        path: the file.
        line: counted from 1.
        column: in characters, counted from 1.
        key: where in the file's meaning, such as ``net-loss-q3.answer.en``; ``file`` for the whole file.
        what: what is wrong.
        remedy: what to do about it.
    """

    path: Path
    line: int
    column: int
    key: str
    what: str
    remedy: str

    def within(self, root: Path) -> Problem:
        """The same with files named within the base: where it lies on the machine is nobody's business on Discord.

        Args:
            root: the fact base.
        """
        path = self.path
        inside = path != root and path.is_relative_to(root)
        what, remedy = (
            text.replace(f"{root}/", "").replace(f"{root.parent}/", "") for text in (self.what, self.remedy)
        )
        return replace(self, path=path.relative_to(root) if inside else Path(path.name), what=what, remedy=remedy)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.key}: {self.what}: {self.remedy}"


class KnowledgeError(Exception):
    """A fact base that cannot be used.

    Attributes:
        problems: everything that was found, in the order of the files, lines and columns.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in order; the message has one line for each."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def shown(text: str, limit: int = 40) -> str:
    """A piece of a file as it may stand inside a message: on one line, shortened, in quotes."""
    line = " ".join(text.split())
    line = "".join(c if c.isprintable() else "?" for c in line)
    return f'"{line}"' if len(line) <= limit else f'"{line[: limit - 1]}…"'
