"""Text as Discord shows it: within limits, in the right direction, and with no markup but our own."""

from __future__ import annotations

import re
import unicodedata

import discord

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Languages that are written from right to left."""

_MARK = "\u200f"
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT, _AS_IT_IS, _END = "\u2066", "\u2067", "\u2068", "\u2069"
_NEEDLESS = re.compile("\u2068([^\u2068\u2069\u0590-\u08ff\ufb1d-\ufefc]*)\u2069")
"""What is isolated in a line from left to right although it has no letter from right to left."""

_IN_ORDER = re.compile(r"\d+(?:[-–/:]\d+)+|(?<!\S)/[a-z]+(?: [a-z]+)?")
"""Dates, ranges, times and commands: among Arabic letters the parts would change places."""

_BOLD_FIGURE = re.compile(r"(?<=[A-Za-z0-9])(?= \*\*[\d$€£])")

_ITALIC = re.compile(r"\*[^*]+\*")
_BOLD = "**"

SEPARATOR = " · "
"""Between the parts of a line."""

_ZERO_WIDTH = "\u200b"
_MARKUP = re.compile(r"[\\*_`~|\[\]<>]")
_LINE_MARKUP = re.compile(r"^(\s*)([#+-]|\d+(?=\.))", re.MULTILINE)
_LINK = re.compile(r"(?i)\b(https?|discord):(?=//)")


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT


def directed(text: str, language: str) -> str:
    """Text of a right-to-left language that keeps its order wherever it stands.

    Each line begins with a strong right-to-left character, which turns it where the client goes by the first one, and
    is isolated from right to left, which keeps its words in order where the client takes every line for left to right.
    Dates, ranges and commands are isolated once more, so that their parts do not change places. In other languages
    only what is :func:`isolated` and has letters from right to left stays so.
    """
    if not is_right_to_left(language):
        return _NEEDLESS.sub(r"\1", text)
    isolated = _IN_ORDER.sub(lambda m: f"{_LEFT_TO_RIGHT}{m.group()}{_END}", text)
    # A bold figure after a Latin name, and two Latin names with a separator, would become one run from left to right.
    isolated = _BOLD_FIGURE.sub(_MARK, isolated).replace(SEPARATOR, f" {_MARK}{SEPARATOR.strip()}{_MARK} ")
    return "\n".join(_turned(line) for line in isolated.split("\n"))


def _turned(line: str) -> str:
    """A line from right to left; stars at its ends stay outside, where every client still takes them for such."""
    if not line.strip():
        return line
    first = last = "*" if _ITALIC.fullmatch(line) else ""
    if line.count(_BOLD) and not line.count(_BOLD) % 2:
        first, last = (_BOLD if end == _BOLD else "" for end in (line[:2], line[-2:]))
    inner = line[len(first) : len(line) - len(last)]
    return f"{first}{_MARK}{_RIGHT_TO_LEFT}{inner}{_END}{last}"


def isolated(text: str) -> str:
    """Text of any language, such as a member's question, for a line of another one: both keep the order of their words.

    The line has to pass through :func:`directed`.
    """
    return f"{_AS_IT_IS}{text}{_END}"


def inserted(text: str) -> str:
    """Text that somebody wrote, :func:`plain` and :func:`isolated`, to stand in a line of ours."""
    return isolated(plain(text))


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
