# ruff: noqa: E501 - messages are compared whole, each on one line
"""What stands twice, or names something that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.written import CONCEPTS, EXAM, FACT, MEASURES, SOURCE, Case, Files, explained, folder, more

BROKEN: list[Case] = [
    (
        "unknown kind of file",
        {"facts/money.yaml": FACT, "notes.yaml": "colour: red\n"},
        [
            'notes.yaml:1:1: file: it cannot be told what this file holds: a file of facts begins with "facts:"; others belong elsewhere'
        ],
    ),
    (
        "concepts among the facts",
        folder(facts__who=CONCEPTS),
        ['facts/who.yaml:1:1: file: this file holds concepts: move it to the folder "concepts"'],
    ),
    (
        "source among the concepts",
        folder(concepts__paper=SOURCE),
        ['concepts/paper.yaml:1:1: file: this file holds a source: move it to the folder "sources"'],
    ),
    (
        "no facts, of which the exam names one",
        {"exam/tune.yaml": EXAM},
        ['.:1:1: file: there are no facts here: put a YAML file with "facts:" into the folder or its folder "facts"'],
    ),
    (
        "no file",
        {"README.md": "nothing"},
        ['.:1:1: file: there are no facts here: put a YAML file with "facts:" into the folder or its folder "facts"'],
    ),
    (
        "id twice in a file",
        {"facts.yaml": FACT + FACT.split("facts:\n")[1]},
        ['facts.yaml:11:9: loss.id: the fact "loss" is there already (facts.yaml:3): give one of them another id'],
    ),
    (
        "id twice in two files",
        {"facts/a.yaml": FACT, "facts/b.yaml": FACT},
        ['facts/b.yaml:3:9: loss.id: the fact "loss" is there already (facts/a.yaml:3): give one of them another id'],
    ),
    (
        "related to nothing",
        more("    related: [lss]\n"),
        ['facts.yaml:11:15: loss.related[1]: there is no fact "lss": did you mean "loss"?'],
    ),
    (
        "source that does not exist",
        {**folder(sources__paper=SOURCE), "facts/money.yaml": FACT + "    source: papre#lead\n"},
        ['facts/money.yaml:11:13: loss.source: there is no source "papre": did you mean "paper"?'],
    ),
    (
        "section that does not exist",
        {**folder(sources__paper=SOURCE), "facts/money.yaml": FACT + "    source: paper#end\n"},
        [
            'facts/money.yaml:11:13: loss.source: there is no section "end" in paper: correct the id, or add what it names'
        ],
    ),
    (
        "source twice",
        folder(sources__a=SOURCE, sources__b=SOURCE),
        ['sources/b.yaml:1:5: id: the source "paper" is there already (sources/a.yaml:1): give one of them another id'],
    ),
    (
        "section twice",
        folder(sources__a=SOURCE + "  - id: lead\n    title: {en: Lead}\n"),
        [
            'sources/a.yaml:7:9: lead.id: the section "lead" is there already (sources/a.yaml:5): give one of them another id'
        ],
    ),
    (
        "subject that does not exist",
        folder(concepts__who=CONCEPTS.replace("id: acme", "id: acmee")),
        ['facts/money.yaml:4:22: loss.about.subject: there is no subject concept "acme": did you mean "acmee"?'],
    ),
    (
        "measure where a subject is needed",
        folder(concepts__who=CONCEPTS.replace("facet: subject", "facet: measure")),
        [
            'facts/money.yaml:4:22: loss.about.subject: "acme" is a measure, and a subject is needed here: name a subject, or move the concept to a file of that facet',
            'facts/money.yaml:4:37: loss.about.measure: there is no measure concept "loss": add it to a file of the folder concepts with "facet: measure", correct it, or leave it out',
        ],
    ),
    (
        "concept in two facets",
        folder(concepts__who=CONCEPTS, concepts__what=MEASURES + "  - id: acme\n    forms: {en: [acme]}\n"),
        [
            'concepts/who.yaml:3:9: acme.id: the concept "acme" is there already (concepts/what.yaml:5): give one of them another id'
        ],
    ),
    (
        "owner that does not exist",
        folder(concepts__who=CONCEPTS + "    of: [holding]\n"),
        [
            'concepts/who.yaml:5:10: acme.of[1]: there is no subject concept "holding": add it to a file of the folder concepts with "facet: subject", correct it, or leave it out'
        ],
    ),
    (
        "owner is a measure",
        folder(concepts__who=CONCEPTS + "    of: [loss]\n", concepts__what=MEASURES),
        [
            'concepts/who.yaml:5:10: acme.of[1]: "loss" is a measure, and a subject is needed here: name a subject, or move the concept to a file of that facet'
        ],
    ),
    (
        "default subject that does not exist",
        folder(concepts__who=CONCEPTS, base="defaults: {subject: acne}\n"),
        ['base.yaml:1:21: defaults.subject: there is no subject concept "acne": did you mean "acme"?'],
    ),
    (
        "default source that does not exist",
        folder(sources__paper=SOURCE, base="defaults: {source: book}\n"),
        ['base.yaml:1:20: defaults.source: there is no source "book": correct the id, or add what it names'],
    ),
]


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_is_broken_is_explained(tmp_path: Path, files: Files, expected: list[str]) -> None:
    explained(tmp_path, files, expected)
