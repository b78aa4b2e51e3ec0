"""Many editors publish at once, from two processes, into one folder or, as two machines do, into one each."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.storage.database import Database
from bot.storage.publish import Publisher
from bot.storage.revisions import Revisions
from bot.storage.states import ConflictError
from tests.storage.conftest import on

NAME = "facts/bread.yaml"


def text_of(edits: dict[str, int]) -> str:
    """A file with a fact for each editor, which says how far that editor is."""
    facts = (
        f"  - id: {editor}\n    questions: {{en: [{editor}?]}}\n    answer: {{en: Edit {number}.}}\n"
        for editor, number in sorted(edits.items())
    )
    return "topic: bread\nfacts:\n" + "".join(facts)


def edits_in(data: bytes) -> dict[str, int]:
    lines = data.decode().splitlines()[2:]
    return {
        lines[at].split(": ")[1]: int(lines[at + 2].split("Edit ")[1].rstrip(".}")) for at in range(0, len(lines), 3)
    }


async def _edit(publisher: Publisher, editor: str, number: int) -> int:
    """One editor: each edit is made on the newest state, and again after a conflict."""
    conflicts = 0
    for edit in range(1, number + 1):
        while True:
            head = await publisher.revisions.head()
            assert head is not None
            state = edits_in((await publisher.revisions.files(head.number, [NAME]))[NAME])
            state[editor] = edit
            try:
                await publisher.publish({NAME: text_of(state)}, parent=head.number, author=editor, reason=str(edit))
                break
            except ConflictError:
                conflicts += 1
    return conflicts


def _process(url: str, folder: Path, editors: list[str], number: int) -> int:
    async def work(database: Database) -> int:
        publisher = Publisher(database, folder)
        return sum(await asyncio.gather(*(_edit(publisher, editor, number) for editor in editors)))

    return on(url, work)


@pytest.mark.parametrize("machines", [1, 2])
@pytest.mark.parametrize(("editors", "edits"), [(6, 4), pytest.param(20, 25, marks=pytest.mark.long)])
def test_no_edit_is_lost_in_silence(url: str, tmp_path: Path, editors: int, edits: int, machines: int) -> None:
    names = [f"editor-{number:02}" for number in range(editors)]
    folders = [tmp_path / f"base-{number}" for number in range(machines)]
    for folder in folders:
        (folder / "facts").mkdir(parents=True)
        (folder / NAME).write_text(text_of(dict.fromkeys(names, 0)), "utf-8")

    async def begin(database: Database) -> None:
        for folder in folders:
            await Publisher(database, folder).reconcile()

    on(url, begin)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        halves = [(url, folders[half % machines], names[half::2], edits) for half in (0, 1)]
        conflicts = sum(pool.starmap(_process, halves, chunksize=1))

    async def look(database: Database) -> Any:
        reports = [await Publisher(database, folder).reconcile() for folder in folders]
        return reports, await Revisions(database).history(limit=10_000)

    reports, history = on(url, look)
    assert all(report.settled for report in reports)
    assert {path: edits_in((path / NAME).read_bytes()) for path in folders} == {
        path: dict.fromkeys(names, edits) for path in folders
    }
    assert Counter(row.author for row in history) == {**dict.fromkeys(names, edits), "disk": 1}
    for name in names:
        # Each changed its own fact and nothing of anybody else's.
        own = [row for row in reversed(history) if row.author == name]
        assert [row.reason for row in own] == [str(edit) for edit in range(1, edits + 1)]
        assert {change.fact for row in own for change in row.facts} == {name}
    print(f"{editors * edits} edits, {conflicts} conflicts")
