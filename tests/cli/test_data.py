from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage.database import Database, default_url
from bot.storage.identity import Identity
from bot.storage.journal import Journal
from bot.storage.members import Members
from bot.storage.records import Vote
from tests.cli.conftest import Run

MEMBER, OTHER = 80351110224678912, 80351110224678913


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A bot's data folder, in which two members have voted and chosen a language."""
    folder = tmp_path / "data"
    identity = Identity.open(folder)

    async def fill() -> None:
        journal = Journal(Database(default_url(folder)))
        journal.start()
        for member in (MEMBER, OTHER):
            journal.voted(Vote("1" * 32, identity.member(member), 1, datetime.now(UTC)))
            journal.speaks(identity.member(member), "ar")
        await journal.stop(60)
        await journal._database.close()

    asyncio.run(fill())
    return folder


def languages(folder: Path) -> dict[str, str]:
    async def read() -> dict[str, str]:
        database = Database(default_url(folder))
        await database.open()
        try:
            return await Members(database).languages()
        finally:
            await database.close()

    return asyncio.run(read())


def test_a_member_is_forgotten(factbot: Run, data: Path) -> None:
    ran = factbot("data", "forget", str(MEMBER), "--data", str(data))
    assert (ran.code, ran.out) == (0, "2 votes and choices deleted\n")
    assert languages(data) == {Identity.open(data).member(OTHER): "ar"}
    assert factbot("data", "forget", str(MEMBER), "--data", str(data)).out == "nothing is kept of this member\n"
    assert json.loads(factbot("data", "forget", str(OTHER), "--json", "--data", str(data)).out) == {"deleted": 2}


def test_a_folder_in_which_no_bot_was(factbot: Run, tmp_path: Path) -> None:
    ran = factbot("data", "forget", str(MEMBER), "--data", str(tmp_path / "typo"))
    assert (ran.code, ran.out) == (2, "")
    assert "typo: name its folder with --data" in ran.err
    assert not (tmp_path / "typo").exists()


@pytest.mark.parametrize("member", ["Ada", "-5", "1.5"])
def test_what_is_no_id(factbot: Run, member: str) -> None:
    ran = factbot("data", "forget", "--", member)
    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_a_database_that_is_away(factbot: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTBOT_DATABASE_URL", "postgres://u:p4ss@127.0.0.1:9/none")
    ran = factbot("data", "forget", str(MEMBER), "--data", str(data))
    assert ran.code == 2
    assert "check that PostgreSQL runs there" in ran.err
    assert ran.err.count("\n") == 1
    assert "p4ss" not in ran.err
