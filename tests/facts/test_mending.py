# ruff: noqa: E501 - messages are compared whole, each on one line
"""Texts that lack double quotes hide nothing that is wrong behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.lint import check
from bot.facts.mending import cut_out, quoted
from tests.facts.trees import told as told_of_text
from tests.facts.written import FACT, lay, swap, told

STAR = 'a text cannot begin with "*": put the text in double quotes'
COLON = 'a colon and a space (": ") inside a text: put the text in double quotes'

CASES = [
    ("en: **a** b\nar: **c**\n", [f"1:5: en: {STAR}", f"2:5: ar: {STAR}"]),
    ("answer: {en: **a** b, ar: **c**}\n", [f"1:14: answer.en: {STAR}", f"1:27: answer.ar: {STAR}"]),
    ("a: [**d**, **e**]\nf: **g**\n", [f"1:5: a: {STAR}", f"1:12: a[1]: {STAR}", f"2:4: f: {STAR}"]),
    ("- so: how: much\n- b: c: d # e: f\n- h\n", [f"1:10: [1].so: {COLON}", f"2:7: [2].b: {COLON}"]),
    ("a: {b} c\nd: \"e\" f\ng: 'it's'\nh: !x y: z\n", ["1:8: a: text follows after a closing bracket: a text that begins with [ or { must stand in double quotes", '2:8: d: text follows after the closing quotation mark: put the whole text in double quotes, and write \\" for a quotation mark inside it', '3:8: g: text follows after the closing quotation mark: put the whole text in double quotes, and write \\" for a quotation mark inside it', '4:4: h: a tag ("!x"): remove it; a text that begins with ! must stand in double quotes']),
    # A key that stands twice, behind.
    ("a: **b**\nc: d\nc: e\n", [f"1:4: a: {STAR}", '3:1: c: the key "c" stands here again (first on line 2): keep one of the two']),
    # Where it ends cannot be told: nothing is made up.
    ("a: **b\n  c**\nd: **e**\n", [f"1:4: a: {STAR}"]),
    ("a: {b: **c,\n  d: **e**}\nf: **g**\n", [f"1:8: a.b: {STAR}", f"2:6: a.d: {STAR}", f"3:4: f: {STAR}"]),
    # What is broken in another way ends it.
    ("a: **b**\n c: d\ne: **f**\n", [f"1:4: a: {STAR}"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_all_texts_that_lack_quotes_are_told(text: str, expected: list[str]) -> None:
    assert told_of_text(text)[1] == expected
    assert told_of_text(text.replace("\n", "\r\n"))[1] == expected


def test_places_behind_are_those_of_the_file() -> None:
    tree, _ = told_of_text('a: {b: *c* "d", e: f}\ng: **h**\ni: j\n')
    assert tree is not None
    assert tree.value == {"a": {"b": '*c* "d"', "e": "f"}, "g": "**h**", "i": "j"}
    assert tree.mark_of(("a", "e"))[:4] == (1, 20, 1, 17)
    assert tree.mark_of(("i",))[:2] == (3, 4)
    assert tree.mended == {1, 2}


def test_both_answers_and_what_else_is_wrong_with_the_fact(tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        swap(
            ("en: It lost **$2 million**.", "en: **$2 million** were lost."),
            ("ar: خسرت **2 مليون دولار**.", "ar: **3 مليون دولار** خسرت."),
        )
        | {
            "base.yaml": "languages: {required: [en, ar]}\n",
            "exam/tune.yaml": "questions:\n  - {q: how, fact: lost}\n",
        },
    )
    assert told(check(root), root) == [
        'exam/tune.yaml:2:20: questions[1].fact: there is no fact "lost": did you mean "loss"?',
        f"facts.yaml:9:11: loss.answer.en: {STAR}",
        f"facts.yaml:10:11: loss.answer.ar: {STAR}",
        "facts.yaml:10:11: loss.answer.ar: the figures differ from those in en (2 million only there, 3 million only here): give the same figures in both languages, small counts in digits or in words",
    ]


def test_what_follows_a_text_without_quotes_is_not_refused_again(tmp_path: Path) -> None:
    # Read as one text, the id is no id.
    root = lay(tmp_path, {"facts.yaml": FACT + "    related: [gain]\n  - id: gain: x\n    answer: {en: No.}\n"})
    assert told(check(root), root) == [f"facts.yaml:12:13: gain.id: {COLON}"]


MORE = "  - id: gain\n    questions: {en: [Any gain?]}\n    answer: {en: None.}\n    related: [gain]\n"
LAST = "  - id: debt\n    questions: {en: [Any gain?]}\n    answer: {en: 'a' b}\n"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("    answer:", "   answer:", "facts.yaml:8:4: loss.answer: this line is not lined up"),
        (
            "[What was the loss?]",
            "[What was the loss?",
            "facts.yaml:6:11: loss.questions.en[1]: a list in [ ] is not closed",
        ),
        (
            "It lost **$2 million**.",
            "**$2\n        million**.",
            'facts.yaml:9:11: loss.answer.en: a text cannot begin with "*"',
        ),
        ("topic: money\n", "topic: money\n# x\n\n", ""),
    ],
)
def test_a_broken_fact_hides_no_other(tmp_path: Path, old: str, new: str, place: str) -> None:
    text = FACT.replace(old, new) + MORE + LAST
    root = lay(tmp_path, {"facts.yaml": text, "exam/tune.yaml": "questions:\n  - {q: how, fact: lost}\n"})
    problems = told(check(root), root)
    line = FACT.count("\n") + new.count("\n") - old.count("\n")
    expected = [
        'exam/tune.yaml:2:20: questions[1].fact: there is no fact "lost": did you mean "loss"?',
        *([place] if place else []),
        f"facts.yaml:{line + 4}:15: gain.related[1]: the fact is related to itself: remove it, or name another fact",
        f"facts.yaml:{line + 7}:13: debt.answer: a mapping in {{ }} is not closed",
    ]
    assert [told[: len(begins)] for told, begins in zip(problems, expected, strict=True)] == expected


def test_a_fact_that_may_be_among_broken_lines_is_not_missed(tmp_path: Path) -> None:
    text = FACT + MORE.replace("  - id", "   - id").replace("    related: [gain]\n", "")
    root = lay(tmp_path, {"facts.yaml": text, "exam/tune.yaml": "questions:\n  - {q: how, fact: gain}\n"})
    assert [problem.split(": ")[0] for problem in told(check(root), root)] == ["facts.yaml:11:4"]


def test_entries_left_out_keep_the_numbers_of_the_others(tmp_path: Path) -> None:
    exam = "half: tune\nquestions:\n  - {q: so: what, fact: loss}\n  # later\n  - {q: how, fact: loss, decline: period}\n  - q: why\n     fact: loss\nlanguage: en\n"
    root = lay(tmp_path, {"facts.yaml": FACT, "exam/tune.yaml": exam})
    problems = told(check(root), root)
    assert [problem.split(": ")[:2] for problem in problems] == [
        ["exam/tune.yaml:3:5", "questions[1]"],
        ["exam/tune.yaml:5:5", "questions[2]"],
        ["exam/tune.yaml:7:10", "questions[3].fact"],
    ]


@pytest.mark.parametrize("text", ["a: b\n", "facts:\n  a: b\n", "facts: [\n- a\n", "facts:\n  - a\nb: c\n d: e\n"])
def test_only_entries_of_a_list_are_left_out(text: str) -> None:
    assert cut_out(text, text.count("\n")) is None


@pytest.mark.parametrize(
    ("text", "line", "column"), [("a: b", 2, 1), ("a: |b", 1, 5), ("a: ", 1, 4), ("a: b\rc: d", 1, 4), ("  a: b", 1, 2)]
)
def test_what_cannot_be_told_apart_is_left(text: str, line: int, column: int) -> None:
    assert quoted(text, line, column, in_brackets=False) is None
