# ruff: noqa: E501 - messages are compared whole, each on one line
from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.places import Tree, Value
from bot.facts.problems import Problem
from bot.facts.yamltree import DEPTH_LIMIT, PROBLEM_LIMIT, parse

FILE = Path("f.yaml")
PURE_DIFFERS = {"unknown directive"}  # the Python parser looks further before it complains

BROKEN: list[tuple[str, str | bytes, list[str]]] = [
    (
        "colon in a text",
        "en: Note: text\n",
        ['1:9: en: a colon and a space (": ") inside a text: put the text in double quotes'],
    ),
    (
        "colon in a list item",
        "questions:\n  - So: how much: then\n",
        ['2:17: questions[1]: a colon and a space (": ") inside a text: put the text in double quotes'],
    ),
    (
        "deeper key",
        "en: text\n  ar: text\n",
        [
            "2:5: ar: this key is indented deeper than the line above allows: line it up with the keys it belongs to; a text over several lines needs double quotes"
        ],
    ),
    (
        "misaligned key",
        "a:\n  b: c\n d: e\n",
        ["3:2: d: this line is not lined up with those above: give it as many spaces as the lines it belongs to"],
    ),
    (
        "line without colon",
        "a: b\nfoo\nc: d\n",
        [
            '2:1: file: this line is not of the form "key: text": add a colon and a space after the key, or indent the line if it continues a text'
        ],
    ),
    (
        "double quote not closed",
        'a: "b\nc: d\n',
        ["1:4: a: a quotation mark is opened here and not closed: close it at the end of the text, with the same mark"],
    ),
    (
        "single quote not closed",
        "a: 'b\nc: d\n",
        ["1:4: a: a quotation mark is opened here and not closed: close it at the end of the text, with the same mark"],
    ),
    (
        "quote across a document mark",
        'a: "b\n---\nc"\n',
        ["1:4: a: a quotation mark is opened here and not closed: close it at the end of the text, with the same mark"],
    ),
    (
        "text after quotes",
        'a: "foo" bar\n',
        [
            '1:10: a: text follows after the closing quotation mark: put the whole text in double quotes, and write \\" for a quotation mark inside it'
        ],
    ),
    (
        "text after quotes in a list",
        'a:\n  - "foo" bar\n  - b\n',
        [
            '2:11: a[1]: text follows after the closing quotation mark: put the whole text in double quotes, and write \\" for a quotation mark inside it'
        ],
    ),
    (
        "apostrophe in single quotes",
        "a: 'it's'\n",
        [
            '1:8: a: text follows after the closing quotation mark: put the whole text in double quotes, and write \\" for a quotation mark inside it'
        ],
    ),
    (
        "bold text",
        "a: **$230 billion** in all\n",
        ['1:4: a: a text cannot begin with "*": put the text in double quotes'],
    ),
    (
        "text with at sign",
        "a: @foo\n",
        ['1:4: a: a text cannot begin with "@": put the text in double quotes'],
    ),
    (
        "text with backtick",
        "a: `foo`\n",
        ['1:4: a: a text cannot begin with "`": put the text in double quotes'],
    ),
    (
        "text with percent",
        "a: %foo\n",
        ['1:4: a: a text cannot begin with "%": put the text in double quotes'],
    ),
    (
        "alias",
        "a: *b\n",
        ['1:4: a: an alias ("*b"): write the text out; a text that begins with * must stand in double quotes'],
    ),
    (
        "alias before text",
        "a: *b c\n",
        ['1:4: a: an alias ("*b"): write the text out; a text that begins with * must stand in double quotes'],
    ),
    (
        "alias as key",
        "*a : b\n",
        [
            "1:1: file: an alias (*) stands where a key must stand: write the text out; a text that begins with * must stand in double quotes"
        ],
    ),
    (
        "alias alone",
        "*a\n",
        ['1:1: file: an alias ("*a"): write the text out; a text that begins with * must stand in double quotes'],
    ),
    (
        "anchor",
        "a: &b c\n",
        ['1:4: a: an anchor ("&b"): write the text out; a text that begins with & must stand in double quotes'],
    ),
    (
        "anchor on a list",
        "a: &b [c]\n",
        ['1:4: a: an anchor ("&b"): write the text out; a text that begins with & must stand in double quotes'],
    ),
    (
        "anchor and alias",
        "a: &b c\nd: *b\n",
        [
            '1:4: a: an anchor ("&b"): write the text out; a text that begins with & must stand in double quotes',
            '2:4: d: an alias ("*b"): write the text out; a text that begins with * must stand in double quotes',
        ],
    ),
    (
        "merge key",
        "a: {b: c}\nd:\n  <<: *a\n  e: f\n",
        ['3:3: d.<<: a merge key ("<<"): write the keys and values out'],
    ),
    (
        "python tag",
        "a: !!python/object/apply:os.system [ls]\n",
        [
            '1:4: a: a tag ("tag:yaml.org,2002:python/object/apply:o…"): remove it; a text that begins with ! must stand in double quotes'
        ],
    ),
    (
        "own tag",
        "a: !secret b\n",
        ['1:4: a: a tag ("!secret"): remove it; a text that begins with ! must stand in double quotes'],
    ),
    (
        "tag with a handle",
        "a: !e!b c\n",
        ['1:4: a: a text cannot begin with "!": put the text in double quotes'],
    ),
    (
        "directive",
        "%YAML 1.2\n---\na: b\n",
        ['1:1: file: a YAML directive ("%"): remove the line'],
    ),
    (
        "unknown directive",
        "a: b\n%x\n",
        ['2:1: file: a line cannot begin with "%": put the text in double quotes'],
    ),
    (
        "two documents",
        "a: b\n---\nc: d\n",
        ['2:1: file: a second document begins here ("---"): put it into a file of its own'],
    ),
    (
        "same key twice",
        "a: b\nc: d\na: e\n",
        ['3:1: a: the key "a" stands here again (first on line 1): keep one of the two'],
    ),
    (
        "same key thrice",
        "a: b\na: c\na: d\n",
        [
            '2:1: a: the key "a" stands here again (first on line 1): keep one of the two',
            '3:1: a: the key "a" stands here again (first on line 1): keep one of the two',
        ],
    ),
    (
        "same key below",
        "a:\n  b: c\n  b: d\n",
        ['3:3: a.b: the key "b" stands here again (first on line 2): keep one of the two'],
    ),
    (
        "same key in braces",
        "a: {b: c, b: d}\n",
        ['1:11: a.b: the key "b" stands here again (first on line 1): keep one of the two'],
    ),
    (
        "tab as indentation",
        "a:\n\tb: c\n",
        ["2:1: file: a tab: use spaces instead"],
    ),
    (
        "tab inside a text",
        "a: b\tc\n",
        ["1:5: file: a tab: use spaces instead"],
    ),
    (
        "tabs on two lines",
        "a: b\tc\t\nd:\te\n",
        ["1:5: file: a tab: use spaces instead", "2:3: file: a tab: use spaces instead"],
    ),
    (
        "nul",
        "a: b\x00c\n",
        ["1:5: file: an invisible control character (U+0000): delete it and type the text again"],
    ),
    (
        "bell",
        "a: b\x07\n",
        ["1:5: file: an invisible control character (U+0007): delete it and type the text again"],
    ),
    (
        "line separator",
        "a: b\u2028c\n",
        ["1:5: file: an invisible control character (U+2028): delete it and type the text again"],
    ),
    (
        "second byte order mark",
        "a: \ufeffb\n",
        ["1:4: file: an invisible control character (U+FEFF): delete it and type the text again"],
    ),
    (
        "escaped nul",
        'a: "b\\0c"\n',
        ["1:4: a: a control character (U+0000) written as an escape: remove it; a backslash itself is written \\\\"],
    ),
    (
        "escaped bell",
        'a: "\\a"\n',
        ["1:4: a: a control character (U+0007) written as an escape: remove it; a backslash itself is written \\\\"],
    ),
    (
        "unknown escape",
        'a: "C:\\Program"\n',
        ["1:4: a: a control character (U+2029) written as an escape: remove it; a backslash itself is written \\\\"],
    ),
    (
        "short unicode escape",
        'a: "\\u12"\n',
        ["1:7: a: a backslash code that does not exist: write \\\\ for a backslash in a text in double quotes"],
    ),
    (
        "list not closed",
        "a: [b, c\nd: e\n",
        [
            '1:4: a[2]: a list in [ ] is not closed, or a comma is missing in it: close it with "]"; a text with commas, colons or brackets must stand in double quotes'
        ],
    ),
    (
        "mapping not closed",
        "a: {b: c\nd: e\n",
        [
            '1:4: a: a mapping in { } is not closed, or a comma is missing in it: close it with "}"; a text with commas, colons or brackets must stand in double quotes'
        ],
    ),
    (
        "empty entry",
        "a: [b, , c]\n",
        ["1:8: a[1]: an entry is missing here: remove the comma or bracket that is too many"],
    ),
    (
        "bracket too many",
        "a: b\n]\n",
        ['2:1: file: a closing bracket "]" without an opening one: remove it, or put the text in double quotes'],
    ),
    (
        "brace begins a text",
        "a: {name} is\n",
        ["1:11: a: text follows after a closing bracket: a text that begins with [ or { must stand in double quotes"],
    ),
    (
        "bracket begins a text",
        "a: [note] is\n",
        ["1:11: a: text follows after a closing bracket: a text that begins with [ or { must stand in double quotes"],
    ),
    (
        "list on the key's line",
        "a: - b\n",
        [
            '1:4: a: a list item ("- ") cannot stand here: begin the list on a line of its own, below its key; put a text with a dash in double quotes'
        ],
    ),
    (
        "text after a block mark",
        "a: | foo\n  b\n",
        ['1:6: a: text follows on the line of "|" or ">": begin the text on the next line, or put it in double quotes'],
    ),
    (
        "question mark key",
        "a: ? b\n",
        ['1:4: a: a "?" followed by a space begins a key: put the text in double quotes'],
    ),
    (
        "list as key",
        "? [a]\n: b\n",
        [
            "1:3: file: a list or mapping stands where a key must stand: a text that begins with [ or { must stand in double quotes"
        ],
    ),
    (
        "mapping as key",
        "{a: b}: c\n",
        [
            "1:1: file: a list or mapping stands where a key must stand: a text that begins with [ or { must stand in double quotes"
        ],
    ),
    (
        "null as key",
        "~: b\n",
        ["1:1: file: a colon without a key before it: write the key, or put the text in double quotes"],
    ),
    (
        "no key",
        "a:\n  : b\n",
        ["2:3: a: a colon without a key before it: write the key, or put the text in double quotes"],
    ),
    (
        "comma begins a text",
        "a: , b\n",
        ["1:4: a: an entry is missing here: remove the comma or bracket that is too many"],
    ),
    (
        "latin-1",
        "a: caf\u00e9\n".encode("latin-1"),
        ['1:7: file: the file is not UTF-8 text: save it with the encoding "UTF-8"'],
    ),
    (
        "utf-16",
        "a: b\n".encode("utf-16"),
        ['1:1: file: the file is not UTF-8 text: save it with the encoding "UTF-8"'],
    ),
    (
        "bad byte on line three",
        b"a: b\nc: d\ne: f\xff\n",
        ['3:5: file: the file is not UTF-8 text: save it with the encoding "UTF-8"'],
    ),
    (
        "twenty-one deep",
        "[" * 21 + "]" * 21,
        [
            "1:21: [1][1][1][1][1][1][1][1][1][1][1][1][1][1][1][1][1][1][1]: lists and mappings are nested more than 20 deep: look for brackets that are not closed, and for too much indentation"
        ],
    ),
    (
        "five hundred brackets",
        "[" * 500,
        [
            "1:21: [1][1][1][1][1][1][1][1][1][1][1][1][1][1][1][1][1][1][1]: lists and mappings are nested more than 20 deep: look for brackets that are not closed, and for too much indentation"
        ],
    ),
    (
        "hundred thousand braces",
        "{a: " * 100000,
        [
            "1:81: a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a: lists and mappings are nested more than 20 deep: look for brackets that are not closed, and for too much indentation"
        ],
    ),
    (
        "hundred thousand dashes",
        "- " * 100000,
        [
            "1:41: [1][1][1][1][1][1][1][1][1][1][1][1][1][1][1][1][1][1][1]: lists and mappings are nested more than 20 deep: look for brackets that are not closed, and for too much indentation"
        ],
    ),
]


def value_of(text: str) -> Value:
    tree, problems = parse(FILE, text.encode())
    assert not problems
    assert tree is not None
    return tree.value


def told(content: str | bytes) -> tuple[Tree | None, list[str]]:
    tree, problems = parse(FILE, content if isinstance(content, bytes) else content.encode())
    return tree, [str(problem).removeprefix("f.yaml:") for problem in problems]


@pytest.mark.parametrize(("content", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_broken_files_are_explained(content: str | bytes, expected: list[str]) -> None:
    assert told(content)[1] == expected


@pytest.mark.parametrize(("name", "content", "expected"), BROKEN, ids=[case[0] for case in BROKEN])
def test_the_python_parser_is_explained_alike(
    monkeypatch: pytest.MonkeyPatch, name: str, content: str | bytes, expected: list[str]
) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    if name not in PURE_DIFFERS:
        assert told(content)[1] == expected


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
