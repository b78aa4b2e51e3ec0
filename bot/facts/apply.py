"""Edits carried out: from the files of a fact base to those of the changed one. Pure: nothing is written to disk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.facts.draft import Draft, draft_of
from bot.facts.edits import Add, Alias, Change, Edit, Remove, Rename, Restore, concerned
from bot.facts.files import Snapshot
from bot.facts.lint import lint
from bot.facts.model import Fact, Knowledge
from bot.facts.places import Steps, Tree
from bot.facts.problems import KnowledgeError, Problem, shown
from bot.facts.references import broken_references
from bot.facts.workspace import Workspace

_LINE = re.compile(r":\d+\)")


@dataclass(frozen=True)
class Edited:
    """What edits make of a fact base.

    Attributes:
        before, after: the files.
        old, new: what they mean.
        changes: new texts of the changed files by their names within the base, None for one that goes; in an order
            in which most of what a reader may see between two of them is sound.
    """

    before: Snapshot
    after: Snapshot
    old: Knowledge
    new: Knowledge
    changes: Mapping[str, str | None]

    @property
    def facts(self) -> dict[str, tuple[Fact | None, Fact | None]]:
        """The facts that differ, by id, in the order of the files, each before and after; None where there is none."""
        old, new = ({fact.id: fact for fact in base.facts} for base in (self.old, self.new))
        return {name: (old.get(name), new.get(name)) for name in old | new if old.get(name) != new.get(name)}


Origins = Mapping[str, tuple[Tree, Steps]]
"""For ids of facts the file that they were given in and the place in it, so that problems are shown there."""


def apply(snapshot: Snapshot, edits: Sequence[Edit], origins: Origins | None = None) -> Edited:
    """Carry out edits, all of them or none.

    Args:
        snapshot: the files; they must be a sound fact base.
        edits: what to do, in this order.
        origins: where the facts were given.

    Raises:
        KnowledgeError: with everything that keeps them from being carried out: facts that are not there, ids that
            are taken, and all that the strict reader and the linter would have against the changed base and had not
            against it before.
    """
    draft = draft_of(snapshot)
    problems = [*draft.problems, *broken_references(draft)]
    if problems:
        raise KnowledgeError(problems)
    workspace = Workspace(snapshot, draft)
    for edit in edits:
        workspace.carry_out(edit)
    if workspace.problems:
        raise KnowledgeError(_placed(problem, origins or {}) for problem in workspace.problems)
    changes, problems = workspace.files.written()
    if problems:
        raise KnowledgeError(_placed(problem, origins or {}) for problem in problems)
    fresh = frozenset(name for name in map(concerned, edits) if name)
    edited = judged(snapshot, changes, fresh, workspace.files.renamed, origins)
    _meant(edited, edits)
    return edited


def judged(
    snapshot: Snapshot,
    changes: Mapping[str, str | None],
    fresh: frozenset[str] = frozenset(),
    renamed: Mapping[str, str] | None = None,
    origins: Origins | None = None,
) -> Edited:
    """Hold new texts of files against all rules.

    Args:
        snapshot: the files as they are; they must be a sound fact base.
        changes: new texts, by the files' names.
        fresh: ids of the facts that are edited.
        renamed: new ids of facts with those that they had.
        origins: where the facts were given.

    Raises:
        KnowledgeError: with all that the strict reader and the linter have against the changed base and had not
            against it before.
    """
    draft = draft_of(snapshot)
    after = snapshot.changed(changes)
    changed = draft_of(after)
    # What two facts have in common is the fault of the one that is edited.
    draft.fresh = changed.fresh = fresh
    # All at once, so that nobody has to come back for the next kind; broken references are among the linter's.
    problems = [*changed.problems, *_added(draft, changed, renamed or {})]
    if problems:
        raise KnowledgeError(_placed(problem, origins or {}) for problem in problems)
    return Edited(snapshot, after, draft.knowledge(), changed.knowledge(), changes)


def _added(before: Draft, after: Draft, renamed: Mapping[str, str]) -> list[Problem]:
    """The doubts that there were not before, wherever their lines have moved to."""
    doubts = lint(after)
    # Most bases are sound, and then there is nothing to compare with.
    known = Counter(_identity(problem) for problem in lint(before)) if doubts else Counter()
    found = []
    for problem in doubts:
        identity = _identity(problem, renamed)
        if known[identity] > 0:
            known[identity] -= 1
        else:
            found.append(problem)
    return found


def _identity(problem: Problem, renamed: Mapping[str, str] | None = None) -> tuple[object, ...]:
    """What makes two problems the same: neither the line nor the id that the fact has by now."""
    name, rest = _of_fact(problem.key)
    return problem.path, (renamed or {}).get(name, name), rest, _LINE.sub(")", problem.what)


def _of_fact(key: str) -> tuple[str, str]:
    """The id in a problem's key, and the way from there."""
    name = re.split(r"[.\[]", key, maxsplit=1)[0]
    return name, key.removeprefix(name)


def _placed(problem: Problem, origins: Origins) -> Problem:
    """The same problem where the fact was given, if it is about a fact that was given in a file."""
    name, rest = _of_fact(problem.key)
    if name not in origins:
        return problem
    tree, steps = origins[name]
    mark = tree.mark_of((*steps, *_steps(rest)))
    return Problem(tree.path, mark.line, mark.column, problem.key, problem.what, problem.remedy)


def _steps(key: str) -> Steps:
    """The way that the rest of a problem's key means: ``.questions.en[3]``."""
    return tuple(int(number) - 1 if number else word for word, number in re.findall(r"\.([^.\[]+)|\[(\d+)\]", key))


def _meant(edited: Edited, edits: Sequence[Edit]) -> None:
    """Make sure that the strict reader reads the facts that were given as they were meant."""
    given: dict[str, Fact] = {}
    for edit in edits:
        match edit:
            case Add() | Change() | Restore():
                given[edit.fact.id] = edit.fact
            case Alias():
                given.pop(edit.id, None)
            case Remove() | Rename():
                given.clear()  # they change what other facts are related to
    for fact in edited.new.facts:
        if given.get(fact.id, fact) != fact:
            what = f"the fact {shown(fact.id)} would not be read as it was meant"
            raise KnowledgeError([Problem(edited.after.root, 1, 1, fact.id, what, "make this change in the file")])
