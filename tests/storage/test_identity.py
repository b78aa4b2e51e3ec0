from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path

import pytest

from bot.storage.errors import StorageError
from bot.storage.identity import KEY_FILE, Identity


def test_hashes_stay_over_a_restart_and_differ_by_member_and_installation(tmp_path: Path) -> None:
    first = Identity.open(tmp_path / "data")
    assert first.member(42) == Identity.open(tmp_path / "data").member(42)
    assert len({first.member(42), first.member(43), Identity.open(tmp_path / "other").member(42)}) == 3
    assert len(first.member(42)) == 32
    int(first.member(42), 16)


def test_only_the_owner_may_read_the_key(tmp_path: Path) -> None:
    Identity.open(tmp_path)
    path = tmp_path / KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    Identity.open(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == [KEY_FILE]


def _member(folder: Path) -> str:
    return Identity.open(folder).member(1)


def test_processes_that_start_at_once_share_one_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert len(set(pool.map(_member, [tmp_path / "data"] * 16))) == 1


def test_a_file_that_is_no_key(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(b"short")
    with pytest.raises(StorageError, match=r"identity\.key: it has 5 bytes, and a key has 32: restore it"):
        Identity.open(tmp_path)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StorageError, match="FACTBOT_DATA_DIR"):
        Identity.open(tmp_path / "file" / "data")
