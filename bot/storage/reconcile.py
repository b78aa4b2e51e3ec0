"""Bringing the files on disk and the revisions in the database together, whatever happened in between."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from difflib import unified_diff
from enum import StrEnum

from bot.facts.problems import KnowledgeError
from bot.facts.reader import read
from bot.storage.disk import Disk
from bot.storage.revisions import Revisions
from bot.storage.states import ConflictError, Entry, Manifest, Revision, State, content_of, manifest_of

PATIENCE = timedelta(minutes=2)
"""How long a revision may stay pending on another machine before it counts as published."""

BY_HAND = "disk"
"""The author of changes that were made in the files themselves."""


class Step(StrEnum):
    """What was done, or what keeps it from being done."""

    BEGUN = "begun"
    """The files are the first revision."""
    FINISHED = "finished"
    """A revision that a kill had interrupted was put in place whole."""
    WITHDRAWN = "withdrawn"
    """A revision of which no file had been put in place was taken back."""
    ADOPTED = "adopted"
    """Changes made in the files became a revision."""
    WRITTEN = "written"
    """The newest revision was written to the files."""
    BUSY = "busy"
    """Another machine is publishing; try again in a moment."""
    BROKEN = "broken"
    """The files were changed and cannot be used."""
    CONFLICT = "conflict"
    """Files and database both moved; a person must say which to take."""


_UNSETTLED = {Step.BUSY, Step.BROKEN, Step.CONFLICT}


@dataclass(frozen=True)
class Report:
    """How files and database stand to each other.

    Attributes:
        head: the newest published revision; None if there is none.
        steps: what was done, in its order; empty if there was nothing to do.
        diff: from the newest revision to the files, where the last step says that they differ.
        problems: what is wrong with the files, each with place and remedy.
    """

    head: Revision | None
    steps: tuple[Step, ...] = ()
    diff: str = ""
    problems: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether files and newest revision are the same now."""
        return _UNSETTLED.isdisjoint(self.steps)

    def after(self, step: Step) -> Report:
        """The same with a step before the others."""
        return replace(self, steps=(step, *self.steps))


async def reconcile(revisions: Revisions, disk: Disk) -> Report:
    """Bring both together; the caller holds the disk's lock.

    Raises:
        StorageError: if database or disk is out of order.
    """
    try:
        return await _reconcile(revisions, disk)
    except ConflictError:
        # Another machine published at this very moment.
        return await reconcile(revisions, disk)


async def _reconcile(revisions: Revisions, disk: Disk) -> Report:
    await asyncio.to_thread(disk.sweep)
    files = await asyncio.to_thread(disk.files)
    manifest = manifest_of(files)
    standing = await revisions.standing(disk.place, content_of(manifest))
    head, wanted = standing.head, standing.wanted
    if head is None:
        return await _begin(revisions, disk, files)
    if head.state is State.PENDING:
        return await _pending(revisions, disk, head, manifest)
    if manifest == wanted:
        if standing.noted != head.number:
            await revisions.stand(disk.place, head.number)
        return Report(head)
    # What is as in the newest revision is a part of it that was written before a kill.
    by_hand = [name for name in differing(standing.was, manifest) if manifest.get(name) != wanted.get(name)]
    if not by_hand:
        await _write(revisions, disk, head, manifest, wanted)
        return Report(head, (Step.WRITTEN,))
    if standing.base == head.number:
        return await _adopt(revisions, disk, head, files)
    return Report(head, (Step.CONFLICT,), await _diff(revisions, head, files), await _problems(disk, files))


def differing(one: Manifest, other: Manifest) -> list[str]:
    """The names of the files in which two states differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


async def _begin(revisions: Revisions, disk: Disk, files: Mapping[str, bytes]) -> Report:
    broken = await _problems(disk, files)
    if broken:
        return Report(None, (Step.BROKEN,), problems=broken)
    head = await revisions.append(None, files, Entry(BY_HAND, "the files as they were", disk.place))
    return Report(head, (Step.BEGUN,))


async def _pending(revisions: Revisions, disk: Disk, head: Revision, manifest: Manifest) -> Report:
    """Settle a revision that was interrupted, or that is just being published elsewhere."""
    if head.place != disk.place:
        # Nor is it waited for where a clock that was ahead says that it was made later than now.
        if abs(datetime.now(UTC) - head.at) < PATIENCE:
            before = await revisions.get(head.parent) if head.parent else None
            return Report(before, (Step.BUSY,))
        await revisions.published(head.number)
        return (await reconcile(revisions, disk)).after(Step.FINISHED)
    after = await revisions.manifest(head.number)
    before_ = await revisions.manifest(head.parent) if head.parent else {}
    moved = [name for name in head.files if before_.get(name) != after.get(name)]
    if moved and all(manifest.get(name) == before_.get(name) for name in moved):
        await revisions.withdraw(head.number)
        return (await reconcile(revisions, disk)).after(Step.WITHDRAWN)
    # The folder still counts as being at the parent, so that the rest is written, and what was changed by hand
    # meanwhile is found.
    await revisions.published(head.number)
    return (await reconcile(revisions, disk)).after(Step.FINISHED)


async def _adopt(revisions: Revisions, disk: Disk, head: Revision, files: Mapping[str, bytes]) -> Report:
    broken = await _problems(disk, files)
    if broken:
        return Report(head, (Step.BROKEN,), await _diff(revisions, head, files), broken)
    changes = await changes_to(revisions, head, files)
    entry = Entry(BY_HAND, "changed in the files", disk.place)
    return Report(await revisions.append(head.number, changes, entry), (Step.ADOPTED,))


async def _problems(disk: Disk, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Why the files cannot be used."""
    try:
        await asyncio.to_thread(read, disk.path)
    except KnowledgeError as error:
        return tuple(str(problem) for problem in error.problems)
    if await asyncio.to_thread(disk.files) != files:
        return (f"{disk.path}: the files are just being changed: try again in a moment",)
    return ()


async def _write(revisions: Revisions, disk: Disk, head: Revision, manifest: Manifest, wanted: Manifest) -> None:
    names = differing(manifest, wanted)
    changes: dict[str, bytes | None] = dict.fromkeys(names)
    changes.update(await revisions.files(head.number, names))
    await asyncio.to_thread(put, disk, changes)
    await revisions.stand(disk.place, head.number)


def put(disk: Disk, changes: Mapping[str, bytes | None]) -> None:
    """Write files: all are on the disk before the first is put in place."""
    with disk.staged(changes) as staged:
        staged.commit()


async def changes_to(revisions: Revisions, head: Revision, files: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """What makes files of a revision's files."""
    names = differing(await revisions.manifest(head.number), manifest_of(files))
    return {name: files.get(name) for name in names}


async def _diff(revisions: Revisions, head: Revision, files: Mapping[str, bytes]) -> str:
    names = await changes_to(revisions, head, files)
    return diff(await revisions.files(head.number, names), files, names)


def diff(before: Mapping[str, bytes], after: Mapping[str, bytes], names: Collection[str]) -> str:
    """A unified diff of files."""
    lines: list[str] = []
    for name in sorted(names):
        old, new = (side.get(name, b"").decode("utf-8", "replace").splitlines() for side in (before, after))
        lines += unified_diff(old, new, f"database/{name}", f"disk/{name}", lineterm="", n=2)
    return "\n".join(lines)
