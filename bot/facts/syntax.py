"""What a YAML parser's complaint means to someone who only wanted to write a sentence.

The C and the Python parser word some complaints differently; both are known here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

CLOSE_BRACKETS = "look for brackets that are not closed, and for too much indentation"


class Advice(NamedTuple):
    """Where a syntax error is (counted from 1), what is wrong and what to do.

    Attributes:
        quotes: whether it is cured by double quotes around the text at the place.
    """

    line: int
    column: int
    what: str
    remedy: str
    quotes: bool = False


class _Place(NamedTuple):
    """Where a parser stopped: the line's text and position (from 0), and where the broken part began."""

    text: str
    line: int
    column: int
    begun: tuple[int, int]


_QUOTES = "put the text in double quotes"
_FIRST_KEY = re.compile(r"\s*(?:- +)*([a-z][\w-]*|<<) *(?=:(?: |$))")


def explain(error: yaml.YAMLError, text: str) -> Advice:
    """Translate a parser's error.

    Args:
        error: what the parser raised.
        text: the file's text.

    Returns:
        The place to look at, which is not always where the parser gave up, and plain words.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Advice(1, 1, "the file cannot be read as YAML", "save it again as plain UTF-8 text")
    mark, begun = error.problem_mark, error.context_mark or error.problem_mark
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    place = _Place(line, mark.line, mark.column, (begun.line, begun.column))
    problem, context = error.problem or "", error.context or ""
    for pattern, advise in _ADVICE:
        if re.search(pattern, f"{context}: {problem}"):
            return advise(place)
    what = f"this cannot be read as YAML ({problem})"
    return _here(place, what, "check quotation marks, colons and indentation here; a text is safest in double quotes")


def first_key(text: str, line: int) -> str:
    """The key with which a line of the text begins (``- id: x`` begins with id); empty if it has none.

    Args:
        text: the file's text.
        line: counted from 1.
    """
    lines = text.split("\n", line)
    match = _FIRST_KEY.match(lines[line - 1]) if line <= len(lines) else None
    return match[1] if match else ""


def _here(place: _Place, what: str, remedy: str) -> Advice:
    return Advice(place.line + 1, place.column + 1, what, remedy)


def _begun(place: _Place, what: str, remedy: str) -> Advice:
    return Advice(place.begun[0] + 1, place.begun[1] + 1, what, remedy)


def _colon(place: _Place) -> Advice:
    key = _FIRST_KEY.match(place.text)
    if key and key.end() >= place.column:
        what = "this key is indented deeper than the line above allows"
        return _here(
            place,
            what,
            "line it up with the keys it belongs to; a text over several lines needs double quotes",
        )
    return _here(place, 'a colon and a space (": ") inside a text', _QUOTES)._replace(quotes=True)


def _unclosed_quote(place: _Place) -> Advice:
    what = "a quotation mark is opened here and not closed"
    return _begun(place, what, "close it at the end of the text, with the same mark")


def _first_character(place: _Place) -> Advice:
    line, column = place.begun if place.begun[0] == place.line else (place.line, place.column)
    character = place.text[column : column + 1]
    return Advice(line + 1, column + 1, f'a text cannot begin with "{character}"', _QUOTES, quotes=True)


def _misfit(place: _Place) -> Advice:
    before, character = place.text[: place.column].rstrip(), place.text[place.column : place.column + 1]
    if character and character in "]}":
        return _stray_bracket(place, character)
    if character == ":":
        return _here(place, "a colon without a key before it", f"write the key, or {_QUOTES}")
    if before.endswith(("]", "}")):
        what = "text follows after a closing bracket"
        remedy = "a text that begins with [ or { must stand in double quotes"
        return _here(place, what, remedy)._replace(quotes=True)
    if before.endswith(('"', "'")):
        what = "text follows after the closing quotation mark"
        remedy = 'put the whole text in double quotes, and write \\" for a quotation mark inside it'
        return _here(place, what, remedy)._replace(quotes=True)
    what = "this line is not lined up with those above"
    return _here(place, what, "give it as many spaces as the lines it belongs to")


def _no_colon(place: _Place) -> Advice:
    what = 'this line is not of the form "key: text"'
    return _begun(place, what, "add a colon and a space after the key, or indent the line if it continues a text")


def _list(place: _Place) -> Advice:
    what = "a list in [ ] is not closed, or a comma is missing in it"
    return _begun(place, what, 'close it with "]"; a text with commas, colons or brackets must stand in double quotes')


def _mapping(place: _Place) -> Advice:
    what = "a mapping in { } is not closed, or a comma is missing in it"
    return _begun(place, what, 'close it with "}"; a text with commas, colons or brackets must stand in double quotes')


def _escape(place: _Place) -> Advice:
    what = "a backslash code that does not exist"
    return _here(place, what, "write \\\\ for a backslash in a text in double quotes")


def _item(place: _Place) -> Advice:
    what = 'a list item ("- ") cannot stand here'
    return _here(
        place,
        what,
        "begin the list on a line of its own, below its key; put a text with a dash in double quotes",
    )


def _block(place: _Place) -> Advice:
    what = 'text follows on the line of "|" or ">"'
    return _here(place, what, "begin the text on the next line, or put it in double quotes")


def _stray_bracket(place: _Place, character: str) -> Advice:
    what = f'a closing bracket "{character}" without an opening one'
    return _here(place, what, f"remove it, or {_QUOTES}")


def _entry(place: _Place) -> Advice:
    character = place.text[place.column : place.column + 1]
    if place.begun[0] == place.line and character and character in "]}":
        return _stray_bracket(place, character)
    if not character and not place.text.strip():
        what = "the file ends inside a list in [ ] or a mapping in { }"
        return _here(place, what, "close the bracket where the list or mapping ends")
    return _here(place, "an entry is missing here", "remove the comma or bracket that is too many")


def _tag(place: _Place) -> Advice:
    return _begun(place, 'a text cannot begin with "!"', _QUOTES)._replace(quotes=True)


def _directive(place: _Place) -> Advice:
    return _begun(place, 'a line cannot begin with "%"', _QUOTES)


def _after_end(place: _Place) -> Advice:
    what = "the file's content has ended before this line"
    return _here(place, what, "line it up with the keys above, and remove brackets that are too many")


def _question(place: _Place) -> Advice:
    return _here(place, 'a "?" followed by a space begins a key', _QUOTES)


# The first pattern found in "context: problem" decides.
def _deep(place: _Place) -> Advice:
    # The parser itself gives up far deeper than the reader does, but may read that far ahead of it.
    return _here(place, "lists and mappings are nested far too deep", CLOSE_BRACKETS)


_ADVICE = (
    (r"nesting depth", _deep),
    (
        r"quoted scalar: .*(unexpected end of stream|unexpected document (indicator|separator))",
        _unclosed_quote,
    ),
    (r"quoted scalar|double-quoted scalar", _escape),
    (r"scanning an? (alias|anchor)", _first_character),
    (r"cannot start any token", _first_character),
    (r"(scanning|parsing) a tag|undefined tag handle", _tag),
    (r"directive", _directive),
    (r"mapping values are not allowed", _colon),
    (r"block sequence entries are not allowed|sequence entries are not allowed", _item),
    (r"mapping keys are not allowed", _question),
    (r"block scalar", _block),
    (r"could not find expected ':'", _no_colon),
    (r"expected ',' or '\]'", _list),
    (r"expected ',' or '\}'", _mapping),
    (r"expected <document start>", _after_end),
    (r"expected (the )?node content", _entry),
    (r"(did not find expected key|did not find expected '-' indicator|expected <block end>)", _misfit),
)
