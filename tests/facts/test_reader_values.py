# ruff: noqa: E501 - messages are compared whole, each on one line
"""Broken files of facts: sources, periods, dates, relations and series."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.written import Case, Files, explained, more, swap

BROKEN: list[Case] = [
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
            'facts.yaml:11:14: loss.related: a list is needed here, not the text "other": write each entry on a line of its own after "- ", such as - net-loss-q3'
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
]


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_is_broken_is_explained(tmp_path: Path, files: Files, expected: list[str]) -> None:
    explained(tmp_path, files, expected)
