# ruff: noqa: E501 - messages are compared whole, each on one line
from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts import files
from bot.facts.draft import gather, slug
from bot.facts.model import Facet, Half
from bot.facts.problems import KnowledgeError, Problem
from bot.facts.reader import read, read_exam

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"

Files = dict[str, str]

FACT = """\
topic: money
facts:
  - id: loss
    about: {subject: acme, measure: loss}
    questions:
      en: [What was the loss?]
      ar: [كم بلغت الخسارة؟]
    answer:
      en: It lost **$2 million**.
      ar: خسرت **2 مليون دولار**.
"""
SOURCE = "id: paper\ntitle: {en: Paper}\npublisher: Press\nsections:\n  - id: lead\n    title: {en: Lead}\n"
CONCEPTS = "facet: subject\nconcepts:\n  - id: acme\n    forms: {any: [Acme]}\n"
MEASURES = "facet: measure\nconcepts:\n  - id: loss\n    forms: {en: [loss]}\n"
EXAM = "half: tune\nlanguage: en\nquestions:\n  - {q: how much lost, fact: loss}\n"


def swap(*pairs: tuple[str, str]) -> Files:
    """The sound file of facts with some of its text replaced."""
    text = FACT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return {"facts.yaml": text}


def more(text: str) -> Files:
    """The sound file of facts with more at its end."""
    return {"facts.yaml": FACT + text}


def folder(**files: str) -> Files:
    """The sound file of facts beside others, whose names have __ for the slash."""
    return {
        "facts/money.yaml": FACT,
        **{name.replace("__", "/") + ".yaml": text for name, text in files.items()},
    }


def lay(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def told(problems: Iterable[Problem], root: Path) -> list[str]:
    """Problems as they are printed, with names that begin in the base's folder."""
    return [str(problem).replace(f"{root}/", "").replace(f"{root}", ".") for problem in problems]


BROKEN: list[tuple[str, Files, list[str]]] = [
    (
        "unknown key",
        swap(("answer:", "anwser:")),
        ['facts.yaml:8:5: loss.anwser: unknown key "anwser": did you mean "answer"?'],
    ),
    (
        "unknown key unlike any",
        more("    colour: red\n"),
        [
            'facts.yaml:11:5: loss.colour: unknown key "colour": remove it; the keys known here are id, about, questions, answer, source, related, caveat, checked, series'
        ],
    ),
    (
        "unknown key at the top",
        swap(("topic: money", "topic: money\nauthor: me")),
        [
            'facts.yaml:2:1: author: unknown key "author": remove it; the keys known here are topic, title, retired, renamed, facts'
        ],
    ),
    (
        "unknown key in about",
        swap(("measure: loss", "mesure: loss")),
        ['facts.yaml:4:28: loss.about.mesure: unknown key "mesure": did you mean "measure"?'],
    ),
    (
        "missing id",
        swap(("  - id: loss\n    about:", "  - about:")),
        ['facts.yaml:3:5: facts[1].id: the key "id" is missing: add it: a short name such as "net-loss-q3"'],
    ),
    (
        "missing questions",
        swap(("    questions:\n      en: [What was the loss?]\n      ar: [كم بلغت الخسارة؟]\n", "")),
        [
            'facts.yaml:3:5: loss.questions: the key "questions" is missing: add it: a list of questions for each language'
        ],
    ),
    (
        "missing answer",
        swap(("    answer:\n      en: It lost **$2 million**.\n      ar: خسرت **2 مليون دولار**.\n", "")),
        ['facts.yaml:3:5: loss.answer: the key "answer" is missing: add it: a text for each language'],
    ),
    (
        "missing facts",
        {"facts.yaml": "topic: money\n"},
        [
            'facts.yaml:1:1: facts: the key "facts" is missing: add it, and the facts below it, each beginning with a dash'
        ],
    ),
    (
        "missing topic in the folder",
        {"facts/money.yaml": FACT.replace("topic: money\n", "")},
        [
            'facts/money.yaml:1:1: topic: the key "topic" is missing: add it: a short name such as "funding", the same as the file\'s'
        ],
    ),
    (
        "no facts",
        {"facts.yaml": "topic: money\nfacts: []\n"},
        ["facts.yaml:2:8: facts: there is nothing in it: add at least one entry"],
    ),
    (
        "facts without anything",
        {"facts.yaml": "topic: money\nfacts:\n"},
        ["facts.yaml:2:1: facts: there is nothing here: write what belongs here, or remove it"],
    ),
    (
        "facts is a text",
        {"facts.yaml": "topic: money\nfacts: many\n"},
        [
            'facts.yaml:2:8: facts: a list is needed here, not the text "many": write each entry on a line of its own after "- "'
        ],
    ),
    (
        "facts is a mapping",
        {"facts.yaml": "topic: money\nfacts:\n  id: loss\n"},
        [
            'facts.yaml:3:3: facts: a list is needed here, not keys with values: write each entry on a line of its own after "- "'
        ],
    ),
    (
        "fact is a text",
        {"facts.yaml": "topic: money\nfacts:\n  - loss\n"},
        [
            'facts.yaml:3:5: facts[1]: keys with values are needed here, not the text "loss": write "key: value" on the lines below'
        ],
    ),
    (
        "file is a list",
        {"facts/money.yaml": "- a\n- b\n"},
        [
            'facts/money.yaml:1:1: file: keys with values are needed here, not a list: write "key: value" on the lines below'
        ],
    ),
    (
        "file is a text",
        {"facts/money.yaml": "some text\n"},
        [
            'facts/money.yaml:1:1: file: keys with values are needed here, not the text "some text": write "key: value" on the lines below'
        ],
    ),
    (
        "file is empty",
        {"facts/money.yaml": ""},
        ["facts/money.yaml:1:1: file: there is nothing in the file: write its content, or delete it"],
    ),
    (
        "file has only a comment",
        {"facts/money.yaml": "# later\n"},
        ["facts/money.yaml:1:1: file: there is nothing in the file: write its content, or delete it"],
    ),
    (
        "id with capitals",
        swap(("id: loss", "id: Net_Loss")),
        [
            'facts.yaml:3:9: Net_Loss.id: "Net_Loss" is not a proper name: use small letters a to z, digits and single hyphens, such as "net-loss-q3"'
        ],
    ),
    (
        "id too long",
        swap(("id: loss", "id: " + "a" * 61)),
        [
            "facts.yaml:3:9: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa….id: it has 61 characters, and 60 is the most: shorten it"
        ],
    ),
    (
        "id empty",
        swap(("id: loss", "id:")),
        ["facts.yaml:3:5: facts[1].id: there is nothing here: write what belongs here, or remove it"],
    ),
    (
        "id is a list",
        swap(("id: loss", "id: [loss]")),
        [
            "facts.yaml:3:9: facts[1].id: a text is needed here, not a list: write one text, in double quotes if it has signs such as : or ["
        ],
    ),
    (
        "topic with a space",
        swap(("topic: money", "topic: Money matters")),
        [
            'facts.yaml:1:8: topic: "Money matters" is not a proper name: use small letters a to z, digits and single hyphens, such as "net-loss-q3"'
        ],
    ),
    (
        "questions is a list",
        swap(
            (
                "    questions:\n      en: [What was the loss?]\n      ar: [كم بلغت الخسارة؟]\n",
                "    questions: [What was the loss?]\n",
            )
        ),
        [
            'facts.yaml:5:16: loss.questions: keys with values are needed here, not a list: write "key: value" on the lines below'
        ],
    ),
    (
        "questions of a language is a text",
        swap(("en: [What was the loss?]", "en: What was the loss?")),
        [
            'facts.yaml:6:11: loss.questions.en: a list is needed here, not the text "What was the loss?": write each entry on a line of its own after "- "'
        ],
    ),
    (
        "questions of a language empty",
        swap(("en: [What was the loss?]", "en: []")),
        ["facts.yaml:6:11: loss.questions.en: there is nothing in it: add at least one entry"],
    ),
    (
        "question empty",
        swap(("en: [What was the loss?]", 'en: ["What?", ""]')),
        ["facts.yaml:6:21: loss.questions.en[2]: there is no text here: write what belongs here, or remove it"],
    ),
    (
        "question null",
        swap(("en: [What was the loss?]", "en: [What, ~]")),
        ["facts.yaml:6:18: loss.questions.en[2]: there is nothing here: write what belongs here, or remove it"],
    ),
    (
        "question blank",
        swap(("en: [What was the loss?]", 'en: ["  "]')),
        ["facts.yaml:6:12: loss.questions.en[1]: there is no text here: write what belongs here, or remove it"],
    ),
    (
        "question too long",
        swap(("What was the loss?", "What " * 50)),
        ["facts.yaml:6:12: loss.questions.en[1]: it has 249 characters, and 200 is the most: shorten it"],
    ),
    (
        "question with a colon",
        swap(("en: [What was the loss?]", "en:\n        - What is this: a loss?")),
        [
            'facts.yaml:7:11: loss.questions.en[1]: a colon and a space (": ") inside a text: put the text in double quotes'
        ],
    ),
    (
        "answer is a text",
        swap(
            (
                "    answer:\n      en: It lost **$2 million**.\n      ar: خسرت **2 مليون دولار**.\n",
                "    answer: It lost.\n",
            )
        ),
        [
            'facts.yaml:8:13: loss.answer: keys with values are needed here, not the text "It lost.": write "key: value" on the lines below'
        ],
    ),
    (
        "answer of a language empty",
        swap(("      en: It lost **$2 million**.", "      en:")),
        ["facts.yaml:9:7: loss.answer.en: there is nothing here: write what belongs here, or remove it"],
    ),
    (
        "answer of a language blank",
        swap(("      en: It lost **$2 million**.", "      en: ' '")),
        ["facts.yaml:9:11: loss.answer.en: there is no text here: write what belongs here, or remove it"],
    ),
    (
        "answer is a list",
        swap(("      en: It lost **$2 million**.", "      en: [It lost]")),
        [
            "facts.yaml:9:11: loss.answer.en: a text is needed here, not a list: write one text, in double quotes if it has signs such as : or ["
        ],
    ),
    (
        "language by its name",
        swap(("      en: It lost", "      English: It lost")),
        ['facts.yaml:9:7: loss.answer.English: "English" is not a language: write its tag, such as en, ar or zh-TW'],
    ),
    (
        "comma in a text in braces",
        more("    caveat: {en: perhaps, or not at all}\n"),
        [
            'facts.yaml:11:27: loss.caveat.or not at all: a comma cuts "or not at all" off from its text: put the whole text in double quotes'
        ],
    ),
    (
        "comma in an exam question",
        folder(exam__tune="questions:\n  - {q: so, tell, fact: loss}\n"),
        [
            'exam/tune.yaml:2:13: questions[1].tell: a comma cuts "tell" off from its text: put the whole text in double quotes'
        ],
    ),
    (
        "unknown key without a value",
        more("    colour:\n"),
        [
            'facts.yaml:11:5: loss.colour: unknown key "colour": remove it; the keys known here are id, about, questions, answer, source, related, caveat, checked, series'
        ],
    ),
    (
        "answer without languages",
        swap(
            (
                "    answer:\n      en: It lost **$2 million**.\n      ar: خسرت **2 مليون دولار**.\n",
                "    answer: {}\n",
            )
        ),
        ["facts.yaml:8:13: loss.answer: there is nothing in it: add at least one entry"],
    ),
    (
        "source with a space",
        more("    source: the paper\n"),
        [
            'facts.yaml:11:13: loss.source: "the paper" is not a source: write it as article#section, such as "acme-q3-2025#funding"'
        ],
    ),
    (
        "source with a slash",
        more("    source: paper/lead\n"),
        [
            'facts.yaml:11:13: loss.source: "paper/lead" is not a source: write it as article#section, such as "acme-q3-2025#funding"'
        ],
    ),
    (
        "period in words",
        swap(("measure: loss", "measure: loss, period: Q3 2025")),
        [
            'facts.yaml:4:51: loss.about.period: "Q3 2025" is not a period: write it as 2025, 2025-Q3, 2025-H1, 2025-09 or 2025-01/2025-09'
        ],
    ),
    (
        "period backwards",
        swap(("measure: loss", "measure: loss, period: 2025-09/2025-01")),
        [
            'facts.yaml:4:51: loss.about.period: "2025-09/2025-01" is not a period: a range must run forward within one year, such as 2025-01/2025-09'
        ],
    ),
    (
        "period over two years",
        swap(("measure: loss", "measure: loss, period: 2024-10/2025-03")),
        [
            'facts.yaml:4:51: loss.about.period: "2024-10/2025-03" is not a period: a range must run forward within one year, such as 2025-01/2025-09'
        ],
    ),
    (
        "month thirteen",
        swap(("measure: loss", "measure: loss, period: 2025-13")),
        [
            'facts.yaml:4:51: loss.about.period: "2025-13" is not a period: write it as 2025, 2025-Q3, 2025-H1, 2025-09 or 2025-01/2025-09'
        ],
    ),
    (
        "negated is yes",
        swap(("measure: loss", "measure: loss, negated: yes")),
        ['facts.yaml:4:52: loss.about.negated: "yes" is neither true nor false: write true or false'],
    ),
    (
        "negated is empty",
        swap(("measure: loss", "measure: loss, negated: ")),
        ["facts.yaml:4:43: loss.about.negated: there is nothing here: write what belongs here, or remove it"],
    ),
    (
        "negated is a list",
        swap(("measure: loss", "measure: loss, negated: [true]")),
        ["facts.yaml:4:52: loss.about.negated: a list is neither true nor false: write true or false"],
    ),
    (
        "date in words",
        more("    checked: yesterday\n"),
        ['facts.yaml:11:14: loss.checked: "yesterday" is not a date: write year, month and day, such as 2026-11-24'],
    ),
    (
        "date turned round",
        more("    checked: 24-11-2026\n"),
        ['facts.yaml:11:14: loss.checked: "24-11-2026" is not a date: write year, month and day, such as 2026-11-24'],
    ),
    (
        "no such day",
        more("    checked: 2026-02-30\n"),
        ['facts.yaml:11:14: loss.checked: "2026-02-30" is not a date: write year, month and day, such as 2026-11-24'],
    ),
    (
        "date with time",
        more("    checked: 2026-11-24T10:00\n"),
        [
            'facts.yaml:11:14: loss.checked: "2026-11-24T10:00" is not a date: write year, month and day, such as 2026-11-24'
        ],
    ),
    (
        "date is a number",
        more("    checked: 1700000000\n"),
        ['facts.yaml:11:14: loss.checked: "1700000000" is not a date: write year, month and day, such as 2026-11-24'],
    ),
    (
        "date is a list",
        more("    checked: [2026-11-24]\n"),
        ["facts.yaml:11:14: loss.checked: a list is not a date: write year, month and day, such as 2026-11-24"],
    ),
    (
        "related is a text",
        more("    related: other\n"),
        [
            'facts.yaml:11:14: loss.related: a list is needed here, not the text "other": write each entry on a line of its own after "- "'
        ],
    ),
    (
        "series of one point",
        more("    series:\n      unit: {en: $}\n      points:\n        - {label: {en: Q1}, value: 1}\n"),
        ["facts.yaml:14:9: loss.series.points: there is only 1 entry in it, and 2 is the least: add more"],
    ),
    (
        "value in words",
        more(
            "    series:\n      unit: {en: $}\n      points:\n        - {label: {en: Q1}, value: one}\n        - {label: {en: Q3}, value: 1.46}\n"
        ),
        [
            'facts.yaml:14:36: loss.series.points[1].value: "one" is not a number: write digits, with a point for decimals, such as 1.46'
        ],
    ),
    (
        "value not a number",
        more(
            "    series:\n      unit: {en: $}\n      points:\n        - {label: {en: Q1}, value: nan}\n        - {label: {en: Q3}, value: 1.46}\n"
        ),
        [
            'facts.yaml:14:36: loss.series.points[1].value: "nan" is not a number: write digits, with a point for decimals, such as 1.46'
        ],
    ),
    (
        "three problems in one fact",
        swap(
            ("id: loss", "id: Loss"),
            ("subject: acme", "subjct: acme"),
            ("      en: It lost **$2 million**.", "      en:"),
        ),
        [
            'facts.yaml:3:9: Loss.id: "Loss" is not a proper name: use small letters a to z, digits and single hyphens, such as "net-loss-q3"',
            'facts.yaml:4:13: Loss.about.subjct: unknown key "subjct": did you mean "subject"?',
            "facts.yaml:9:7: Loss.answer.en: there is nothing here: write what belongs here, or remove it",
        ],
    ),
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
            'base.yaml:1:23: languages.required: a list is needed here, not the text "en": write each entry on a line of its own after "- "'
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
        ['sources/paper.yaml:1:1: publisher: the key "publisher" is missing: add it'],
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
    (
        "unknown kind of file",
        {"facts/money.yaml": FACT, "notes.yaml": "colour: red\n"},
        [
            'notes.yaml:1:1: file: it cannot be told what this file holds: a file of facts begins with "facts:"; others belong elsewhere'
        ],
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
            'facts/money.yaml:4:37: loss.about.measure: there is no measure concept "loss": correct the id, or add what it names',
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
            'concepts/who.yaml:5:10: acme.of[1]: there is no subject concept "holding": correct the id, or add what it names'
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


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as caught:
        read(path)
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return caught.value.problems


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_broken_bases_are_explained(tmp_path: Path, files: Files, expected: list[str]) -> None:
    assert told(problems_of(lay(tmp_path, files)), tmp_path) == expected


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


SHIPPED = sorted(KNOWLEDGE.rglob("*.y*ml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(KNOWLEDGE)))
def test_shipped_files_are_sound(path: Path) -> None:
    assert [str(problem) for problem in gather(KNOWLEDGE).problems if problem.path == path] == []


def test_the_shipped_base_can_be_read() -> None:
    knowledge = read(KNOWLEDGE)
    assert knowledge.facts
    assert knowledge == read(KNOWLEDGE)


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("room")


def readable_or_explained(path: Path) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        read(path)
    except KnowledgeError as error:
        problems = error.problems or (Problem(path, 0, 0, "", "", ""),)
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.key
        assert problem.what
        assert problem.remedy
        assert "\n" not in str(problem)


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", "x", "Ω", "-1", "true", "no", "2025-Q3", "2025-99", "9" * 50, "[", [], {}, ["a"], [None], [[]], {"en": "a"}, {"en": ["a"]},
     {"": ""}, {"en": None}, {"x": {"y": {}}}, "2026-11-24", "\u202e", "a" * 300, ["a", "a"], {"subject": "a"}]
)  # fmt: skip
KEYS = st.sampled_from(
    ["id", "about", "questions", "answer", "source", "related", "caveat", "checked", "series", "anwser", "", "en", "topic", "facts", "of",
     "forms", "name", "weak", "facet", "concepts", "q", "fact", "both", "decline", "after", "half", "language", "sections", "publisher"]
)  # fmt: skip
ENTRIES = st.dictionaries(KEYS, ODD, max_size=7) | ODD
FILES = st.dictionaries(KEYS | st.just("facts"), st.lists(ENTRIES, max_size=3) | ODD, max_size=5)


@settings(max_examples=1250, derandomize=True, deadline=None, database=None)
@given(content=FILES, name=st.sampled_from(["base", "facts/a", "concepts/a", "sources/a", "exam/a", "loose"]))
def test_no_content_crashes_it(room: Path, content: dict[str, Any], name: str) -> None:
    root = room / name.replace("/", "-")
    lay(
        root,
        {
            "facts/money.yaml": FACT,
            f"{name}.yaml": yaml.dump(content, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper)),
        },
    )
    readable_or_explained(root)


@settings(max_examples=1250, derandomize=True, deadline=None, database=None)
@given(data=st.data())
def test_no_edit_of_a_sound_base_crashes_it(room: Path, data: st.DataObject) -> None:
    sound = {
        "facts/money.yaml": FACT,
        "concepts/who.yaml": CONCEPTS,
        "sources/paper.yaml": SOURCE,
        "exam/tune.yaml": EXAM,
    }
    name = data.draw(st.sampled_from(sorted(sound)))
    text = sound[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    put = data.draw(
        st.sampled_from(["", " ", "\n", ": ", "- ", "[", "}", '"', "'", "#", "&a ", "*a", "!x ", "\t", "x", "é", "~"])
    )
    readable_or_explained(lay(room / "edited", {**sound, name: text[:start] + put + text[end:]}))
