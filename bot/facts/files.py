"""Which files make up a fact base, and their bytes."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.facts.problems import Problem

SIZE_LIMIT = 2_000_000
"""Bytes of one file. A topic with sixty facts in eight languages has about 150,000."""

_SUFFIXES = {".yaml", ".yml"}
_TEMPORARY = (".", "#", "~")


class Kind(StrEnum):
    """What a file holds."""

    BASE = "base"
    SOURCE = "sources"
    FACTS = "facts"
    CONCEPTS = "concepts"
    EXAM = "exam"


@dataclass(frozen=True)
class Found:
    """A file of a fact base.

    Attributes:
        path: where it is.
        name: its name within the base, such as ``facts/funding.yaml``.
        kind: what it holds by its place; None for a file beside base.yaml, whose keys must tell.
        loose: whether it stands outside the folders, where the topic may go by the file's name.
    """

    path: Path
    name: str
    kind: Kind | None
    loose: bool = True


def find(path: Path) -> tuple[list[Found], list[Problem]]:
    """List the files of a fact base in their order: by folder, then by name.

    Args:
        path: a folder, or one file of facts.

    Returns:
        The files, and what stands in the way of listing them. Hidden files, the temporary files of editors
        and files that are not YAML are left out.
    """
    try:
        if not path.is_dir():
            if path.exists() or path.is_symlink():
                return [Found(path, path.name, Kind.FACTS)], []
            return [], [_whole(path, "there is no such file or folder", "check the name")]
        found = [
            Found(entry, entry.name, Kind.BASE if entry.stem.casefold() == "base" else None) for entry in _listed(path)
        ]
        for kind in (Kind.SOURCE, Kind.FACTS, Kind.CONCEPTS, Kind.EXAM):
            folder = path / kind.value
            if folder.is_dir():
                found += [Found(entry, f"{kind.value}/{entry.name}", kind, loose=False) for entry in _listed(folder)]
    except OSError as error:
        return [], [_whole(path, f"it cannot be opened ({error.strerror})", "check its permissions")]
    return found, []


def _listed(folder: Path) -> list[Path]:
    return sorted(
        entry
        for entry in folder.iterdir()
        if entry.suffix.casefold() in _SUFFIXES and not entry.name.startswith(_TEMPORARY) and not entry.is_dir()
    )


def contents(path: Path) -> tuple[bytes, Problem | None]:
    """Read a file's bytes; one that is too large is not opened at all."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return b"", _whole(path, "it is no ordinary file", "remove it from the folder")
        size = status.st_size
        if size <= SIZE_LIMIT:
            with path.open("rb") as file:
                data = file.read(SIZE_LIMIT + 1)
            size = len(data)
    except OSError as error:
        return b"", _whole(path, f"it cannot be read ({error.strerror})", "check that it exists and may be read")
    if size > SIZE_LIMIT:
        what = f"the file has {size:,} bytes, and {SIZE_LIMIT:,} is the most"
        return b"", _whole(path, what, "split it into several files")
    return data, None


def _whole(path: Path, what: str, remedy: str) -> Problem:
    return Problem(path, 1, 1, "file", what, remedy)
