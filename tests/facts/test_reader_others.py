# ruff: noqa: E501 - messages are compared whole, each on one line
"""Broken files of other kinds: the base itself, sources, concepts and the exam."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.written import CONCEPTS, EXAM, FACT, SOURCE, Case, Files, explained, folder

BROKEN: list[Case] = [
    (
        "problems in two files",
        {"facts/a.yaml": FACT.replace("id: loss", "id: A B"), "facts/b.yaml": "topic: b\nfacts: [\n"},
        [
            'facts/a.yaml:3:9: A B.id: "A B" is not a proper name: use small letters a to z, digits and single hyphens, such as "net-loss-q3"',
            "facts/b.yaml:3:1: facts: the file ends inside a list in [ ] or a mapping in { }: close the bracket where the list or mapping ends",
        ],
    ),
    (
        "base: unknown key",
        folder(base="langauges: {required: [en]}\n"),
        ['base.yaml:1:1: langauges: unknown key "langauges": did you mean "languages"?'],
    ),
    (
        "base: required is a text",
        folder(base="languages: {required: en}\n"),
        [
            'base.yaml:1:23: languages.required: a list is needed here, not the text "en": write each entry on a line of its own after "- ", such as - en'
        ],
    ),
    (
        "base: languages is a text",
        folder(base="languages: en\n"),
        [
            'base.yaml:1:12: languages: keys with values are needed here, not the text "en": write "key: value" on the lines below; the keys are required, default'
        ],
    ),
    (
        "base: renamed is a text",
        folder(base="renamed: loss\n"),
        [
            'base.yaml:1:10: renamed: keys with values are needed here, not the text "loss": write "key: value" on the lines below'
        ],
    ),
    (
        "source: sections is a text",
        folder(sources__paper=SOURCE.replace("sections:\n  - id: lead\n    title: {en: Lead}\n", "sections: lead\n")),
        [
            'sources/paper.yaml:4:11: sections: a list is needed here, not the text "lead": write each entry on a line of its own after "- ", such as - {id: funding, title: {en: Funding}}'
        ],
    ),
    (
        "base: bad language",
        folder(base="languages: {required: [english]}\n"),
        ['base.yaml:1:24: languages.required[1]: "english" is not a language: write its tag, such as en, ar or zh-TW'],
    ),
    (
        "base: bad period",
        folder(base="defaults: {period: latest}\n"),
        [
            'base.yaml:1:20: defaults.period: "latest" is not a period: write it as 2025, 2025-Q3, 2025-H1, 2025-09 or 2025-01/2025-09'
        ],
    ),
    (
        "base: two files",
        {"facts/money.yaml": FACT, "base.yaml": "name: {en: A}\n", "base.yml": "name: {en: B}\n"},
        ["base.yml:1:1: file: there is a base file already (base.yaml): keep one of the two"],
    ),
    (
        "source: no publisher",
        folder(sources__paper=SOURCE.replace("publisher: Press\n", "")),
        ['sources/paper.yaml:1:1: publisher: the key "publisher" is missing: add it: who published it'],
    ),
    (
        "source: misspelt key",
        folder(sources__paper=SOURCE.replace("publisher:", "publsher:")),
        ['sources/paper.yaml:3:1: publsher: unknown key "publsher": did you mean "publisher"?'],
    ),
    (
        "concepts: unknown facet",
        folder(concepts__who=CONCEPTS.replace("facet: subject", "facet: person")),
        ['concepts/who.yaml:1:8: facet: "person" is not known here: write subject or measure'],
    ),
    (
        "concepts: no forms",
        folder(concepts__who=CONCEPTS.replace("    forms: {any: [Acme]}\n", "    name: {en: Acme}\n")),
        ['concepts/who.yaml:3:5: acme.forms: the key "forms" is missing: add it: a list of words for each language'],
    ),
    (
        "concepts: weak is 1",
        folder(concepts__who=CONCEPTS + "    weak: 1\n"),
        ['concepts/who.yaml:5:11: acme.weak: "1" is neither true nor false: write true or false'],
    ),
    (
        "concepts: form is a mapping",
        folder(concepts__who=CONCEPTS.replace("[Acme]", "[{Acme: x}]")),
        [
            'concepts/who.yaml:4:19: acme.forms.any[1]: a colon and a space (": ") inside a text: put the text in double quotes'
        ],
    ),
    (
        "concepts: language by its name",
        folder(concepts__who=CONCEPTS.replace("any:", "All:")),
        ['concepts/who.yaml:4:13: acme.forms.All: "All" is not a language: write its tag, such as en or ar, or any'],
    ),
    (
        "exam: unknown half",
        folder(exam__tune=EXAM.replace("half: tune", "half: train")),
        ['exam/tune.yaml:1:7: half: "train" is not known here: write tune or hold'],
    ),
    (
        "exam: unknown reason",
        folder(exam__tune=EXAM.replace("fact: loss", "decline: dunno")),
        [
            'exam/tune.yaml:4:33: questions[1].decline: "dunno" is not known here: write subject, period, measure, chatter, injection or junk'
        ],
    ),
    (
        "exam: no question",
        folder(exam__tune=EXAM.replace("q: how much lost, ", "")),
        ['exam/tune.yaml:4:5: questions[1].q: the key "q" is missing: add it: the question'],
    ),
]


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_is_broken_is_explained(tmp_path: Path, files: Files, expected: list[str]) -> None:
    explained(tmp_path, files, expected)
