from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.storage import journal as journals
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.journal import Journal
from bot.storage.members import Members
from bot.storage.questions import Questions, Tally
from bot.storage.records import Vote
from tests.storage.conftest import START, admin, needs_postgres, on, question, until


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting for what the test makes happen."""
    monkeypatch.setattr(journals, "GATHER", 0.01)
    monkeypatch.setattr(journals, "_FIRST_PAUSE", 0.02)
    monkeypatch.setattr(journals, "_LONGEST_PAUSE", 0.1)


def vote(number: int, voter: str = "a" * 32, value: int = 1) -> Vote:
    return Vote(question(number).key, voter, value, datetime.now(UTC))


class Fails:
    """Lets a database fail for as long as the test wants."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.broken: Exception | None = None
        self.tries = 0
        real = Database.writing

        def writing(database: Database) -> Any:
            self.tries += 1
            if self.broken:
                raise self.broken
            return real(database)

        monkeypatch.setattr(Database, "writing", writing)


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Fails:
    return Fails(monkeypatch)


def with_journal(url: str, work: Callable[[Database, Journal], Any], **options: Any) -> Any:
    """Run a test with a journal that has been started on a database that has not been opened."""

    async def main() -> Any:
        database = Database(url)
        journal = Journal(database, **options)
        journal.start()
        try:
            return await work(database, journal)
        finally:
            await journal.stop()
            await database.close()

    return asyncio.run(main())


async def written(journal: Journal) -> None:
    await until(lambda: journal.healthy and not journal.waiting)


def test_what_happens_is_written(url: str) -> None:
    async def work(database: Database, journal: Journal) -> Any:
        for number in range(1200):
            journal.asked(question(number))
        journal.voted(vote(3))
        journal.speaks("m", "ar")
        await written(journal)
        questions = Questions(database)
        return len(await questions.since(START)), await questions.votes(question(3).key), journal.dropped

    assert with_journal(url, work) == (1200, Tally(up=1), 0)
    assert on(url, lambda database: Members(database).languages()) == {"m": "ar"}


def test_stopping_writes_what_waits(url: str) -> None:
    async def work(_: Database, journal: Journal) -> None:
        for number in range(1200):
            journal.asked(question(number))

    with_journal(url, work)
    assert len(on(url, lambda database: Questions(database).since(START))) == 1200


def test_languages_are_known_after_a_restart_and_newer_ones_count(url: str) -> None:
    async def first(_: Database, journal: Journal) -> None:
        for member, language in (("a", "ar"), ("b", "de"), ("c", "fr"), ("d", "tr")):
            journal.speaks(member, language)
        assert journal.language("a") == "ar"

    async def second(_: Database, journal: Journal) -> Any:
        assert journal.language("a") is None
        journal.speaks("b", "es")
        journal.speaks("c", None)
        journal.forget("d")
        await written(journal)
        return [journal.language(member) for member in "abcd"]

    with_journal(url, first)
    assert with_journal(url, second) == ["ar", "es", None, None]
    assert on(url, lambda database: Members(database).languages()) == {"a": "ar", "b": "es"}


def test_what_another_process_writes_is_learnt(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "REFRESH", 0.05)

    async def work(database: Database, journal: Journal) -> Any:
        await until(lambda: journal.healthy)
        other = Journal(database)
        other.start()
        other.speaks("a", "ar")
        await until(lambda: journal.language("a") == "ar")
        await Members(database).forget("a")
        await until(lambda: journal.language("a") is None)
        await other.stop()

    with_journal(url, work)


def test_an_outage_keeps_what_fits_and_forgets_no_erasure(
    url: str, fails: Fails, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    async def work(database: Database, journal: Journal) -> Any:
        journal.voted(vote(0, "gone"))
        await written(journal)
        fails.broken = StorageError("the cable is out")
        journal.forget("gone")
        journal.voted(vote(1, "stays"))
        for number in range(150):
            journal.asked(question(number))
        await until(lambda: not journal.healthy)
        assert journal.waiting == 101
        journal.voted(vote(149, "gone"))
        fails.broken = None
        await written(journal)
        questions = Questions(database)
        kept = await questions.since(START)
        tallies = await questions.tallies(START)
        return kept[0], len(kept), journal.dropped, tallies, await questions.votes(question().key)

    first, number, dropped, tallies, forgotten = with_journal(url, work, limit=100)
    assert (first, number, dropped) == (question(51), 99, 52)
    # The vote after the erasure is a new one.
    assert (tallies, forgotten) == ({question(149).key: Tally(up=1)}, Tally())
    told = [record.getMessage() for record in caplog.records if "not recording" in record.getMessage()]
    assert told == ["not recording: the cable is out; 101 wait, answers go on"]
    assert any("records were lost" in record.getMessage() for record in caplog.records)


def test_what_a_database_refuses_keeps_nothing_waiting(url: str, caplog: pytest.LogCaptureFixture) -> None:
    async def work(database: Database, journal: Journal) -> Any:
        journal.asked(question(1))
        journal.asked(question(2, guild=2**70))
        journal.asked(question(3, at=datetime(2030, 5, 1)))  # noqa: DTZ001 - what is tested
        journal.asked(question(4, question="NUL \0 and half a pair \ud83d"))
        await written(journal)
        return await Questions(database).since(START - timedelta(days=1)), journal.dropped

    kept, dropped = with_journal(url, work)
    assert kept == [question(1), question(4, question="NUL \ufffd and half a pair ?")]
    assert dropped == 2
    assert caplog.text.count("refuses") >= 2


def test_forgetting_while_a_batch_is_being_written(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The batch fails and comes back without the member's votes."""
    real = Journal._commit

    async def commit(journal: Journal, batch: Any) -> None:
        monkeypatch.setattr(Journal, "_commit", real)
        journal.forget("gone")
        raise StorageError("the cable is out")

    monkeypatch.setattr(Journal, "_commit", commit)

    async def work(database: Database, journal: Journal) -> Any:
        journal.voted(vote(1, "gone"))
        journal.voted(vote(1, "stays", -1))
        journal.speaks("gone", "ar")
        await written(journal)
        return await Questions(database).votes(question(1).key), await Members(database).languages()

    assert with_journal(url, work) == (Tally(down=1), {})


def test_a_database_that_hangs_delays_nothing(url: str, fails: Fails, monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> Any:
        database = Database(url)
        await database.open()
        journal = Journal(database)
        gate = asyncio.Event()
        real = Journal._commit

        async def commit(journal: Journal, batch: Any) -> None:
            await gate.wait()
            await real(journal, batch)

        monkeypatch.setattr(Journal, "_commit", commit)
        journal.start()
        for number in range(50):
            journal.asked(question(number))
        await asyncio.sleep(0.1)
        await journal.stop(timeout=0.05)  # ends although nothing can be written
        waiting = journal.waiting
        gate.set()
        journal.start()
        await written(journal)
        await journal.stop()
        number = len(await Questions(database).since(START))
        await database.close()
        return waiting, number

    assert asyncio.run(main()) == (50, 50)


def test_a_database_that_is_locked_for_a_while(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.database.PATIENCE", 0.05)

    async def work(database: Database, journal: Journal) -> Any:
        await until(lambda: journal.healthy)
        other = sqlite3.connect(sqlite_url.partition("///")[2], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        journal.asked(question(1))
        await until(lambda: not journal.healthy)
        other.execute("ROLLBACK")
        other.close()
        await written(journal)
        return await Questions(database).since(START), journal.dropped

    assert with_journal(sqlite_url, work) == ([question(1)], 0)


def test_a_file_that_goes_away_midway_and_one_that_is_damaged(sqlite_url: str, tmp_path: Path) -> None:
    path = tmp_path / "data" / "factbot.sqlite3"
    path.parent.mkdir()
    path.write_bytes(b"no tables" * 1000)

    async def work(database: Database, journal: Journal) -> Any:
        journal.asked(question(1))
        await asyncio.sleep(0.1)
        assert not journal.healthy
        path.unlink()
        await written(journal)
        for entry in list(path.parent.iterdir()):
            entry.rename(tmp_path / entry.name)
        journal.asked(question(2))
        await until(path.exists)
        await written(journal)
        return await Questions(database).since(START)

    assert with_journal(sqlite_url, work) == [question(2)]
    on(f"sqlite:///{tmp_path / 'factbot.sqlite3'}", lambda _: asyncio.sleep(0))


@needs_postgres
def test_a_server_that_goes_away_midway_and_comes_back(postgres_url: str) -> None:
    name = postgres_url.rpartition("/")[2].partition("?")[0]

    async def work(database: Database, journal: Journal) -> Any:
        journal.asked(question(1))
        await written(journal)
        await asyncio.to_thread(
            admin,
            f"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
        )
        journal.asked(question(2))
        await until(lambda: not journal.healthy)
        journal.asked(question(3))
        await asyncio.to_thread(admin, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        await written(journal)
        return await Questions(database).since(START), journal.dropped

    assert with_journal(postgres_url, work) == ([question(1), question(2), question(3)], 0)


def test_no_database_at_all() -> None:
    async def work(_: Database, journal: Journal) -> Any:
        journal.speaks("a", "ar")
        journal.asked(question(1))
        await asyncio.sleep(0.1)
        return journal.language("a"), journal.healthy, journal.waiting

    assert with_journal("postgres://u@127.0.0.1:9/none", work) == ("ar", False, 2)


def test_the_retention_is_kept_up(url: str) -> None:
    now = datetime.now(UTC)

    async def work(database: Database, journal: Journal) -> Any:
        journal.asked(question(1, at=now - timedelta(days=40)))
        journal.asked(question(2, at=now - timedelta(days=20)))
        await written(journal)
        await until(lambda: journal._retention is None or journal._retention.purged is not None)
        return [asked.key for asked in await Questions(database).since(now - timedelta(days=90))]

    with_journal(url, work)
    assert with_journal(url, work, retention=timedelta(days=30)) == [question(2).key]
