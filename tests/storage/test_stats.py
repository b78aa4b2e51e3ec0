from __future__ import annotations

import datetime as dt
from typing import Any

from bot.answers.missed import PICKED
from bot.answers.stats import Counts
from bot.storage.database import Database
from bot.storage.questions import write_asked, write_votes
from bot.storage.records import Vote
from bot.storage.stats import Statistics
from tests.storage.conftest import START, on, question

NOW = START + dt.timedelta(days=2)
DAY = 24 * 60
RECORDS = [
    question(0),
    question(1, language="ar", facts=("sales", "rent")),
    question(2, outcome="decline", facts=(), why="measure", question="Any cake?"),
    question(3, outcome="decline", facts=(), why="measure", question="any cake"),
    question(4, outcome="decline", facts=(), why="empty", question="hello"),
    question(5, outcome="suggest", facts=(), why="doubt", question="loaf?"),
    question(6, outcome="suggest", facts=(), why="doubt", question="when?"),
    question(7, facts=("hours",), why=PICKED, question="when?"),
    question(2 * DAY, facts=("rent",), language="ar"),
    question(-DAY),
    question(3 * DAY),
]


def stats(url: str, days: int = 3) -> Any:
    async def work(database: Database) -> Any:
        async with database.writing() as connection:
            await write_asked(connection, RECORDS)
            votes = [(1, "a", 1), (1, "b", 1), (1, "c", -1), (2 * DAY, "a", -1), (0, "a", 0), (-DAY, "a", 1)]
            await write_votes(connection, [Vote(question(n).key, who, value, START) for n, who, value in votes])
        return await Statistics(database).last(days, NOW)

    return on(url, work)


def test_figures(url: str) -> None:
    found = stats(url)
    assert found.days == {
        dt.date(2030, 5, 1): Counts(3, 2, 3, 2, 1),
        dt.date(2030, 5, 2): Counts(),
        dt.date(2030, 5, 3): Counts(1, 0, 0, 0, 1),
    }
    assert found.total == Counts(4, 2, 3, 2, 2)
    assert list(found.languages.items()) == [("en", Counts(2, 2, 3)), ("ar", Counts(2, 0, 0, 2, 2))]
    assert list(found.facts.items()) == [
        ("rent", Counts(2, 0, 0, 2, 2)),
        ("sales", Counts(2, 0, 0, 2, 1)),
        ("hours", Counts(1)),
    ]
    assert found.missed == [("Any cake?", 2), ("loaf?", 1)]


def test_days_are_those_of_utc(url: str) -> None:
    there = dt.timezone(dt.timedelta(hours=-3))

    async def work(database: Database) -> Any:
        late = question(1, at=dt.datetime(2030, 5, 2, 22, 30, tzinfo=there))
        async with database.writing() as connection:
            await write_asked(connection, [late])
        now = dt.datetime(2030, 5, 2, 23, tzinfo=there)
        return await Statistics(database).last(1, now), await Statistics(database).last(2, now)

    today, both = on(url, work)
    assert today.days == {dt.date(2030, 5, 3): Counts(1)}
    assert both.days == {dt.date(2030, 5, 2): Counts(), dt.date(2030, 5, 3): Counts(1)}


def test_nothing_was_asked(url: str) -> None:
    async def work(database: Database) -> Any:
        return await Statistics(database).last(2, NOW)

    found = on(url, work)
    assert found.total == Counts()
    assert len(found.days) == 2
    assert not found.languages
    assert not found.facts
    assert not found.missed
