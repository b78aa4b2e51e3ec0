"""Where each part of a YAML text begins and ends, to the character, so that one part can be changed alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

_KEEPS = "+"


@dataclass(frozen=True)
class Entry:
    """An item of a list or a key of a mapping with its value.

    Attributes:
        start: where it begins: its dash, its key, or in ``[ ]`` its value.
        key: the key's text; None in a list.
        node: the value.
    """

    start: int
    key: str | None
    node: Node


@dataclass(frozen=True)
class Node:
    """A value and where it stands.

    Attributes:
        start, end: positions in the text, counted in characters from 0; comments and empty lines after its last
            word do not belong to it.
        flow: whether it stands in brackets.
        style: of a text: its quotation mark, ``|`` or ``>``; empty for a plain one.
        text: of a text: what it says.
        entries: of a list or mapping.
        is_list: whether it is a list.
    """

    start: int
    end: int
    flow: bool = False
    style: str = ""
    text: str | None = None
    entries: tuple[Entry, ...] = ()
    is_list: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is a text, and not a list or mapping."""
        return self.text is not None

    def entry(self, key: str | int) -> Entry | None:
        """An entry by its key or its number from 0."""
        if isinstance(key, int):
            return self.entries[key] if self.is_list and key < len(self.entries) else None
        return next((entry for entry in self.entries if entry.key == key), None)

    def at(self, *steps: str | int) -> Node | None:
        """The node at the end of a way; None where there is none."""
        node: Node | None = self
        for step in steps:
            entry = node.entry(step) if node else None
            node = entry.node if entry else None
        return node


def nodes_of(text: str) -> Node | None:
    """The nodes of a text that the strict reader takes; None if there is nothing in it but comments.

    Args:
        text: the file's text without a byte order mark.

    Raises:
        yaml.YAMLError: if it is no YAML.
    """
    parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        events = iter(parser.get_event, None)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                return _node(text, parser.get_event(), events)
            if isinstance(event, yaml.StreamEndEvent):
                break
        return None
    finally:
        parser.dispose()


def _node(text: str, event: Any, events: Iterator[Any]) -> Node:
    start: int = event.start_mark.index
    kind = type(event)
    if kind is yaml.ScalarEvent:
        style: str = event.style or ""
        end: int = event.end_mark.index
        if style and style in "|>":
            end = _end_of_block(text, start, end)
        return Node(start, end, style=style, text=event.value)
    if kind is yaml.AliasEvent:
        raise yaml.YAMLError("an alias")
    is_list = kind is yaml.SequenceStartEvent
    flow = bool(event.flow_style)
    entries = list(_items(text, event, events) if is_list else _keys(text, events))
    last = entries.pop()  # stands for the end of the whole
    end = last.start if flow or not entries else entries[-1].node.end
    return Node(start, end, flow=flow, entries=tuple(entries), is_list=is_list)


def _items(text: str, start: Any, events: Iterator[Any]) -> Iterator[Entry]:
    """A list's items, and an entry that only tells where the list ends."""
    reached = start.start_mark.index
    for event in events:
        if type(event) is yaml.SequenceEndEvent:
            yield _ended(event)
            return
        node = _node(text, event, events)
        begin = node.start if start.flow_style else _dash(text, reached, node.start, start.start_mark.column)
        yield Entry(begin, None, node)
        reached = node.end


def _keys(text: str, events: Iterator[Any]) -> Iterator[Entry]:
    for event in events:
        kind = type(event)
        if kind is yaml.MappingEndEvent:
            yield _ended(event)
            return
        if kind is not yaml.ScalarEvent:
            raise yaml.YAMLError("a list or mapping stands where a key must stand")
        yield Entry(event.start_mark.index, event.value, _node(text, next(events), events))


def _ended(event: Any) -> Entry:
    """An entry that only says where the list or mapping ends."""
    return Entry(event.end_mark.index, None, Node(0, 0))


def _dash(text: str, reached: int, start: int, column: int) -> int:
    """Where the dash of an item is: in the list's column, after the item before and at or before its value."""
    line = text.rfind("\n", 0, reached) + 1
    while 0 <= line <= start:
        place = line + column
        if place >= reached and text[place : place + 1] == "-" and not text[line:place].strip():
            return place
        following = text.find("\n", line)
        if following < 0:
            break
        line = following + 1
    return text.rfind("-", reached, start + 1)


def _end_of_block(text: str, start: int, end: int) -> int:
    """The end of a ``|`` or ``>`` text without the empty lines after it, unless it keeps them."""
    header = text[start:end].split("\n", 1)[0].split("#", 1)[0]
    if _KEEPS in header:
        return end - len(_line_break(text, end))
    return start + len(text[start:end].rstrip())


def _line_break(text: str, end: int) -> str:
    return "\r\n" if text.endswith("\r\n", 0, end) else "\n" if text.endswith("\n", 0, end) else ""
