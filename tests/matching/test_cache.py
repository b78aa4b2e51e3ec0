from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.facts.reader import read
from bot.matching import cache
from bot.matching.cache import KEPT, open_index
from bot.matching.index import Index
from bot.matching.understand import understand


def test_the_second_opening_builds_nothing(
    bakery_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowledge = read(bakery_folder)
    built = open_index(knowledge, tmp_path)

    def build(*_: object) -> None:
        raise AssertionError("the index was built although it is cached")

    monkeypatch.setattr(Index, "__init__", build)
    cached = open_index(knowledge, tmp_path)
    for question in ("slaes in q1", "who owns it", "rent of the mill"):
        first, second = (understand(index, question).main for index in (built, cached))
        assert (first.outcome, first.why, first.rated) == (second.outcome, second.why, second.rated)


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 5000])
def test_a_damaged_file_is_built_anew(bakery_folder: Path, tmp_path: Path, damage: bytes) -> None:
    knowledge = read(bakery_folder)
    open_index(knowledge, tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert understand(open_index(knowledge, tmp_path), "rent").main.rated
    assert len(file.read_bytes()) == len(whole)


def test_a_flipped_byte_is_noticed(bakery_folder: Path, tmp_path: Path) -> None:
    knowledge = read(bakery_folder)
    open_index(knowledge, tmp_path)
    (file,) = tmp_path.iterdir()
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert cache._load(file) is None


def test_another_fact_base_has_another_file(bakery_folder: Path, tmp_path: Path) -> None:
    knowledge = read(bakery_folder)
    for number in range(KEPT + 2):
        open_index(knowledge.model_copy(update={"digest": f"state {number}"}), tmp_path)
    assert len(list(tmp_path.iterdir())) == KEPT


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_only_costs_time(bakery_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    assert understand(open_index(read(bakery_folder), folder), "rent").main.rated


def test_a_file_in_the_place_of_the_folder_only_costs_time(bakery_folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    assert understand(open_index(read(bakery_folder), blocked), "rent").main.rated


def test_a_base_that_was_not_read_from_files_is_not_cached(bakery_folder: Path, tmp_path: Path) -> None:
    open_index(read(bakery_folder).model_copy(update={"digest": ""}), tmp_path)
    assert not list(tmp_path.iterdir())
