from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import BAKERY, write_base

FACTS = "facts/bakery.yaml"


def rent(amount: int) -> str:
    return BAKERY[FACTS].replace("**900 crowns**", f"**{amount} crowns**")


@pytest.fixture
def folder(factbot: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fact base of this machine, and the data folder that several share."""
    monkeypatch.setenv("FACTBOT_DATA_DIR", str(tmp_path / "data"))
    folder = write_base(tmp_path / "knowledge", BAKERY)
    monkeypatch.setenv("FACTBOT_KNOWLEDGE_DIR", str(folder))
    return folder


def test_files_become_revisions(factbot: Run, folder: Path) -> None:
    assert factbot("facts", "sync").out.splitlines() == [
        "the files are the first revision now",
        "files and database are both at revision 1",
    ]
    (folder / FACTS).write_text(rent(950), "utf-8")
    assert json.loads(factbot("facts", "sync", "--json").out) == {
        "revision": 2,
        "settled": True,
        "steps": ["adopted"],
        "diff": "",
        "problems": [],
    }


def test_a_conflict_is_shown_and_settled(factbot: Run, folder: Path, tmp_path: Path) -> None:
    factbot("facts", "sync")
    shutil.copytree(folder, tmp_path / "other")
    other = ("--knowledge", str(tmp_path / "other"))
    factbot("facts", "sync", *other)
    (tmp_path / "other" / FACTS).write_text(rent(950), "utf-8")
    assert factbot("facts", "sync", *other).code == 0
    (folder / FACTS).write_text(rent(800), "utf-8")
    ran = factbot("facts", "sync")
    assert ran.code == 1
    assert ran.out.startswith("files and database both changed: look at the difference")
    assert "-    answer: {en: The rent is **950 crowns** a month.}" in ran.out.splitlines()
    assert "+    answer: {en: The rent is **800 crowns** a month.}" in ran.out.splitlines()
    assert factbot("facts", "sync", "--take", "disk").code == 0
    assert (folder / FACTS).read_text("utf-8") == rent(800)
    assert factbot("facts", "sync", *other).out.splitlines()[0] == "the newest revision was written to the files"
    assert (tmp_path / "other" / FACTS).read_text("utf-8") == rent(800)


def test_broken_files(factbot: Run, folder: Path) -> None:
    factbot("facts", "sync")
    (folder / FACTS).write_text("topic: [", "utf-8")
    ran = factbot("facts", "sync")
    assert (ran.code, ran.out.splitlines()[0].partition(":")[0]) == (1, "the files cannot be used")
    assert "bakery.yaml:2:1: " in ran.out
    assert factbot("facts", "sync", "--take", "disk").code == 1
    assert factbot("facts", "sync", "--take", "database").code == 0
    assert (folder / FACTS).read_text("utf-8") == BAKERY[FACTS]


def test_a_database_that_is_away(factbot: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTBOT_DATABASE_URL", "postgres://u@127.0.0.1:9/none")
    ran = factbot("facts", "sync")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
