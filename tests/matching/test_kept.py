"""Files that only save work."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.matching import kept
from bot.matching.kept import Digested


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "index-1.bin"
    kept.write(path, lambda file: (file.write(b"two "), file.write(b"pieces")), 3)
    content = kept.read(path)
    assert content is not None
    assert bytes(content) == b"two pieces"
    assert kept.read(tmp_path / "index-2.bin") is None


@pytest.mark.parametrize("damaged", [b"", b"short", None])
def test_a_damaged_file_is_not_read(tmp_path: Path, damaged: bytes | None) -> None:
    path = tmp_path / "index-1.bin"
    kept.write(path, lambda file: file.write(b"content"), 3)
    data = path.read_bytes()
    path.write_bytes(data[:-1] + b"x" if damaged is None else damaged)
    assert kept.read(path) is None


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "index-1.bin"
    kept.write(path, lambda file: file.write(b"old"), 3)

    def full(file: Digested) -> None:
        file.write(b"half of the n")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        kept.write(path, full, 3)
    content = kept.read(path)
    assert content is not None
    assert bytes(content) == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["index-1.bin"]


def test_the_oldest_of_its_kind_go(tmp_path: Path) -> None:
    (tmp_path / "exam-1.bin").write_bytes(b"another kind")
    for number in range(4):
        path = tmp_path / f"index-{number}.bin"
        kept.write(path, lambda file: file.write(b"content"), 2)
        os.utime(path, (number, number))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["exam-1.bin", "index-2.bin", "index-3.bin"]
