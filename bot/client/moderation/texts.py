"""Facts, differences and problems as text on Discord."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

import discord

from bot.client.ui.text import cut, plain
from bot.facts.apply import Edited
from bot.facts.changes import diffs
from bot.facts.model import Fact, Knowledge
from bot.facts.plainvalues import values_of
from bot.facts.problems import Problem
from bot.facts.yamlwrite import mapping_lines

BLOCK, BLOCK_LINES = 2400, 40
"""Characters and lines of a difference that are shown in the message itself."""

_PROBLEM, _PROBLEMS = 400, 8
_FOLDERS = re.compile(r"/(?:[^\s/:]+/)+")


def fact_text(fact: Fact) -> str:
    """A fact as YAML."""
    return "\n".join(mapping_lines(values_of(fact), 0)) + "\n"


def facts_text(facts: Iterable[Fact | None]) -> str:
    """Facts as a YAML list of which a file of facts may be made; empty without any."""
    items = [mapping_lines(values_of(fact), 2) for fact in facts if fact]
    return "".join("- " + "\n".join(lines) + "\n" for lines in items)


def change_text(edited: Edited) -> str:
    """A change as a unified diff of its files."""
    found = diffs(edited.before, edited.changes)
    return "\n".join(text or name for name, text in found.items())


def moved_text(old: Knowledge, now: Knowledge, names: frozenset[str] | None = None) -> str:
    """What differs between two states, fact by fact, as a unified diff; empty if nothing does.

    Args:
        old: one state.
        now: the other.
        names: ids of the facts to compare; None: all.
    """
    was, held = ({fact.id: fact for fact in base.facts} for base in (old, now))
    told = []
    for name in (*was, *held.keys() - was):
        before, after = was.get(name), held.get(name)
        if before != after and (names is None or name in names):
            lines = [fact_text(fact).splitlines() if fact else [] for fact in (before, after)]
            told.append("\n".join(unified_diff(lines[0], lines[1], name, name, lineterm="", n=2)))
    return "\n".join(told)


def signs(facts: Mapping[str, tuple[object, object]]) -> list[str]:
    """Ids of facts, those added and removed with their sign."""
    return [f"{'' if was and now else '+' if now else '-'}{name}" for name, (was, now) in facts.items()]


def block(text: str, language: str = "diff") -> tuple[str, bool]:
    """A text as a code block, and whether it is there whole."""
    safe = text.replace("```", "`\u200b`\u200b`")
    lines = safe.split("\n")
    kept: list[str] = []
    room = BLOCK
    for line in lines[:BLOCK_LINES]:
        part = cut(line, min(300, room))
        if room < len(part) + 1:
            break
        kept.append(part)
        room -= len(part.encode("utf-16-le", "surrogatepass")) // 2 + 1
        if room < 40:
            break
    return f"```{language}\n" + "\n".join(kept) + "\n```", kept == lines


def file_of(name: str, text: str) -> discord.File:
    """A text as a file to attach."""
    return discord.File(io.BytesIO(text.encode("utf-8", "replace")), name)


def problem_lines(problems: Sequence[Problem], root: Path, *, placed: bool) -> Iterator[str]:
    """Problems in a line each, as many as a message holds.

    Args:
        problems: what is wrong.
        root: the fact base; files are named within it.
        placed: whether the lines of the files are known to the reader, as those of a form are not.
    """
    for problem in problems[:_PROBLEMS]:
        told = str(_within(problem, root)) if placed else f"{problem.key}: {problem.what}: {problem.remedy}"
        yield plain(cut(" ".join(told.split()), _PROBLEM))
    if len(problems) > _PROBLEMS:
        yield f"+ {len(problems) - _PROBLEMS}"


def why(error: BaseException) -> str:
    """What an error of storage says, without the folders of the machine, which are nobody's business."""
    return plain(cut(_FOLDERS.sub("", str(error)), 500))


def short(name: str) -> str:
    """A name that somebody typed, as far as it may stand in a sentence."""
    return cut(" ".join(name.split()), 60)


def problems_text(problems: Sequence[Problem], root: Path) -> str:
    """All problems in a line each, files named within the base."""
    return "".join(f"{_within(problem, root)}\n" for problem in problems)


def _within(problem: Problem, root: Path) -> Problem:
    path = problem.path
    inside = path != root and path.is_relative_to(root)
    return replace(problem, path=path.relative_to(root) if inside else Path(path.name))
