"""What an edit leaves alone, on texts of every layout that the strict reader takes."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from difflib import unified_diff
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.places import Value
from bot.facts.splices import LayoutError
from bot.facts.yamledit import item_text, read_value, rewrite

TEXT = """\
# top
topic: funding   # name
title: {en: Funding, ar: التمويل} # t
facts:
  # about a
  - id: a # the first
    about: {subject: acme, measure: valuation} # frame
    questions:
      en: # english
        - What is it?   # q1
        # between
        - "How much: 5?"
      ar: ["كم؟", بكم] # عربي
    answer:
      en: >- # folded
        A long text
        that is folded.

      ar: |
        سطر
    related: [b, c]
    # deep comment of a

  # about b
  - id: b
    questions: {en: [x y, "z"]}
    answer: {en: "B", # c1
       ar: باء }
  # tail
# end
"""

Change = Callable[[Any], None]


def changed(change: Change, text: str = TEXT, **known: Any) -> list[str]:
    """The lines that differ after a change of the value; the others are byte for byte the same."""
    value = copy.deepcopy(read_value(text))
    change(value)
    written = rewrite(text, value, **known)
    assert read_value(written) == value
    lines = unified_diff(text.splitlines(), written.splitlines(), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_a_text_is_exchanged_in_its_own_style() -> None:
    def change(value: Any) -> None:
        value["facts"][0]["questions"]["en"][1] = 'How "much": 6?'
        value["facts"][0]["answer"]["en"] = "Another text."
        value["facts"][1]["questions"]["en"][0] = "x, y"

    assert changed(change) == [
        '-        - "How much: 5?"',
        '+        - "How \\"much\\": 6?"',
        "-        A long text",
        "-        that is folded.",
        "+        Another text.",
        '-    questions: {en: [x y, "z"]}',
        '+    questions: {en: ["x, y", "z"]}',
    ]


def test_new_items_stand_after_those_before_them() -> None:
    def change(value: Any) -> None:
        questions = value["facts"][0]["questions"]
        questions["en"].append("new: yes?")
        questions["ar"].insert(1, "جديد")
        questions["tr"] = ["no"]

    assert changed(change) == [
        '-      ar: ["كم؟", بكم] # عربي',
        '+        - "new: yes?"',
        '+      ar: ["كم؟", جديد, بكم] # عربي',
        "+      tr:",
        '+        - "no"',
    ]


def test_an_item_goes_with_what_stands_in_it_and_nothing_else() -> None:
    def change(value: Any) -> None:
        del value["facts"][0]["questions"]["en"][0]
        del value["facts"][0]["about"]
        value["facts"][0]["related"].remove("b")
        del value["facts"][1]

    assert changed(change) == [
        "-    about: {subject: acme, measure: valuation} # frame",
        "-        - What is it?   # q1",
        "-    related: [b, c]",
        "+    related: [c]",
        "-  - id: b",
        '-    questions: {en: [x y, "z"]}',
        '-    answer: {en: "B", # c1',
        "-       ar: باء }",
    ]


def test_comments_within_brackets_stay() -> None:
    def change(value: Any) -> None:
        value["facts"][1]["answer"] = {"ar": "باء", "tr": "b"}

    assert changed(change) == [
        '-    answer: {en: "B", # c1',
        "-       ar: باء }",
        "+    answer: { # c1",
        "+       ar: باء, tr: b }",
    ]


def test_a_new_fact_is_set_apart_as_the_others_are() -> None:
    fact: Value = {"id": "n", "questions": {"en": ["q"]}, "answer": {"en": "one\ntwo"}, "related": ["a"]}
    assert changed(lambda value: value["facts"].append(fact)) == [
        "+",
        "+  - id: n",
        "+    questions:",
        "+      en:",
        "+        - q",
        "+    answer:",
        "+      en: |-",
        "+        one",
        "+        two",
        "+    related: [a]",
    ]


def test_a_renamed_fact_keeps_its_lines() -> None:
    def change(value: Any) -> None:
        value["facts"][0]["id"] = "aa"

    assert changed(change, renamed={"aa": "a"}) == ["-  - id: a # the first", "+  - id: aa # the first"]


def test_a_fact_as_somebody_wrote_it() -> None:
    mine = "id: b # mine\nquestions: {en: [z]}\n\n# why\nanswer:\n  en: 'B'\n"

    def change(value: Any) -> None:
        value["facts"][1] = read_value(mine)

    assert changed(change, verbatim={"b": mine})[-6:] == [
        "+  - id: b # mine",
        "+    questions: {en: [z]}",
        "+",
        "+    # why",
        "+    answer:",
        "+      en: 'B'",
    ]


def test_a_fact_written_as_it_was_stays_to_the_last_space() -> None:
    text = TEXT.replace("# between", "  # between ").replace("    # deep comment", "# shallow comment")
    shown = item_text(text, "facts", 0)
    assert shown is not None
    edited = shown.replace("[b, c]", "[b]")

    def change(value: Any) -> None:
        value["facts"][0] = read_value(edited)

    assert changed(change, text, verbatim={"a": edited}) == ["-    related: [b, c]", "+    related: [b]"]


def test_an_item_as_text() -> None:
    shown = item_text(TEXT, "facts", 0)
    assert shown is not None
    assert shown.startswith("id: a # the first\nabout: {")
    assert shown.endswith("related: [b, c]\n# deep comment of a\n")
    assert item_text("facts: [{id: a}]\n", "facts", 0) is None
    assert item_text(TEXT, "facts", 7) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n- x\n- y", "a:\n- x\n- y\n- z"),
        ("a: [x, y]", "a: [x, y, z]"),
        ("a: [x, y,]\n", "a: [x, y, z,]\n"),
        ("{a: [x,\n y # c\n ]}\n", "{a: [x,\n y, z # c\n ]}\n"),
        ("\ufeffa:\r\n  - x\r\n  - y\r\n# c\r\n", "\ufeffa:\r\n  - x\r\n  - y\r\n  - z\r\n# c\r\n"),
        ("a:\n  - x\n  -\n    y\n", "a:\n  - x\n  -\n    y\n  - z\n"),
        ("a:\n  - x\n  - >+\n    y\n\n\nb: c\n", None),
        ("--- # start\na:\n  - x\n  - y\n...\n", "--- # start\na:\n  - x\n  - y\n  - z\n...\n"),
    ],
)
def test_layouts_of_lists(text: str, expected: str | None) -> None:
    value: Any = copy.deepcopy(read_value(text))
    value["a"].append("z")
    written = rewrite(text, value)
    assert read_value(written) == value
    assert expected is None or written == expected


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("l:\n  - a: 1\n    b: 2\n", "a", "l:\n  - b: 2\n"),
        ("l:\n  - a: 1 # one\n    # two\n    b: 2\n", "a", "l:\n  -  # one\n    # two\n    b: 2\n"),
        ("l:\n  - b: 2\n    a: >-\n      x\n\n    # c\n", "a", "l:\n  - b: 2\n\n    # c\n"),
        ("l: [{a: 1, b: 2}]\n", "a", "l: [{b: 2}]\n"),
        ("l: [{b: 2, a: 1}]\n", "a", "l: [{b: 2}]\n"),
        ("l:\n  - b: 2\n    a: 1", "a", "l:\n  - b: 2\n"),
    ],
)
def test_layouts_of_keys_that_go(text: str, key: str, expected: str) -> None:
    value: Any = copy.deepcopy(read_value(text))
    del value["l"][0][key]
    assert rewrite(text, value) == expected


def test_what_cannot_be_changed_in_place_is_refused() -> None:
    with pytest.raises(LayoutError, match="nothing in the file"):
        rewrite("# only this\n", {"a": "b"})
    with pytest.raises(LayoutError, match="control character"):
        rewrite("a: b\n", {"a": "c\x07"})


# Random texts of random layouts

WORDS = st.sampled_from(
    ["yes", "no", "12:30", "a: b", "- x", "# n", "كم؟", "it's", 'say "x"', "{a}", "x, y", "two words", "ends:", "~",
     "*b", "long " * 30 + "end", "one\ntwo", "مرحبا 😀", "%", "@x", "null", "1.5", "&c", "!d", "|", ">", "back\\slash"]
)  # fmt: skip
NAMES = st.sampled_from(["a", "b", "en", "ar", "no", "id", "zh-TW"])


def named(items: list[Any]) -> list[Any]:
    """A list as fact bases have them: of texts, or of mappings with an id each."""
    if all(isinstance(item, dict) for item in items):
        return [{**item, "id": f"i{number}"} for number, item in enumerate(items)]
    return list(dict.fromkeys(item if isinstance(item, str) else f"text {n}" for n, item in enumerate(items)))


VALUES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(named) | st.dictionaries(NAMES, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


class Layout:
    """Writes values in a random layout, each comment with a number of its own."""

    def __init__(self, seed: int, *, wide: bool = False) -> None:
        self.gaps = ["", " "] if wide else ["", " ", "\n          "]
        self.random = random.Random(seed)
        self.number = 0

    def comment(self, lead: str = " ") -> str:
        if self.random.random() < 0.5:
            return ""
        self.number += 1
        return f"{lead}# c{self.number}."

    def text(self, value: str, *, flow: bool) -> str:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        if not flow and "'" not in value and "\n" not in value and self.random.random() < 0.3:
            return f"'{value}'"
        if value.replace(" ", "").isalpha() and value not in {"yes", "no", "null"} and self.random.random() < 0.5:
            return value
        return f'"{escaped}"'

    def flow(self, value: Value) -> str:
        gap = self.random.choice(self.gaps)
        if isinstance(value, dict):
            parts = [f'"{key}": {self.flow(part)}' for key, part in value.items()]
            return "{" + gap + f",{self.random.choice([' ', gap])}".join(parts) + gap + "}"
        if isinstance(value, list):
            return "[" + gap + ", ".join(map(self.flow, value)) + self.random.choice(["", ","]) + gap + "]"
        return self.text(str(value), flow=True)

    def block(self, value: Value, indent: int) -> list[str]:
        """Lines of a value below its key; each with its indentation."""
        lines: list[str] = []
        margin = " " * indent
        pairs = value.items() if isinstance(value, dict) else enumerate(value or ())
        for key, part in pairs:
            if self.random.random() < 0.3:
                lines += [margin + self.comment("") or ""]
            head = margin + (f"'{key}':" if isinstance(value, dict) else "-")
            if isinstance(part, str):
                lines += self.scalar(head, part, indent)
            elif self.random.random() < 0.4:
                lines.append(f"{head} {self.flow(part)}{self.comment()}")
            elif isinstance(value, list) and isinstance(part, dict) and self.random.random() < 0.7:
                inner = self.block(part, indent + 2)
                first = next(n for n, line in enumerate(inner) if line.strip() and not line.strip().startswith("#"))
                # A comment cannot stand between a dash and what stands on its line.
                lines += [*inner[:first], f"{margin}- {inner[first].strip()}", *inner[first + 1 :]]
            else:
                lines += [head + self.comment(), *self.block(part, indent + self.random.choice([2, 4]))]
        return lines

    def scalar(self, head: str, text: str, indent: int) -> list[str]:
        margin = " " * (indent + 2)
        if self.random.random() < 0.25 and text.strip():
            style = self.random.choice(["|-", "|", ">-"]) if "\n" not in text else "|-"
            return [f"{head} {style}{self.comment()}", *(margin + line for line in text.split("\n")), ""]
        return [f"{head} {self.text(text, flow=False)}{self.comment()}"]


def mutated(value: Value, chance: random.Random, *, grow: bool) -> Value:
    """The value with something added and, unless it may only grow, something removed or exchanged."""
    if isinstance(value, dict):
        parts = {key: mutated(part, chance, grow=grow) for key, part in value.items()}
        if chance.random() < 0.3:
            parts["added"] = chance.choice(["new", ["n: 1", "m"], {"x": "y"}])  # type: ignore[assignment]
        if not grow and len(parts) > 1 and chance.random() < 0.4:
            del parts[chance.choice(list(parts))]
        return parts
    if isinstance(value, list):
        items = [mutated(part, chance, grow=grow) for part in value]
        if chance.random() < 0.4:
            items.insert(chance.randrange(len(items) + 1), chance.choice(["new item", "new: b"]))
        if not grow and len(items) > 1 and chance.random() < 0.4:
            del items[chance.randrange(len(items))]
        return items
    return value if grow or chance.random() < 0.7 else chance.choice(["other", "a: c", "two\nlines", "كم"])


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=3), st.integers(0, 10**6), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=300, deadline=None)
def test_any_layout_takes_any_change(value: dict[str, Value], seed: int, newline: str) -> None:
    text = "\n".join([*Layout(seed).block(value, 0), ""]).replace("\n", newline)
    old = read_value(text)
    new = mutated(old, random.Random(seed), grow=False)
    written = rewrite(text, new)
    assert read_value(written) == new
    assert newline == "\r\n" or "\r" not in written
    assert written.count("\r") in {0, written.count("\n")}


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=3), st.integers(0, 10**6), st.booleans())
@settings(max_examples=300, deadline=None)
def test_what_only_grows_keeps_every_comment_and_block_line(value: dict[str, Value], seed: int, final: bool) -> None:
    text = "\n".join([*Layout(seed, wide=True).block(value, 0), "# end"]) + "\n" * final
    old = read_value(text)
    new = mutated(old, random.Random(seed), grow=True)
    written = rewrite(text, new)
    assert read_value(written) == new
    rest = iter(written.split("\n"))
    for line in text.split("\n"):
        if not set("[]{},") & set(line):
            assert line in rest, f"lost or moved: {line!r}"
