from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.storage import publish as publishing_
from bot.storage import reconcile as reconciling
from bot.storage.database import Database
from bot.storage.disk import Disk, Staged
from bot.storage.errors import StorageError
from bot.storage.publish import Publisher, UnsettledError
from bot.storage.reconcile import Step
from bot.storage.revisions import Revisions
from bot.storage.states import ConflictError, State
from tests.conftest import BAKERY, write_base
from tests.storage.conftest import on
from tests.storage.publishing import BASE, FACTS, dies, folder, left, publishing, rent

__all__ = ["folder"]


def test_the_first_start_takes_the_files_as_they_are(url: str, folder: Path) -> None:
    async def work(database: Database) -> Any:
        publisher = Publisher(database, folder)
        first, again = await publisher.reconcile(), await publisher.reconcile()
        return first, again, await publisher.revisions.files(1)

    first, again, files = on(url, work)
    assert (first.steps, again.steps) == ((Step.BEGUN,), ())
    assert first.head == again.head
    assert {name: data.decode() for name, data in files.items()} == BAKERY


def test_publishing(url: str, folder: Path) -> None:
    (folder / FACTS).chmod(0o640)

    async def work(publisher: Publisher) -> Any:
        revision = await publisher.publish(
            {FACTS: rent(950), BASE: None, "facts/more.yaml": "topic: more\n"}, parent=1, author="ada", reason="rose"
        )
        assert revision == await publisher.revisions.head()
        assert (await publisher.reconcile()).steps == ()
        return revision

    revision = publishing(url, folder, work)
    assert (revision.number, revision.state, revision.author, revision.reason) == (2, State.PUBLISHED, "ada", "rose")
    assert [change.fact for change in revision.facts] == ["rent"]
    assert (folder / FACTS).read_text("utf-8") == rent(950)
    assert (folder / FACTS).stat().st_mode & 0o777 == 0o640
    assert not (folder / BASE).exists()
    assert left(folder) == ["facts/more.yaml"]


def test_the_second_of_two_sees_the_first(url: str, folder: Path) -> None:
    async def work(publisher: Publisher) -> Any:
        edits = [publisher.publish({FACTS: rent(n)}, parent=1, author=f"m{n}", reason="") for n in (1, 2, 3)]
        results = await asyncio.gather(*edits, return_exceptions=True)
        (done,) = [result for result in results if not isinstance(result, BaseException)]
        conflicts = [result for result in results if isinstance(result, ConflictError)]
        assert len(conflicts) == 2
        assert all(conflict.head == done for conflict in conflicts)
        return done

    assert publishing(url, folder, work).author in {"m1", "m2", "m3"}


def test_one_file_is_a_base_too(url: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(BAKERY[FACTS], "utf-8")
    (tmp_path / "other.yaml").write_text("not: ours\n", "utf-8")

    async def work(publisher: Publisher) -> Any:
        return await publisher.publish({"facts.yaml": rent(1)}, parent=1, author="ada")

    assert publishing(url, path, work).files == ("facts.yaml",)
    assert path.read_text("utf-8") == rent(1)


def test_hand_edits_become_revisions_and_outdate_an_edit(url: str, folder: Path) -> None:
    async def work(publisher: Publisher) -> Any:
        (folder / FACTS).write_text(rent(7), "utf-8")
        with pytest.raises(ConflictError) as raised:
            await publisher.publish({FACTS: rent(8)}, parent=1, author="ada")
        return raised.value.head, await publisher.revisions.files(2, [FACTS])

    head, files = publishing(url, folder, work)
    assert (head.number, head.author, [change.fact for change in head.facts]) == (2, "disk", ["rent"])
    assert files[FACTS].decode() == rent(7) == (folder / FACTS).read_text("utf-8")


def test_broken_hand_edits_are_told_and_nothing_is_published_over_them(url: str, folder: Path) -> None:
    async def work(publisher: Publisher) -> Any:
        (folder / FACTS).write_text(rent(7) + "  - id: [\n", "utf-8")
        report = await publisher.reconcile()
        with pytest.raises(UnsettledError, match=r"bakery\.yaml:\d+:\d+: "):
            await publisher.publish({FACTS: rent(8)}, parent=1, author="ada")
        assert (await publisher.settle("disk", author="ada")).steps == (Step.BROKEN,)
        settled = await publisher.settle("database", author="ada")
        return report, settled, await publisher.revisions.files(2, [FACTS])

    report, settled, aside = publishing(url, folder, work)
    assert (report.steps, report.settled, report.head.number) == ((Step.BROKEN,), False, 1)
    assert "+  - id: [" in report.diff.splitlines()
    assert (settled.steps, settled.head.number) == ((Step.WRITTEN,), 3)
    assert aside[FACTS].decode() == rent(7) + "  - id: [\n"
    assert (folder / FACTS).read_text("utf-8") == BAKERY[FACTS]


def elsewhere(url: str, tmp_path: Path, folder: Path, amount: int) -> None:
    """Publish from another machine's copy of the folder."""
    copy = tmp_path / "copy"
    if not copy.exists():
        shutil.copytree(folder, copy)

    async def work(publisher: Publisher) -> Any:
        report = await publisher.reconcile()
        await publisher.publish({FACTS: rent(amount)}, parent=report.head.number if report.head else None, author="bob")

    publishing(url, copy, work)


def test_what_another_machine_published_is_written_to_the_files(url: str, folder: Path, tmp_path: Path) -> None:
    publishing(url, folder, lambda publisher: publisher.reconcile())
    elsewhere(url, tmp_path, folder, 11)
    elsewhere(url, tmp_path, folder, 12)

    async def work(database: Database) -> Any:
        return await Publisher(database, folder).reconcile()

    report = on(url, work)
    assert (report.steps, report.head.number) == ((Step.WRITTEN,), 3)
    assert (folder / FACTS).read_text("utf-8") == rent(12)


@pytest.mark.parametrize("take", ["disk", "database"])
def test_both_moved(url: str, folder: Path, tmp_path: Path, take: Any) -> None:
    publishing(url, folder, lambda publisher: publisher.reconcile())
    elsewhere(url, tmp_path, folder, 11)
    (folder / FACTS).write_text(rent(22), "utf-8")

    async def work(database: Database) -> Any:
        publisher = Publisher(database, folder)
        conflict = await publisher.reconcile()
        assert (folder / FACTS).read_text("utf-8") == rent(22)  # what was live stays live
        with pytest.raises(UnsettledError, match="--take disk"):
            await publisher.publish({FACTS: rent(33)}, parent=2, author="ada")
        settled = await publisher.settle(take, author="ada")
        again = await publisher.reconcile()
        history = await publisher.revisions.history()
        texts = [(await publisher.revisions.files(row.number, [FACTS]))[FACTS].decode() for row in reversed(history)]
        return conflict, settled, again, texts

    conflict, settled, again, texts = on(url, work)
    assert (conflict.steps, conflict.head.number) == ((Step.CONFLICT,), 2)
    assert [line[1:].strip() for line in conflict.diff.splitlines() if line[0] in "+-" and "rent is" in line] == [
        f"answer: {{en: The rent is **{amount} crowns** a month.}}" for amount in (11, 22)
    ]
    assert settled.settled
    assert again.steps == ()
    kept = {"disk": [rent(22)], "database": [rent(22), rent(11)]}[take]
    assert texts == [BAKERY[FACTS], rent(11), *kept]
    assert (folder / FACTS).read_text("utf-8") == kept[-1]
    # The other machine follows.
    elsewhere(url, tmp_path, folder, 44)


def test_a_copy_of_the_folder_is_known_once_it_was_seen(url: str, folder: Path, tmp_path: Path) -> None:
    publishing(url, folder, lambda publisher: publisher.reconcile())
    copy = write_base(tmp_path / "copy", BAKERY)

    async def work(database: Database) -> Any:
        publisher = Publisher(database, copy)
        first = await publisher.reconcile()
        (copy / FACTS).write_text(rent(5), "utf-8")
        return first.steps, (await publisher.reconcile()).steps

    assert on(url, work) == ((), (Step.ADOPTED,))


def test_an_unknown_folder_that_differs_is_a_conflict(url: str, folder: Path, tmp_path: Path) -> None:
    """Nothing tells which of the two is older."""
    publishing(url, folder, lambda publisher: publisher.reconcile())
    other = write_base(tmp_path / "other", {**BAKERY, FACTS: rent(5)})

    async def work(database: Database) -> Any:
        return await Publisher(database, other).reconcile()

    assert on(url, work).steps == (Step.CONFLICT,)
    assert (other / FACTS).read_text("utf-8") == rent(5)


def test_another_machine_that_is_publishing_is_waited_for(
    url: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing(url, folder, lambda publisher: publisher.reconcile())
    monkeypatch.setattr(Staged, "commit", dies)
    with pytest.raises(KeyboardInterrupt):
        elsewhere(url, tmp_path, folder, 11)
    monkeypatch.undo()

    async def work(database: Database) -> Any:
        publisher = Publisher(database, folder)
        busy = await publisher.reconcile()
        monkeypatch.setattr(publishing_, "PATIENCE", 0.3)
        with pytest.raises(UnsettledError, match="another process is publishing"):
            await publisher.publish({FACTS: rent(9)}, parent=1, author="ada")
        # After a while it counts as published: its files may be in place there.
        monkeypatch.setattr(reconciling, "PATIENCE", reconciling.PATIENCE * 0)
        return busy, await publisher.reconcile()

    busy, later = on(url, work)
    assert (busy.steps, busy.head.number) == ((Step.BUSY,), 1)
    assert (later.steps, later.head.number) == ((Step.FINISHED, Step.WRITTEN), 2)
    assert (folder / FACTS).read_text("utf-8") == rent(11)


@pytest.mark.parametrize("name", ["../out.yaml", "/etc/x.yaml", "facts/x.txt", "a/b/c.yaml"])
def test_names_that_lead_elsewhere(sqlite_url: str, folder: Path, name: str) -> None:
    async def work(publisher: Publisher) -> None:
        with pytest.raises(StorageError, match="no file of a fact base"):
            await publisher.publish({name: "topic: x\n"}, parent=1, author="ada")
        assert (await publisher.revisions.head()).number == 1  # type: ignore[union-attr]

    publishing(sqlite_url, folder, work)


def test_a_link_stays_a_link(sqlite_url: str, folder: Path, tmp_path: Path) -> None:
    (folder / FACTS).rename(tmp_path / "real.yaml")
    (folder / FACTS).symlink_to(tmp_path / "real.yaml")

    async def work(publisher: Publisher) -> Any:
        return await publisher.publish({FACTS: rent(1)}, parent=1, author="ada")

    publishing(sqlite_url, folder, work)
    assert (folder / FACTS).is_symlink()
    assert (tmp_path / "real.yaml").read_text("utf-8") == rent(1)


def test_cancelling_the_caller_does_not_tear_an_edit(sqlite_url: str, folder: Path) -> None:
    async def work(publisher: Publisher) -> Any:
        edit = asyncio.create_task(publisher.publish({FACTS: rent(950)}, parent=1, author="ada"))
        await asyncio.sleep(0)
        edit.cancel()
        with pytest.raises(asyncio.CancelledError):
            await edit
        report = await publisher.reconcile()  # waits for it
        return report, await Revisions(publisher.revisions._database).history(["rent"])

    report, history = publishing(sqlite_url, folder, work)
    assert (report.steps, report.head.number, len(history)) == ((), 2, 1)


def test_only_one_may_publish_into_a_folder(folder: Path) -> None:
    with Disk(folder).locked() as first, Disk(folder).locked() as second:
        assert (first, second) == (True, False)
    with Disk(folder).locked() as third:
        assert third
