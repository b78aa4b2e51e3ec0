from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.storage.database import Database
from bot.storage.questions import Questions, write_asked, write_votes
from bot.storage.records import Vote
from bot.storage.retention import EVERY, STEADY, Retention
from bot.storage.review import How, Review, Settled
from tests.storage.conftest import START, on, question

KEEP, AGAIN = timedelta(days=30), timedelta(days=10)


class Clocks:
    """A clock on the wall, which may be set, and one that never goes back."""

    def __init__(self) -> None:
        self.wall, self.seconds = START, 1000.0

    def pass_(self, time: timedelta) -> None:
        self.wall += time
        self.seconds += time.total_seconds()

    def kept_by(self, database: Database) -> Retention:
        return Retention(database, KEEP, AGAIN, clock=lambda: self.seconds, now=lambda: self.wall)


async def ask(database: Database, ages: Sequence[int]) -> None:
    """Questions that were asked so many days ago, of which each has a vote."""
    asked = [question(number, at=START - timedelta(days=age)) for number, age in enumerate(ages)]
    async with database.writing() as connection:
        await write_asked(connection, asked)
        await write_votes(connection, [Vote(one.key, "a" * 32, 1, one.at) for one in asked])


async def left(database: Database) -> int:
    return len(await Questions(database).since(START - timedelta(days=400)))


def test_what_is_old_goes_at_start_and_once_a_day(url: str) -> None:
    async def work(database: Database) -> Any:
        clocks = Clocks()
        await ask(database, [40, 29, 20, 1])
        retention = clocks.kept_by(database)
        counts = []
        for passing in (timedelta(), STEADY, timedelta(hours=22), timedelta(hours=2)):
            clocks.pass_(passing)
            await retention.keep_up()
            counts.append(await left(database))
        return counts

    # The second one is thirty days old an hour before it is next looked at.
    assert on(url, work) == [3, 3, 3, 2]


def test_a_clock_that_jumps_ahead_takes_nothing_along_until_it_has_gone_steadily(url: str) -> None:
    async def work(database: Database) -> Any:
        clocks = Clocks()
        await ask(database, [5, 20, 1, 2])
        retention = clocks.kept_by(database)
        await retention.keep_up()
        clocks.wall += timedelta(days=15)
        clocks.pass_(STEADY)
        await retention.keep_up()
        counts = [await left(database)]
        # Set right in time, it has taken nothing.
        clocks.wall -= timedelta(days=15)
        clocks.pass_(timedelta(minutes=30))
        await retention.keep_up()
        clocks.pass_(EVERY)
        await retention.keep_up()
        counts.append(await left(database))
        clocks.wall += timedelta(days=15)
        for _ in range(3):
            clocks.pass_(STEADY)
            await retention.keep_up()
        clocks.pass_(EVERY)
        await retention.keep_up()
        return [*counts, await left(database)]

    assert on(url, work) == [4, 4, 3]


def test_where_most_would_go_at_start_the_clock_has_to_go_steadily_first(url: str) -> None:
    async def work(database: Database) -> Any:
        clocks = Clocks()
        await ask(database, [50, 40, 1])
        retention = clocks.kept_by(database)
        counts = []
        for passing in (timedelta(), STEADY / 2, STEADY):
            clocks.pass_(passing)
            await retention.keep_up()
            counts.append(await left(database))
        return counts

    assert on(url, work) == [3, 3, 1]


def test_a_clock_that_is_set_back_does_not_keep_old_questions(url: str) -> None:
    async def work(database: Database) -> Any:
        clocks = Clocks()
        clocks.wall += timedelta(days=3650)
        retention = clocks.kept_by(database)
        await retention.keep_up()
        clocks.wall = START
        await ask(database, [40, 20, 1])
        for _ in range(3):
            clocks.pass_(STEADY)
            await retention.keep_up()
        return await left(database)

    assert on(url, work) == 2


def test_what_was_asked_while_the_clock_was_ahead_grows_old_like_the_rest(url: str) -> None:
    async def work(database: Database) -> Any:
        clocks = Clocks()
        await ask(database, [-3650, 1])
        review = Review(database)
        await review.settle([Settled("a" * 16, How.ASIDE, "mod", START + timedelta(days=3650), 1)])
        retention = clocks.kept_by(database)
        await retention.keep_up()
        early = max(one.at for one in await Questions(database).since(START - KEEP))
        clocks.pass_(STEADY)
        await retention.keep_up()
        late = max(one.at for one in await Questions(database).since(START - KEEP))
        settled = (await review.settled())["a" * 16].at
        return early - START, late - START, settled - START

    assert on(url, work) == (timedelta(days=3650), STEADY, STEADY)


def test_what_was_settled_goes_once_no_question_is_kept_that_it_keeps_away(url: str) -> None:
    async def work(database: Database) -> Any:
        clocks = Clocks()
        ages = {"young": 20, "older": 39, "oldest": 41}
        review = Review(database)
        at: dict[str, datetime] = {key: START - timedelta(days=age) for key, age in ages.items()}
        await review.settle(Settled(key, How.ASIDE, "mod", when, 1) for key, when in at.items())
        await clocks.kept_by(database).keep_up()
        return sorted(await review.settled())

    assert on(url, work) == ["older", "young"]
