"""Strict YAML: plain values in which every scalar is a string, each with its place in the file.

Only what a fact base needs is read: mappings with text keys, lists and texts. Whatever makes YAML surprising is
refused with advice: equal keys, anchors, aliases, merge keys, tags, several documents. Values are built from the
parser's events on a stack of our own, so that no depth of nesting and no alias can cost more than the file's length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from bot.facts.problems import Problem, shown
from bot.facts.syntax import explain

DEPTH_LIMIT = 20
"""Mappings and lists within one another; the deepest file of a fact base has seven."""

PROBLEM_LIMIT = 200
"""Problems told of one file; after that the rest is most often a consequence."""

Value: TypeAlias = "str | None | list[Value] | dict[str, Value]"
"""What a file holds: texts, None for an empty value, lists and mappings."""

Steps: TypeAlias = "tuple[str | int, ...]"
"""A way into a value: keys of mappings and indices of lists (from 0)."""


class Mark(NamedTuple):
    """Places of a value, and of its parts.

    Attributes:
        line, column: where the value begins, counted from 1.
        key_line, key_column: where its key begins; the value's own place in a list.
        parts: marks of a mapping's values or a list's items.
    """

    line: int
    column: int
    key_line: int
    key_column: int
    parts: dict[str | int, Mark]


@dataclass(frozen=True)
class Tree:
    """A file's value with the place of every part of it.

    Attributes:
        path: the file.
        value: what it holds.
        mark: where it stands.
    """

    path: Path
    value: Value
    mark: Mark = field(default=Mark(1, 1, 1, 1, {}), repr=False)

    def mark_of(self, steps: Steps) -> Mark:
        """The mark at the end of the way, or of the last part on it that exists."""
        mark = self.mark
        for step in steps:
            part = mark.parts.get(step)
            if part is None:
                break
            mark = part
        return mark

    def at(self, steps: Steps) -> Value:
        """The value at the end of the way; None where there is none."""
        value = self.value
        for step in steps:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                value = value[step]
            else:
                return None
        return value

    def problem(self, steps: Steps, what: str, remedy: str, *, at_key: bool = False) -> Problem:
        """A problem at the end of the way.

        Args:
            steps: the way to the value.
            what: what is wrong.
            remedy: what to do.
            at_key: show the key's place instead of the value's.
        """
        mark = self.mark_of(steps)
        line, column = (mark.key_line, mark.key_column) if at_key else (mark.line, mark.column)
        return Problem(self.path, line, column, self.name_of(steps), what, remedy)

    def name_of(self, steps: Steps) -> str:
        """A readable name of the place: ``valuation.answer.en``, ``questions[3].fact``; lists count from 1."""
        name = ""
        value: Value = self.value
        for number, step in enumerate(steps):
            value = _part(value, step)
            if isinstance(step, str):
                name = f"{name}.{step}" if name else step
                continue
            identifier = value.get("id") if isinstance(value, dict) else None
            if number == 1 and isinstance(identifier, str) and identifier:
                name = shown(identifier).strip('"')
            else:
                name += f"[{step + 1}]"
        return name or "file"


def _part(value: Value, step: str | int) -> Value:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


# Characters that no editor shows, or that end a line for YAML and for nothing else.
_UNWANTED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_UNWANTED_VALUE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def parse(path: Path, data: bytes) -> tuple[Tree | None, list[Problem]]:
    """Read a file's bytes.

    Args:
        path: the file's name for the problems; nothing is read from it.
        data: its bytes: UTF-8, with or without a byte order mark.

    Returns:
        The tree, or None where nothing can be made of the file, and all problems found. A tree that comes with
        problems is good for finding more of them, not for use.
    """
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        what = "the file is not UTF-8 text"
        return None, [Problem(path, line, column, "file", what, 'save it with the encoding "UTF-8"')]
    problems = _unwanted(path, text)
    if problems:
        return None, problems
    return _Builder(path, text).build()


def _unwanted(path: Path, text: str) -> list[Problem]:
    problems: list[Problem] = []
    told: set[tuple[int, bool]] = set()
    line, counted = 1, 0
    for match in _UNWANTED.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        tab = match.group() == "\t"
        if (line, tab) in told:
            continue
        told.add((line, tab))
        column = match.start() - text.rfind("\n", 0, match.start())
        what = "a tab" if tab else f"an invisible control character (U+{ord(match.group()):04X})"
        remedy = "use spaces instead" if tab else "delete it and type the text again"
        problems.append(Problem(path, line, column, "file", what, remedy))
        if len(problems) >= PROBLEM_LIMIT:
            break
    return problems


class _Stop(Exception):  # noqa: N818 - ends the reading of a file, is no error by itself
    """Nothing after this place can be understood."""


@dataclass
class _Open:
    """A mapping or list whose end has not been reached."""

    value: dict[str, Value] | list[Value]
    mark: Mark
    key: str | None = None
    key_line: int = 0
    key_column: int = 0
    # The value after a key that cannot be kept is read and forgotten.
    forget: bool = False


_NULLS = {"", "~", "null", "Null", "NULL"}
_QUOTE_OR_NAME = "write the text out; a text that begins with {0} must stand in double quotes"


class _Builder:
    """One pass over the parser's events."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.tree: Tree | None = None

    def build(self) -> tuple[Tree | None, list[Problem]]:
        # The C parser is ten times as fast; the other one reads the same language.
        parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(self.text)
        documents = 0
        try:
            while True:
                event = parser.get_event()
                kind = type(event)
                if kind is yaml.ScalarEvent:
                    self.scalar(event)
                elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                    self.opened(event, mapping=kind is yaml.MappingStartEvent)
                elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                    self.stack.pop()
                elif kind is yaml.AliasEvent:
                    self.alias(event)
                elif kind is yaml.DocumentStartEvent:
                    documents += 1
                    self.document(event, documents)
                elif kind is yaml.StreamEndEvent:
                    break
        except _Stop:
            return None, self.problems
        except yaml.YAMLError as error:
            line, column, what, remedy = explain(error, self.text)
            self.problems.append(Problem(self.path, line, column, self.name(), what, remedy))
            return None, self.problems
        finally:
            parser.dispose()
        return self.tree, self.problems

    def name(self) -> str:
        """The name of the place that has been reached."""
        steps = [frame.key if isinstance(frame.value, dict) else len(frame.value) - 1 for frame in self.stack]
        steps = steps[: steps.index(None)] if None in steps else steps
        if not self.stack:
            return "file"
        ways = tuple(step for step in steps if step is not None and step != -1)
        return Tree(self.path, self.stack[0].value).name_of(ways)

    def report(self, event: Any, what: str, remedy: str) -> None:
        place = event.start_mark
        self.problems.append(Problem(self.path, place.line + 1, place.column + 1, self.name(), what, remedy))
        if len(self.problems) >= PROBLEM_LIMIT:
            raise _Stop

    def document(self, event: Any, number: int) -> None:
        if number > 1:
            self.report(event, 'a second document begins here ("---")', "put it into a file of its own")
            raise _Stop
        if event.version or event.tags:
            self.report(event, 'a YAML directive ("%")', "remove the line")

    def scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self.decorated(event)
        value: str | None = event.value
        if event.implicit[0] and value in _NULLS:
            value = None
        elif _UNWANTED_VALUE.search(event.value):
            code = ord(_UNWANTED_VALUE.search(event.value).group())  # type: ignore[union-attr]
            self.report(event, f"a control character (U+{code:04X}) written as an escape", "remove it")
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is None and isinstance(frame.value, dict):
            self.key(event, value, frame)
        else:
            place = event.start_mark
            self.add(value, Mark(place.line + 1, place.column + 1, 0, 0, {}))

    def key(self, event: Any, value: str | None, frame: _Open) -> None:
        """Take a scalar as the key of the value that follows."""
        place = event.start_mark
        frame.key, frame.key_line, frame.key_column = value or "", place.line + 1, place.column + 1
        frame.forget = False
        if value is None:
            frame.forget = True
            self.report(event, "a colon without a key before it", "write the key, or put the text in double quotes")
        elif value == "<<" and event.implicit[0]:
            frame.forget = True
            self.report(event, 'a merge key ("<<")', "write the keys and values out")
        elif value in frame.value:
            frame.forget = True
            first = frame.mark.parts[value].key_line
            what = f"the key {shown(value)} stands here again (first on line {first})"
            self.report(event, what, "keep one of the two")

    def opened(self, event: Any, *, mapping: bool) -> None:
        if event.anchor is not None or event.tag is not None:
            self.decorated(event)
        place = event.start_mark
        if len(self.stack) >= DEPTH_LIMIT:
            what = f"lists and mappings are nested more than {DEPTH_LIMIT} deep"
            self.report(event, what, "look for brackets that are not closed, and for too much indentation")
            raise _Stop
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is None and isinstance(frame.value, dict):
            what = "a list or mapping stands where a key must stand"
            self.report(event, what, "a text that begins with [ or { must stand in double quotes")
            raise _Stop
        value: dict[str, Value] | list[Value] = {} if mapping else []
        mark = Mark(place.line + 1, place.column + 1, 0, 0, {})
        self.stack.append(_Open(value, self.add(value, mark)))

    def alias(self, event: Any) -> None:
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is None and isinstance(frame.value, dict):
            self.report(event, "an alias (*) stands where a key must stand", _QUOTE_OR_NAME.format("*"))
            raise _Stop
        place = event.start_mark
        merged = frame is not None and frame.key == "<<" and frame.forget
        self.add(None, Mark(place.line + 1, place.column + 1, 0, 0, {}), after_key=False)
        if not merged:
            self.report(event, f"an alias (*{event.anchor})", _QUOTE_OR_NAME.format("*"))
        if frame is not None and isinstance(frame.value, dict):
            frame.key = None

    def decorated(self, event: Any) -> None:
        if event.anchor is not None:
            self.report(event, f"an anchor (&{event.anchor})", _QUOTE_OR_NAME.format("&"))
        if event.tag is not None:
            what = f"a tag ({shown(event.tag)})"
            self.report(event, what, "remove it; a text that begins with ! must stand in double quotes")

    def add(self, value: Value, mark: Mark, *, after_key: bool = True) -> Mark:
        """Put a value into the open mapping or list."""
        if not self.stack:
            mark = mark._replace(key_line=mark.line, key_column=mark.column)
            self.tree = Tree(self.path, value, mark)
            return mark
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            mark = mark._replace(key_line=mark.line, key_column=mark.column)
            frame.mark.parts[len(frame.value)] = mark
            frame.value.append(value)
            return mark
        mark = mark._replace(key_line=frame.key_line, key_column=frame.key_column)
        key = frame.key or ""
        if not frame.forget:
            frame.value[key] = value
            frame.mark.parts[key] = mark
        return mark
