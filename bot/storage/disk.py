"""The files of a fact base on disk: read as a whole, and changed so that each is always there whole."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import stat
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from bot.facts.files import find
from bot.storage.errors import StorageError

_PREFIX = ".factbot-"
_MODE = 0o644


class Disk:
    """The files of one fact base.

    Args:
        path: its folder, or its only file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.root = self.path if self.path.is_dir() else self.path.parent

    @property
    def place(self) -> str:
        """32 hex digits that stand for this folder on this machine."""
        return hashlib.sha256(f"{uuid.getnode()}:{self.path}".encode()).hexdigest()[:32]

    def files(self) -> dict[str, bytes]:
        """All files by their names within the base.

        Raises:
            StorageError: if one cannot be read.
        """
        found, problems = find(self.path)
        if problems:
            raise StorageError(str(problems[0]))
        try:
            return {file.name: file.path.read_bytes() for file in found}
        except OSError as error:
            raise _failure(error, "check that it may be read") from error

    @contextlib.contextmanager
    def locked(self) -> Iterator[bool]:
        """Hold the folder against other processes that publish; False if one of them holds it.

        The kernel lets it go when the process ends, however it ends.
        """
        try:
            handle = os.open(self.root, os.O_RDONLY)
        except OSError as error:
            raise _failure(error, "name another folder with --knowledge or FACTBOT_KNOWLEDGE_DIR") from error
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(handle)

    @contextlib.contextmanager
    def staged(self, changes: Mapping[str, bytes | None]) -> Iterator[Staged]:
        """Write new contents beside their places, down to the disk; nothing that is read changes yet.

        Args:
            changes: by the files' names within the base; None takes a file away.

        Raises:
            StorageError: if the disk is full or read-only, or a name leads out of the folder.
        """
        staged = Staged({self._place(name): None for name in changes})
        try:
            for name, data in changes.items():
                if data is None:
                    continue
                target = self._place(name)
                try:
                    staged.targets[target] = _beside(target, data)
                except OSError as error:
                    error.filename = str(target)  # not the temporary one beside it
                    raise _failure(error, "free some space, or make it writable") from error
            yield staged
        finally:
            for temporary in staged.targets.values():
                if temporary is not None:
                    with contextlib.suppress(OSError):
                        temporary.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what a killed process left beside the files; hold the lock."""
        # Around a single file there may be anything, which is none of ours.
        below = [entry for entry in self.root.iterdir() if entry.is_dir()] if self.root == self.path else []
        for folder in (self.root, *below):
            for left in folder.glob(f"{_PREFIX}*"):
                with contextlib.suppress(OSError):
                    left.unlink()

    def _place(self, name: str) -> Path:
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or len(pure.parts) > 2 or pure.suffix not in {".yaml", ".yml"}:
            raise StorageError(f"{name}: this is no file of a fact base: name one such as facts/topic.yaml")
        return (self.root / pure).resolve()  # a link stays, and what it leads to is changed


class Staged:
    """Files that wait beside their places.

    Attributes:
        targets: for each file, the one with its new contents; None takes it away.
    """

    def __init__(self, targets: dict[Path, Path | None]) -> None:
        self.targets = targets

    def commit(self) -> None:
        """Put each in its place.

        Raises:
            StorageError: if the disk refuses; some may be in place and others not.
        """
        try:
            for target, temporary in self.targets.items():
                if temporary is None:
                    target.unlink(missing_ok=True)
                else:
                    temporary.replace(target)
            for folder in {target.parent for target in self.targets}:
                _sync(folder)
        except OSError as error:
            raise _failure(error, "make the folder writable") from error


def _beside(target: Path, data: bytes) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=_PREFIX)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), stat.S_IMODE(target.stat().st_mode) if target.exists() else _MODE)
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)


def _sync(folder: Path) -> None:
    """Make renames last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _failure(error: OSError, remedy: str) -> StorageError:
    return StorageError(f"{error.filename or 'the disk'}: {error.strerror or error}: {remedy}")
