"""Indexes kept on disk, so that a start need not read thousands of curated questions again.

A cache file belongs to one content of the fact base, one encoder and one version of the engine's code; any other, and
one that is damaged, is left alone and the index is built anew. The folder is the user's own and nobody else may write
to it, since the files are pickles.
"""

from __future__ import annotations

import hashlib
import io
import logging
import pickle
import sys
from copy import copy
from functools import cache
from pathlib import Path

from bot.facts.model import Knowledge
from bot.matching import kept
from bot.matching.index import Index
from bot.matching.revision import revised
from bot.matching.semantic import Encoder
from bot.matching.teaching import is_outdated, taught

KEPT = 4
"""How many indexes stay in the folder: a few fact bases, or a few states of one."""

_log = logging.getLogger(__name__)


@cache
def code_digest(*folders: str) -> bytes:
    """A hash over the code in some folders, and the Python that runs it: what is kept on disk depends on both."""
    digest = hashlib.sha256(sys.version.encode())
    root = Path(__file__).parents[1]
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".yaml"}:
                digest.update(path.read_bytes())
    return digest.digest()


def _file(knowledge: Knowledge, folder: Path, encoder: Encoder | None) -> Path:
    name = f"{knowledge.digest}\n{encoder.name}" if encoder else knowledge.digest
    key = hashlib.sha256(code_digest("language", "facts", "matching") + name.encode()).hexdigest()
    return folder / f"index-{key[:32]}.pickle"


def open_index(
    knowledge: Knowledge, folder: Path | None, before: Index | None = None, encoder: Encoder | None = None
) -> Index:
    """The index of a fact base, from the cache if it is there.

    Args:
        knowledge: the fact base; one without a digest was not read from files and is never cached.
        folder: where indexes are kept; None: nowhere.
        before: of the base that this one was edited from, so that only the edit need be worked in. An index made so
            is not kept: see :func:`keep_index`.
        encoder: tells what texts mean; None: that of the index before, if there is one.
    """
    encoder = encoder or (before.encoder if before else None)
    path = None if folder is None or not knowledge.digest else _file(knowledge, folder, encoder)
    index = _load(path) if path else None
    if index and path:
        index.encoder = encoder
        if before:
            # What an edit does is told by the same lesson before and after it.
            index.taught, index.outdated = before.taught, is_outdated(index, before)
        elif index.outdated:
            index = taught(index)
            _store(index, path)
    if index is None and before:
        index = revised(before, knowledge)
        path = None if index else path
    if index is None:
        index = taught(Index(knowledge, encoder))
        if path:
            _store(index, path)
    return index


def keep_index(index: Index, folder: Path | None, *, thorough: bool = True) -> Index:
    """Keep the index that an edit was worked into for the next start.

    Args:
        index: the index.
        folder: where indexes are kept; None: nowhere.
        thorough: whether to do before what an edit has left undone, which takes seconds.

    Returns:
        The index itself, or the one that was built in its place.
    """
    if index.provisional and thorough:
        return open_index(index.knowledge, folder, encoder=index.encoder)
    new = taught(index) if index.outdated and thorough else index
    if folder is not None and index.knowledge.digest and not index.provisional:
        path = _file(index.knowledge, folder, index.encoder)
        if new is not index or not path.exists():
            _store(new, path)
    return new


class _Slices(io.BytesIO):
    """What was written, given out piece by piece, so that other threads have their turn between two of them."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(size)

    def readline(self, size: int | None = -1, /) -> bytes:
        return super().readline(size)


def _load(path: Path) -> Index | None:
    try:
        content = kept.read(path)
        if content is None:
            return None
        index = pickle.load(_Slices(content))  # noqa: S301  # written by this user, checked above
        path.touch()
    except Exception as error:  # noqa: BLE001  # a pickle may fail in any way; the index is built anew
        _log.warning("cannot use the cached index %s: %s", path, error)
        return None
    return index if isinstance(index, Index) else None


def _store(index: Index, path: Path) -> None:
    """Keep an index; a full or read-only disk only costs the next start its time."""
    # A model is loaded by the one who opens the index, and may be nothing that can be written.
    index = copy(index)
    index.encoder = None
    try:
        kept.write(path, lambda file: pickle.dump(index, file, protocol=pickle.HIGHEST_PROTOCOL), KEPT)
    except OSError as error:
        _log.warning("cannot keep the index in %s: %s", path.parent, error)
