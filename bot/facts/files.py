"""Which files make up a fact base, and their bytes."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
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


_FOLDERS = (Kind.SOURCE, Kind.FACTS, Kind.CONCEPTS, Kind.EXAM)


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


@dataclass(frozen=True)
class Snapshot:
    """The files of a fact base as they were at one moment.

    Attributes:
        root: the folder, or the one file.
        files: each file with its bytes, in the order of :func:`find`.
        problems: what stood in the way of reading some of them.
    """

    root: Path
    files: tuple[tuple[Found, bytes], ...]
    problems: tuple[Problem, ...] = ()

    def bytes_of(self, name: str) -> bytes | None:
        """A file's bytes by its name within the base; None if there is no such file."""
        return next((data for file, data in self.files if file.name == name), None)

    def path_of(self, name: str) -> Path:
        """Where a file of that name stands, or would stand."""
        known = next((file.path for file, _ in self.files if file.name == name), None)
        return known or (self.root / name if self.root.is_dir() else self.root.with_name(name))

    def changed(self, changes: Mapping[str, str | None]) -> Snapshot:
        """The same files with new texts; None takes a file away."""
        kept = [(file, data) for file, data in self.files if file.name not in changes]
        given = {file.name: file for file, _ in self.files}
        for name, text in changes.items():
            if text is not None:
                kept.append((given.get(name) or _found(self.path_of(name), name), text.encode("utf-8")))
        kept.sort(key=_order)
        return replace(self, files=tuple(kept))


def _order(pair: tuple[Found, bytes]) -> tuple[int, Path]:
    file, _ = pair
    return 0 if file.loose or file.kind is None else 1 + list(_FOLDERS).index(file.kind), file.path


def _found(path: Path, name: str) -> Found:
    """A file that is not there yet, by its name within the base."""
    folder, _, _ = name.rpartition("/")
    if folder:
        return Found(path, name, Kind(folder), loose=False)
    return Found(path, name, Kind.BASE if path.stem.casefold() == "base" else None)


def held(root: Path, contents: Mapping[str, bytes]) -> Snapshot:
    """A fact base whose bytes are kept elsewhere, as though it stood on disk.

    Args:
        root: the folder, or the one file.
        contents: the bytes by the files' names within the base.
    """
    name = root.resolve().name
    if [*contents] == [name] and not root.is_dir():
        return Snapshot(root, ((Found(root, name, Kind.FACTS), contents[name]),))
    files = ((_found(root / name, name), data) for name, data in contents.items())
    return Snapshot(root, tuple(sorted(files, key=_order)))


def load(path: Path) -> Snapshot:
    """Read the bytes of all files of a fact base."""
    found, problems = find(path)
    files = []
    for file in found:
        data, problem = contents(file.path)
        if problem:
            problems.append(problem)
        else:
            files.append((file, data))
    return Snapshot(path, tuple(files), tuple(problems))


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
                # It is known by the name that it has itself, by whatever link it is reached.
                return [Found(path, path.resolve().name, Kind.FACTS)], []
            return [], [_whole(path, "there is no such file or folder", "check the name")]
        found = [
            Found(entry, entry.name, Kind.BASE if entry.stem.casefold() == "base" else None) for entry in _listed(path)
        ]
        for kind in _FOLDERS:
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
