"""What is known of an exam is kept for the next start, and nothing is taken for it that is not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bot.answers import remembered
from bot.answers.answerer import Answerer
from bot.answers.remembered import KEPT, keep, recall
from bot.answers.sittings import Baseline, Known
from bot.answers.wording import Wordings
from bot.facts.reader import read
from tests.answers.test_impact import FILES
from tests.conftest import write_base


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory, wordings: Wordings) -> Answerer:
    return Answerer(read(write_base(tmp_path_factory.mktemp("base"), FILES)), wordings)


@pytest.fixture(scope="module")
def known(answerer: Answerer) -> Known:
    return Baseline.of(answerer).known


def test_it_comes_back_as_it_was(answerer: Answerer, known: Known, tmp_path: Path) -> None:
    keep(answerer, known, tmp_path / "new")
    found = recall(answerer, tmp_path / "new")
    assert found == known
    assert [(s.near, s.margin) for s in found.values()] == [(s.near, s.margin) for s in known.values()]
    assert [s.trace and s.trace.facts for s in found.values()] == [s.trace and s.trace.facts for s in known.values()]
    assert any(s.trace for s in found.values())


def test_what_is_not_known_whole_is_not_kept(answerer: Answerer, known: Known, tmp_path: Path) -> None:
    keep(answerer, dict(list(known.items())[1:]), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("at", [0, 40, -1])
def test_a_damaged_file_tells_nothing(answerer: Answerer, known: Known, tmp_path: Path, at: int) -> None:
    keep(answerer, known, tmp_path)
    (file,) = tmp_path.iterdir()
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    assert recall(answerer, tmp_path) == {}


def test_another_form_tells_nothing(answerer: Answerer, known: Known, tmp_path: Path) -> None:
    keep(answerer, known, tmp_path)
    (file,) = tmp_path.iterdir()
    payload = b'[["q", null, "shrugs", [], [], 0.5]]'
    file.write_bytes(hashlib.sha256(payload).digest() + payload)
    assert recall(answerer, tmp_path) == {}


def test_another_code_or_base_has_another_file(
    answerer: Answerer, known: Known, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(answerer, known, tmp_path)
    monkeypatch.setattr(remembered, "code_digest", lambda *_: b"newer")
    assert recall(answerer, tmp_path) == {}
    for number in range(KEPT + 2):
        monkeypatch.setattr(remembered, "code_digest", lambda *_, n=number: str(n).encode())
        keep(answerer, known, tmp_path)
    assert len(list(tmp_path.iterdir())) == KEPT


def test_what_belongs_to_an_index_that_will_be_replaced_is_not_kept(
    answerer: Answerer, known: Known, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answerer.index, "provisional", True, raising=False)
    keep(answerer, known, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_only_costs_time(answerer: Answerer, known: Known, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    keep(answerer, known, blocked)
    assert recall(answerer, blocked) == {}
