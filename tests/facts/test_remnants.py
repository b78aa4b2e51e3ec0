# ruff: noqa: E501 - messages are compared whole, each on one line
"""What is refused in a fact, or in a file, hides nothing else that is wrong, and makes nothing up."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.lint import check
from tests.facts.written import FACT, MEASURES, SOURCE, Case, Files, folder, lay, told

BASE = "languages: {required: [en, ar]}\n"
OTHER = "topic: other\nfacts:\n  - id: gain\n    about: {measure: gain}\n    questions: {en: [Any gain?], ar: [هل من ربح؟]}\n    answer: {en: None., ar: لا.}\n"
GAIN = 'there is no measure concept "gain": add it to a file of the folder concepts with "facet: measure", correct it, or leave it out'

CASES: list[Case] = [
    (
        "a date, a figure and a concept in one fact",
        {
            **folder(base=BASE, concepts__what=MEASURES),
            "facts/money.yaml": FACT.replace("measure: loss", "measure: gain").replace("2 مليون", "3 مليون")
            + "    checked: soon\n",
        },
        [
            f"facts/money.yaml:4:37: loss.about.measure: {GAIN}",
            "facts/money.yaml:10:11: loss.answer.ar: the figures differ from those in en (2 million only there, 3 million only here): give the same figures in both languages, small counts in digits or in words",
            'facts/money.yaml:11:14: loss.checked: "soon" is not a date: write year, month and day, such as 2026-11-24',
        ],
    ),
    (
        "an empty answer is there, and its figures are not missed",
        {**folder(base=BASE), "facts/money.yaml": FACT.replace("      ar: خسرت **2 مليون دولار**.", "      ar:")},
        ["facts/money.yaml:10:7: loss.answer.ar: there is nothing here: write what belongs here, or remove it"],
    ),
    (
        "questions that are no list, and another language that is missing",
        {
            **folder(base="languages: {required: [en, ar, fr]}\n"),
            "facts/money.yaml": FACT.replace("en: [What was the loss?]", "en: What was the loss?"),
        },
        [
            'facts/money.yaml:5:5: loss.questions: the required language fr is missing: add "fr:" below it',
            'facts/money.yaml:6:11: loss.questions.en: a list is needed here, not the text "What was the loss?": write each entry on a line of its own after "- "',
            'facts/money.yaml:8:5: loss.answer: the required language fr is missing: add "fr:" below it',
        ],
    ),
    (
        "a misspelt key is the one that is missing",
        {**folder(base=BASE), "facts/money.yaml": FACT.replace("answer:", "anwser:")},
        ['facts/money.yaml:8:5: loss.anwser: unknown key "anwser": did you mean "answer"?'],
    ),
    (
        "a language by its name is the one that is missing",
        {**folder(base=BASE), "facts/money.yaml": FACT.replace("      en: It", "      English: It")},
        [
            'facts/money.yaml:9:7: loss.answer.English: "English" is not a language: write its tag, such as en, ar or zh-TW'
        ],
    ),
    (
        "a source that cannot be read is a source",
        {**folder(sources__paper=SOURCE), "facts/money.yaml": FACT + "    source: paper/lead\n"},
        [
            'facts/money.yaml:11:13: loss.source: "paper/lead" is not a source: write it as article#section, such as "acme-q3-2025#funding"'
        ],
    ),
    (
        "a file without its topic",
        {
            **folder(base=BASE),
            "facts/money.yaml": FACT.replace("topic: money\n", "").replace("2 مليون", "3 مليون"),
        },
        [
            'facts/money.yaml:1:1: topic: the key "topic" is missing: add it: a short name such as "funding", the same as the file\'s',
            "facts/money.yaml:9:11: loss.answer.ar: the figures differ from those in en (2 million only there, 3 million only here): give the same figures in both languages, small counts in digits or in words",
        ],
    ),
    (
        "a refused key of the base leaves the others",
        {
            **folder(base="nam: {en: A}\n" + BASE),
            "facts/money.yaml": FACT.replace("      ar: خسرت **2 مليون دولار**.\n", ""),
        },
        [
            'base.yaml:1:1: nam: unknown key "nam": did you mean "name"?',
            'facts/money.yaml:8:5: loss.answer: the required language ar is missing: add "ar:" below it',
        ],
    ),
    (
        "a base that cannot be read may name the source",
        folder(sources__paper=SOURCE, base="defaults: {source: paper\n"),
        [
            'base.yaml:1:11: defaults: a mapping in { } is not closed, or a comma is missing in it: close it with "}"; a text with commas, colons or brackets must stand in double quotes'
        ],
    ),
    (
        "a source without its sections is not held against the facts",
        {
            **folder(sources__paper=SOURCE.replace("publisher: Press\n", "publisher:\n")),
            "facts/money.yaml": FACT + "    source: paper#end\n",
        },
        ["sources/paper.yaml:3:1: publisher: there is nothing here: write what belongs here, or remove it"],
    ),
    (
        "a broken file of facts hides no missing concept",
        {**folder(concepts__what=MEASURES, facts__other=OTHER), "facts/money.yaml": FACT + "  - id: x\n   y: z\n"},
        [
            "facts/money.yaml:12:4: x.y: this line is not lined up with those above: give it as many spaces as the lines it belongs to",
            f"facts/other.yaml:4:22: gain.about.measure: {GAIN}",
        ],
    ),
    (
        "a broken file of concepts may have the missing one",
        folder(concepts__what=MEASURES, concepts__more="facet: measure\nconcepts: [\n", facts__other=OTHER),
        [
            "concepts/more.yaml:3:1: concepts: the file ends inside a list in [ ] or a mapping in { }: close the bracket where the list or mapping ends"
        ],
    ),
    (
        "a concept that is missing often is told once",
        {
            **folder(concepts__what=MEASURES, facts__other=OTHER, base="defaults: {period: 2025}\n"),
            "facts/third.yaml": OTHER.replace("topic: other", "topic: third")
            .replace("id: gain", "id: third")
            .replace("Any gain?", "Third?")
            .replace("هل من ربح؟", "الثالث؟"),
        },
        [
            "facts/other.yaml:4:22: gain.about.measure: "
            + GAIN.replace('"gain":', '"gain" (it is used 2 times, and this is the first):')
        ],
    ),
]


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_everything_is_told_in_one_run(tmp_path: Path, files: Files, expected: list[str]) -> None:
    root = lay(tmp_path, files)
    assert told(check(root), root) == expected
