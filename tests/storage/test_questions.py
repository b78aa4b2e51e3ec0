from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from bot.storage.database import Database
from bot.storage.errors import RefusedError
from bot.storage.members import Members, write_choices
from bot.storage.questions import Questions, Tally, write_asked, write_votes
from bot.storage.records import Asked, Vote
from tests.storage.conftest import START, on, question

ASKED = [
    question(0),
    question(1, outcome="decline", facts=(), why="subject", language="ar", question="كم رغيفا؟ 🥖"),
    question(2, facts=("sales", "rent"), candidates=("rent", "sales")),
    question(60 * 24, outcome="suggest", facts=(), candidates=(), place="direct", guild=None, channel=None),
]
LATER = START + timedelta(hours=2)


def vote(number: int, voter: str, value: int, minutes: int = 0) -> Vote:
    return Vote(question(number).key, voter, value, START + timedelta(minutes=minutes))


async def fill(database: Database, records: list[Asked], *given: Vote) -> Questions:
    async with database.writing() as connection:
        await write_asked(connection, records)
        await write_votes(connection, given)
    return Questions(database)


def test_what_is_read_is_what_was_written(url: str) -> None:
    async def work(database: Database) -> list[list[Asked]]:
        questions = await fill(database, ASKED)
        return [
            await questions.since(START),
            await questions.since(ASKED[2].at),
            await questions.since(START, outcomes=("decline", "suggest")),
            await questions.since(START, limit=2),
        ]

    assert on(url, work) == [ASKED, ASKED[2:], [ASKED[1], ASKED[3]], ASKED[2:]]


def test_times_come_back_in_utc(url: str) -> None:
    there = datetime(2030, 5, 1, 23, 30, tzinfo=timezone(timedelta(hours=-3)))

    async def work(database: Database) -> Any:
        questions = await fill(database, [question(1, at=there)])
        return (await questions.since(START))[0].at, await questions.counts(START, "day")

    assert on(url, work) == (there.astimezone(UTC), {"2030-05-02": 1})


def test_a_time_without_its_zone_is_refused(url: str) -> None:
    async def work(database: Database) -> None:
        with pytest.raises(RefusedError, match="no time zone"):
            await fill(database, [question(1, at=datetime(2030, 5, 1))])  # noqa: DTZ001 - what is tested

    on(url, work)


def test_writing_twice_changes_nothing(url: str) -> None:
    async def work(database: Database) -> Any:
        for _ in range(2):
            questions = await fill(database, ASKED, vote(0, "a", 1))
        return await questions.since(START), await questions.votes(ASKED[0].key)

    assert on(url, work) == (ASKED, Tally(up=1))


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("outcome", {"answer": 2, "decline": 1, "suggest": 1}),
        ("language", {"en": 3, "ar": 1}),
        ("place", {"slash": 3, "direct": 1}),
        ("why", {"clear": 3, "subject": 1}),
        ("fact", {"sales": 2, "rent": 1}),
        ("candidate", {"sales": 2, "rent": 1}),
        ("day", {"2030-05-01": 3, "2030-05-02": 1}),
    ],
)
def test_counts(url: str, by: Any, expected: dict[str, int]) -> None:
    async def work(database: Database) -> Any:
        questions = await fill(database, ASKED)
        return await questions.counts(START, by), await questions.counts(START + timedelta(days=9), by)

    counted, nothing = on(url, work)
    assert list(counted.items()) == list(expected.items())
    assert nothing == {}


def test_a_member_votes_once_and_may_think_again(url: str) -> None:
    async def work(database: Database) -> Any:
        questions = await fill(database, ASKED, vote(0, "a", 1), vote(0, "b", -1), vote(0, "a", 1), vote(2, "a", -1))
        first = await questions.tallies(START)
        await fill(database, [], vote(0, "b", 1, 5), vote(2, "a", 0, 5))
        # An older one that arrives late does not count.
        await fill(database, [], vote(0, "b", -1, 4), vote(2, "a", 1, 4))
        return first, await questions.votes(ASKED[0].key), await questions.votes(ASKED[2].key)

    first, loaves, taken_back = on(url, work)
    assert first == {ASKED[0].key: Tally(1, 1), ASKED[2].key: Tally(0, 1)}
    assert (loaves, taken_back) == (Tally(2, 0), Tally())


def test_the_retention_takes_questions_and_their_votes(url: str) -> None:
    async def work(database: Database) -> Any:
        late = vote(0, "a", 1, 60 * 24)
        orphan = Vote("f" * 32, "a", 1, START)
        early = vote(60 * 24, "c", 1, -5)
        questions = await fill(database, ASKED, late, vote(1, "b", -1), orphan, early)
        number = await questions.purge(LATER)
        rest = [await questions.votes(key) for key in (ASKED[0].key, ASKED[1].key, orphan.key, ASKED[3].key)]
        return number, await questions.since(START), rest

    number, left, rest = on(url, work)
    assert (number, left) == (3, ASKED[3:])
    assert rest == [Tally(), Tally(), Tally(), Tally(up=1)]


def test_forgetting_a_member(url: str) -> None:
    async def work(database: Database) -> Any:
        questions = await fill(database, ASKED, vote(0, "a", 1), vote(1, "a", 1), vote(0, "b", -1))
        async with database.writing() as connection:
            await write_choices(connection, {"a": ("ar", START), "b": ("de", START), "c": (None, START)})
            await write_choices(connection, {"b": ("fr", START)})
        members = Members(database)
        gone = [await members.forget("a"), await members.forget("a")]
        return gone, await members.languages(), await questions.tallies(START)

    assert on(url, work) == ([3, 0], {"b": "fr"}, {ASKED[0].key: Tally(0, 1)})
