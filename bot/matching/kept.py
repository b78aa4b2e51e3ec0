"""Files that only save work: each with the hash of its content, written whole or not at all, a few of a kind a folder.

The folder is the user's own; what another user put there is not read.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

_DIGEST = 32


class Digested:
    """A file that is written piece by piece, with the hash of what was.

    What is made in one piece may stop all other threads for as long as that takes.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Write a piece."""
        self.digest.update(data)
        return self._file.write(data)


def read(path: Path) -> memoryview | None:
    """The content of a file; None if there is none, if it is somebody else's, or damaged.

    Raises:
        OSError: the disk cannot be read.
    """
    try:
        if path.stat().st_uid != os.getuid():
            return None
        data = memoryview(path.read_bytes())
    except FileNotFoundError:
        return None
    content = data[_DIGEST:]
    return content if hashlib.sha256(content).digest() == data[:_DIGEST] else None


def write(path: Path, fill: Callable[[Digested], object], most: int) -> None:
    """Write a file whole or not at all, and drop the oldest ones of its kind.

    Args:
        path: the file; its kind is its name up to the first hyphen, with its ending.
        fill: writes the content.
        most: how many files of the kind stay in the folder.

    Raises:
        OSError: the disk is full or cannot be written to; nothing is left behind.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            file.write(bytes(_DIGEST))
            digested = Digested(file)
            fill(digested)
            file.seek(0)
            file.write(digested.digest.digest())
            file.flush()
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    kind = f"{path.name.partition('-')[0]}-*{path.suffix}"
    for old in sorted(path.parent.glob(kind), key=lambda p: p.stat().st_mtime, reverse=True)[most:]:
        old.unlink(missing_ok=True)
