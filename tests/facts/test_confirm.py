"""Questions that moderators confirm go into the exam, into a file of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.apply import Edited, apply
from bot.facts.edits import Alias, Confirm, Remove, Rename
from bot.facts.files import Snapshot, load
from bot.facts.problems import KnowledgeError
from bot.facts.publish import FilePublisher
from bot.facts.reader import read
from bot.facts.undo import undone
from tests.conftest import BAKERY, write_base

TUNE = """\
# yaml-language-server: $schema=../schema.json
half: tune
questions:
  - {q: "who runs the bakery", fact: owner}
  - {q: "any cake?", decline: measure}
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write_base(tmp_path / "base", {**BAKERY, "exam/tune.yaml": TUNE})


def done(base: Path, *edits: Alias | Confirm | Remove | Rename) -> Edited:
    return apply(load(base), edits)


def publish(edited: Edited) -> None:
    FilePublisher(edited.before).publish(edited.changes, None, "ada")


def test_the_first_one_makes_the_file(base: Path) -> None:
    edited = done(base, Confirm("rent", "en", "what's due each month?"), Confirm("rent", "ar", "كم الإيجار؟"))
    assert edited.changes == {
        "exam/confirmed.yaml": "# yaml-language-server: $schema=../schema.json\n"
        "half: tune\nlanguage: en\nquestions:\n"
        '  - {q: "what\'s due each month?", fact: rent}\n'
        "  - {q: كم الإيجار؟, fact: rent, language: ar}\n"
    }
    publish(edited)
    exam = read(base).exams["confirmed.yaml"]
    assert [(one.q, one.fact, one.language) for one in exam.questions] == [
        ("what's due each month?", ("rent",), None),
        ("كم الإيجار؟", ("rent",), "ar"),
    ]


def test_later_ones_stand_below_and_comments_stay(base: Path) -> None:
    publish(done(base, Confirm("rent", "en", "what's due?")))
    path = base / "exam" / "confirmed.yaml"
    path.write_text(path.read_text("utf-8").replace("half: tune", "half: tune # by hand"), "utf-8")
    publish(done(base, Alias("rent", "en", "money for the house"), Confirm("rent", "en", "house money")))
    text = path.read_text("utf-8")
    assert "half: tune # by hand\n" in text
    assert text.endswith('  - {q: "what\'s due?", fact: rent}\n  - {q: house money, fact: rent}\n')


def test_what_the_exam_asks_already_is_not_asked_twice(base: Path) -> None:
    assert not done(base, Confirm("owner", "en", "Who runs the bakery?")).changes
    assert (
        len(
            done(base, Confirm("rent", "en", "due?"), Confirm("rent", "en", "Due"))
            .new.exams["confirmed.yaml"]
            .questions
        )
        == 1
    )


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (Confirm("rent", "en", "Any cake"), r"question \"Any cake\" already \(exam/tune\.yaml\), with another outcome"),
        (Confirm("rent", "en", "who runs the bakery?"), "with another outcome: correct it there first"),
        (Confirm("rant", "en", "what's due?"), 'did you mean "rent"'),
    ],
)
def test_what_is_refused(base: Path, edit: Confirm, problem: str) -> None:
    with pytest.raises(KnowledgeError, match=problem):
        done(base, edit)


def test_a_base_of_one_file_has_no_exam(tmp_path: Path) -> None:
    path = tmp_path / "bakery.yaml"
    path.write_text(BAKERY["facts/bakery.yaml"], "utf-8")
    with pytest.raises(KnowledgeError, match="one file, which has no exam"):
        apply(load(path), [Confirm("rent", "en", "what's due?")])


def test_it_follows_its_fact(base: Path) -> None:
    publish(done(base, Confirm("rent", "en", "what's due?")))
    publish(done(base, Rename("rent", "lease")))
    assert read(base).exams["confirmed.yaml"].questions[0].fact == ("lease",)
    publish(done(base, Remove("lease")))
    assert not (base / "exam" / "confirmed.yaml").exists()


def test_it_is_undone_with_its_phrasing(base: Path) -> None:
    before = load(base)
    publish(done(base, Alias("rent", "en", "money for the house"), Confirm("rent", "en", "house money")))
    after: Snapshot = load(base)
    publish(undone(before, after, after))
    assert load(base) == before
