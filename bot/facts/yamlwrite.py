"""Values as YAML text, laid out as the fact base is: short things in brackets, long ones on lines of their own."""

from __future__ import annotations

import math
import re
import textwrap

import yaml

from bot.facts.places import Value

IN_BRACKETS = frozenset({"about", "title", "name", "unit", "label", "related", "retired", "renamed"})
"""Keys whose values stand in brackets on the key's line."""

ITEMS_IN_BRACKETS = frozenset({"points", "questions"})
"""Keys whose lists have a line for each item, and mappings among the items in brackets."""

BARE = frozenset({"id", "topic", "source", "checked", "date", "period", "value", "negated"})
"""Keys whose values other programs may take for a date or a number, as the schema says, and need no quotation marks."""

STEP = 2
"""Spaces by which a level is indented."""

_WIDTH = 110
_BARE_TEXT = re.compile(r"[A-Za-z0-9][A-Za-z0-9./#+-]*")
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def text_of(text: str, *, key: str = "", style: str = "", flow: bool = False, indent: int = 0) -> str:
    """A text as it stands after its key or dash.

    Args:
        text: what it says.
        key: the key that it belongs to.
        style: quotation mark, ``|`` or ``>`` to keep where it can say the text; empty: whatever needs least.
        flow: whether it stands in brackets.
        indent: spaces before the lines of a ``|`` or ``>`` text.
    """
    if key in BARE and style not in {"'", '"'} and _BARE_TEXT.fullmatch(text):
        return text
    if not flow and (style in {"|", ">"} or "\n" in text) and _fits_block(text):
        return _block_text(text, style, indent)
    if "\n" in text or _UNPRINTABLE.search(text):
        style = '"'
    shown = _dumped(text, style, flow=flow)
    # Where quotation marks are needed, double ones are what people write.
    return _dumped(text, '"', flow=flow) if shown.startswith("'") and style != "'" else shown


def _dumped(text: str, style: str, *, flow: bool) -> str:
    shown = yaml.dump(
        [text],
        Dumper=yaml.SafeDumper,
        allow_unicode=True,
        width=math.inf,
        default_flow_style=flow,
        default_style=style if style in {"'", '"'} else None,
    )
    return shown.removeprefix("[").removesuffix("]\n") if flow else shown.removeprefix("- ").removesuffix("\n")


def _fits_block(text: str) -> bool:
    lines = text.split("\n")
    return (
        bool(lines[0])
        and not lines[0].startswith(" ")
        and all(line == line.rstrip() for line in lines)
        and not text.endswith("\n\n")
        and not _UNPRINTABLE.search(text)
    )


def _block_text(text: str, style: str, indent: int) -> str:
    chomp = "" if text.endswith("\n") else "-"
    body = text.removesuffix("\n")
    width = max(40, _WIDTH - indent)
    folded = textwrap.wrap(body, width, break_long_words=False, break_on_hyphens=False)
    if style == ">" and "\n" not in body and " ".join(folded) == body:
        lines = folded
    else:
        style, lines = "|", body.split("\n")
    return "\n".join([f"{style}{chomp}", *(" " * indent + line if line else "" for line in lines)])


def in_brackets(value: Value, key: str = "") -> str:
    """A value on one line."""
    if isinstance(value, dict):
        pairs = (f"{text_of(name, flow=True)}: {in_brackets(part, name)}" for name, part in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(in_brackets(part, key) for part in value) + "]"
    return "null" if value is None else text_of(value, key=key, flow=True)


def entry_lines(key: str, value: Value, indent: int) -> list[str]:
    """The lines of a key with its value: the first without its indentation, the others with all of it.

    Args:
        key: the key.
        value: its value.
        indent: the key's column, counted from 0.
    """
    head = f"{text_of(key)}:"
    if isinstance(value, dict | list) and (key in IN_BRACKETS or not value):
        return [f"{head} {in_brackets(value, key)}"]
    below = indent + STEP
    if isinstance(value, dict):
        first, *more = mapping_lines(value, below)
        return [head, " " * below + first, *more]
    if isinstance(value, list):
        lines = [head]
        for part in value:
            first, *more = item_lines(part, key, below)
            lines += [" " * below + first, *more]
        return lines
    shown = "" if value is None else " " + text_of(value, key=key, indent=below)
    first, *more = shown.split("\n")
    return [head + first, *more]


def mapping_lines(values: dict[str, Value], indent: int) -> list[str]:
    """The lines of a mapping at a column: the first without its indentation, the others with all of it."""
    lines: list[str] = []
    for key, value in values.items():
        first, *more = entry_lines(key, value, indent)
        lines += [" " * indent + first if lines else first, *more]
    return lines


def item_lines(value: Value, key: str, indent: int) -> list[str]:
    """The lines of an item of the list under a key, its dash at a column: the first without its indentation."""
    if isinstance(value, dict) and value and key not in ITEMS_IN_BRACKETS:
        first, *more = mapping_lines(value, indent + STEP)
    elif isinstance(value, dict | list):
        first, *more = [in_brackets(value, key)]
    else:
        first, *more = ("" if value is None else text_of(value, key=key, indent=indent + STEP)).split("\n")
    return [f"- {first}", *more]
