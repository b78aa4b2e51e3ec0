"""Facts, differences and problems as text on Discord."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff
from itertools import islice, takewhile
from pathlib import Path

import discord

from bot.answers.moderation_wording import ModerationWording
from bot.client.ui.text import SEPARATOR, cut, inserted, isolated, plain
from bot.facts.apply import Edited
from bot.facts.changes import diffs
from bot.facts.model import Fact, Knowledge
from bot.facts.plainvalues import values_of
from bot.facts.problems import Problem
from bot.facts.yamlwrite import mapping_lines

BLOCK, BLOCK_LINES = 2400, 40
"""Characters and lines of a text that are shown in the message itself."""

FOLDED, FOLDED_LINES = 1000, 16
"""The same of a difference: what it does stands below it, and should still be on the screen of a phone."""

_LONG, _AROUND = 160, 60
"""From how many characters on a changed line is shown near what differs alone, and how much of it around that."""

NAMED = 10
"""How many facts of a change are named."""

_PROBLEM, _PROBLEMS = 300, 8
_FOLDERS = re.compile(r"/(?:[^\s/:]+/)+")
_ADDRESS = re.compile(r"\bpostgresql\S*?://\S*?(?=: )")


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
    for name in was | held:
        before, after = was.get(name), held.get(name)
        if before != after and (names is None or name in names):
            lines = [fact_text(fact).splitlines() if fact else [] for fact in (before, after)]
            told.append("\n".join(unified_diff(lines[0], lines[1], name, name, lineterm="", n=2)))
    return "\n".join(told)


def signs(facts: Mapping[str, tuple[object, object]]) -> list[str]:
    """Ids of facts, those added and removed with their sign."""
    return [f"{'' if was and now else '+' if now else '-'}{name}" for name, (was, now) in facts.items()]


def listed(names: Sequence[str], most: int = NAMED) -> str:
    """Names in a line, the first of many."""
    return ", ".join([*names[:most], *([f"+ {len(names) - most}"] if len(names) > most else [])])


def block(text: str, language: str = "diff") -> tuple[str, bool]:
    """The beginning of a text as a code block, and whether that is the whole of it."""
    safe = text.replace("```", "`\u200b`\u200b`")
    lines = safe.split("\n")
    kept: list[str] = []
    is_diff = language == "diff"
    room, most = (FOLDED, FOLDED_LINES) if is_diff else (BLOCK, BLOCK_LINES)
    for line in (_narrowed(lines) if is_diff else lines)[:most]:
        part = cut(line, min(300, room))
        if room < len(part) + 1:
            break
        kept.append(part)
        room -= len(part.encode("utf-16-le", "surrogatepass")) // 2 + 1
        if room < 40:
            break
    return f"```{language}\n" + "\n".join(kept) + "\n```", kept == lines


def _narrowed(lines: Sequence[str]) -> list[str]:
    """A diff whose long changed lines begin and end near what differs, which would be cut off else."""
    found = list(lines)
    at = 0
    while at < len(lines):
        gone = _run(lines, at, "-")
        come = _run(lines, at + gone, "+")
        for number in range(at, at + gone) if gone == come else ():
            found[number], found[number + gone] = _near_change(lines[number], lines[number + gone])
        at += max(1, gone + come)
    return found


def _run(lines: Sequence[str], start: int, sign: str) -> int:
    """How many lines from there begin with a sign."""
    return sum(1 for _ in takewhile(lambda line: line.startswith(sign), islice(lines, start, None)))


def _near_change(old: str, new: str) -> tuple[str, str]:
    if max(len(old), len(new)) <= _LONG:
        return old, new
    same = _alike(old[1:], new[1:])
    rest = _alike(old[same + 1 :][::-1], new[same + 1 :][::-1])
    return _between(old, same, rest), _between(new, same, rest)


def _alike(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _between(line: str, same: int, rest: int) -> str:
    """A line of a diff without most of the letters at its ends that it shares with the other one."""
    first, last = 1 + max(0, same - _AROUND), len(line) - max(0, rest - _AROUND)
    return f"{line[0]}{'…' if first > 1 else ''}{line[first:last]}{'…' if last < len(line) else ''}"


def file_of(name: str, text: str) -> discord.File:
    """A text as a file to attach."""
    return discord.File(io.BytesIO(text.encode("utf-8", "replace")), name)


def problem_lines(
    problems: Sequence[Problem], root: Path, said: ModerationWording, *, form: str | None = None
) -> Iterator[str]:
    """Problems as many as a message holds: of each where and what it is in one line, and in another what to do.

    Args:
        problems: what is wrong.
        root: the fact base; files are named within it.
        said: the wording around them.
        form: the fact whose form they are about, of which the reader sees fields and no lines; None: they are files'.
    """
    for problem in problems[:_PROBLEMS]:
        told = problem.within(root)
        places = [f"`{_code(told.key.removeprefix(f'{form}.'))}`"] if told.key != "file" else []
        if form is None and problem.path != root:
            places.insert(0, said.in_line.format(file=isolated(plain(str(told.path))), line=told.line))
        yield SEPARATOR.join([f"**{place}**" for place in places] + [_sentence(said.files.sentences(told.what))])
        yield said.remedy.format(remedy=_sentence(said.files.sentences(told.remedy)))
    if len(problems) > _PROBLEMS:
        yield f"+ {len(problems) - _PROBLEMS}"


def why(error: BaseException, said: ModerationWording) -> str:
    """What an error of storage says, without folders and addresses of the machine, which are nobody's business."""
    return plain(cut(said.files.sentences(_FOLDERS.sub("", _ADDRESS.sub("PostgreSQL", str(error)))), 500))


def short(name: str) -> str:
    """A name that somebody typed, as far as it may stand in a sentence."""
    return cut(" ".join(name.split()), 60)


def problems_text(problems: Sequence[Problem], root: Path) -> str:
    """All problems in a line each, files named within the base."""
    return "".join(f"{problem.within(root)}\n" for problem in problems)


def _sentence(text: str) -> str:
    return inserted(cut(" ".join(text.split()), _PROBLEM))


def _code(text: str) -> str:
    """A text between backticks."""
    return text.replace("`", "'")
