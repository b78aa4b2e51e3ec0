# ruff: noqa: E501 - messages are compared whole, each on one line
"""Reading a whole base: which files belong to it, in which order, and what is told of them."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.facts import files
from bot.facts.draft import slug
from bot.facts.model import Facet, Half
from bot.facts.problems import KnowledgeError
from bot.facts.reader import read, read_exam
from tests.facts.written import (
    CONCEPTS,
    EXAM,
    FACT,
    MEASURES,
    SOURCE,
    folder,
    lay,
    problems_of,
    swap,
    told,
)


def test_a_whole_base(tmp_path: Path) -> None:
    fact = (
        FACT
        + """\
    source: paper#lead
    related: [gain]
    caveat: {en: Perhaps.}
    checked: 2026-11-24
    series:
      unit: {en: billion dollars}
      points:
        - {label: {en: Q1}, value: 1}
        - {label: {en: Q3}, value: "1.46"}
  - id: gain
    about: {subject: [acme], period: 2025-01/2025-09, negated: true}
    questions: {en: [Any gain?]}
    answer: {en: no}
"""
    )
    knowledge = read(
        lay(
            tmp_path,
            {
                **folder(
                    sources__paper=SOURCE + "date: ~\n",
                    concepts__who=CONCEPTS + "    weak: false\n",
                    concepts__what=MEASURES,
                    exam__tune=EXAM,
                ),
                "base.yaml": "name: {en: Acme}\nlanguages: {required: [en]}\ndefaults: {subject: acme, period: 2025-Q3, source: paper}\n",
                "facts/money.yaml": fact,
            },
        )
    )
    loss, gain = knowledge.facts
    assert (loss.id, loss.source, loss.related, loss.caveat) == (
        "loss",
        "paper#lead",
        ("gain",),
        {"en": "Perhaps."},
    )
    assert loss.about.subject == ("acme",)
    assert loss.checked == dt.date(2026, 11, 24)
    assert loss.series is not None
    assert [point.value for point in loss.series.points] == [1.0, 1.46]
    assert (gain.about.negated, gain.about.period, gain.answer) == (True, "2025-01/2025-09", {"en": "no"})
    assert knowledge.base.languages.required == ("en",)
    assert knowledge.sources["paper"].sections[0].id == "lead"
    assert knowledge.sources["paper"].date is None
    assert {name: facet for name, (facet, _) in knowledge.concepts.items()} == {
        "loss": Facet.MEASURE,
        "acme": Facet.SUBJECT,
    }
    assert knowledge.exams["tune.yaml"].half is Half.TUNE
    assert len(knowledge.digest) == 64


@pytest.mark.parametrize("name", ["facts.yaml", "money.yml", "facts/a.yml", "Facts.YAML", "facts/b.YML"])
def test_places_of_a_file_of_facts(tmp_path: Path, name: str) -> None:
    assert [fact.id for fact in read(lay(tmp_path, {name: FACT})).facts] == ["loss"]


def test_a_single_file_is_a_base(tmp_path: Path) -> None:
    lay(tmp_path, {"some.yaml": FACT, "other.yaml": "broken: ["})
    assert [topic.topic for topic in read(tmp_path / "some.yaml").topics] == ["money"]


def test_a_loose_file_may_leave_its_topic_to_its_name(tmp_path: Path) -> None:
    lay(tmp_path, {"Net Losses, 2025.yaml": FACT.replace("topic: money\n", "")})
    assert [topic.topic for topic in read(tmp_path).topics] == ["net-losses-2025"]
    assert [topic.topic for topic in read(tmp_path / "Net Losses, 2025.yaml").topics] == ["net-losses-2025"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Café", "cafe"), ("خسائر", "facts"), ("a--b_", "a-b"), ("x" * 80, "x" * 60), ("", "facts")],
)
def test_slug(text: str, name: str) -> None:
    assert slug(text) == name


def test_loose_files_are_told_apart_by_their_keys(tmp_path: Path) -> None:
    names = {"a.yaml": FACT, "b.yaml": SOURCE, "c.yaml": CONCEPTS, "d.yaml": MEASURES, "e.yaml": EXAM}
    knowledge = read(lay(tmp_path, names))
    assert (
        len(knowledge.facts),
        list(knowledge.sources),
        list(knowledge.concepts),
        list(knowledge.exams),
    ) == (
        1,
        ["paper"],
        ["acme", "loss"],
        ["e.yaml"],
    )


def test_a_misspelt_first_key_is_still_recognised(tmp_path: Path) -> None:
    problems = problems_of(lay(tmp_path, {"money.yaml": FACT.replace("facts:", "fact:").replace("topic: money\n", "")}))
    assert told(problems, tmp_path) == ['money.yaml:1:1: fact: unknown key "fact": did you mean "facts"?']


def test_an_empty_base_file_is_no_problem(tmp_path: Path) -> None:
    for text in ("", "# later\n", "---\n"):
        assert read(lay(tmp_path, folder(base=text))).base.name == {}


def test_what_does_not_belong_to_a_base_is_left_alone(tmp_path: Path) -> None:
    ignored = ("README.md", ".hidden.yaml", "facts/.#a.yaml", "facts/#a.yaml#", "facts/a.yaml~", "facts/~a.yaml", "facts/a.yaml.swp",
               "facts/notes.txt", "facts/old/a.yaml", "drafts/a.yaml", "schema.json")  # fmt: skip
    lay(tmp_path, {**dict.fromkeys(ignored, "a: [b"), "facts/money.yaml": FACT})
    (tmp_path / "facts" / "folder.yaml").mkdir()
    assert len(read(tmp_path).facts) == 1


def test_links_may_lead_out_of_the_folder(tmp_path: Path) -> None:
    elsewhere = lay(tmp_path / "elsewhere", {"facts/money.yaml": FACT})
    for base in ("one", "two"):
        (tmp_path / base).mkdir()
    (tmp_path / "one" / "facts").symlink_to(elsewhere / "facts")
    (tmp_path / "two" / "money.yaml").symlink_to(elsewhere / "facts" / "money.yaml")
    assert len(read(tmp_path / "one").facts) == len(read(tmp_path / "two").facts) == 1


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "gone.yaml")
    expected = "a.yaml:1:1: file: it cannot be read (No such file or directory): check that it exists and may be read"
    assert told(problems_of(tmp_path), tmp_path) == [expected]
    assert told(problems_of(tmp_path / "a.yaml"), tmp_path) == [expected]


def test_nothing_there(tmp_path: Path) -> None:
    expected = "nothing:1:1: file: there is no such file or folder: check the name"
    assert told(problems_of(tmp_path / "nothing"), tmp_path) == [expected]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    expected = "a.yaml:1:1: file: it is no ordinary file: remove it from the folder"
    assert told(problems_of(tmp_path), tmp_path) == [expected]


def test_a_file_that_is_too_large_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "facts.yaml"
    with large.open("wb") as file:
        file.truncate(50_000_000)

    def opened(*_: Any, **__: Any) -> None:
        raise AssertionError("the file was opened")

    for name in ("open", "read_bytes", "read_text"):
        monkeypatch.setattr(Path, name, opened)
    expected = (
        "facts.yaml:1:1: file: the file has 50,000,000 bytes, and 2,000,000 is the most: split it into several files"
    )
    assert told(problems_of(tmp_path), tmp_path) == [expected]


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, {"facts.yaml": FACT})
    monkeypatch.setattr(files, "SIZE_LIMIT", 10)
    monkeypatch.setattr(Path, "stat", lambda self, **_: os.stat_result((0o100644, 0, 0, 0, 0, 0, 5, 0, 0, 0)))
    data, problem = files.contents(tmp_path / "facts.yaml")
    assert data == b""
    assert problem is not None
    assert problem.what == "the file has 11 bytes, and 10 is the most"


def test_a_size_at_the_limit_is_read(tmp_path: Path) -> None:
    text = FACT + "#" * (files.SIZE_LIMIT - len(FACT.encode()))
    assert len(read(lay(tmp_path, {"facts.yaml": text})).facts) == 1


def test_the_order_is_that_of_the_names(tmp_path: Path) -> None:
    for name in ("c", "a", "b"):
        lay(tmp_path, {f"facts/{name}.yaml": FACT.replace("loss\n", f"{name}\n", 1).replace("money", name)})
    assert [fact.id for fact in read(tmp_path).facts] == ["a", "b", "c"]


def test_the_digest_is_of_names_and_bytes(tmp_path: Path) -> None:
    lay(tmp_path, {"facts/money.yaml": FACT})
    first = read(tmp_path).digest
    shutil.copytree(tmp_path, tmp_path / "copy" / "base")
    assert read(tmp_path / "copy" / "base").digest == first
    lay(tmp_path, {"README.md": "other"})
    assert read(tmp_path).digest == first
    lay(tmp_path, {"facts/money.yaml": FACT + "# checked\n"})
    assert read(tmp_path).digest != first
    lay(tmp_path, {"facts/money.yaml": FACT})
    (tmp_path / "facts" / "money.yaml").rename(tmp_path / "facts" / "cash.yaml")
    assert read(tmp_path).digest != first


def test_problems_of_all_files_are_told_in_order(tmp_path: Path) -> None:
    broken = {
        "base.yaml": "nam: {en: A}\n",
        "facts/a.yaml": "topic: a\nfacts: [\n",
        "facts/b.yaml": FACT.replace("id: loss", "id: Loss") + "    colour: red\n",
        "exam/x.yaml": "half: x\n",
        "sources/s.yaml": "a\tb\n",
    }
    problems = problems_of(lay(tmp_path, broken))
    assert list(problems) == sorted(problems)
    assert [(p.path.name, p.line) for p in problems] == [
        ("base.yaml", 1), ("x.yaml", 1), ("x.yaml", 1), ("a.yaml", 3), ("b.yaml", 3), ("b.yaml", 11), ("s.yaml", 1)
    ]  # fmt: skip


def test_an_id_is_not_missed_where_its_file_is_broken(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "facts/a.yaml": FACT + "    related: [gain]\n",
            "facts/b.yaml": "topic: b\nfacts:\n  - id: gain: x\n",
        },
    )
    assert [problem.path.name for problem in problems_of(tmp_path)] == ["b.yaml"]


def test_an_id_is_not_missed_where_its_fact_is_broken(tmp_path: Path) -> None:
    other = "  - id: gain\n    questions: {en: [Any gain?]}\n    anwser: {en: None.}\n"
    problems = problems_of(lay(tmp_path, {"facts.yaml": FACT + "    related: [gain, los]\n" + other}))
    assert [problem.key for problem in problems] == ["loss.related[2]", "gain.anwser"]


def test_hopeless_files_are_not_told_to_the_last_entry(tmp_path: Path) -> None:
    assert len(problems_of(lay(tmp_path, {"facts.yaml": "facts:\n" + "- x\n" * 5000}))) == 1000


def test_no_look_for_what_was_meant_among_too_many(tmp_path: Path) -> None:
    fact = "  - id: f-%d\n    questions: {en: [q]}\n    answer: {en: a}\n    related: [g-%d]\n"
    few, many = (
        problems_of(lay(tmp_path, {"facts.yaml": "facts:\n" + "".join(fact % (n, n) for n in range(count))}))
        for count in (20, 2100)
    )
    assert {problem.remedy.split()[0] for problem in few} == {"did"}
    assert {problem.remedy.split()[0] for problem in many} == {"correct"}


def test_an_alias_is_told_once(tmp_path: Path) -> None:
    problems = problems_of(lay(tmp_path, swap(("en: It lost **$2 million**.", "en: *text"))))
    assert [problem.what for problem in problems] == ['an alias ("*text")']


def test_an_exam_outside_the_base(tmp_path: Path) -> None:
    lay(tmp_path, {"mine.yaml": EXAM, "broken.yaml": "questions: none\n"})
    assert read_exam(tmp_path / "mine.yaml").questions[0].fact == ("loss",)
    for name in ("broken.yaml", "nowhere.yaml"):
        with pytest.raises(KnowledgeError):
            read_exam(tmp_path / name)
