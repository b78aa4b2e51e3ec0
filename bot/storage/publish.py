"""Publishing: an edit is in the history and in the files, or in neither, whenever the process ends.

The new files are written beside their places, then the revision is written down as pending, then the files are put in
place, then the revision counts as published. Who is killed before the third step has published nothing; who is killed
after its first file has published, and :mod:`bot.storage.reconcile` puts the others in place at the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from bot.storage.database import Database
from bot.storage.disk import Disk
from bot.storage.errors import StorageError
from bot.storage.reconcile import Report, Step, changes_to, put, reconcile
from bot.storage.revisions import Revisions
from bot.storage.states import ConflictError, Entry, Revision, State

PATIENCE = 20.0
"""Seconds to wait for another process that publishes."""

_PAUSE, _LONG_PAUSE = 0.02, 0.1
_log = logging.getLogger(__name__)


class UnsettledError(Exception):
    """Files and database do not agree, so nothing can be published.

    Attributes:
        report: how they stand.
    """

    def __init__(self, report: Report) -> None:
        last = report.steps[-1]
        said = {
            Step.BUSY: "another process is publishing; try again in a moment",
            Step.BROKEN: f"the files on disk cannot be used: {'; '.join(report.problems[:1])}",
            Step.CONFLICT: "files and database both changed: factbot facts sync --take disk|database says which counts",
        }
        super().__init__(said[last])
        self.report = report


class Publisher:
    """Publishes edits of one fact base.

    Args:
        database: an open one.
        path: the fact base: a folder, or one file.
    """

    def __init__(self, database: Database, path: Path) -> None:
        self.revisions = Revisions(database)
        self.disk = Disk(path)

    async def reconcile(self) -> Report:
        """Bring files and database together: at start, when files changed, and when another process published.

        Raises:
            StorageError: if database or disk is out of order.
        """
        async with self._alone():
            return await reconcile(self.revisions, self.disk)

    async def publish(
        self, changes: Mapping[str, str | None], *, parent: int | None, author: str, reason: str = ""
    ) -> Revision:
        """Publish new texts of files, all of them or none.

        Once begun it goes on although the caller is cancelled.

        Args:
            changes: new texts by the files' names within the base; None takes a file away. They must make a sound base.
            parent: the revision that the edit was made on.
            author: who, as histories shall name the author.
            reason: why, in the author's words.

        Raises:
            ConflictError: if there is a newer revision, hand edits of the files included.
            UnsettledError: if files and database do not agree.
            StorageError: if database or disk is out of order; then nothing was published.
        """
        data = {name: None if text is None else text.encode("utf-8") for name, text in changes.items()}
        return await asyncio.shield(asyncio.create_task(self._publish(data, parent, author, reason)))

    async def settle(self, take: Literal["disk", "database"], *, author: str) -> Report:
        """Settle a conflict; what is not taken stays in the history.

        Args:
            take: the side that goes live.
            author: who says so.

        Returns:
            How both stand now. Where there was no conflict, nothing but the usual was done; broken files are not taken,
            and the report says what is wrong with them.

        Raises:
            ConflictError: if there is a newer revision at this very moment.
            StorageError: if database or disk is out of order.
        """
        async with self._alone():
            report = await reconcile(self.revisions, self.disk)
            unsettled = not report.settled and report.steps[-1] is not Step.BUSY
            if report.head is None or not unsettled or (take == "disk" and report.problems):
                return report
            head, place = report.head, self.disk.place
            files = await asyncio.to_thread(self.disk.files)
            changes = await changes_to(self.revisions, head, files)
            if take == "disk":
                await self.revisions.append(head.number, changes, Entry(author, "the files on disk, taken", place))
            else:
                await self.revisions.set_aside(head.number, changes, author, place)
            return await reconcile(self.revisions, self.disk)

    async def _publish(
        self, changes: Mapping[str, bytes | None], parent: int | None, author: str, reason: str
    ) -> Revision:
        async with self._alone():
            report = await self._reconciled()
            if not report.settled:
                raise UnsettledError(report)
            if (report.head.number if report.head else None) != parent:
                raise ConflictError(report.head)
            before = await asyncio.to_thread(self.disk.files)
            with contextlib.ExitStack() as stack:
                staged = await asyncio.to_thread(stack.enter_context, self.disk.staged(changes))
                entry = Entry(author, reason, self.disk.place, State.PENDING)
                revision = await self.revisions.append(parent, changes, entry)
                try:
                    await asyncio.to_thread(staged.commit)
                except StorageError:
                    await self._take_back(revision, {name: before.get(name) for name in changes})
                    raise
            try:
                await self.revisions.published(revision.number, self.disk.place)
            except StorageError as error:
                # The files are in place and the revision is written down; the next reconciling only marks it.
                _log.warning("revision %d is published, and could not be marked so: %s", revision.number, error)
        return replace(revision, state=State.PUBLISHED)

    async def _reconciled(self) -> Report:
        """How both stand, once no other machine is publishing any more or patience has ended."""
        for _ in range(int(PATIENCE / _LONG_PAUSE)):
            report = await reconcile(self.revisions, self.disk)
            if report.steps[-1:] != (Step.BUSY,):
                break
            await asyncio.sleep(_LONG_PAUSE)
        return report

    async def _take_back(self, revision: Revision, before: Mapping[str, bytes | None]) -> None:
        """Undo what a disk refused half-way; if it refuses that too, reconciling puts the revision in place."""
        now = await asyncio.to_thread(self.disk.files)
        wrong = {name: data for name, data in before.items() if now.get(name) != data}
        try:
            await asyncio.to_thread(put, self.disk, wrong)
        except StorageError as error:
            raise StorageError(f"{error}; revision {revision.number} is half in place until then") from error
        with contextlib.suppress(StorageError):  # reconciling withdraws it too
            await self.revisions.withdraw(revision.number)

    @contextlib.asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """Hold the folder against all others that publish into it."""
        with contextlib.ExitStack() as held:
            for _ in range(int(PATIENCE / _PAUSE)):
                if held.enter_context(self.disk.locked()):
                    break
                held.close()
                await asyncio.sleep(_PAUSE)
            else:
                raise StorageError(f"{self.disk.root}: another process has been publishing for too long: look for it")
            yield
