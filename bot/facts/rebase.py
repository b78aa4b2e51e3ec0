"""Edits that were made on one state of a fact base, laid on top of what others have made of it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.facts.edits import Change, Edit
from bot.facts.model import Fact, Knowledge

T = TypeVar("T")


def rebased(edits: Sequence[Edit], old: Knowledge, now: Knowledge) -> list[Edit]:
    """The same edits for a newer state.

    A changed fact keeps what others changed elsewhere in it: other fields, other languages, other questions. Where
    both changed the same text, the edit's counts. All other edits say by themselves what they do.

    Args:
        edits: as they were made.
        old: the state that they were made on.
        now: the state that they are to be carried out on.
    """
    if old.digest == now.digest:
        return list(edits)
    was, held = ({fact.id: fact for fact in base.facts} for base in (old, now))
    return [
        _on_top(edit, was.get(edit.fact.id), held.get(edit.fact.id)) if isinstance(edit, Change) else edit
        for edit in edits
    ]


def _on_top(edit: Change, was: Fact | None, held: Fact | None) -> Change:
    if was is None or held is None or was == held:
        return edit
    names = tuple(Fact.model_fields)
    mine = edit.fact
    merged = {name: _merged(getattr(was, name), getattr(held, name), getattr(mine, name)) for name in names}
    fact = mine.model_copy(update=merged)
    # Its words as they were typed say what the moderator meant, not what came of it.
    return replace(edit, fact=fact, text=edit.text if fact == mine else None)


def _merged(was: T, theirs: T, mine: T) -> T:
    """Three states of one part as one."""
    if mine in (was, theirs):
        return theirs
    if theirs == was:
        return mine
    if isinstance(was, dict) and isinstance(theirs, dict) and isinstance(mine, dict):
        keys = [*theirs, *(key for key in mine if key not in theirs)]
        parts = {key: _merged(was.get(key), theirs.get(key), mine.get(key)) for key in keys}
        return {key: part for key, part in parts.items() if part is not None}  # type: ignore[return-value]
    if isinstance(was, tuple) and isinstance(theirs, tuple) and isinstance(mine, tuple):
        kept = [part for part in theirs if part in mine or part not in was]
        return (*kept, *(part for part in mine if part not in was and part not in kept))  # type: ignore[return-value]
    return mine
