"""Questions that were asked, and what members thought of the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.records import Asked, Vote
from bot.storage.tables import asked, insert, votes

By = Literal["outcome", "language", "place", "why", "fact", "candidate", "day"]
"""What questions are counted by; ``candidate`` is the fact that came nearest, and ``day`` is a day in UTC."""


@dataclass(frozen=True)
class Tally:
    """Votes on one answer.

    Attributes:
        up: members who found it helpful.
        down: members who did not.
    """

    up: int = 0
    down: int = 0


class Questions:
    """Reads what :class:`bot.storage.journal.Journal` wrote. Every method raises StorageError without a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def since(
        self,
        when: datetime,
        *,
        outcomes: Sequence[str] = (),
        limit: int | None = None,
    ) -> list[Asked]:
        """Questions in the order in which they were asked.

        Args:
            when: the earliest, with its time zone.
            outcomes: only those with one of these; empty: all.
            limit: the most recent so many; None: all.
        """
        query = select(asked).where(asked.c.at >= when).order_by(asked.c.at.desc(), asked.c.key).limit(limit)
        if outcomes:
            query = query.where(asked.c.outcome.in_(outcomes))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [Asked(**row._mapping) for row in reversed(rows)]  # noqa: SLF001 - SQLAlchemy's name for a public part

    async def get(self, key: str) -> Asked | None:
        """One question."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(asked).where(asked.c.key == key))).one_or_none()
        return Asked(**row._mapping) if row else None  # noqa: SLF001

    async def votes(self, key: str) -> Tally:
        """The votes on one answer."""
        return (await self._tallies(_tally().where(votes.c.key == key))).get(key, Tally())

    async def tallies(self, when: datetime) -> dict[str, Tally]:
        """The votes on every answer to a question asked since then that has any."""
        return await self._tallies(_tally().join(asked, asked.c.key == votes.c.key).where(asked.c.at >= when))

    async def _tallies(self, query: Select[str, int, int]) -> dict[str, Tally]:
        async with self._database.reading() as connection:
            return {key: Tally(int(up), int(down)) for key, up, down in await connection.execute(query)}

    async def counts(self, when: datetime, by: By) -> dict[str, int]:
        """How many questions were asked since then, by one of their properties, the most frequent first.

        A question that two facts answered counts for both; days come in their order.
        """
        column: ColumnElement[Any]
        if by == "day":
            postgres = self._database.url.get_backend_name() == "postgresql"
            utc = func.timezone("UTC", asked.c.at) if postgres else asked.c.at
            column = func.to_char(utc, "YYYY-MM-DD") if postgres else func.strftime("%Y-%m-%d", utc)
        else:
            column = asked.c[{"fact": "facts", "candidate": "candidates"}.get(by, by)]
        query = select(column, func.count()).where(asked.c.at >= when).group_by(column)
        async with self._database.reading() as connection:
            rows = [(value, int(count)) for value, count in await connection.execute(query)]
        counted: Counter[str] = Counter()
        for value, count in rows:
            names: Iterable[str] = (value,)
            if by in {"fact", "candidate"}:
                names = value[:1] if by == "candidate" else value
            for name in names:
                counted[name] += count
        return dict(sorted(counted.items()) if by == "day" else counted.most_common())

    async def purge(self, before: datetime) -> int:
        """Delete the questions asked before then, with all votes on them.

        Returns:
            How many questions were deleted.
        """
        async with self._database.writing() as connection:
            kept = select(asked.c.key).where(asked.c.key == votes.c.key, asked.c.at >= before).exists()
            await connection.execute(delete(votes).where(votes.c.at < before, ~kept))
            old = select(asked.c.key).where(asked.c.at < before)
            await connection.execute(delete(votes).where(votes.c.key.in_(old)))
            result = await connection.execute(delete(asked).where(asked.c.at < before))
        return result.rowcount

    async def aged(self, before: datetime) -> tuple[int, int]:
        """How many questions were asked before then, and how many there are."""
        old = func.coalesce(func.sum(case((asked.c.at < before, 1), else_=0)), 0)
        async with self._database.reading() as connection:
            row = (await connection.execute(select(old, func.count()).select_from(asked))).one()
        return int(row[0]), int(row[1])

    async def bring_back(self, after: datetime, to: datetime) -> None:
        """Let questions and votes of later than a time, when the clock was wrong, be of another one."""
        async with self._database.writing() as connection:
            for table in (asked, votes):
                await connection.execute(update(table).where(table.c.at > after).values(at=to))


def _tally() -> Select[str, int, int]:
    return select(
        votes.c.key,
        func.sum(case((votes.c.value > 0, 1), else_=0)),
        func.sum(case((votes.c.value < 0, 1), else_=0)),
    ).group_by(votes.c.key)


async def write_asked(connection: AsyncConnection, records: Sequence[Asked]) -> None:
    """Write questions; one that is there already, such as after a lost confirmation, is left alone."""
    if records:
        query = insert(connection, asked).on_conflict_do_nothing(index_elements=["key"])
        await connection.execute(query, [vars(record) for record in records])


async def write_votes(connection: AsyncConnection, records: Sequence[Vote]) -> None:
    """Write votes: of a member's on one answer the latest counts, and 0 takes it back.

    A vote taken back stays as 0 until it is purged, lest an older one that arrives late bring it to life.
    """
    latest: dict[tuple[str, str], Vote] = {}
    for record in records:
        known = latest.get((record.key, record.voter))
        if known is None or record.at >= known.at:
            latest[record.key, record.voter] = record
    if latest:
        query = insert(connection, votes)
        query = query.on_conflict_do_update(
            index_elements=["key", "voter"],
            set_={"value": query.excluded.value, "at": query.excluded.at},
            where=votes.c.at <= query.excluded.at,
        )
        await connection.execute(query, [vars(record) for record in latest.values()])
