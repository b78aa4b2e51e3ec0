from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from bot.facts.files import load
from bot.facts.publish import ConflictError, FilePublisher
from tests.conftest import write_base


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_base(tmp_path, {"base.yaml": "b\n", "facts/one.yaml": "1\n", "facts/two.yaml": "2\n"})


def test_files_are_written_added_and_taken_away(folder: Path) -> None:
    changes = {"facts/one.yaml": "one\r\n", "facts/two.yaml": None, "exam/new.yaml": "new\n"}
    FilePublisher(load(folder)).publish(changes, None, "somebody")
    assert (folder / "facts/one.yaml").read_bytes() == b"one\r\n"
    assert contents(folder) == {"base.yaml": "b\n", "facts/one.yaml": "one\n", "exam/new.yaml": "new\n"}


@pytest.mark.parametrize("meanwhile", ["changed\n", None])
def test_one_conflict_keeps_all_files(folder: Path, meanwhile: str | None) -> None:
    publisher = FilePublisher(load(folder))
    path = folder / "facts/two.yaml"
    path.unlink() if meanwhile is None else path.write_text(meanwhile, "utf-8")
    before = contents(folder)
    with pytest.raises(ConflictError) as caught:
        publisher.publish({"facts/one.yaml": "one\n", "facts/two.yaml": "two\n"}, None, "somebody")
    assert caught.value.names == ("facts/two.yaml",)
    assert contents(folder) == before


def test_a_new_file_that_somebody_else_made_is_a_conflict(folder: Path) -> None:
    publisher = FilePublisher(load(folder))
    (folder / "facts/new.yaml").write_text("theirs\n", "utf-8")
    with pytest.raises(ConflictError):
        publisher.publish({"facts/new.yaml": "mine\n"}, None, "somebody")
    assert (folder / "facts/new.yaml").read_text("utf-8") == "theirs\n"


@pytest.mark.parametrize("number", [1, 2])
def test_a_write_that_fails_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    before = contents(folder)
    done: list[int] = []

    def fsync(handle: int) -> None:
        done.append(handle)
        if len(done) == number:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="No space left"):
        FilePublisher(load(folder)).publish({"facts/one.yaml": "one\n", "base.yaml": "base\n"}, None, "somebody")
    assert contents(folder) == before


def test_what_is_being_written_is_no_file_of_the_base(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.append([file.name for file, _ in load(folder).files]))
    FilePublisher(load(folder)).publish({"facts/one.yaml": "one\n", "base.yaml": "base\n"}, None, "somebody")
    assert len(seen) >= 4  # two files, two folders
    assert all(names == ["base.yaml", "facts/one.yaml", "facts/two.yaml"] for names in seen)


def _append(folder: Path, word: str, times: int) -> int:
    """Add a word to a file again and again, as a process of its own; how often somebody else was first."""
    conflicts = 0
    for _ in range(times):
        while True:
            read = load(folder)
            text = (read.bytes_of("facts/one.yaml") or b"").decode()
            try:
                FilePublisher(read).publish({"facts/one.yaml": f"{text}{word}\n"}, None, word)
                break
            except ConflictError:
                conflicts += 1
    return conflicts


def test_of_two_processes_neither_loses_a_word(folder: Path) -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        list(pool.map(_append, [folder] * 2, ["a", "b"], [40] * 2))
    words = (folder / "facts/one.yaml").read_text("utf-8").split()
    assert Counter(words) == {"1": 1, "a": 40, "b": 40}
