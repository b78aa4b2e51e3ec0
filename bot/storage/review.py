"""What the review of missed questions reads and writes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import Row, case, delete, func, or_, select, update

from bot.answers.missed import PICKED, Heard, worded
from bot.matching.decision import Outcome
from bot.matching.index import Index
from bot.storage.database import Database
from bot.storage.tables import asked, insert, settled, votes

MOST = 20_000
"""Of the questions that may have been missed, the most recent so many are looked at."""


class How(StrEnum):
    """What became of a question: one more phrasing of a fact, a new fact, or nothing."""

    PHRASING = "phrasing"
    FACT = "fact"
    ASIDE = "aside"


@dataclass(frozen=True)
class Settled:
    """A question that a moderator dealt with.

    Attributes:
        key: of the question (:func:`bot.answers.missed.key_of`).
        how: what became of it.
        author: who dealt with it, as histories name the author.
        at: when, with its time zone.
        asked: how often it had been asked in vain by then.
        fact: the fact that got the phrasing, or the new one.
        phrasing: key of the phrasing, which another question of the same group may be.
    """

    key: str
    how: How
    author: str
    at: datetime
    asked: int
    fact: str | None = None
    phrasing: str | None = None

    def holds(self, index: Index) -> bool:
        """Whether a fact base still has what was done; an edit that was undone settles nothing."""
        if self.how is How.PHRASING:
            return self.phrasing is not None and int(self.phrasing, 16) in index.curated
        if self.how is How.FACT:
            former = index.knowledge.former
            name, known = self.fact, {fact.id for fact in index.knowledge.facts}
            while name is not None and name not in known:
                name = former.pop(name, None)
            return name is not None
        return True


@dataclass(frozen=True)
class Aside:
    """Questions that a moderator set aside together.

    Attributes:
        texts: in the words in which they were asked last, the one asked most first; those that are still remembered.
        records: what was written down of all of them.
    """

    texts: tuple[str, ...]
    records: tuple[Settled, ...]

    @property
    def text(self) -> str:
        """The question that stands for all."""
        return self.texts[0]

    @property
    def key(self) -> str:
        """What stands for it: the first question's key, and when it was set aside, in microseconds."""
        return f"{self.records[0].key}-{int(self.at.timestamp() * 1e6)}"

    @property
    def author(self) -> str:
        """Who set them aside."""
        return self.records[0].author

    @property
    def at(self) -> datetime:
        """When that was."""
        return self.records[0].at

    @property
    def asked(self) -> int:
        """How often they had been asked in vain by then."""
        return sum(one.asked for one in self.records)


class Review:
    """Questions without a good answer, and those settled. Every method raises StorageError without a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def heard(self, when: datetime) -> list[Heard]:
        """Questions asked since then that may have been missed, or that took up a suggestion.

        Args:
            when: the earliest, with its time zone.
        """
        up = func.coalesce(func.sum(case((votes.c.value > 0, 1), else_=0)), 0)
        down = func.coalesce(func.sum(case((votes.c.value < 0, 1), else_=0)), 0)
        tally = select(votes.c.key, up.label("up"), down.label("down")).group_by(votes.c.key).subquery()
        helped, failed = func.coalesce(tally.c.up, 0), func.coalesce(tally.c.down, 0)
        query = (
            select(asked.c.question, asked.c.at, asked.c.language, asked.c.outcome, asked.c.why, helped, failed)
            .outerjoin(tally, tally.c.key == asked.c.key)
            .where(asked.c.at >= when)
            .where(or_(asked.c.outcome != Outcome.ANSWER.value, asked.c.why == PICKED, failed > 0))
            .order_by(asked.c.at.desc(), asked.c.key)
            .limit(MOST)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Heard(question, at, language, Outcome(outcome), why, int(liked), int(disliked))
            for question, at, language, outcome, why, liked, disliked in reversed(rows)
        ]

    async def settled(self) -> dict[str, Settled]:
        """All questions that were settled, by key."""
        async with self._database.reading() as connection:
            return {row.key: _record(row) for row in await connection.execute(select(settled))}

    async def aside(self, since: datetime, heard_since: datetime) -> list[Aside]:
        """What was set aside since then, the latest first; what was set aside at once stands together.

        What was asked in words that nobody remembers any more is left out: nothing of it could come up again.

        Args:
            since: the earliest, with its time zone.
            heard_since: the earliest time at which a question of it was asked.
        """
        query = select(settled).where(settled.c.how == How.ASIDE.value, settled.c.at >= since)
        query = query.order_by(settled.c.at.desc(), settled.c.author, settled.c.asked.desc(), settled.c.key)
        async with self._database.reading() as connection:
            found = [_record(row) for row in await connection.execute(query)]
        keys = {one.key for one in found}
        heard = await self.heard(heard_since) if keys else []
        texts = await asyncio.to_thread(worded, heard, keys)
        together = [tuple(same) for _, same in groupby(found, key=lambda one: (one.at, one.author))]
        return [
            Aside(asked, records)
            for records in together
            if (asked := tuple(texts[one.key] for one in records if one.key in texts))
        ]

    async def put_back(self, records: Iterable[Settled]) -> int:
        """Let questions that were set aside count again, as though nobody had settled them.

        Args:
            records: as they were read; one that was settled anew meanwhile, or put back, stays as it is.

        Returns:
            How many were put back.
        """
        count = 0
        async with self._database.writing() as connection:
            for one in records:
                same = (settled.c.key == one.key, settled.c.at == one.at, settled.c.how == How.ASIDE.value)
                count += (await connection.execute(delete(settled).where(*same))).rowcount
        return count

    async def until(self, index: Index, again_after: timedelta) -> dict[str, datetime]:
        """For each settled question when it counts again, if it is asked then.

        Args:
            index: of the fact base as it is; what was settled by an edit that is no longer in it is not settled.
            again_after: how long after it was settled.
        """
        return {key: one.at + again_after for key, one in (await self.settled()).items() if one.holds(index)}

    async def settle(self, records: Iterable[Settled]) -> None:
        """Write down what became of questions; of two moderators who settled the same one the later counts."""
        rows = {record.key: asdict(record) for record in records}
        if not rows:
            return
        async with self._database.writing() as connection:
            query = insert(connection, settled)
            query = query.on_conflict_do_update(
                index_elements=["key"],
                set_={name: query.excluded[name] for name in ("how", "fact", "phrasing", "author", "at", "asked")},
                where=settled.c.at <= query.excluded.at,
            )
            await connection.execute(query, list(rows.values()))

    async def purge(self, before: datetime) -> None:
        """Forget what was settled before then."""
        async with self._database.writing() as connection:
            await connection.execute(delete(settled).where(settled.c.at < before))

    async def bring_back(self, after: datetime, to: datetime) -> None:
        """Let what was settled later than a time, when the clock was wrong, be settled at another one."""
        async with self._database.writing() as connection:
            await connection.execute(update(settled).where(settled.c.at > after).values(at=to))


def _record(row: Row[Any]) -> Settled:
    return Settled(**{**row._mapping, "how": How(row.how)})  # noqa: SLF001 - SQLAlchemy's name for a public part
