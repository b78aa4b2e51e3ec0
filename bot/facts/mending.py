"""Broken pieces of a file quoted or taken out, so that a parser can be asked what else is wrong."""

from __future__ import annotations

import re
from typing import NamedTuple

_LIST = re.compile(r"[a-z]+: *(?:#.*)?$")
_ID = re.compile(r"(?:^|[\s{,])id: *([a-z0-9-]+)(?=\s|,|}|$)")
_ITEM = re.compile(r"( *)- ")
_BEGINNING = re.compile(r"(?P<indent>\s*)(?:- +)*(?:[a-z][\w-]* *: +)?")
_DASHES = re.compile(r"(?:- +)*")
_KEY = re.compile(r"[a-z][\w-]* *:(?: |$)")
_COMMENT = re.compile(r"\s#")
_END = re.compile(r"[,\]}]")


class Mended(NamedTuple):
    """A file's text in which one value stands in double quotes.

    Attributes:
        text: the file.
        start, end: columns of the value before, counted from 1; the end is the first column after it.
        added: characters by which the rest of the line has moved.
    """

    text: str
    start: int
    end: int
    added: int


def quoted(text: str, line: int, column: int, *, in_brackets: bool) -> Mended | None:
    """Put the value in which a parser stopped in double quotes.

    Args:
        text: the file.
        line: where it stopped, counted from 1.
        column: the place in the line, counted from 1.
        in_brackets: whether the place is within a list in [ ] or a mapping in { }, where a comma ends the value.

    Returns:
        None where it cannot be told where the value ends, such as for one over several lines.
    """
    lines = text.split("\n")
    if line > len(lines) or "\r" in text.replace("\r\n", ""):
        return None
    row, at = lines[line - 1], column - 1
    if in_brackets or _opens(row, at):
        end = _END.search(row, at)
        span = (at, end.start()) if end else None
    else:
        span = _whole_value(row, at, lines[line:])
    if span is None:
        return None
    value = row[slice(*span)].rstrip()
    if not value:
        return None
    safe = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    start, stop = span[0], span[0] + len(value)
    lines[line - 1] = row[:start] + safe + row[stop:]
    return Mended("\n".join(lines), start + 1, stop + 1, len(safe) - len(value))


class Cut(NamedTuple):
    """A file's text without one entry of its list.

    Attributes:
        text: the file, in which the entry has nothing but its id, or is a word if that cannot be told.
        first: the entry's first line, counted from 1.
        last: its last one.
    """

    text: str
    first: int
    last: int


def cut_out(text: str, line: int) -> Cut | None:
    """Take the entry of a file's list out in which a line stands.

    Args:
        text: the file.
        line: counted from 1.

    Returns:
        None where the line is in none: the list must be that of a key at the beginning of a line, each entry on
        lines of its own.
    """
    lines = text.split("\n")
    above = range(min(line, len(lines)) - 1, -1, -1)
    head = next((number for number in above if _LIST.match(lines[number].rstrip())), None)
    begun = next((row for row in lines[head + 1 :] if not _says_nothing(row)), "") if head is not None else ""
    item = _ITEM.match(begun)
    if head is None or item is None:
        return None
    starts = [number for number in above if number > head and lines[number].startswith(item.group())]
    if not starts:
        return None
    first = starts[0]
    rest = range(first + 1, len(lines))
    end = next((number for number in rest if _ends(lines[number], item.group(), len(item[1]))), len(lines))
    if line > end:
        return None
    # More ids than one: what should be the next entry may be among these lines.
    ids = [name for row in lines[first:end] for name in _ID.findall(row)]
    left = f"{{id: {ids[0]}}}" if len(ids) == 1 else "gone"
    lines[first:end] = [f"{item.group()}{left}", *([""] * (end - first - 1))]
    return Cut("\n".join(lines), first + 1, end)


def _says_nothing(row: str) -> bool:
    return not row.strip() or row.lstrip().startswith("#")


def _ends(row: str, item: str, indent: int) -> bool:
    """Whether a line begins the next entry, or belongs to a key above the list."""
    outside = not _says_nothing(row) and len(row) - len(row.lstrip()) < indent
    return row.startswith(item) or outside


def _opens(row: str, at: int) -> bool:
    """Whether a bracket is open before the place; those within quotes are no brackets, but that hardly matters."""
    before = row[:at]
    return sum(map(before.count, "[{")) > sum(map(before.count, "]}"))


def _whole_value(row: str, at: int, below: list[str]) -> tuple[int, int] | None:
    """Where the value of a line begins and ends; None if the place is not in it or it goes on below."""
    beginning = _BEGINNING.match(row)
    comment = _COMMENT.search(row, at)
    start, end = beginning.end() if beginning else 0, comment.start() if comment else len(row)
    value = row[start:end].rstrip()
    # What ends with a bracket or a comma may belong to one that was opened above.
    if beginning is None or at < start or not value or value[0] in "|>" or value[-1] in ",]}":
        return None
    own = len(beginning["indent"])
    following = next((line for line in below if line.strip() and not line.lstrip().startswith("#")), "")
    keys = _keys_column(row, own)
    if len(following) - len(following.lstrip()) > keys:
        return None
    return start, end


def _keys_column(row: str, own: int) -> int:
    """The column, from 0, of a line's key, or of the dash of an item without one: what stands deeper belongs to it."""
    dashes = _DASHES.match(row, own)
    after = dashes.end() if dashes else own
    return after if _KEY.match(row, after) else own
