"""Strict YAML: plain values in which every scalar is a string, each with its place in the file.

Only what a fact base needs is read: mappings with text keys, lists and texts. Whatever makes YAML surprising
is refused with advice: equal keys, anchors, aliases, merge keys, tags, several documents. Values are built
from the parser's events on a stack of our own, so that neither depth of nesting nor aliases can cost more
than the file's length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import yaml

from bot.facts.mending import cut_out, quoted
from bot.facts.places import Mark, Tree, Value
from bot.facts.problems import Problem, shown
from bot.facts.syntax import CLOSE_BRACKETS, Advice, explain, first_key

DEPTH_LIMIT = 20
"""Mappings and lists within one another; the deepest file of a fact base has seven."""

EVENT_LIMIT = 400_000
"""Keys, texts, and beginnings and ends of lists and mappings; 2 MB of facts have an eighth of it."""

PROBLEM_LIMIT = 200
"""Problems told of one file; after that the rest is most often a consequence."""

MENDING_LIMIT = 4_000_000
"""Characters read again, in all, behind texts that lack double quotes."""

# Characters that no editor shows, or that end a line for YAML and for nothing else.
_UNWANTED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_UNWANTED_VALUE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def parse(path: Path, data: bytes) -> tuple[Tree | None, list[Problem]]:
    """Read a file's bytes.

    Args:
        path: the file's name for the problems; nothing is read from it.
        data: its bytes: UTF-8, with or without a byte order mark.

    Returns:
        The tree, or None where nothing can be made of the file, and all problems found. A tree that comes
        with problems is good for finding more of them, not for use.
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
    return _read(path, text)


def _read(path: Path, text: str) -> tuple[Tree | None, list[Problem]]:
    """Read a text, and where it is broken go on behind the place.

    What only lacks double quotes is read as though it had them; else the entry of the file's list is left out.
    """
    builder = _Builder(path, text)
    tree, problems = builder.build()
    lines: set[int] = set()
    moved: list[_Moved] = []
    begins: set[int] = set()
    behind = (0, 0)
    size = len(text)
    while (broken := builder.broken) is not None and size <= MENDING_LIMIT and len(problems) < PROBLEM_LIMIT:
        line, column, before = broken.line, broken.column, behind
        mended = quoted(text, line, column, in_brackets=builder.in_brackets) if broken.quotes else None
        if mended is not None:
            text, behind = mended.text, (line, _before(moved, line, mended.end))
            lines.add(line)
            moved.append(_Moved(line, mended.start, mended.added))
        elif (cut := cut_out(text, line)) is not None:
            text, behind = cut.text, (cut.last + 1, 1)
            begins.add(cut.first)
            lines.update(range(cut.first, cut.last + 1))
        else:
            break
        if behind <= before:
            break
        size += len(text)
        builder = _Builder(path, text)
        tree, found = builder.build()
        found = [replace(problem, column=_before(moved, problem.line, problem.column)) for problem in found]
        new = [problem for problem in found if (problem.line, problem.column) >= behind]
        problems += new
        if not new:
            break
    if tree is not None and lines:
        tree = Tree(path, tree.value, _moved_back(tree.mark, moved), frozenset(lines), frozenset(begins))
    return tree, problems


class _Moved(NamedTuple):
    """What stands behind a place of a line (counted from 1) has moved by some characters."""

    line: int
    start: int
    added: int


def _before(moved: list[_Moved], line: int, column: int) -> int:
    """The column that a place had before anything moved."""
    for move in reversed(moved):
        if move.line == line and column > move.start:
            column = max(move.start, column - move.added)
    return column


def _moved_back(mark: Mark, moved: list[_Moved]) -> Mark:
    """A mark with the places that there were before anything moved."""
    column = _before(moved, mark.line, mark.column)
    key_column = _before(moved, mark.key_line, mark.key_column)
    parts = {step: _moved_back(part, moved) for step, part in mark.parts.items()}
    return Mark(mark.line, column, mark.key_line, key_column, parts)


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
    in_brackets: bool = False

    @property
    def wants_key(self) -> bool:
        """Whether a key of this mapping comes next."""
        return self.key is None and isinstance(self.value, dict)


_NAME_LENGTH = 100
_NULLS = {"", "~", "null", "Null", "NULL"}
_WRITE_OUT = "write the text out; a text that begins with {} must stand in double quotes"


class _Builder:
    """One pass over the parser's events."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.tree: Tree | None = None
        self.documents = 0
        self.broken: Advice | None = None

    @property
    def in_brackets(self) -> bool:
        """Whether a list in [ ] or a mapping in { } is open."""
        return any(frame.in_brackets for frame in self.stack)

    def build(self) -> tuple[Tree | None, list[Problem]]:
        # The C parser is ten times as fast; the other one reads the same language.
        parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(self.text)
        handlers = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.opened,
            yaml.SequenceStartEvent: self.opened,
            yaml.MappingEndEvent: self.closed,
            yaml.SequenceEndEvent: self.closed,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        try:
            for _ in range(EVENT_LIMIT):
                event = parser.get_event()
                if type(event) is yaml.StreamEndEvent:
                    break
                handler = handlers.get(type(event))
                if handler:
                    handler(event)
            else:
                self.give_up(event, "the file has too many entries", "split it into several files")
        except _Stop:
            return None, self.problems
        except yaml.YAMLError as error:
            self.broken = explain(error, self.text)
            line, column, what, remedy, _ = self.broken
            # The parser reads ahead of what it has handed over, so the broken line's own key may be missing.
            name, key = self.name(), first_key(self.text, line)
            if key and key not in re.split(r"[.\[]", name):
                name = key if name == "file" else f"{name}.{key}"
            # What follows an alias or a tag on its line has been broken by it.
            if all(problem.line != line for problem in self.problems):
                self.problems.append(Problem(self.path, line, column, name, what, remedy))
            return None, self.problems
        finally:
            parser.dispose()
        return self.tree, self.problems

    def name(self) -> str:
        """The name of the place that has been reached."""
        steps: list[str | int] = []
        for frame in self.stack:
            if isinstance(frame.value, list) and frame.value:
                steps.append(len(frame.value) - 1)
            elif frame.key:
                steps.append(frame.key)
        name = Tree(self.path, self.stack[0].value).name_of(tuple(steps)) if self.stack else "file"
        return name if len(name) <= _NAME_LENGTH else name[:_NAME_LENGTH] + "…"

    def report(self, event: Any, what: str, remedy: str) -> None:
        place = event.start_mark
        self.problems.append(Problem(self.path, place.line + 1, place.column + 1, self.name(), what, remedy))
        if len(self.problems) >= PROBLEM_LIMIT:
            raise _Stop

    def give_up(self, event: Any, what: str, remedy: str) -> NoReturn:
        """Report a problem after which the rest of the file means nothing."""
        self.report(event, what, remedy)
        raise _Stop

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.give_up(event, 'a second document begins here ("---")', "put it into a file of its own")
        if event.version or event.tags:
            self.report(event, 'a YAML directive ("%")', "remove the line")

    def scalar(self, event: Any) -> None:
        value: str | None = event.value
        if event.implicit[0] and value in _NULLS:
            value = None
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.wants_key:
            self.key(event, value, frame)
            self.checked(event)
            return
        self.add(value, event)
        self.checked(event)
        if frame is not None:
            frame.key = None

    def checked(self, event: Any) -> None:
        """Report what a scalar must not have about it."""
        if event.anchor is not None or event.tag is not None:
            self.decorated(event)
        if match := _UNWANTED_VALUE.search(event.value):
            what = f"a control character (U+{ord(match.group()):04X}) written as an escape"
            self.report(event, what, "remove it; a backslash itself is written \\\\")

    def key(self, event: Any, value: str | None, frame: _Open) -> None:
        """Take a scalar as the key of the value that follows."""
        place = event.start_mark
        frame.key, frame.key_line, frame.key_column = value or "", place.line + 1, place.column + 1
        frame.forget = True
        if value is None:
            self.report(event, "a colon without a key before it", "write the key, or put the text in double quotes")
        elif value == "<<" and event.implicit[0]:
            self.report(event, 'a merge key ("<<")', "write the keys and values out")
        elif value in frame.value:
            first = frame.mark.parts[value].key_line
            what = f"the key {shown(value)} stands here again (first on line {first})"
            self.report(event, what, "keep one of the two")
        else:
            frame.forget = False

    def opened(self, event: Any) -> None:
        if len(self.stack) >= DEPTH_LIMIT:
            what = f"lists and mappings are nested more than {DEPTH_LIMIT} deep"
            self.give_up(event, what, CLOSE_BRACKETS)
        if self.stack and self.stack[-1].wants_key:
            what = "a list or mapping stands where a key must stand"
            self.give_up(event, what, "a text that begins with [ or { must stand in double quotes")
        value: dict[str, Value] | list[Value] = {} if type(event) is yaml.MappingStartEvent else []
        mark = self.add(value, event)
        if event.anchor is not None or event.tag is not None:
            self.decorated(event)
        self.stack.append(_Open(value, mark, in_brackets=bool(event.flow_style)))

    def closed(self, _: Any) -> None:
        self.stack.pop()
        if self.stack:
            self.stack[-1].key = None

    def alias(self, event: Any) -> None:
        frame = self.stack[-1] if self.stack else _Open([], Mark(1, 1, 1, 1, {}))
        if frame.wants_key:
            self.give_up(event, "an alias (*) stands where a key must stand", _WRITE_OUT.format("*"))
        self.add(None, event)
        # The merge key itself has been reported.
        if not (frame.forget and frame.key == "<<"):
            self.report(event, f"an alias ({shown('*' + event.anchor)})", _WRITE_OUT.format("*"))
        frame.key = None

    def decorated(self, event: Any) -> None:
        if event.anchor is not None:
            self.report(event, f"an anchor ({shown('&' + event.anchor)})", _WRITE_OUT.format("&"))
        if event.tag is not None:
            what = f"a tag ({shown(event.tag)})"
            self.report(event, what, "remove it; a text that begins with ! must stand in double quotes")

    def add(self, value: Value, event: Any) -> Mark:
        """Put a value into the open mapping or list; the mark returned is the one that is kept."""
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if not self.stack:
            mark = Mark(line, column, line, column, {})
            self.tree = Tree(self.path, value, mark)
            return mark
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            mark = Mark(line, column, line, column, {})
            frame.mark.parts[len(frame.value)] = mark
            frame.value.append(value)
            return mark
        mark = Mark(line, column, frame.key_line, frame.key_column, {})
        key = frame.key or ""
        if not frame.forget:
            frame.value[key] = value
            frame.mark.parts[key] = mark
        return mark
