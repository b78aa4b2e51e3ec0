"""Putting changed files on disk, so that a reader finds each of them whole, before or after."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from bot.facts.files import Snapshot

MODE = 0o644
"""Permissions of a file that is new; others keep theirs."""


class Publisher(Protocol):
    """Makes an edit what the bot answers from."""

    def publish(self, changes: Mapping[str, str | None], reason: str | None, author: str) -> int | None:
        """Publish new texts of files, all of them or none.

        Args:
            changes: new texts by the files' names within the base; None takes a file away.
            reason: why, in the author's words.
            author: who.

        Returns:
            The number of the revision; None where no history is kept.

        Raises:
            ConflictError: if somebody else changed one of the files since it was read.
            OSError: if they cannot be written; then nothing has changed.
        """
        ...


class ConflictError(Exception):
    """Files that somebody else changed since they were read.

    Attributes:
        names: which, by their names within the base.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"changed in the meantime: {', '.join(names)}")
        self.names = names


class FilePublisher:
    """Publishes into the files alone, without a history."""

    def __init__(self, read: Snapshot) -> None:
        """Take the files as they were when the edit was made on them."""
        self._read = read

    def publish(self, changes: Mapping[str, str | None], reason: str | None, author: str) -> None:  # noqa: ARG002
        """Write every file beside its place first, and only then put all of them there (see :class:`Publisher`)."""
        # A link leads to the file that is meant.
        places = {name: self._read.path_of(name).resolve() for name in changes}
        with _alone(self._read.root):
            moved = tuple(name for name, place in places.items() if _bytes(place) != self._read.bytes_of(name))
            if moved:
                raise ConflictError(moved)
            _write(places, changes)


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Wait until no other process publishes into the same folder; where a system has no such locks, nobody waits."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        yield
        return
    handle = os.open(root if root.is_dir() else root.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # and with it goes the lock


def _write(places: Mapping[str, Path], changes: Mapping[str, str | None]) -> None:
    written: dict[str, Path] = {}
    try:
        for name, text in changes.items():
            if text is not None:
                written[name] = _beside(places[name], text.encode("utf-8"))
        for name, place in places.items():
            if name in written:
                written.pop(name).replace(place)
            else:
                place.unlink()
    finally:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)
    for folder in {place.parent for place in places.values()}:
        _sync_folder(folder)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _beside(place: Path, data: bytes) -> Path:
    """Write bytes into a file of their own in the same folder, down to the disk."""
    place.parent.mkdir(parents=True, exist_ok=True)
    # The name begins with a dot and ends with no suffix of ours, so that no reader takes it for a file of the base.
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mode = stat.S_IMODE(place.stat().st_mode) if place.exists() else MODE
        Path(name).chmod(mode)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _sync_folder(folder: Path) -> None:
    """Make renames last; systems that cannot open a folder need no telling."""
    with contextlib.suppress(PermissionError, IsADirectoryError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
