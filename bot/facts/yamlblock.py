"""The changes between two values of a YAML node, as pieces of its text to be exchanged."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from difflib import SequenceMatcher

from bot.facts.places import Value
from bot.facts.splices import Splices
from bot.facts.yamlflow import change_flow
from bot.facts.yamlnodes import Entry, Node
from bot.facts.yamlwrite import STEP, entry_lines, in_brackets, item_lines, mapping_lines, text_of

_HEADER = re.compile(r"[|>][-+0-9]*([ ]+#[^\r\n]*)?")


class BlockEditor:
    """Finds what differs between a node's value and a new one, and puts only that into the text."""

    def __init__(self, splices: Splices, verbatim: Mapping[str, str], renamed: Mapping[str, str]) -> None:
        """Take the text and what is known of the new items (see :func:`bot.facts.yamledit.rewrite`)."""
        self.splices = splices
        self.verbatim = verbatim
        self.renamed = renamed

    def change(self, entry: Entry, old: Value, new: Value, *, key: str = "", flow: bool = False) -> None:
        """Exchange what differs.

        Args:
            entry: where the old value stands.
            old: what it says.
            new: what it is to say.
            key: the key that the value belongs to, or the list that it is in.
            flow: whether it stands within brackets.
        """
        if old == new:
            return
        node = entry.node
        written = self._verbatim(new)
        lines = self.splices.item(entry) if written is not None and not flow else None
        if written is not None and lines is not None:
            self.splices.replace_item(lines, written)
        elif isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys():
            self._mapping(node, old, new, flow=flow)
        elif isinstance(old, list) and isinstance(new, list) and old and new:
            self._list(node, old, new, key, flow=flow)
        elif isinstance(new, str) and node.is_text:
            self._text(entry, new, key, flow=flow)
        elif flow or node.flow or (node.is_text and node.style not in {"|", ">"} and key and isinstance(new, list)):
            self.splices.put(node.start, node.end, in_brackets(new, key))
        else:
            self._whole(entry, new, key)

    def _verbatim(self, value: Value) -> list[str] | None:
        return written_lines(value, self.verbatim)

    def _text(self, entry: Entry, new: str, key: str, *, flow: bool) -> None:
        node = entry.node
        indent = self.splices.column(entry.start) + STEP
        lines = text_of(new, key=key, style=node.style, flow=flow, indent=indent).split("\n")
        self._exchange(node.start, node, lines)

    def _whole(self, entry: Entry, new: Value, key: str) -> None:
        """Write a key or an item anew, or the whole of a text."""
        column = self.splices.column(entry.start)
        if entry.key is not None:
            lines = entry_lines(entry.key, new, column)
        elif entry.start < entry.node.start or not isinstance(new, dict):
            lines = item_lines(new, key, column)
        else:
            lines = mapping_lines(new, column)
        self._exchange(entry.start, entry.node, lines)

    def _exchange(self, start: int, node: Node, lines: Sequence[str]) -> None:
        """Put lines in the place of all from a position to the end of a node; a comment beside it stays beside it."""
        text = self.splices.text
        header = _HEADER.match(text[node.start : node.end]) if node.style in {"|", ">"} else None
        comment = header[1] or "" if header else ""
        end = node.end
        if len(lines) > 1 and not header:
            # What follows on the last line would become part of a text that takes several.
            rest = text[end : self.splices.after_line(end)].rstrip("\r\n")
            comment, end = rest.rstrip(), end + len(rest)
        self.splices.put(start, end, "\n".join([lines[0] + comment, *lines[1:]]))

    def _mapping(self, node: Node, old: Mapping[str, Value], new: Mapping[str, Value], *, flow: bool) -> None:
        removed = [number for number, entry in enumerate(node.entries) if entry.key not in new]
        added: dict[int, list[tuple[str, Value]]] = {}
        numbers = {entry.key: number for number, entry in enumerate(node.entries)}
        before = -1
        for key, value in new.items():
            if key in old:
                before = numbers[key]
                entry = node.entries[before]
                self.change(entry, old[key], value, key=key, flow=flow or node.flow)
            else:
                added.setdefault(before, []).append((key, value))
        if node.flow:
            texts = {
                at: [f"{text_of(key, flow=True)}: {in_brackets(value, key)}" for key, value in pairs]
                for at, pairs in added.items()
            }
            change_flow(self.splices, node, removed, texts)
            return
        column = self.splices.column(node.entries[0].start)
        for at, pairs in added.items():
            lines: list[str] = []
            for key, value in pairs:
                first, *more = entry_lines(key, value, column)
                lines += [" " * column + first, *more]
            self._insert(node, at, lines, column)
        self._remove(node, removed)

    def _insert(self, node: Node, after: int, lines: list[str], column: int) -> None:
        """Put lines after an entry, or before the first one (-1), which may stand behind a dash."""
        if after >= 0:
            self.splices.insert_lines(self.splices.after(node.entries[after]), lines)
        else:
            start = node.entries[0].start
            self.splices.put(start, start, "\n".join(lines)[column:] + "\n" + " " * column)

    def _remove(self, node: Node, removed: Sequence[int]) -> None:
        splices = self.splices
        entries = [node.entries[number] for number in removed]
        if entries and not splices.begins_line(entries[0].start):
            # The first key of an item: what is kept moves up to the dash.
            kept = next(entry for number, entry in enumerate(node.entries) if number not in removed)
            run = [entry for entry in entries if entry.start < kept.start]
            starts = [*(entry.start for entry in run[1:]), kept.start]
            if all(not splices.text[e.node.end : at].strip() for e, at in zip(run, starts, strict=True)):
                splices.put(run[0].start, kept.start, "")
                entries = entries[len(run) :]
            else:
                splices.put(entries[0].start, entries[0].node.end, "")
                entries = entries[1:]
        for entry in entries:
            splices.put(splices.line_start(entry.start), splices.after_line(entry.node.end), "")

    def _list(self, node: Node, old: Sequence[Value], new: Sequence[Value], key: str, *, flow: bool) -> None:
        removed: list[int] = []
        added: dict[int, list[Value]] = {}
        names = [_identity(value, {}) for value in old], [_identity(value, self.renamed) for value in new]
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
            paired = 0
            if tag == "equal" or (tag == "replace" and not any(map(_is_named, (*old[i1:i2], *new[j1:j2])))):
                paired = min(i2 - i1, j2 - j1)
            for i, j in zip(range(i1, i1 + paired), range(j1, j1 + paired), strict=True):
                self.change(node.entries[i], old[i], new[j], key=key, flow=flow or node.flow)
            removed += range(i1 + paired, i2)
            if j1 + paired < j2:
                added[i1 + paired - 1] = list(new[j1 + paired : j2])
        if node.flow:
            texts = {at: [in_brackets(value, key) for value in values] for at, values in added.items()}
            change_flow(self.splices, node, removed, texts)
            return
        column = self.splices.column(node.entries[0].start)
        for at, values in added.items():
            self._insert_items(node, at, values, key, column)
        for number in removed:
            entry = node.entries[number]
            start, end = self.splices.line_start(entry.start), self.splices.after_line(entry.node.end)
            self.splices.put(start, end, "")

    def _insert_items(self, node: Node, after: int, values: Sequence[Value], key: str, column: int) -> None:
        apart = len(node.entries) > 1 and any(_is_named(value) for value in values) and self._are_apart(node)
        blocks = [item_block(value, key, column, self._verbatim(value)) for value in values]
        lines: list[str] = []
        for block in blocks:
            lines += ["", *block] if apart and (lines or after >= 0) else block
        if after >= 0:
            self.splices.insert_lines(self.splices.after(node.entries[after]), lines)
        else:
            self.splices.insert_lines(self.splices.line_start(node.entries[0].start), [*lines, ""] if apart else lines)

    def _are_apart(self, node: Node) -> bool:
        """Whether empty lines stand between the items of a list."""
        end, start = node.entries[-2].node.end, node.entries[-1].start
        return any(not line.strip() for line in self.splices.text[end:start].split("\n")[1:-1])


def written_lines(value: Value, verbatim: Mapping[str, str]) -> list[str] | None:
    """The lines of an item that stands as somebody wrote it; None for any other."""
    identifier = value.get("id") if isinstance(value, dict) else None
    written = verbatim.get(identifier) if isinstance(identifier, str) else None
    return written.rstrip().splitlines() if written is not None else None


def item_block(value: Value, key: str, column: int, written: Sequence[str] | None) -> list[str]:
    """The lines of a new item of a list, as somebody wrote it or laid out anew, with all of their indentation."""
    if written is None:
        first, *more = item_lines(value, key, column)
        return [" " * column + first, *more]
    first, *more = written
    indent = " " * (column + STEP)
    return [f"{' ' * column}- {first}", *(indent + line if line else "" for line in more)]


def _is_named(value: Value) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str)


def _identity(value: Value, renamed: Mapping[str, str]) -> Hashable:
    """What makes an item the same in two states of a list: its id, its question, or all that it says."""
    if isinstance(value, dict):
        name = value.get("id")
        if isinstance(name, str):
            return "id", renamed.get(name, name)
        if isinstance(value.get("q"), str):  # an exam question
            return "q", _identity(value["q"], renamed), _identity(value.get("after"), renamed)
        return "mapping", tuple((key, _identity(part, renamed)) for key, part in value.items())
    if isinstance(value, list):
        return "list", tuple(_identity(part, renamed) for part in value)
    return value
