"""Counting what was asked, in the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select

from bot.answers.missed import PICKED
from bot.answers.stats import Counts, Stats, every_day, ranked, top_missed
from bot.matching.decision import Outcome, Why
from bot.storage.database import Database
from bot.storage.tables import asked, votes

_SPELLINGS = 1_000
"""Of missed questions the most frequent so many spellings are looked at."""


class Statistics:
    """Figures of what was asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last(self, days: int, now: dt.datetime | None = None) -> Stats:
        """The figures of the last days, today's included, in UTC.

        Args:
            days: how many.
            now: the time that it is; None: the clock's.

        Raises:
            StorageError: without a database.
        """
        last = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).date()
        first = last - dt.timedelta(days=days - 1)
        since = dt.datetime.combine(first, dt.time(), dt.UTC)
        until = dt.datetime.combine(last, dt.time(), dt.UTC) + dt.timedelta(days=1)
        within = (asked.c.at >= since) & (asked.c.at < until)
        async with self._database.reading() as connection:
            by_day = (await connection.execute(_counting(self._day(), within))).all()
            by_language = (await connection.execute(_counting(asked.c.language, within))).all()
            by_facts = (await connection.execute(_counting(asked.c.facts, within))).all()
            in_vain = (await connection.execute(_missed(within))).all()
        days_counted = {dt.date.fromisoformat(day): counts for day, counts in map(_counted, by_day)}
        return Stats(
            first,
            last,
            every_day(days_counted, first, last),
            ranked(dict(map(_counted, by_language))),
            ranked(_by_fact(map(_counted, by_facts))),
            top_missed((question, int(count)) for question, count in in_vain),
        )

    def _day(self) -> ColumnElement[Any]:
        """The day of a question in UTC, as ``YYYY-MM-DD``."""
        if self._database.url.get_backend_name() == "postgresql":
            return func.to_char(func.timezone("UTC", asked.c.at), "YYYY-MM-DD")
        return func.strftime("%Y-%m-%d", asked.c.at)


def _counting(column: ColumnElement[Any], within: ColumnElement[bool]) -> Select[Any]:
    """Questions by outcome, and votes on their answers, by a column.

    What was chosen from a menu or with a button counts as a question that was answered.
    """
    tally = (
        select(
            votes.c.key,
            func.sum(case((votes.c.value > 0, 1), else_=0)).label("up"),
            func.sum(case((votes.c.value < 0, 1), else_=0)).label("down"),
        )
        .group_by(votes.c.key)
        .subquery()
    )
    outcomes = [func.sum(case((asked.c.outcome == outcome.value, 1), else_=0)) for outcome in Outcome]
    given = [func.coalesce(func.sum(column), 0) for column in (tally.c.up, tally.c.down)]
    source = asked.outerjoin(tally, tally.c.key == asked.c.key)
    return select(column, *outcomes, *given).select_from(source).where(within).group_by(column)


def _counted(row: Row[Any]) -> tuple[Any, Counts]:
    value, *counts = tuple[Any, ...](row)
    return value, Counts(*map(int, counts))


def _by_fact(rows: Iterable[tuple[tuple[str, ...], Counts]]) -> Mapping[str, Counts]:
    found: dict[str, Counts] = {}
    for facts, counts in rows:
        for fact in facts:
            found[fact] = found.get(fact, Counts()) + counts
    return found


def _missed(within: ColumnElement[bool]) -> Select[Any]:
    """Questions that were declined or only got suggestions, with how often."""
    taken = select(asked.c.question).where(within, asked.c.why == PICKED)
    counted = func.count()
    return (
        select(asked.c.question, counted)
        .where(within, asked.c.outcome != Outcome.ANSWER.value, asked.c.why != Why.EMPTY.name.lower())
        .where((asked.c.outcome == Outcome.DECLINE.value) | asked.c.question.not_in(taken))
        .group_by(asked.c.question)
        .order_by(counted.desc(), asked.c.question)
        .limit(_SPELLINGS)
    )
