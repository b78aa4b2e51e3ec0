# ruff: noqa: E501 - messages are compared whole, each on one line
"""Broken files of facts: their keys, ids, questions and answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.written import FACT, Case, Files, explained, folder, more, swap

BROKEN: list[Case] = [
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
            'facts.yaml:2:8: facts: a list is needed here, not the text "many": write each entry on a line of its own after "- ", such as - id: net-loss-q3'
        ],
    ),
    (
        "facts is a mapping",
        {"facts.yaml": "topic: money\nfacts:\n  id: loss\n"},
        [
            'facts.yaml:3:3: facts: a list is needed here, not keys with values: write each entry on a line of its own after "- ", such as - id: net-loss-q3'
        ],
    ),
    (
        "fact is a text",
        {"facts.yaml": "topic: money\nfacts:\n  - loss\n"},
        [
            'facts.yaml:3:5: facts[1]: keys with values are needed here, not the text "loss": write "key: value" on the lines below; the keys are id, questions, answer, and if wanted about, source, related, caveat, checked, series'
        ],
    ),
    (
        "file is a list",
        {"facts/money.yaml": "- a\n- b\n"},
        [
            'facts/money.yaml:1:1: file: keys with values are needed here, not a list: write "key: value" on the lines below; the keys are topic, facts, and if wanted title, retired, renamed'
        ],
    ),
    (
        "file is a text",
        {"facts/money.yaml": "some text\n"},
        [
            'facts/money.yaml:1:1: file: keys with values are needed here, not the text "some text": write "key: value" on the lines below; the keys are topic, facts, and if wanted title, retired, renamed'
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
            'facts.yaml:5:16: loss.questions: keys with values are needed here, not a list: write each language on a line of its own below, such as en: ["…", "…"]'
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
            'facts.yaml:8:13: loss.answer: keys with values are needed here, not the text "It lost.": write each language on a line of its own below, such as en: "…"'
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
]


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_is_broken_is_explained(tmp_path: Path, files: Files, expected: list[str]) -> None:
    explained(tmp_path, files, expected)
