"""What goes wrong between the steps of publishing: deaths, lost databases, full disks."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.facts.reader import read
from bot.storage.database import Database
from bot.storage.disk import Staged
from bot.storage.errors import StorageError
from bot.storage.publish import Publisher
from bot.storage.reconcile import Step
from bot.storage.states import State
from tests.conftest import BAKERY, write_base
from tests.storage.conftest import admin, needs_postgres, on
from tests.storage.publishing import FACTS, dies, folder, left, publishing, rent

__all__ = ["folder"]


def _half(staged: Staged) -> None:
    """Put one file in place, and die."""
    target, temporary = next(item for item in staged.targets.items() if item[1])
    assert temporary is not None
    temporary.replace(target)
    raise KeyboardInterrupt


MORE = BAKERY["concepts/what.yaml"] + "# more\n"


def killed(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch, death: Any) -> None:
    """Publish, and die while the files change places."""

    async def work(publisher: Publisher) -> None:
        monkeypatch.setattr(Staged, "commit", death)
        await publisher.publish({FACTS: rent(950), "concepts/what.yaml": MORE}, parent=1, author="ada")

    with pytest.raises(KeyboardInterrupt):
        publishing(url, folder, work)
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("death", "steps", "amount"),
    [(dies, (Step.WITHDRAWN,), 900), (_half, (Step.FINISHED, Step.WRITTEN), 950)],
)
def test_a_death_between_the_steps(
    url: str, folder: Path, monkeypatch: pytest.MonkeyPatch, death: Any, steps: Any, amount: int
) -> None:
    killed(url, folder, monkeypatch, death)

    async def after(database: Database) -> Any:
        return await Publisher(database, folder).reconcile()

    report = on(url, after)
    assert report.steps == steps
    assert (folder / FACTS).read_text("utf-8") == rent(amount)
    assert ((folder / "concepts/what.yaml").read_text("utf-8") == MORE) is (amount == 950)
    assert left(folder) == []


def test_a_hand_edit_after_a_death_is_a_conflict(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(url, folder, monkeypatch, _half)
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
