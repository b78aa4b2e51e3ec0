# ruff: noqa: E501 - messages are compared whole, each on one line
"""Files that are no YAML, or none of ours, as their writer is told."""

from __future__ import annotations

import pytest
import yaml

from tests.facts.trees import told

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
