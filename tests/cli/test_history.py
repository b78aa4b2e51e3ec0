"""What was published, and taking it back, as a moderator at a terminal meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run
from tests.conftest import BAKERY, write_base

FACTS = "facts/bakery.yaml"


@pytest.fixture
def folder(factbot: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fact base of this test's own, which the commands use."""
    folder = write_base(tmp_path / "knowledge", BAKERY)
    monkeypatch.setenv("FACTBOT_KNOWLEDGE_DIR", str(folder))
    return folder


def alias(factbot: Run, fact: str, question: str, *more: str) -> None:
    ran = factbot("facts", "alias", fact, question, "--language", "en", "--yes", "--no-impact", *more)
    assert ran.code == 0, ran.err


def undo(factbot: Run, *given: str) -> Ran:
    return factbot("facts", "undo", *given, "--yes", "--no-impact")


def texts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def test_the_history_of_all_and_of_one_fact(factbot: Run, folder: Path) -> None:
    assert factbot("facts", "history").out == "nothing was published yet\n"
    alias(factbot, "rent", "zebra crossing", "--reason", "asked often")
    assert factbot("facts", "remove", "hours", "--yes", "--no-impact").code == 0
    rows = [line.split("\t") for line in factbot("facts", "history").out.splitlines()]
    assert [(row[0], row[3], row[4]) for row in rows[:2]] == [("3", "-hours", ""), ("2", "rent", "asked often")]
    assert (rows[2][0], rows[2][2], rows[2][4]) == ("1", "disk", "the files as they were")
    assert [line.split("\t")[0] for line in factbot("facts", "history", "--limit", "1").out.splitlines()] == ["3"]
    lines = factbot("facts", "history", "rent").out.splitlines()
    assert lines[0].endswith("rent  asked often")
    assert "+  - zebra crossing" in lines
    gone = json.loads(factbot("facts", "history", "hours", "--json").out)
    assert [one["revision"] for one in gone] == [3]
    assert gone[0]["facts"]["hours"]["after"] is None
    assert "id: hours" in gone[0]["facts"]["hours"]["before"]


def test_the_history_of_a_renamed_fact_goes_on_under_all_its_ids(factbot: Run, folder: Path) -> None:
    alias(factbot, "rent", "zebra crossing")
    for old, new in (("rent", "lease"), ("lease", "yearly-rent")):
        assert factbot("facts", "rename", old, new, "--yes", "--no-impact").code == 0
    alias(factbot, "yearly-rent", "zebra stripes")
    told = [json.loads(factbot("facts", "history", name, "--json").out) for name in ("yearly-rent", "rent")]
    assert told[0] == told[1]
    assert [one["revision"] for one in told[0]] == [5, 4, 3, 2]
    lines = factbot("facts", "history", "yearly-rent").out.splitlines()
    assert {"+  - zebra crossing", "+  - zebra stripes", "-id: rent", "+id: yearly-rent"} <= set(lines)
    # Also while the files are broken.
    (folder / FACTS).write_text("facts: [", "utf-8")
    assert [one["revision"] for one in json.loads(factbot("facts", "history", "rent", "--json").out)] == [3, 2]


def test_the_history_of_what_never_changed_or_never_was(factbot: Run, folder: Path) -> None:
    assert factbot("facts", "history", "rent").out == "nothing has changed it yet\n"
    assert factbot("facts", "history", "rent", "--json").out == "[]\n"
    ran = factbot("facts", "history", "rnet")
    assert (ran.code, "there is no fact 'rnet'; did you mean rent" in ran.err) == (2, True)


def test_an_undo_and_its_undo(factbot: Run, folder: Path) -> None:
    before = texts(folder)
    alias(factbot, "rent", "zebra crossing")
    edited = texts(folder)
    ran = undo(factbot)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, f"published as revision 3: {FACTS}")
    assert any(line.startswith("-") and "zebra crossing" in line for line in ran.out.splitlines())
    assert texts(folder) == before
    assert undo(factbot, "--reason", "it was right").code == 0
    assert texts(folder) == edited
    reasons = [one["reason"] for one in json.loads(factbot("facts", "history", "--json").out)]
    assert reasons[:2] == ["undo of revision 3: it was right", "undo of revision 2"]


def test_a_removed_fact_comes_back(factbot: Run, folder: Path) -> None:
    before = texts(folder)
    assert factbot("facts", "remove", "rent", "--yes", "--no-impact").code == 0
    assert undo(factbot).code == 0
    assert texts(folder) == before


def test_an_undo_keeps_what_others_did_since(factbot: Run, folder: Path) -> None:
    alias(factbot, "rent", "zebra crossing")
    alias(factbot, "hours", "zebra stripes")
    assert undo(factbot, "2").code == 0
    text = (folder / FACTS).read_text("utf-8")
    assert ("zebra crossing" in text, "zebra stripes" in text) == (False, True)


def test_a_fact_that_was_changed_again_is_told(factbot: Run, folder: Path) -> None:
    alias(factbot, "rent", "zebra crossing")
    alias(factbot, "rent", "zebra stripes")
    before = texts(folder)
    ran = undo(factbot, "2")
    assert ran.code == 1
    assert 'rent: the fact "rent" was changed again since: undo the later change first, or edit the fact' in ran.err
    told = json.loads(undo(factbot, "2", "--json").out)
    assert (told["status"], told["problems"][0]["key"]) == ("refused", "rent")
    assert texts(folder) == before
    assert undo(factbot, "3").code == 0
    assert undo(factbot, "2").code == 0
    assert "zebra" not in (folder / FACTS).read_text("utf-8")


def test_what_cannot_be_told_from_later_changes_is_said(factbot: Run, folder: Path) -> None:
    factbot("facts", "sync")
    path = folder / "concepts/what.yaml"
    for comment in ("# one\n", "# two\n"):
        path.write_text(path.read_text("utf-8") + comment, "utf-8")
        factbot("facts", "sync")
    ran = undo(factbot, "2")
    assert (ran.code, ran.out) == (0, "nothing to change\n")
    assert ran.err == "concepts/what.yaml stays as it is: more than this revision changed it\n"


def test_a_look_and_a_no_change_nothing(factbot: Run, folder: Path) -> None:
    alias(factbot, "rent", "zebra crossing")
    before = texts(folder)
    ran = factbot("facts", "undo", "--dry-run")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "nothing was written (--dry-run)")
    assert "impact on " in ran.out
    ran = factbot("facts", "undo", "--no-impact", stdin=b"n\n")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "nothing was written")
    assert "give --yes or --dry-run" in factbot("facts", "undo", "--json").err
    told = json.loads(factbot("facts", "undo", "--json", "--dry-run").out)
    assert (told["status"], list(told["facts"]), told["revision"]) == ("preview", ["rent"], None)
    assert texts(folder) == before
    assert len(json.loads(factbot("facts", "history", "--json").out)) == 2


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("1",), "the history begins with revision 1: there is nothing before it"),
        ((), "the history begins with revision 1"),
        (("7",), "there is no revision 7; see: factbot facts history"),
        (("0",), "greater than or equal to 1"),
        (("--dry-run", "--data", "empty"), "nothing was published yet"),
    ],
)
def test_what_cannot_be_undone(
    factbot: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    factbot("facts", "sync")
    ran = undo(factbot, *given)
    assert (ran.code, message in ran.err) == (2, True), ran.err


def test_files_that_were_unsound_are_not_gone_back_to(factbot: Run, folder: Path) -> None:
    alias(factbot, "rent", "zebra crossing")
    (folder / FACTS).write_text("topic: [", "utf-8")
    assert factbot("facts", "sync", "--take", "database").code == 0
    ran = undo(factbot)
    assert ran.code == 2
    assert "the files of revision 3 are no sound fact base" in ran.err
    assert undo(factbot, "2").code == 0


def test_one_file_has_a_history_too_by_whatever_link_it_is_reached(factbot: Run, tmp_path: Path) -> None:
    path, link = tmp_path / "shop.yaml", tmp_path / "link.yaml"
    path.write_text(BAKERY[FACTS], "utf-8")
    link.symlink_to(path)
    option = "--knowledge", str(link), "--data", str(tmp_path / "data")
    assert factbot("facts", "remove", "rent", "--yes", "--no-impact", *option).code == 0
    assert "retired: [rent]" in path.read_text("utf-8")
    ran = factbot("facts", "undo", "--yes", "--no-impact", *option)
    assert (ran.code, "as revision 3" in ran.out) == (0, True)
    assert path.read_text("utf-8") == BAKERY[FACTS]
    assert link.is_symlink()
    shown = factbot("facts", "history", "--data", str(tmp_path / "data")).out
    assert "-rent" in shown
    assert "+rent" in shown


def test_a_database_that_is_away(factbot: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTBOT_DATABASE_URL", "postgres://u@127.0.0.1:9/none")
    for command in (("history",), ("undo", "--dry-run")):
        ran = factbot("facts", *command)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
