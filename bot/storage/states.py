"""What a revision of the facts is, and what stands for its files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.storage.factdiff import FactChange

Manifest = Mapping[str, str]
"""The SHA-256 of each file by its name within the base."""


class State(StrEnum):
    """How far a revision has come: ``pending`` is written down, and its files are being put in place."""

    PENDING = "pending"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Revision:
    """One state of the facts.

    Attributes:
        number: 1, 2, 3, …
        parent: the one before it; None for the first.
        content: hash over all files of this state.
        author: who made it, as the caller names authors.
        reason: why, in the author's words; may be empty.
        at: when.
        state: how far it has come.
        place: the folder (:attr:`bot.storage.disk.Disk.place`) that it was published from.
        files: the names of the files that it changed.
        facts: the facts that it changed, with their YAML before and after; empty for the first.
    """

    number: int
    parent: int | None
    content: str
    author: str
    reason: str
    at: datetime
    state: State
    place: str
    files: tuple[str, ...] = ()
    facts: tuple[FactChange, ...] = ()


class ConflictError(Exception):
    """Somebody else published meanwhile.

    Attributes:
        head: the newest revision, with its changes.
    """

    def __init__(self, head: Revision | None) -> None:
        number = head.number if head else "none"
        author = f" by {head.author}" if head else ""
        super().__init__(f"revision {number}{author} was published meanwhile: look at it and decide again")
        self.head = head


@dataclass(frozen=True)
class Entry:
    """What a new revision says of itself.

    Attributes:
        author: who, at most 200 characters.
        reason: why.
        place: the folder that it comes from.
        state: how far it is.
    """

    author: str
    reason: str
    place: str
    state: State = State.PUBLISHED


def hash_of(data: bytes) -> str:
    """What stands for a file's content."""
    return hashlib.sha256(data).hexdigest()


def manifest_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The manifest of files."""
    return {name: hash_of(data) for name, data in files.items()}


def content_of(manifest: Manifest) -> str:
    """What stands for a whole state."""
    return hash_of("".join(f"{name}\n{manifest[name]}\n" for name in sorted(manifest)).encode())
