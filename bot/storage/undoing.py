"""The files around a revision that is to be taken back."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.facts.files import Snapshot, held
from bot.facts.problems import KnowledgeError
from bot.facts.reader import understood
from bot.storage.revisions import Revisions


class UndoError(Exception):
    """A revision that cannot be taken back; the message says why."""


async def states_around(revisions: Revisions, path: Path, number: int | None) -> tuple[int, Snapshot, Snapshot]:
    """A revision's number, and the files before and after it.

    Args:
        revisions: the history.
        path: the fact base: a folder, or one file.
        number: the revision; None: the newest.

    Raises:
        UndoError: if there is no such revision, or it cannot be taken back.
        StorageError: without a database.
    """
    found = await (revisions.head() if number is None else revisions.get(number))
    if found is None:
        if number is None:
            raise UndoError("nothing was published yet, so there is nothing to take back")
        raise UndoError(f"there is no revision {number}")
    if found.parent is None:
        raise UndoError(f"the history begins with revision {found.number}: there is nothing before it")
    before, after = [held(path, await revisions.files(one)) for one in (found.parent, found.number)]
    for state, one in ((before, found.parent), (after, found.number)):
        try:
            await asyncio.to_thread(understood, state)
        except KnowledgeError as error:
            what = f"the files of revision {one} are no sound fact base ({error.problems[0].what})"
            raise UndoError(f"{what}: correct the facts by hand") from error
    return found.number, before, after
