from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.answers.answerer import Answerer
from bot.answers.missed import PICKED, Miss, key_of, missed
from bot.storage import review
from bot.storage.database import Database
from bot.storage.questions import write_asked, write_votes
from bot.storage.records import Asked, Vote
from bot.storage.review import How, Review, Settled
from tests.storage.conftest import START, on, question

SUGGESTED: dict[str, Any] = {"outcome": "suggest", "facts": (), "why": "doubt"}
DECLINED: dict[str, Any] = {"outcome": "decline", "facts": (), "why": "measure"}


async def fill(database: Database, records: list[Asked], *votes: Vote) -> Review:
    async with database.writing() as connection:
        await write_asked(connection, records)
        await write_votes(connection, votes)
    return Review(database)


def vote(number: int, value: int, voter: str = "a") -> Vote:
    return Vote(question(number).key, voter, value, START)


def test_what_may_have_been_missed_is_read_with_its_votes(url: str) -> None:
    records = [
        question(0, **DECLINED),
        question(1),  # answered, and nobody minds
        question(2),
        question(3, **SUGGESTED),
        question(4, why=PICKED, question="How many loaves, number 3?"),
        question(5, **SUGGESTED),
    ]

    async def work(database: Database) -> Any:
        votes = vote(2, -1), vote(2, -1, "b"), vote(2, 1, "c"), vote(5, -1), vote(1, 1)
        return await (await fill(database, records, *votes)).heard(START)

    heard = on(url, work)
    assert [(one.question[-2], one.up, one.down) for one in heard] == [
        ("0", 0, 0), ("2", 1, 2), ("3", 0, 0), ("3", 0, 0), ("5", 0, 1),
    ]  # fmt: skip
    assert heard[0].at == START
    assert [(one.question[-2], one.how) for one in missed(heard)] == [
        ("0", Miss.DECLINED), ("2", Miss.DISLIKED), ("5", Miss.SUGGESTED),
    ]  # fmt: skip


def test_old_questions_are_left_out_and_of_many_the_oldest(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "MOST", 2)

    async def work(database: Database) -> Any:
        read = await fill(database, [question(n, **DECLINED) for n in range(4)])
        return [[one.question[-2] for one in await read.heard(START + timedelta(minutes=n))] for n in (0, 3)]

    assert on(url, work) == [["2", "3"], ["3"]]


def settled(text: str, at: datetime = START, **more: Any) -> Settled:
    return Settled(key_of(text), **{"how": How.ASIDE, "author": "mod", "at": at, "asked": 3, **more})


def test_what_was_settled_is_written_down(url: str) -> None:
    aside = settled("any cake?")
    phrased = settled("what's sold", how=How.PHRASING, fact="sales-q2", phrasing=key_of("what's sold"), asked=1)

    async def work(database: Database) -> Any:
        read = Review(database)
        await read.settle([])
        await read.settle([aside, phrased])
        first = await read.settled()
        later = settled("Any cake", START + timedelta(days=1), author="other")
        await read.settle([later])
        # One that arrives late does not count.
        await read.settle([settled("any cake", START - timedelta(days=1))])
        return first, (await read.settled())[aside.key] == later

    first, replaced = on(url, work)
    assert first == {aside.key: aside, phrased.key: phrased}
    assert replaced


def test_what_was_settled_by_an_edit_holds_while_the_edit_does(url: str, bakery: Answerer) -> None:
    curated, gone = key_of("Who owns the bakery?"), key_of("who bakes at night")
    records = [
        settled("any cake?"),
        settled("whose shop is it", how=How.PHRASING, fact="owner", phrasing=curated),
        settled("who bakes at night", how=How.PHRASING, fact="owner", phrasing=gone),
        settled("when does it open", how=How.FACT, fact="hours"),
        settled("when does it close", how=How.FACT, fact="closing"),
    ]

    async def work(database: Database) -> Any:
        read = Review(database)
        await read.settle(records)
        return await read.until(bakery.index, timedelta(days=2))

    until = START + timedelta(days=2)
    assert on(url, work) == {records[n].key: until for n in (0, 1, 3)}


def test_what_was_set_aside_is_put_back(url: str) -> None:
    later = START + timedelta(days=1)
    together = [settled("any cake?", later, asked=2), settled("cakes", later, asked=5)]
    records = [
        *together,
        settled("open on sundays", later, author="other"),
        settled("old news"),
        settled("whose shop", later, how=How.FACT, fact="owner"),
    ]

    async def work(database: Database) -> Any:
        read = Review(database)
        for number, text in enumerate(("any cake?", "cakes?", "Cakes!", "Old news")):
            await fill(database, [question(number, question=text, **DECLINED)])
        await read.settle(records)
        found = await read.aside(later, START)
        again = settled("any cake?", later + timedelta(hours=1), author="other")
        await read.settle([again])
        # One of the two was set aside anew since it was read, and stays.
        counts = [await read.put_back(some) for some in (found[0].records, found[0].records, [records[4]])]
        return found, counts, await read.settled()

    found, counts, left = on(url, work)
    # Nobody remembers how it was asked about Sundays.
    assert [(one.texts, one.author, one.asked) for one in found] == [(("Cakes!", "any cake?"), "mod", 7)]
    assert counts == [1, 0, 0]
    assert set(left) == {key_of(text) for text in ("any cake?", "open on sundays", "old news", "whose shop")}
    assert left[key_of("any cake?")].author == "other"
