"""The strict reader's sentences in other languages."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from pydantic import ValidationError

from bot.answers.sentences import Sentences
from bot.answers.wording import Wordings
from bot.facts.problems import KnowledgeError, Problem
from bot.facts.reader import read

ROOT = Path(__file__).parents[2]
BEGINNING = 24
"""Letters of a sentence; how it goes on may be put together."""

ARABIC = re.compile(r"[\u0600-\u06ff]")


def test_a_sentence_is_known_by_its_words_and_keeps_its_fields() -> None:
    said = Sentences(
        {"there is no {kind} {name}": "il manque {name} ({kind})", "there is no fact {name}": "sans {name}"}
    )
    assert said("there is no source b") == "il manque b (source)"
    # The one that says more goes first.
    assert said("there is no fact a.b {c}") == "sans a.b {c}"
    assert said("something else") == "something else"
    assert Sentences({"a {{ }} and {x}": "{{{x}}}"})("a { } and 1") == "{1}"


@pytest.mark.parametrize(("english", "said"), [("no {a}", "rien"), ("no {a}", "{b}"), ("no {a", "x"), ("no {}", "{}")])
def test_fields_must_be_the_same(english: str, said: str) -> None:
    with pytest.raises(ValidationError):
        Sentences({english: said})


def test_every_sentence_is_one_that_reader_or_storage_says(wordings: Wordings) -> None:
    """The longest piece between its fields stands in their code, at least as it begins."""
    files = [path for part in ("facts", "storage", "client") for path in sorted((ROOT / "bot" / part).rglob("*.py"))]
    code = "".join(path.read_text("utf-8") for path in files)
    for language in wordings.languages:
        for english in wordings.of(language).discord.moderation.files.sentences.root:
            own = re.sub(r"^add it: |^there is no (fact|source|section|\w+ concept) ", "", english)
            piece = max((literal for literal, *_ in Formatter().parse(own)), key=len)
            assert piece.strip(" :()")[:BEGINNING].replace("\\", "\\\\") in code, english


def test_what_is_wrong_in_a_file_is_told_in_arabic(wordings: Wordings, tmp_path: Path) -> None:
    said = wordings.of("ar").discord.moderation.files.sentences
    path = tmp_path / "mill.yaml"
    path.write_text(
        """topic: mill
title: {en: The mill}
facts:
  - id: miller
    questions: {en: ["Who grinds?", "who grinds"]}
    answer: {en: It is **Ann**.}
    relatd: [baker]
  - id: Baker
    questions: {}
    checked: yesterday
  - id: flour
    questions: {en: ["Which flour?"]}
    answer: {en: Rye.}
    related: [flour, millr]
""",
        "utf-8",
    )
    problems: list[Problem] = []
    for old, new in (
        ("relatd: [baker]", "related: []"),
        ("id: Baker", "id: baker"),
        ("checked: yesterday", "answer: {en: A}"),
    ):
        with pytest.raises(KnowledgeError) as caught:
            read(path)
        problems += caught.value.problems
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert len(problems) > 5
    for problem in problems:
        assert ARABIC.search(said(problem.what)), problem.what
        assert ARABIC.search(said(problem.remedy)), problem.remedy
