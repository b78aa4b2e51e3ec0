from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.edits import Add, Change, Retitle
from bot.facts.given import additions, differences, given_in
from bot.facts.problems import KnowledgeError
from bot.facts.reader import understood
from tests.facts.test_apply import base

HERE = Path("given.yaml")
FACT = "questions: {en: [hot?], ar: [حار؟]}\nanswer: {en: Yes., ar: نعم.}\n"
INDENTED = FACT.replace("\n", "\n    ").rstrip(" ")


def told(text: str) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        given_in(HERE, text.encode())
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "topic", "own"),
    [
        (f"id: oven # hot\n{FACT}", None, f"id: oven # hot\n{FACT}"),
        (f"\ufeff\n\n# mine\nid: oven\n{FACT}\n\n", None, f"# mine\nid: oven\n{FACT}"),
        (f"topic: tools\nfacts:\n  - id: oven\n    {INDENTED}", "tools", f"id: oven\n{FACT}"),
        (f"facts:\n  - id: oven\n    {INDENTED}", None, f"id: oven\n{FACT}"),
        (f"- id: oven\n  {FACT.replace(chr(10), chr(10) + '  ').rstrip(' ')}", None, None),
        ('{"id": "oven", "questions": {"en": ["hot?"]}, "answer": {"en": "Yes."}}', None, ...),
    ],
)
def test_forms_of_a_file(text: str, topic: str | None, own: object) -> None:
    (given,) = given_in(HERE, text.encode())
    assert (given.fact.id, given.topic) == ("oven", topic)
    assert own is ... or given.text == own


def test_several_documents_keep_their_lines() -> None:
    two = "- id: two\n  x: y\n"
    text = f"# a stream\n---\ntopic: a\nfacts:\n  - id: one\n    {INDENTED}--- # two\ntopic: b\nfacts:\n{two}"
    assert [line.split(": ")[:3] for line in told(text)] == [
        ["given.yaml:11:3", "two.answer", 'the key "answer" is missing'],
        ["given.yaml:11:3", "two.questions", 'the key "questions" is missing'],
        ["given.yaml:12:3", "two.x", 'unknown key "x"'],
    ]
    sound = text.replace(two, f"  - id: two\n    {INDENTED}")
    assert [(given.fact.id, given.topic) for given in given_in(HERE, sound.encode())] == [("one", "a"), ("two", "b")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "given.yaml:1:1: file: there is nothing in the file: write a fact"),
        ("# only this\n", "given.yaml:1:1: file: there is nothing in the file: write a fact"),
        ("id: [\n", "given.yaml:2:1: id: the file ends inside a list"),
        ("some text", "given.yaml:1:1: facts[1]: keys with values are needed here"),
        (f"id: a\nid: b\n{FACT}", 'given.yaml:2:1: id: the key "id" stands here again'),
        (
            f"- id: a\n  {INDENTED}- id: a\n  {INDENTED}".replace("    ", "  "),
            'the fact "a" stands here again (first on',
        ),
        ("\tid: a\n", "given.yaml:1:1: file: a tab"),
    ],
)
def test_what_is_no_file_of_facts(text: str, problem: str) -> None:
    assert any(problem in line for line in told(text)), told(text)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(KnowledgeError, match="the file is not UTF-8 text"):
        given_in(HERE, b"id: \xff\n")


def test_comments_come_along_and_other_layouts_do_not() -> None:
    plain, commented = (given_in(HERE, f"id: oven{comment}\n{FACT}".encode()) for comment in ("", " # hot"))
    assert additions(plain) == [Add(plain[0].fact)]
    assert additions(commented) == [Add(commented[0].fact, text=f"id: oven # hot\n{FACT}")]


def test_differences_from_a_base(tmp_path: Path) -> None:
    known = understood(base(tmp_path))
    same = "topic: mill\nfacts: [{id: mill, questions: {en: [where?], ar: [أين؟]}, answer: {en: There., ar: هناك.}, "
    assert differences(given_in(HERE, f"{same}related: [rent]}}]".encode()), known) == []
    other = given_in(
        HERE, f"{same}related: [owner]}}, {{id: oven, {FACT.replace(chr(10), ', ')}}}]\ntitle: {{en: M}}".encode()
    )
    assert differences(other, known) == [
        Retitle("mill", {"en": "M"}),
        Change(other[0].fact),
        Add(other[1].fact, "mill", {"en": "M"}),
    ]
