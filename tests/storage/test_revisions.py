from __future__ import annotations

import asyncio
import multiprocessing
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete

from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.revisions import Revisions
from bot.storage.states import ConflictError, Entry, State, content_of, manifest_of
from bot.storage.tables import contents
from tests.storage.conftest import on

ADA = Entry("ada", "a typo", "here")


def topic(**answers: str) -> bytes:
    """A file of facts with these answers."""
    facts = "".join(f"  - id: {name}\n    answer: {{en: {text}}}\n" for name, text in answers.items())
    return f"topic: bread\nfacts:\n{facts}".encode()


FIRST = {"base.yaml": b"name: {en: Bread}\n", "facts/bread.yaml": topic(rent="nine", sales="four")}


def test_nothing_was_ever_published(url: str) -> None:
    async def work(database: Database) -> Any:
        revisions = Revisions(database)
        return await revisions.head(), await revisions.history(), await revisions.get(1)

    assert on(url, work) == (None, [], None)


def test_a_history(url: str) -> None:
    before = datetime.now(UTC)

    async def work(database: Database) -> Any:
        revisions = Revisions(database)
        first = await revisions.append(None, FIRST, ADA)
        changed = {"facts/bread.yaml": topic(rent="ten", sales="four")}
        second = await revisions.append(1, changed, Entry("bob", "rent rose", "there"))
        more = {"facts/more.yaml": topic(hours="seven"), "base.yaml": None}
        third = await revisions.append(2, more, ADA)
        assert [await revisions.get(number) for number in (1, 2, 3)] == [first, second, third]
        assert await revisions.history() == [third, second, first]
        assert await revisions.history(limit=1) == [third]
        assert await revisions.history(["rent"]) == [second]
        assert await revisions.head() == third
        return first, second, third, [await revisions.files(number) for number in (1, 2, 3)]

    first, second, third, states = on(url, work)
    assert (first.parent, second.parent, third.parent) == (None, 1, 2)
    assert (second.author, second.reason, second.place, second.state) == ("bob", "rent rose", "there", State.PUBLISHED)
    assert before <= first.at <= second.at <= datetime.now(UTC)
    assert first.facts == ()
    assert [(c.fact, c.before, c.after) for c in second.facts] == [
        ("rent", "id: rent\nanswer:\n  en: nine\n", "id: rent\nanswer:\n  en: ten\n")
    ]
    assert third.files == ("base.yaml", "facts/more.yaml")
    assert states[0] == FIRST
    assert states[1] == {**FIRST, "facts/bread.yaml": topic(rent="ten", sales="four")}
    assert states[2] == {"facts/bread.yaml": states[1]["facts/bread.yaml"], "facts/more.yaml": topic(hours="seven")}
    assert [row.content for row in (first, second, third)] == [content_of(manifest_of(state)) for state in states]


def test_a_parent_that_is_not_the_head_is_a_conflict(url: str) -> None:
    async def work(database: Database) -> None:
        revisions = Revisions(database)
        await revisions.append(None, FIRST, ADA)
        head = await revisions.append(1, {"base.yaml": b"name: {en: Rolls}\n"}, Entry("bob", "", "there"))
        for parent in (None, 1, 3):
            with pytest.raises(ConflictError, match="revision 2 by bob was published meanwhile") as raised:
                await revisions.append(parent, {"base.yaml": None}, ADA)
            assert raised.value.head == head

    on(url, work)


def test_a_pending_revision_keeps_others_out_until_it_is_settled(url: str) -> None:
    async def work(database: Database) -> Any:
        revisions = Revisions(database)
        await revisions.append(None, FIRST, ADA)
        pending = Entry("ada", "", "here", State.PENDING)
        await revisions.append(1, {"base.yaml": b"name: {en: Rolls}\n"}, pending)
        with pytest.raises(ConflictError):
            await revisions.append(2, {"base.yaml": None}, ADA)
        await revisions.withdraw(2)
        assert await revisions.files(1) == FIRST
        await revisions.append(1, {"base.yaml": b"name: {en: Buns}\n"}, pending)
        await revisions.published(2)
        await revisions.withdraw(2)  # too late
        await revisions.append(2, {"base.yaml": None}, ADA)
        return [row.number for row in await revisions.history()], await revisions.files(2, ["base.yaml"])

    assert on(url, work) == ([3, 2, 1], {"base.yaml": b"name: {en: Buns}\n"})


def test_texts_that_databases_do_not_take(url: str) -> None:
    async def work(database: Database) -> Any:
        entry = Entry("a\0" + "x" * 300, "half \ud83d", "here")
        await Revisions(database).append(None, {"base.yaml": b"\xff\0\xfe"}, entry)
        head = await Revisions(database).head()
        assert head is not None
        return len(head.author), head.reason, await Revisions(database).files(1)

    assert on(url, work) == (200, "half ?", {"base.yaml": b"\xff\0\xfe"})


def test_content_that_is_missing_is_told(url: str) -> None:
    async def work(database: Database) -> None:
        await Revisions(database).append(None, FIRST, ADA)
        async with database.writing() as connection:
            await connection.execute(delete(contents))
        with pytest.raises(StorageError, match=r"revision 1: the content of base\.yaml is missing: restore a copy"):
            await Revisions(database).files(1)

    on(url, work)


def _editor(url: str, author: str, number: int) -> int:
    """Append so many revisions, each on the newest; conflicts are counted and tried again."""

    async def work(database: Database) -> int:
        revisions = Revisions(database)
        conflicts = 0
        for edit in range(number):
            while True:
                head = await revisions.head()
                assert head is not None
                try:
                    changes = {f"facts/{author}.yaml": topic(**{f"{author}-{n}": "yes" for n in range(edit + 1)})}
                    await revisions.append(head.number, changes, Entry(author, str(edit), "here"))
                    break
                except ConflictError:
                    conflicts += 1
                    await asyncio.sleep(0)
        return conflicts

    return on(url, work)


def test_processes_that_append_at_once_lose_nothing(url: str) -> None:
    async def begin(database: Database) -> None:
        await Revisions(database).append(None, FIRST, ADA)

    on(url, begin)
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        pool.starmap(_editor, [(url, author, 15) for author in "abc"])

    async def work(database: Database) -> Any:
        revisions = Revisions(database)
        return await revisions.history(limit=100), await revisions.files(46)

    history, files = on(url, work)
    assert [row.number for row in history] == list(range(46, 0, -1))
    assert [row.parent for row in history] == [*range(45, 0, -1), None]
    for author in "abc":
        assert [row.reason for row in reversed(history) if row.author == author] == [str(n) for n in range(15)]
        assert files[f"facts/{author}.yaml"] == topic(**{f"{author}-{n}": "yes" for n in range(15)})
