# ruff: noqa: E501 - messages are compared whole, each on one line
from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.places import Value
from bot.facts.problems import Problem
from bot.facts.yamltree import DEPTH_LIMIT, PROBLEM_LIMIT, parse
from tests.facts.trees import FILE, told, value_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 2026-11-24", {"a": "2026-11-24"}),
        ("a: 1.46", {"a": "1.46"}),
        ("a: 0x1F", {"a": "0x1F"}),
        ("a: 010", {"a": "010"}),
        ("a: 1e3", {"a": "1e3"}),
        ("a: true", {"a": "true"}),
        ("1: 2", {"1": "2"}),
        ("no: yes", {"no": "yes"}),
        ("a: =", {"a": "="}),
        ("a:", {"a": None}),
        ("a: ~", {"a": None}),
        ("a: null", {"a": None}),
        ("a: 'null'", {"a": "null"}),
        ('a: ""', {"a": ""}),
        ("a: |\n  b\n  c\n", {"a": "b\nc\n"}),
        ("a: >-\n  b\n  c\n", {"a": "b c"}),
        ("a: [b, {c: d}]", {"a": ["b", {"c": "d"}]}),
        ("- a\n- b", ["a", "b"]),
        ("a: خسارة", {"a": "خسارة"}),
        ("a: \U0001f600", {"a": "\U0001f600"}),
        ("'a b': c", {"a b": "c"}),
        ("---\na: b\n...\n", {"a": "b"}),
        ("\ufeffa: b", {"a": "b"}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
        ("a: b # c", {"a": "b"}),
    ],
)
def test_scalars_are_texts(text: str, value: Value) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize("text", ["", "# later\n", "\n\n"])
def test_nothing_is_no_tree(text: str) -> None:
    assert parse(FILE, text.encode()) == (None, [])


def test_places() -> None:
    tree, _ = parse(FILE, "a:\n  - b: c\n    خبر: [d, e]\n".encode())
    assert tree is not None
    places = {
        (): (1, 1, 1, 1),
        ("a",): (2, 3, 1, 1),
        ("a", 0): (2, 5, 2, 5),
        ("a", 0, "b"): (2, 8, 2, 5),
        ("a", 0, "خبر"): (3, 10, 3, 5),
        ("a", 0, "خبر", 1): (3, 14, 3, 14),
    }
    assert {steps: tuple(tree.mark_of(steps))[:4] for steps in places} == places


def test_places_after_a_byte_order_mark_and_wide_characters() -> None:
    tree, _ = parse(FILE, "\ufeff{\U0001f600: a, b: c}".encode())
    assert tree is not None
    assert tree.mark_of(("b",))[:2] == (1, 11)


def test_a_missing_part_has_the_place_of_the_last_one_there_is() -> None:
    tree, _ = parse(FILE, b"a:\n  b: c\n")
    assert tree is not None
    assert tree.mark_of(("a", "x", 3))[:2] == (2, 3)
    assert tree.at(("a", "x", 3)) is None


def test_leaving_items_out_keeps_the_places_of_the_others() -> None:
    tree, _ = parse(FILE, b"a: [b, c, d]\n")
    assert tree is not None
    less = tree.without("a", {1})
    assert less.value == {"a": ["b", "d"]}
    assert less.mark_of(("a", 1))[:2] == (1, 11)
    assert less.name_of(("a", 1)) == "a[3]"
    assert tree.without("x", {1}) is tree


def test_names_of_places() -> None:
    tree, _ = parse(FILE, b"facts:\n  - id: loss\n    related: [a]\n    about: {subject: b}\n  - {x: y}\n")
    assert tree is not None
    assert tree.name_of(()) == "file"
    assert tree.name_of(("facts",)) == "facts"
    assert tree.name_of(("facts", 0, "related", 0)) == "loss.related[1]"
    assert tree.name_of(("facts", 0, "about", "subject", 0)) == "loss.about.subject"
    assert tree.name_of(("facts", 1, "x")) == "facts[2].x"


def test_the_deepest_nesting_allowed() -> None:
    assert value_of("[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT)


def test_nesting_is_given_up_early() -> None:
    # Were the rest read, the missing brackets would be told instead.
    _, problems = parse(FILE, b"[" * 1_900_000)
    assert ["lists and mappings are nested" in problem.what for problem in problems] == [True]


def test_too_many_entries() -> None:
    tree, lines = told("- a\n" * 450_000)
    assert tree is None
    assert [line.split(": ", 2)[2] for line in lines] == ["the file has too many entries: split it into several files"]


def test_a_thousand_aliases_are_told_and_never_followed() -> None:
    _, problems = parse(FILE, b"a: &a [b]\nc: [" + b"*a, " * 1000 + b"*a]\n")
    assert len(problems) == PROBLEM_LIMIT
    assert problems[0].what == 'an anchor ("&a")'
    assert {problem.what for problem in problems[1:]} == {'an alias ("*a")'}


def test_billion_laughs() -> None:
    bomb = ["a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    for above, name in zip("abcdefgh", "bcdefghi", strict=True):
        bomb.append(f"{name}: &{name} [{', '.join(['*' + above] * 9)}]")
    tree, problems = parse(FILE, "\n".join(bomb).encode())
    assert len(problems) == 9 + 8 * 9
    assert tree is not None
    assert tree.at(("i",)) == [None] * 9


def test_all_problems_of_a_file_are_told() -> None:
    _, lines = told("a: &x b\na: c\nd: !t e\nf: *x\ng: h: i\n")
    assert [line.split(":")[0] for line in lines] == ["1", "2", "3", "4", "5"]


def checked(data: bytes) -> list[Problem]:
    """Parse, and hold the result against what every result must keep to."""
    tree, problems = parse(FILE, data)
    height = data.count(b"\n") + data.count(b"\r") + 1
    for problem in problems:
        assert 1 <= problem.line <= height + 1
        assert problem.column >= 1
        assert problem.key
        assert problem.what
        assert problem.remedy
        assert "\n" not in str(problem)
    assert tree is None or all(text is None or isinstance(text, str) for text in scalars(tree.value))
    return problems


def scalars(value: Value) -> list[str | None]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in scalars(part)]
    if isinstance(value, list):
        return [text for part in value for text in scalars(part)]
    return [value]


@settings(max_examples=2000, derandomize=True, deadline=None, database=None)
@given(st.binary(max_size=200))
def test_no_bytes_crash_it(data: bytes) -> None:
    checked(data)


@settings(max_examples=2000, derandomize=True, deadline=None, database=None)
@given(st.text(max_size=200))
def test_no_text_crashes_it(text: str) -> None:
    checked(text.encode("utf-8", "surrogatepass"))


PIECES = (
    "a", "b: ", "c:", " ", "  ", "\n", "\n  ", "\n- ", "- ", "? ", ": ", ", ", "[", "]", "{", "}", '"', "'", "|\n", ">", "#",
    " #", "&x ", "*x", "!t ", "!!str ", "<<: ", "---\n", "...\n", "%YAML 1.2\n", "\t", "~", "null", "خبر", "**b**", "\\", "\r\n", "@", "`",
)  # fmt: skip


@settings(max_examples=3000, derandomize=True, deadline=None, database=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_pieces_of_yaml_crash_it(text: str) -> None:
    checked(text.encode())


TEXTS = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=12)
TREES = st.recursive(
    st.none() | TEXTS,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(TEXTS, parts, max_size=3),
    max_leaves=8,
)


@settings(max_examples=500, derandomize=True, deadline=None, database=None)
@given(TREES.filter(lambda tree: tree is not None))
def test_what_is_written_is_read(tree: Value) -> None:
    assert (
        value_of(yaml.safe_dump(tree, default_style='"', allow_unicode=True).replace('!!null "null"', "null")) == tree
    )
