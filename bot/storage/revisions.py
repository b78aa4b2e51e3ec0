"""Every published state of the facts, one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from bot.storage.database import Database
from bot.storage.errors import RefusedError
from bot.storage.factdiff import FactChange, changed_facts
from bot.storage.news import announce
from bot.storage.revisionrows import (
    Changes,
    append,
    files_at,
    head_of,
    manifest_at,
    newest_with,
    noted_at,
    read_revisions,
    stand,
)
from bot.storage.states import ConflictError, Entry, Manifest, Revision, State
from bot.storage.tables import revision_facts, revision_files, revisions


@dataclass(frozen=True)
class Standing:
    """A folder and the history.

    Attributes:
        head: the newest revision, be it pending; None if there is none.
        wanted: its files.
        noted: the revision that the folder's files were last noted to be; None if the folder was never seen.
        base: that, or the one that they are alike; None if nothing tells what the files are based on.
        was: the files of that.
    """

    head: Revision | None
    wanted: Manifest
    noted: int | None
    base: int | None
    was: Manifest


class Revisions:
    """Reads and appends revisions. Every method raises StorageError without a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def head(self) -> Revision | None:
        """The newest revision; None if nothing was ever published."""
        async with self._database.reading() as connection:
            return await head_of(connection)

    async def get(self, number: int) -> Revision | None:
        """One revision."""
        async with self._database.reading() as connection:
            found = await read_revisions(connection, [number])
        return found[0] if found else None

    async def history(self, facts: Collection[str] = (), *, limit: int = 50) -> list[Revision]:
        """The newest revisions, newest first.

        Args:
            facts: only those that changed one of these facts; empty: all.
            limit: the most.
        """
        query = select(revisions.c.number).order_by(revisions.c.number.desc()).limit(limit)
        if facts:
            changed = select(revision_facts.c.revision).where(revision_facts.c.fact.in_(facts))
            query = query.where(revisions.c.number.in_(changed))
        async with self._database.reading() as connection:
            numbers = (await connection.execute(query)).scalars().all()
            return await read_revisions(connection, numbers)

    async def manifest(self, number: int) -> dict[str, str]:
        """All files of a state."""
        async with self._database.reading() as connection:
            return await manifest_at(connection, number)

    async def files(self, number: int, names: Collection[str] | None = None) -> dict[str, bytes]:
        """The contents of files in a state; those that it does not have are left out.

        Args:
            number: the revision.
            names: which; None: all.
        """
        async with self._database.reading() as connection:
            return await files_at(connection, number, names)

    async def append(self, parent: int | None, changes: Changes, entry: Entry) -> Revision:
        """Write a new revision down.

        Args:
            parent: the revision that the change was made on; None for the first.
            changes: new contents by the files' names; None takes a file away.
            entry: who, why and where.

        Raises:
            ConflictError: if the parent is not the head, or not published yet.
        """
        facts = await self._facts(parent, changes)
        try:
            async with self._database.writing() as connection:
                return await append(connection, parent, changes, facts, entry)
        except RefusedError:
            head = await self.head()
            if (head.number if head else None) == parent:
                raise
            # Another process took the number at the same moment.
            raise ConflictError(head) from None

    async def published(self, number: int, place: str | None = None) -> None:
        """Say that a revision's files are in place, where it was made at least; ``place`` is a folder that has them."""
        async with self._database.writing() as connection:
            query = update(revisions).where(revisions.c.number == number)
            await connection.execute(query.values(state=State.PUBLISHED.value))
            if place is not None:
                await stand(connection, place, number)
            await announce(connection, number)

    async def stand(self, place: str, number: int) -> None:
        """Note which revision the files of a folder are."""
        async with self._database.writing() as connection:
            await stand(connection, place, number)

    async def standing(self, place: str, content: str) -> Standing:
        """How a folder whose files have this content stands to the newest revision."""
        async with self._database.reading() as connection:
            head = await head_of(connection)
            if head is None:
                return Standing(None, {}, None, None, {})
            noted = await noted_at(connection, place)
            base = noted or await newest_with(connection, content)
            was = await manifest_at(connection, base) if base else {}
            return Standing(head, await manifest_at(connection, head.number), noted, base, was)

    async def set_aside(self, parent: int, changes: Changes, author: str, place: str) -> Revision:
        """Keep a folder's files as a revision and go back from it at once to the one before.

        The folder is noted as being at the one set aside, so that it is brought to the newest as any other is.

        Raises:
            ConflictError: if the parent is not the head.
        """
        facts = await self._facts(parent, changes)
        back: dict[str, bytes | None] = {**dict.fromkeys(changes), **await self.files(parent, changes)}
        reverse = [FactChange(change.fact, change.name, change.after, change.before) for change in facts]
        async with self._database.writing() as connection:
            entry = Entry(author, "the files on disk, set aside", place)
            aside = await append(connection, parent, changes, facts, entry)
            entry = Entry(author, f"back to revision {parent}", place)
            newest = await append(connection, aside.number, back, reverse, entry)
            await stand(connection, place, aside.number)
        return newest

    async def withdraw(self, number: int) -> None:
        """Take back a revision whose files were never put in place."""
        async with self._database.writing() as connection:
            pending = (revisions.c.number == number) & (revisions.c.state == State.PENDING.value)
            if (await connection.execute(select(revisions.c.number).where(pending))).one_or_none():
                for table in (revision_facts, revision_files):
                    await connection.execute(delete(table).where(table.c.revision == number))
                await connection.execute(delete(revisions).where(pending))

    async def _facts(self, parent: int | None, changes: Changes) -> list[FactChange]:
        """The facts that a change changes; the first revision is the beginning, not a change of every fact."""
        if parent is None:
            return []
        before = await self.files(parent, changes)
        after = {name: data for name, data in changes.items() if data is not None}
        return await asyncio.to_thread(changed_facts, before, after)
