"""The fact base as moderators edit it: prepared off the event loop, published, and live in this process at once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from bot.answers.answerer import Answerer
from bot.answers.impact import Impact, Progress, impact
from bot.answers.remembered import keep, recall
from bot.answers.sittings import Baseline, Known
from bot.client.collecting import uncollected
from bot.client.desk import Desk
from bot.client.opening import aside
from bot.client.recent import Recent
from bot.facts.apply import Edited, Origins, apply
from bot.facts.edits import Edit
from bot.facts.files import Snapshot, held, load
from bot.facts.model import Knowledge
from bot.facts.reader import understood
from bot.facts.rebase import rebased
from bot.facts.undo import undone
from bot.settings import is_built_in
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.publish import Publisher, UnsettledError
from bot.storage.reconcile import differing
from bot.storage.states import Revision, manifest_of
from bot.storage.undoing import states_around

Plan: TypeAlias = Callable[[Snapshot], Edited]
"""Makes a changed base of the files as they are; pure, and called in a thread of its own."""

_KEPT, _KEPT_SECONDS = 2, 1800.0
"""How many answerers of bases that may be published soon are kept, and for how long."""

_REST, _LONGEST_REST = 3.0, 0.1
"""What is done gently rests after each step so many times as long as that took, and so many seconds at most."""

_ATTEMPTS = 3
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Prepared:
    """A change that may be published.

    Attributes:
        edited: the base before and after it.
        parent: the revision that it was made on.
        reason: why, for the history.
    """

    edited: Edited
    parent: int | None
    reason: str = ""


def plan_of(edits: Sequence[Edit], made_on: Knowledge | None = None, origins: Origins | None = None) -> Plan:
    """A plan that carries out edits, all of them or none.

    Args:
        edits: what to do.
        made_on: the state that they were made on; what others changed since stays, where it is not in the way.
        origins: where the facts were given, for problems.
    """

    def plan(snapshot: Snapshot) -> Edited:
        on_top = rebased(edits, made_on, understood(snapshot)) if made_on else edits
        return apply(snapshot, on_top, origins)

    return plan


class Workshop:
    """Prepares, weighs and publishes edits of one fact base.

    Attributes:
        path: the fact base: a folder, or one file.
    """

    def __init__(
        self,
        path: Path,
        database: Database | None,
        desk: Desk,
        *,
        cache: Path | None = None,
        live: Callable[[Answerer | None], Awaitable[None]] | None = None,
    ) -> None:
        """Set up; nothing is read yet.

        Args:
            path: the fact base: a folder, or one file.
            database: of the history; None: there is none, and nothing can be published.
            desk: it answers from the fact base.
            cache: where built indexes are kept; None: nowhere.
            live: lets this process answer from the files as they are now, by the answerer given if that is of these
                files; None: whoever reads the files does.
        """
        self.path = path
        self._database = database
        self._desk = desk
        self._cache = cache
        self._live = live
        self._publisher: Publisher | None = None
        self._weighing = asyncio.Lock()
        self._weighed = 0
        self._ahead: asyncio.Task[None] | None = None
        self._ready: Recent[str, Answerer] = Recent(_KEPT, _KEPT_SECONDS)
        self._known: Recent[tuple[str, bool, bool], Known] = Recent(_KEPT + 1, _KEPT_SECONDS)
        self._gently = True

    async def publisher(self) -> Publisher:
        """The publisher, over an open database.

        Raises:
            StorageError: if facts cannot be edited here, or the database cannot be used.
        """
        if self._database is None:
            raise StorageError("the bot has no database: look into its log for the reason")
        if is_built_in(self.path):
            raise StorageError("these facts are part of the installed program: name others with FACTBOT_KNOWLEDGE_DIR")
        await self._database.open()
        if self._publisher is None:
            self._publisher = Publisher(self._database, self.path)
        return self._publisher

    async def snapshot(self) -> tuple[Snapshot, int | None]:
        """The files as they are, and the number of the newest revision, which they are.

        Raises:
            UnsettledError: if files and history do not agree.
            StorageError: if database or disk is out of order.
        """
        publisher = await self.publisher()
        for _ in range(_ATTEMPTS):
            report = await publisher.reconcile()
            if report.head is None or not report.settled:
                raise UnsettledError(report)
            read = await aside(partial(load, self.path), "read")
            manifest = manifest_of({file.name: data for file, data in read.files})
            if not differing(manifest, await publisher.revisions.manifest(report.head.number)):
                return read, report.head.number
        raise StorageError("the files are just being changed: try again in a moment")

    async def knowledge(self, number: int | None = None) -> Knowledge:
        """What a revision says, or the files as they are.

        Args:
            number: the revision; None, or one that there is not: the files.

        Raises:
            KnowledgeError: if that state is no sound fact base.
            UnsettledError, StorageError: as for :meth:`snapshot`.
        """
        publisher = await self.publisher()
        if number is None or await publisher.revisions.get(number) is None:
            snapshot, _ = await self.snapshot()
        else:
            snapshot = held(self.path, await publisher.revisions.files(number))
        return await aside(uncollected(partial(understood, snapshot)), "read")

    async def prepare(self, edits: Sequence[Edit] | Plan, *, reason: str = "") -> Prepared:
        """Carry out edits on the files as they are; nothing is written.

        Args:
            edits: what to do, or a plan that does more than edits can say.
            reason: why, for the history.

        Raises:
            KnowledgeError: if they cannot be carried out, with everything that keeps them from it.
            UnsettledError, StorageError: as for :meth:`snapshot`.
        """
        plan = edits if callable(edits) else plan_of(edits)
        snapshot, parent = await self.snapshot()
        return Prepared(await aside(uncollected(partial(plan, snapshot)), "edit"), parent, reason)

    async def impact(self, prepared: Prepared, progress: Progress | None = None) -> Impact:
        """What a change does to the answers, in a thread of its own; one after the other.

        Args:
            prepared: the change.
            progress: told in that thread how far it is; what it raises ends the run, and is raised here.
        """
        # What is worked out ahead gives way, and what it has found so far is made use of.
        self._weighed += 1
        try:
            async with self._weighing:
                return await aside(uncollected(partial(self._weigh, prepared.edited, progress)), "impact")
        finally:
            self._weighed -= 1

    def foresee(self, *, gently: bool = False) -> None:
        """Work out in the background what every edit is held against: the answers to the exam as they are now.

        Args:
            gently: whether to leave most of the time to others; not so once a moderator has begun something.
        """
        idle = self._ahead is None or self._ahead.done()
        self._gently = gently and (idle or self._gently)
        if self._desk.ready.is_set() and idle:
            self._ahead = asyncio.create_task(self._foresee(), name="ahead")

    async def _foresee(self) -> None:
        seen: Answerer | None = None
        while not self._weighed and seen is not self._desk.answerer:
            seen = self._desk.answerer
            async with self._weighing:
                await aside(uncollected(partial(self._sit, seen)), "ahead")

    def _sit(self, answerer: Answerer) -> None:
        """Sit the exam, as long as nobody waits and nothing else has gone live."""
        known = self._answers(answerer)
        since = time.perf_counter()

        def wanted() -> bool:
            nonlocal since
            if self._gently:
                time.sleep(min(_REST * (time.perf_counter() - since), _LONGEST_REST))
                since = time.perf_counter()
            return not self._weighed and self._desk.answerer is answerer

        Baseline.of(answerer, known, wanted)
        keep(answerer, known, self._cache)

    def _answers(self, answerer: Answerer) -> Known:
        """How a base's exam stands as far as it is known, to be added to; kept for some time from now on."""
        key = answerer.knowledge.digest, answerer.index.provisional, answerer.index.outdated
        known = self._known.get(key)
        if known is None:
            known = recall(answerer, self._cache)
        self._known.put(key, known)
        return known

    def _weigh(self, edited: Edited, progress: Progress | None) -> Impact:
        live = self._desk.answerer
        old = live if live.knowledge.digest == edited.old.digest else self._answerer(edited.old, live)
        new = self._answerer(edited.new, old)
        # It may be published before all is asked.
        self._ready.put(edited.new.digest, new)
        known = self._answers(old)
        found = impact(old, new, known, progress, self._answers(new))
        keep(old, known, self._cache)
        return found

    def _answerer(self, base: Knowledge, before: Answerer) -> Answerer:
        return self._ready.get(base.digest) or Answerer(base, before.wordings, self._cache, before)

    async def publish(self, prepared: Prepared, author: str) -> Revision:
        """Publish a change; this process answers from it when this returns.

        Args:
            prepared: the change.
            author: who, as histories shall name the author.

        Raises:
            ConflictError: of :mod:`bot.storage.states`, if somebody published or edited the files meanwhile.
            UnsettledError: if files and history do not agree.
            StorageError: if database or disk is out of order; then nothing was published.
            RefusedError: if the database refuses the values, such as a name that is too long.
        """
        publisher = await self.publisher()
        revision = await publisher.publish(
            prepared.edited.changes, parent=prepared.parent, author=author, reason=prepared.reason
        )
        if self._live:
            try:
                await self._live(self._ready.pop(prepared.edited.new.digest))
            except Exception:  # noqa: BLE001  # it is published, and whoever watches the files tries again
                _log.exception("revision %d was published and could not go live at once", revision.number)
            self.foresee(gently=True)
        return revision

    async def undo(self, number: int | None) -> tuple[int, Plan]:
        """A plan that takes a revision back; what others did to other facts since stays.

        Args:
            number: the revision; None: the newest.

        Returns:
            The revision's number, and the plan.

        Raises:
            UndoError: if there is no such revision, or it cannot be taken back.
            StorageError: if the database cannot be used.
        """
        publisher = await self.publisher()
        found, before, after = await states_around(publisher.revisions, self.path, number)
        return found, lambda now: undone(before, after, now)

    async def history(self, fact: str | None = None, *, limit: int = 50) -> list[Revision]:
        """The newest revisions, newest first; of one fact under all ids that it had, or all.

        Raises:
            StorageError: if the database cannot be used.
        """
        names = self._desk.answerer.knowledge.names_of(fact) if fact else ()
        return await (await self.publisher()).revisions.history(names, limit=limit)
