"""Text as Discord shows it: within limits, in the right direction, and with no markup but our own."""

from __future__ import annotations

import re
import unicodedata

import discord

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Languages that are written from right to left."""

_MARK = "\u200f"
_ISOLATE, _END = "\u2066", "\u2069"
_FIGURES = re.compile(r"\d+(?:[-–/:]\d+)+")
"""Dates, ranges and times: among Arabic letters the parts would change places."""

_ZERO_WIDTH = "\u200b"
_MARKUP = re.compile(r"[\\*_`~|\[\]<>]")
_LINE_MARKUP = re.compile(r"^(\s*)([#+-]|\d+(?=\.))", re.MULTILINE)
_LINK = re.compile(r"(?i)\b(https?|discord):(?=//)")


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT


def directed(text: str, language: str) -> str:
    """Text of a right-to-left language that keeps its direction wherever it stands.

    Each line begins with a strong right-to-left character, since Discord takes a line's direction from its first
    one; dates and ranges are isolated, so that their parts keep their order.
    """
    if not is_right_to_left(language):
        return text
    isolated = _FIGURES.sub(lambda m: f"{_ISOLATE}{m.group()}{_END}", text)
    return "\n".join(line if not line.strip() or _leads(line) else _MARK + line for line in isolated.split("\n"))


def _leads(line: str) -> bool:
    """Whether a line begins with a strong right-to-left character."""
    strong = (unicodedata.bidirectional(c) for c in line)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def cut(text: str, limit: int) -> str:
    """Text of at most so many characters; a longer one ends in an ellipsis, if possible after a whole word.

    Discord counts UTF-16 units in some places and characters in others; this keeps to the stricter count.
    """
    if _length(text) <= limit:
        return text
    kept = text
    while _length(kept) > limit - 1:
        kept = kept[: len(kept) - max(1, (_length(kept) - limit + 1) // 2)]
    whole, space, _ = kept.rpartition(" ")
    if space and len(whole) > len(kept) * 2 // 3:
        kept = whole
    # A bold figure that was cut in the middle would show its stars.
    if kept.count("**") % 2:
        kept = kept.rpartition("**")[0]
    return kept.rstrip() + "…"


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(text: str) -> str:
    """Text in which nothing is markup: no formatting, no mention, no link, no emoji, no control character.

    What a moderator wrote as plain text, such as a question or a title, passes through this before it stands among
    markup; what a member wrote is not shown at all.
    """
    kept = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    escaped = _LINE_MARKUP.sub(_escaped_start, _MARKUP.sub(lambda m: "\\" + m.group(), kept))
    return _LINK.sub(lambda m: f"{m.group(1)}:{_ZERO_WIDTH}", discord.utils.escape_mentions(escaped))


def _escaped_start(match: re.Match[str]) -> str:
    """The start of a line that would make a heading or a list of it."""
    space, mark = match.groups()
    return f"{space}{mark}\\" if mark[0].isdigit() else f"{space}\\{mark}"
