"""The commands that change facts, as a moderator at a terminal meets them."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.facts.publish import FilePublisher
from bot.facts.reader import read
from tests.cli.conftest import Ran, Run
from tests.conftest import write_base
from tests.facts.test_apply import COMMENTED, FILES

NEW = """\
# for the winter
topic: oven
title: {en: Oven, ar: الفرن}
facts:
  - id: oven-heat # degrees
    questions: {en: [how hot is the oven?], ar: [كم حرارة الفرن؟]}
    answer: {en: It has **250** degrees., ar: حرارته **250** درجة.}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fact base of this test's own, which the commands use."""
    path = write_base(tmp_path / "own", FILES)
    monkeypatch.setenv("FACTBOT_KNOWLEDGE_DIR", str(path))
    return path


@pytest.fixture
def facts(factbot: Run, folder: Path) -> Run:
    """Runs ``factbot facts`` on that base."""

    def command(*arguments: str, stdin: bytes = b"") -> Ran:
        # The shared base comes first in the fixture's environment, this one after it.
        os.environ["FACTBOT_KNOWLEDGE_DIR"] = str(folder)
        return factbot("facts", *arguments, stdin=stdin)

    return command


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


Editor = Callable[[str], Path]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Makes ``$EDITOR`` of a shell script; ``$1`` is the file, and each state of it is kept as ``seen-1`` and so on."""

    def make(script: str) -> Path:
        seen = tmp_path / "seen"
        seen.mkdir()
        path = tmp_path / "an editor"
        path.write_text(f'#!/bin/sh\nn=$(ls "{seen}" | wc -l)\ncp "$1" "{seen}/$((n + 1))"\n{script}\n', "utf-8")
        path.chmod(0o755)
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"'{path}'")
        return seen

    return make


def test_an_alias_with_diff_and_impact(facts: Run, folder: Path) -> None:
    ran = facts("alias", "rent", "zebra crossing", "--language", "EN", stdin=b"yes\n")
    assert ran.code == 0, ran.err
    assert '"lease?", zebra crossing]' in ran.out
    assert "impact on 14 curated and 4 exam questions:" in ran.out
    assert "  curated: zebra crossing: " in ran.out
    assert "→ rent\n" in ran.out
    assert "  tune: right " in ran.out
    assert ran.out.endswith("published as revision 2: facts/bakery.yaml\n")
    assert ran.err == "publish? [y/N] "
    asked = next(fact for fact in read(folder).facts if fact.id == "rent").questions["en"]
    assert asked[-1] == "zebra crossing"


@pytest.mark.parametrize("answer", [b"n\n", b"", b"\n", b"yep\n"])
def test_without_a_yes_nothing_is_written(facts: Run, folder: Path, answer: bytes) -> None:
    before = files(folder)
    ran = facts("remove", "rent", "--no-impact", stdin=answer)
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "nothing was written")
    assert files(folder) == before


def test_a_dry_run_writes_nothing(facts: Run, folder: Path) -> None:
    before = files(folder)
    ran = facts("rename", "rent", "lease", "--dry-run", "--yes", "--no-impact")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "nothing was written (--dry-run)")
    assert "+  - id: lease" in ran.out
    assert files(folder) == before


def test_the_language_of_an_alias_is_found(facts: Run, folder: Path) -> None:
    assert facts("alias", "rent", "بكم المحل", "--yes", "--no-impact").code == 0
    assert next(fact for fact in read(folder).facts if fact.id == "rent").questions["ar"][-1] == "بكم المحل"


def test_as_json(facts: Run, folder: Path) -> None:
    ran = facts("alias", "rent", "zebra stripes", "--json", "--yes", "--reason", "asked often")
    told = json.loads(ran.out)
    assert (told["status"], told["revision"], told["problems"]) == ("published", 2, [])
    assert told["facts"]["rent"]["before"]["questions"]["en"] == ["What is the rent?", "lease?"]
    assert told["facts"]["rent"]["after"]["questions"]["en"][-1] == "zebra stripes"
    assert told["files"].keys() == {"facts/bakery.yaml"}
    assert told["impact"]["curated"] == 14
    assert told["impact"]["moved"][0]["after"] == {"outcome": "answer", "facts": ["rent"]}
    assert json.loads(facts("alias", "rent", "zebra stripes", "--json", "--yes").out)["status"] == "refused"
    assert "zebra stripes" in (folder / "facts/bakery.yaml").read_text("utf-8")


def test_json_asks_nobody(facts: Run) -> None:
    ran = facts("remove", "rent", "--json")
    assert ran.code == 2
    assert "give --yes or --dry-run" in ran.err


@pytest.mark.parametrize(
    ("call", "code", "message"),
    [
        (("alias", "rnet", "x?"), 2, "there is no fact 'rnet'; did you mean rent?"),
        (("alias", "rent", "who owns it"), 1, "stands under owner too"),
        (("alias", "rent", "?!"), 1, "has no word"),
        (("alias", "rent", "x" * 201), 1, "it has 201 characters, and 200 is the most: shorten it"),
        (("alias", "rent", "x?", "--language", "klingon!"), 2, "is not a language"),
        (("rename", "rent", "two words"), 1, '"two words" is not a proper name'),
        (("rename", "rent", "owner"), 1, 'there is a fact "owner" already'),
        (("remove", "nobody"), 2, "there is no fact 'nobody'"),
        (("add", "--from", "nowhere.yaml"), 2, "there is no file nowhere.yaml"),
        (("add",), 2, "--from"),
    ],
)
def test_what_is_refused(facts: Run, folder: Path, call: tuple[str, ...], code: int, message: str) -> None:
    before = files(folder)
    ran = facts(*call, *(("--yes", "--no-impact")))
    assert (ran.code, message in ran.err) == (code, True), ran.err
    assert files(folder) == before


def test_a_removed_or_renamed_fact_is_said_to_be(facts: Run) -> None:
    assert facts("remove", "rent", "--yes", "--no-impact").code == 0
    assert facts("rename", "owner", "boss", "--yes", "--no-impact").code == 0
    assert 'the fact "rent" was removed' in facts("edit", "rent").err
    assert 'the fact "owner" is now called boss' in facts("alias", "owner", "who?").err
    assert facts("list").code == 0


def test_add_from_a_file(facts: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(NEW, "utf-8")
    assert facts("add", "--from", str(tmp_path / "new.yaml"), "--yes", "--no-impact").code == 0
    written = (folder / "facts/oven.yaml").read_text("utf-8")
    assert written.startswith("# yaml-language-server: $schema=../schema.json\ntopic: oven\ntitle: {en: Oven, ar:")
    assert "  - id: oven-heat # degrees\n" in written
    again = facts("add", "--from", str(tmp_path / "new.yaml"), "--yes", "--no-impact")
    assert again.code == 1
    assert f'{tmp_path}/new.yaml:5:5: oven-heat: there is a fact "oven-heat" already' in again.err


def test_problems_of_a_file_stand_at_their_place_in_it(facts: Run, folder: Path, tmp_path: Path) -> None:
    before = files(folder)
    path = tmp_path / "new.yaml"
    path.write_text(NEW.replace("**250** درجة", "**260** درجة").replace("how hot is the oven?", "Whose is it"), "utf-8")
    ran = facts("add", "--from", str(path), "--yes", "--no-impact")
    assert ran.code == 1
    assert f"{path}:6:22: oven-heat.questions.en[1]: the question" in ran.err
    assert f"{path}:7:47: oven-heat.answer.ar: the figures differ" in ran.err
    path.write_text(NEW.replace("oven-heat", "oven heat").replace("answer", "anwser"), "utf-8")
    ran = facts("add", "--from", str(path), "--yes", "--no-impact")
    assert f'{path}:5:9: oven heat.id: "oven heat" is not a proper name' in ran.err
    assert f'{path}:7:5: oven heat.anwser: unknown key "anwser": did you mean "answer"?' in ran.err
    assert files(folder) == before


def test_one_fact_alone_needs_a_topic_where_there_are_several(facts: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("id: alone\nquestions: {en: [alone?], ar: [وحده؟]}\nanswer: {en: Yes., ar: نعم.}\n", "utf-8")
    ran = facts("add", "--from", str(path), "--yes", "--no-impact")
    assert 'alone: it is not said which topic the fact belongs to: add "topic:" above the facts' in ran.err


def test_edit_from_a_file_and_from_the_input(facts: Run, folder: Path) -> None:
    fact = "id: rent\nquestions: {en: [What is the rent?], ar: [كم الإيجار؟]}\nanswer: {en: New., ar: جديد.}\n"
    ran = facts("edit", "rent", "--from", "-", "--yes", "--no-impact", stdin=fact.encode())
    assert ran.code == 0, ran.err
    text = (folder / "facts/bakery.yaml").read_text("utf-8")
    assert "    questions: {en: [What is the rent?], ar: [كم الإيجار؟]} # short\n" in text
    assert "# a month" in text
    other = facts("edit", "owner", "--from", "-", "--yes", stdin=fact.encode())
    assert (other.code, "the file gives rent: let it give owner" in other.err) == (1, True)


def test_an_export_comes_back_whole_or_not_at_all(facts: Run, folder: Path, tmp_path: Path) -> None:
    exported = facts("export").out
    path = tmp_path / "all.yaml"
    path.write_text(exported, "utf-8")
    before = files(folder)
    assert facts("import", str(path), "--yes").out == "nothing to change\n"
    changed = exported.replace("What is the rent?", "What is the rent now?").replace("- There.", "- Here.")
    path.write_text(changed, "utf-8")
    ran = facts("import", str(path), "--yes", "--no-impact")
    assert ran.code == 0, ran.err
    lines = set((folder / "facts/bakery.yaml").read_text("utf-8").splitlines())
    assert len(set(COMMENTED.splitlines()) - lines) == 1
    path.write_text(changed.replace("Who owns it?", "Who owns it now?").replace("where?", "lease?"), "utf-8")
    before = files(folder)
    ran = facts("import", str(path), "--yes", "--no-impact")
    assert ran.code == 1
    assert "stands under" in ran.err
    assert files(folder) == before


def test_import_names_the_topic_that_a_fact_has(facts: Run, tmp_path: Path) -> None:
    path = tmp_path / "moved.yaml"
    path.write_text(
        "topic: mill\nfacts:\n  - {id: rent, questions: {en: [a?], ar: [ا؟]}, answer: {en: A., ar: ا.}}\n", "utf-8"
    )
    ran = facts("import", str(path), "--yes")
    assert ran.code == 1
    assert f'{path}:3:10: rent.id: the fact "rent" stands under the topic bakery, and here under mill' in ran.err


# The editor


def test_the_editor_shows_the_fact_with_its_comments(facts: Run, folder: Path, editor: Editor) -> None:
    seen = editor("sed -i 's/a quarter/each quarter/' \"$1\"")
    before = (folder / "facts/bakery.yaml").read_text("utf-8")
    ran = facts("edit", "sales", "--yes", "--no-impact")
    assert ran.code == 0, ran.err
    shown = (seen / "1").read_text("utf-8").splitlines()
    assert shown[0] == "#: The fact sales, from facts/bakery.yaml"
    assert shown[3] == "id: sales # all of it"
    assert shown[-2:] == ["# checked with Ada", "checked: 2031-05-01"]
    assert (folder / "facts/bakery.yaml").read_text("utf-8") == before.replace("a quarter", "each quarter")


def test_the_editor_comes_back_with_what_is_wrong(facts: Run, folder: Path, editor: Editor) -> None:
    mend, spoil = "s/lease: now/lease now/", 's/"lease?"/lease: now, x/'
    seen = editor(f"if grep -q '!!' \"$1\"; then sed -i '{mend}' \"$1\"; else sed -i '{spoil}' \"$1\"; fi")
    ran = facts("edit", "rent", "--yes", "--no-impact")
    assert ran.code == 0, ran.err
    again = (seen / "2").read_text("utf-8").splitlines()
    assert again[3] == "#: It cannot be used yet; what is wrong stands above the lines."
    assert again[5].startswith("#: !! rent.questions.en[2]: ")
    assert again[6].startswith("questions: {en: [What is the rent?, lease: now, x]")
    text = (folder / "facts/bakery.yaml").read_text("utf-8")
    assert "[What is the rent?, lease now, x]" in text
    assert "#:" not in text


def test_what_is_saved_again_as_it_was_refused_ends_the_edit(facts: Run, folder: Path, editor: Editor) -> None:
    seen = editor("sed -i 's/lease?/Who owns it?/' \"$1\"")
    before = files(folder)
    ran = facts("edit", "rent", "--yes", "--no-impact")
    assert ran.code == 1
    assert "stands under owner too" in ran.err
    kept = Path(ran.err.splitlines()[0].removeprefix("what was written is kept in "))
    assert "Who owns it?" in kept.read_text("utf-8")
    assert facts("edit", "rent", "--from", str(kept), "--yes").code == 1
    assert len(list(seen.iterdir())) == 2
    assert files(folder) == before


@pytest.mark.parametrize("script", ["true", ': > "$1"', 'touch "$1"'])
def test_an_editor_that_changes_nothing(facts: Run, folder: Path, editor: Editor, script: str) -> None:
    editor(script)
    before = files(folder)
    ran = facts("edit", "rent", "--yes")
    assert (ran.code, ran.out) == (0, "nothing to change\n")
    assert files(folder) == before


def test_an_editor_that_fails(facts: Run, editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    editor("exit 3")
    assert "ended with an error; nothing was changed" in facts("edit", "rent").err
    monkeypatch.setenv("EDITOR", "/no/such/editor")
    assert "cannot be started; set EDITOR to another one" in facts("edit", "rent").err


def test_another_id_in_the_editor_renames(facts: Run, folder: Path, editor: Editor) -> None:
    editor("sed -i 's/^id: rent/id: lease/; s/900 crowns/900 Crowns/' \"$1\"")
    assert facts("edit", "rent", "--yes", "--no-impact").code == 0
    base = read(folder)
    assert base.former == {"rent": "lease"}
    assert "900 Crowns" in next(fact for fact in base.facts if fact.id == "lease").answer["en"]


def test_two_facts_in_the_editor_are_one_too_many(facts: Run, editor: Editor) -> None:
    editor('grep -q more "$1" || printf -- \'---\\nid: more\\nquestions: {en: [x?]}\\nanswer: {en: x}\\n\' >> "$1"')
    ran = facts("edit", "rent", "--yes")
    assert ran.code == 1
    assert "there are 2 facts here: leave one" in ran.err


# Bases of other shapes


def test_a_single_file_with_windows_line_ends(facts: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(folder)
    text = COMMENTED.replace("topic: bakery # the only one\n", "").replace("\n", "\r\n").rstrip("\r\n")
    folder.write_bytes(text.encode())
    path = folder.rename(folder.with_suffix(".yaml"))
    option = ("--knowledge", str(path), "--yes", "--no-impact")
    told = facts("alias", "owner", "whose shop", "--language", "en", *option)
    assert (told.code, told.out.splitlines()[-1]) == (0, f"published as revision 2: {path.name}")
    assert facts("remove", "rent", *option).code == 0
    written = path.read_bytes().decode()
    assert written.count("\r\n") == written.count("\n")
    assert "\r\n      - whose shop\r\n" in written
    assert "retired: [rent]\r\n" in written
    assert not written.endswith("\n")
    assert read(path).former == {"rent": None}


def test_a_folder_with_nothing_but_facts(facts: Run, folder: Path) -> None:
    shutil.rmtree(folder)
    write_base(folder, {"one.yaml": COMMENTED})
    assert facts("remove", "rent", "--yes", "--no-impact").code == 0
    assert (folder / "base.yaml").read_text("utf-8").endswith("retired: [rent]\n")
    assert facts("list").code == 0


def test_a_broken_base_is_no_ground_for_edits(facts: Run, folder: Path) -> None:
    (folder / "facts/mill.yaml").write_text("topic: mill\nfacts:\n  - id: [\n", "utf-8")
    ran = facts("remove", "rent", "--yes")
    assert ran.code == 2
    assert "mill.yaml:" in ran.err


# Writing


def test_what_somebody_else_changed_is_not_overwritten(
    facts: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "facts/bakery.yaml"
    publish = FilePublisher.publish

    def meanwhile(self: FilePublisher, *given: object) -> None:
        path.write_text(COMMENTED + "# more\n", "utf-8")
        publish(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(FilePublisher, "publish", meanwhile)
    ran = facts("alias", "rent", "how dear?", "--yes", "--no-impact", "--files-only")
    assert ran.code == 1
    assert ran.err == f"{path}:1:1: file: somebody changed it in the meantime: try again\n"
    assert path.read_text("utf-8") == COMMENTED + "# more\n"


def test_a_disk_that_cannot_be_written_leaves_everything_as_it_was(
    facts: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, path = files(folder), folder / "facts/bakery.yaml"

    def full(_: int) -> None:
        raise OSError(28, "No space left on device", "somewhere")

    monkeypatch.setattr("os.fsync", full)
    ran = facts("remove", "rent", "--yes", "--no-impact")
    assert ran.code == 2
    assert ran.err == f"factbot: {path}: No space left on device: free some space, or make it writable\n"
    ran = facts("remove", "rent", "--yes", "--no-impact", "--files-only")
    assert (ran.code, ran.err) == (2, "factbot: somewhere: No space left on device\n")
    assert files(folder) == before


def test_permissions_and_links_stay(facts: Run, folder: Path, tmp_path: Path) -> None:
    path, real = folder / "facts/bakery.yaml", tmp_path / "real.yaml"
    path.rename(real)
    real.chmod(0o640)
    path.symlink_to(real)
    assert facts("alias", "rent", "how dear?", "--yes", "--no-impact").code == 0
    assert path.is_symlink()
    assert "how dear?" in real.read_text("utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
