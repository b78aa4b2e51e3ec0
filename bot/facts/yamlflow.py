"""Changes within the brackets of YAML: ``[a, b]`` and ``{a: b}``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.facts.splices import Splices
from bot.facts.yamlnodes import Node


def change_flow(splices: Splices, node: Node, removed: Sequence[int], added: Mapping[int, Sequence[str]]) -> None:
    """Take entries out of brackets and put others in.

    Args:
        splices: the text.
        node: the list or mapping.
        removed: numbers of the entries to take out.
        added: texts of new entries by the number of the one that they stand after, -1 for the beginning.
    """
    gone = set(removed)
    kept = [number for number in range(len(node.entries)) if number not in gone]
    texts = {at: ", ".join(new) for at, new in added.items()}
    if not kept:
        first, last = node.entries[0], node.entries[-1]
        splices.put(first.start, last.node.end, ", ".join(texts[at] for at in sorted(texts)))
        return
    for number in removed:
        entry = node.entries[number]
        comma = _comma(splices.text, entry.node.end)
        _cut(splices, entry.start, entry.node.end, comma, alone=number - 1 not in gone)
        if comma is None and number > kept[-1]:
            # The last one has no comma of its own: the one before it goes.
            before = _comma(splices.text, node.entries[kept[-1]].node.end)
            if before is not None:
                splices.put(before, before + 1, "")
    for at, text in texts.items():
        standing = [number for number in kept if number <= at]
        if standing:
            end = node.entries[standing[-1]].node.end
            splices.put(end, end, f", {text}")
        else:
            start = node.entries[kept[0]].start
            splices.put(start, start, f"{text}, ")


def _cut(splices: Splices, start: int, end: int, comma: int | None, *, alone: bool) -> None:
    """Remove an entry with the comma after it; comments between the two stay."""
    text = splices.text
    if comma is None:
        while alone and text[start - 1] == " " and text[start - 2] != "\n":
            start -= 1
        splices.put(start, end, "")
        return
    after = comma + 1
    while text[after : after + 1] == " ":
        after += 1
    if text[after : after + 1] == "#" and after > comma + 1:
        after -= 1  # a comment needs a space before it
    if text[end:comma].strip():
        splices.put(start, end, "")
        splices.put(comma, after, "")
    else:
        splices.put(start, after, "")


def _comma(text: str, at: int) -> int | None:
    """Where the comma after an entry is; None if a bracket follows."""
    while at < len(text):
        if text[at] == "#" and text[at - 1].isspace():
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        elif text[at].isspace():
            at += 1
        else:
            return at if text[at] == "," else None
    return None
