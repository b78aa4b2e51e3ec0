from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.facts.reader import read
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
from tests.storage.conftest import admin, needs_postgres, on

FACTS, BASE = "facts/bakery.yaml", "base.yaml"
RENT = "The rent is **900 crowns** a month."


def rent(amount: int) -> str:
    """The file of facts with another rent."""
    assert RENT in BAKERY[FACTS]
    return BAKERY[FACTS].replace(RENT, f"The rent is **{amount} crowns** a month.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_base(tmp_path / "knowledge", BAKERY)


Work = Callable[[Publisher], Awaitable[Any]]


def publishing(url: str, folder: Path, work: Work) -> Any:
    """Do something with a publisher that has been started."""

    async def main(database: Database) -> Any:
        publisher = Publisher(database, folder)
        await publisher.reconcile()
        return await work(publisher)

    return on(url, main)


def left(folder: Path) -> list[str]:
    """Files that are no part of the base."""
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return sorted(names - BAKERY.keys())


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
    monkeypatch.setattr(Staged, "commit", _dies)
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


def _dies(_: object) -> None:
    raise KeyboardInterrupt


def _half(staged: Staged) -> None:
    """Put one file in place, and die."""
    target, temporary = next(item for item in staged.targets.items() if item[1])
    assert temporary is not None
    temporary.replace(target)
    raise KeyboardInterrupt


MORE = BAKERY["concepts/what.yaml"] + "# more\n"


@pytest.mark.parametrize(
    ("death", "steps", "amount"),
    [(_dies, (Step.WITHDRAWN,), 900), (_half, (Step.FINISHED, Step.WRITTEN), 950)],
)
def test_a_death_between_the_steps(
    url: str, folder: Path, monkeypatch: pytest.MonkeyPatch, death: Any, steps: Any, amount: int
) -> None:
    async def work(publisher: Publisher) -> None:
        monkeypatch.setattr(Staged, "commit", death)
        await publisher.publish({FACTS: rent(950), "concepts/what.yaml": MORE}, parent=1, author="ada")

    with pytest.raises(KeyboardInterrupt):
        publishing(url, folder, work)
    monkeypatch.undo()

    async def after(database: Database) -> Any:
        return await Publisher(database, folder).reconcile()

    report = on(url, after)
    assert report.steps == steps
    assert (folder / FACTS).read_text("utf-8") == rent(amount)
    assert ((folder / "concepts/what.yaml").read_text("utf-8") == MORE) is (amount == 950)
    assert left(folder) == []


def test_a_hand_edit_after_a_death_is_a_conflict(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(publisher: Publisher) -> None:
        monkeypatch.setattr(Staged, "commit", _half)
        await publisher.publish({FACTS: rent(950), "concepts/what.yaml": MORE}, parent=1, author="ada")

    with pytest.raises(KeyboardInterrupt):
        publishing(url, folder, work)
    monkeypatch.undo()
    (folder / FACTS).write_text(rent(951), "utf-8")
    assert publishing(url, folder, lambda publisher: publisher.reconcile()).steps == (Step.CONFLICT,)
    assert (folder / FACTS).read_text("utf-8") == rent(951)


@pytest.mark.parametrize("after_rows", [0, 1])
def test_a_database_that_goes_away(
    url: str, folder: Path, monkeypatch: pytest.MonkeyPatch, after_rows: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Before the revision is written down nothing happens; after the files are in place the edit holds."""
    real = Database.writing
    left_ = [after_rows]

    def writing(database: Database) -> Any:
        left_[0] -= 1
        if left_[0] < 0:
            raise StorageError("the cable is out")
        return real(database)

    async def work(publisher: Publisher) -> Any:
        monkeypatch.setattr(Database, "writing", writing)
        edit = publisher.publish({FACTS: rent(950)}, parent=1, author="ada")
        if after_rows:
            return (await edit).number
        with pytest.raises(StorageError, match="the cable is out"):
            await edit
        return None

    number = publishing(url, folder, work)
    monkeypatch.undo()
    assert (folder / FACTS).read_text("utf-8") == rent(950 if number else 900)
    assert left(folder) == []
    report = publishing(url, folder, lambda publisher: publisher.reconcile())
    assert report.settled
    assert report.head.number == (number or 1)
    assert report.head.state is State.PUBLISHED


@needs_postgres
def test_a_server_that_goes_away_between_the_steps(
    postgres_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = postgres_url.rpartition("/")[2].partition("?")[0]
    real = Staged.commit

    def commit(staged: Staged) -> None:
        admin(
            f"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
        )
        real(staged)

    async def work(publisher: Publisher) -> Any:
        monkeypatch.setattr(Staged, "commit", commit)
        revision = await publisher.publish({FACTS: rent(950)}, parent=1, author="ada")
        with pytest.raises(StorageError):
            await publisher.publish({FACTS: rent(951)}, parent=2, author="ada")
        await asyncio.to_thread(admin, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        monkeypatch.undo()
        return revision.number, await publisher.reconcile()

    number, report = publishing(postgres_url, folder, work)
    assert (number, report.head.number, report.steps) == (2, 2, (Step.FINISHED,))
    assert (folder / FACTS).read_text("utf-8") == rent(950)


def test_a_disk_that_refuses_half_way_is_as_before(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = Path.replace, [0]

    def replace(path: Path, target: Path) -> Path:
        calls[0] += 1
        if calls[0] == 2:
            raise OSError(5, "Input/output error", str(target))
        return real(path, target)

    async def work(publisher: Publisher) -> Any:
        monkeypatch.setattr(Path, "replace", replace)
        with pytest.raises(StorageError, match="Input/output error"):
            await publisher.publish({FACTS: rent(950), "concepts/what.yaml": MORE}, parent=1, author="ada")
        return await publisher.revisions.head()

    assert publishing(url, folder, work).number == 1
    assert {name: (folder / name).read_text("utf-8") for name in BAKERY} == BAKERY
    assert left(folder) == []


@contextlib.contextmanager
def tmpfs(folder: Path, size: str) -> Iterator[Callable[..., None]]:
    """A disk of its own; the function mounts it again with other options."""

    def mount(*options: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)

    folder.mkdir()
    if os.getuid() or mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs").returncode:
        pytest.skip("this user may not mount a small disk")
    try:
        yield lambda option: mount("-o", f"remount,{option}").check_returncode()
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(url: str, tmp_path: Path) -> None:
    with tmpfs(tmp_path / "small", "300k"):
        folder = write_base(tmp_path / "small" / "knowledge", BAKERY)

        async def work(publisher: Publisher) -> Any:
            with pytest.raises(StorageError, match="No space left on device: free some space"):
                await publisher.publish({FACTS: rent(950) + "# x\n" * 100_000}, parent=1, author="ada")
            assert left(folder) == []
            return await publisher.publish({FACTS: rent(951)}, parent=1, author="ada")

        assert publishing(url, folder, work).number == 2
        assert (folder / FACTS).read_text("utf-8") == rent(951)


def test_a_disk_that_is_read_only(url: str, tmp_path: Path) -> None:
    with tmpfs(tmp_path / "small", "1m") as remount:
        folder = write_base(tmp_path / "small" / "knowledge", BAKERY)

        async def work(publisher: Publisher) -> Any:
            remount("ro")
            with pytest.raises(StorageError, match="Read-only file system"):
                await publisher.publish({FACTS: rent(950)}, parent=1, author="ada")
            assert (await publisher.reconcile()).steps == ()
            remount("rw")
            return await publisher.publish({FACTS: rent(951)}, parent=1, author="ada")

        assert publishing(url, folder, work).number == 2
        assert read(folder).facts


def test_a_full_disk_under_the_database(tmp_path: Path, folder: Path) -> None:
    with tmpfs(tmp_path / "small", "400k"):
        url = f"sqlite:///{tmp_path / 'small' / 'factbot.sqlite3'}"

        async def work(publisher: Publisher) -> Any:
            filler = tmp_path / "small" / "filler"
            with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
                while True:
                    file.write(os.urandom(1000))
            with pytest.raises(StorageError, match="full"):
                await publisher.publish({FACTS: rent(950)}, parent=1, author="ada")
            assert (folder / FACTS).read_text("utf-8") == BAKERY[FACTS]
            filler.unlink()
            return await publisher.publish({FACTS: rent(951)}, parent=1, author="ada")

        assert publishing(url, folder, work).number == 2


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
