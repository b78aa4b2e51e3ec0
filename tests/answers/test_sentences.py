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
FIELD = re.compile(r"{\w+}")
BEGINNING = 24
"""Letters of a sentence; how it goes on may be put together."""


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
            own = re.sub(r"^add it(: |, )|^remove it, or |^there is no (fact|source|section|\w+ concept) ", "", english)
            piece = max((literal for literal, *_ in Formatter().parse(own)), key=len)
            assert piece.strip(" :(),")[:BEGINNING].replace("\\", "\\\\") in code, english


def test_what_a_list_or_a_concept_looks_like_is_told_in_each_language(wordings: Wordings, tmp_path: Path) -> None:
    fact = "  - id: {id}\n    about: {{measure: {measure}}}\n    questions: {{en: [{id}]}}\n    answer: {{en: Rye.}}\n"
    files = {
        "base.yaml": "languages: en\n",
        "sources/paper.yaml": "id: paper\ntitle: {en: Paper}\nsections: lead\n",
        "concepts/what.yaml": "facet: measure\nconcepts:\n  - {id: price, forms: {en: [price]}}\n  - price\n",
        "facts/mill.yaml": "topic: mill\nfacts:\n"
        + "".join(fact.format(id=name, measure="weight") for name in ("a", "b"))
        + fact.format(id="c", measure="colour")
        + "  - {id: d, questions: [What?], answer: Rye}\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read(tmp_path)
    assert len(caught.value.problems) == 8
    for language in set(wordings.languages) - {"en"}:
        said = wordings.of(language).discord.moderation.files.sentences
        for problem in caught.value.problems:
            assert said(problem.what) != problem.what, (language, problem)
            assert said(problem.remedy) != problem.remedy, (language, problem)
            assert "it is used" not in said(problem.what)
            assert "if wanted" not in said(problem.remedy)


def test_what_is_too_long_for_a_sentence_stays_as_it_is() -> None:
    said = Sentences({"{place}: {what}: wait": "{place}: {what}: attendez"})
    assert said("a: b: wait") == "a: b: attendez"
    assert said("a: " * 1000 + "wait") == "a: " * 1000 + "wait"


def test_all_languages_know_the_same_sentences(wordings: Wordings) -> None:
    """That their fields are the same is a rule of the model; which stand in them is told as often in each."""
    known = {language: wordings.of(language).discord.moderation.files.sentences for language in wordings.languages}
    assert not known.pop("en").root
    model = known["ar"].root
    assert len(known) == 7
    for language, sentences in known.items():
        assert list(sentences.root) == list(model), language
        for english, said in sentences.root.items():
            assert said.strip() == said != english, (language, english)
            assert sorted(FIELD.findall(said)) == sorted(FIELD.findall(english)), (language, english)


def test_what_stands_where_another_thing_is_needed_is_told_in_the_language_too(wordings: Wordings) -> None:
    said = wordings.of("de").discord.moderation.files.sentences
    assert said("a text is needed here, not a list") == "hier muss ein Text stehen, und es ist: eine Liste"
    assert said('a list is needed here, not the text "a list"').endswith('der Text "a list"')
    assert "3 nur dort, 4 und 5 nur hier" in said(
        "the figures differ from those in en (3 only there, 4 and 5 only here)"
    ).replace(" and ", " und ")
    broken = "the files on disk cannot be used: facts/a.yaml:1:8: file: there is no text here: add it"
    assert said(broken).endswith("facts/a.yaml, Zeile 1, Spalte 8: file: hier steht kein Text: füge ihn hinzu")
    # What the files hold stays as it is.
    assert said('the key "a list" is missing') == 'der Schlüssel "a list" fehlt'


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "ru", "tr", "zh"])
def test_what_is_wrong_in_a_file_is_told_in_each_language(wordings: Wordings, tmp_path: Path, language: str) -> None:
    said = wordings.of(language).discord.moderation.files.sentences
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
        assert said(problem.what) != problem.what
        assert said(problem.remedy) != problem.remedy
