"""Edits from the terminal meet the history: reconciled before, published as revisions, refused where both moved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.cli.revisions import RevisionPublisher
from tests.cli.conftest import Ran, Run
from tests.conftest import BAKERY, write_base

FACTS = "facts/bakery.yaml"
AWAY = "postgres://u@127.0.0.1:9/none"


@pytest.fixture
def folder(factbot: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fact base of this test's own, which the commands use."""
    folder = write_base(tmp_path / "knowledge", BAKERY)
    monkeypatch.setenv("FACTBOT_KNOWLEDGE_DIR", str(folder))
    return folder


def alias(factbot: Run, question: str, *more: str, fact: str = "rent") -> Ran:
    return factbot("facts", "alias", fact, question, "--language", "en", "--yes", "--no-impact", *more)


def text(folder: Path) -> str:
    return (folder / FACTS).read_text("utf-8")


def history(factbot: Run) -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(factbot("facts", "history", "--json").out)
    return told


def test_an_edit_is_a_revision_with_author_and_reason(factbot: Run, folder: Path) -> None:
    ran = alias(factbot, "zebra crossing", "--reason", "asked often")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == f"published as revision 2: {FACTS}"
    newest, first = history(factbot)
    assert (newest["revision"], newest["parent"], newest["reason"]) == (2, 1, "asked often")
    assert str(newest["author"]).startswith("terminal")
    assert first["parent"] is None
    assert "zebra crossing" in text(folder)
    assert factbot("facts", "sync").out == "files and database are both at revision 2\n"


def test_hand_edits_are_taken_up_first(factbot: Run, folder: Path) -> None:
    alias(factbot, "zebra crossing")
    (folder / FACTS).write_text(text(folder) + "# by hand\n", "utf-8")
    ran = alias(factbot, "zebra stripes")
    assert (ran.code, ran.err) == (0, "the changes made in the files are a revision now\n")
    assert [one["author"] == "disk" for one in history(factbot)] == [False, True, False, True]
    assert text(folder).endswith("# by hand\n")


def test_what_was_published_elsewhere_is_there_before_the_edit(factbot: Run, folder: Path, tmp_path: Path) -> None:
    other = shutil.copytree(folder, tmp_path / "other")
    alias(factbot, "zebra crossing", "--knowledge", str(other))
    ran = alias(factbot, "zebra stripes")
    assert (ran.code, ran.err) == (0, "the newest revision was written to the files\n")
    assert "zebra crossing" in text(folder)
    assert "zebra stripes" in text(folder)


def test_where_both_moved_nothing_is_edited(factbot: Run, folder: Path, tmp_path: Path) -> None:
    alias(factbot, "zebra crossing")
    other = shutil.copytree(folder, tmp_path / "other")
    factbot("facts", "sync", "--knowledge", str(other))
    alias(factbot, "zebra stripes", "--knowledge", str(other))
    (folder / FACTS).write_text(text(folder) + "# by hand\n", "utf-8")
    before = text(folder)
    ran = alias(factbot, "zebra hide")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "factbot facts sync --take disk|database says which counts" in ran.err
    assert "with --data; to edit the files alone, without the history, give --files-only" in ran.err
    assert text(folder) == before


def test_other_facts_have_a_history_of_their_own_in_another_folder(factbot: Run, folder: Path, tmp_path: Path) -> None:
    alias(factbot, "zebra crossing")
    files = BAKERY | {"base.yaml": BAKERY["base.yaml"].replace("The bakery", "Another bakery")}
    option = ("--knowledge", str(write_base(tmp_path / "other", files)))
    assert "has the history of other facts" in alias(factbot, "zebra stripes", *option).err
    assert alias(factbot, "zebra stripes", *option, "--data", str(tmp_path / "own")).code == 0
    assert [one["revision"] for one in history(factbot)] == [2, 1]


@pytest.mark.parametrize("option", ["--files-only", "--dry-run"])
def test_without_the_database(factbot: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    before = text(folder)
    with monkeypatch.context() as away:
        away.setenv("FACTBOT_DATABASE_URL", AWAY)
        ran = alias(factbot, "zebra crossing")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert ran.err.endswith("; to edit the files alone, without the history, give --files-only\n")
        assert text(folder) == before
        assert alias(factbot, "zebra crossing", option).code == 0
    assert (text(folder) == before) == (option == "--dry-run")
    assert history(factbot) == []


def test_an_edit_of_the_files_alone_is_taken_up_later(factbot: Run, folder: Path) -> None:
    alias(factbot, "zebra crossing")
    assert alias(factbot, "zebra stripes", "--files-only").out.splitlines()[-1] == f"published: {FACTS}"
    assert len(history(factbot)) == 2
    assert alias(factbot, "zebra hide").code == 0
    assert [one["revision"] for one in history(factbot)] == [4, 3, 2, 1]


@pytest.mark.parametrize("name", [FACTS, "concepts/what.yaml"])
def test_what_somebody_else_changed_is_not_overwritten(
    factbot: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    publish = RevisionPublisher.publish

    def meanwhile(self: RevisionPublisher, *given: object) -> int:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("# more\n")
        return publish(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(RevisionPublisher, "publish", meanwhile)
    ran = alias(factbot, "zebra crossing")
    assert ran.code == 1
    assert ran.err == f"{folder / name}:1:1: file: somebody changed it in the meantime: try again\n"
    assert "zebra crossing" not in text(folder)
    assert (folder / name).read_text("utf-8").endswith("# more\n")


def test_a_broken_base_is_told_by_place(factbot: Run, folder: Path) -> None:
    alias(factbot, "zebra crossing")
    (folder / FACTS).write_text("topic: [", "utf-8")
    ran = alias(factbot, "zebra stripes")
    assert ran.code == 2
    assert ran.err.startswith(f"{folder / FACTS}:2:1: ")
