"""Edits of a fact base as values; :func:`bot.facts.apply.apply` carries them out.

An id once given names its fact for good: votes, exam questions, logs and buttons under old messages go by it. So
what was removed or renamed leaves its id in ``retired`` or ``renamed`` of base.yaml (of the file itself, where a file
is the whole base). It stands there, and not in a database, because the files are what is loaded: so the rule holds
for hand edits, copies and exports too, and the strict reader can tell whoever breaks it where the id went.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from bot.facts.model import Fact


@dataclass(frozen=True)
class Add:
    """A new fact.

    Attributes:
        fact: the fact.
        topic: where it belongs; None: the only topic there is. A topic without a file gets one.
        title: what readers see of a topic that has no file yet, by language.
        text: its YAML as somebody wrote it, one mapping, not indented; None: laid out as the base is.
    """

    fact: Fact
    topic: str | None = None
    title: dict[str, str] = field(default_factory=dict)
    text: str | None = None


@dataclass(frozen=True)
class Change:
    """A fact in the place of the one that has its id; ``text`` as for :class:`Add`."""

    fact: Fact
    text: str | None = None


@dataclass(frozen=True)
class Alias:
    """One more curated question of a fact.

    Attributes:
        id: the fact.
        language: the question's language tag.
        question: as members ask it.
    """

    id: str
    language: str
    question: str


@dataclass(frozen=True)
class Remove:
    """A fact taken out. Others are no longer related to it; exam questions that only it could answer go with it."""

    id: str


@dataclass(frozen=True)
class Rename:
    """A fact under another id, which what relates to it and the exam follow."""

    id: str
    to: str


@dataclass(frozen=True)
class Restore:
    """A removed fact brought back under its id.

    Attributes:
        fact: the fact as it is to be.
        topic: where it belongs.
        before: the fact that it stands before; None, or one that is no longer there: at the end.
        title, text: as for :class:`Add`.
    """

    fact: Fact
    topic: str
    before: str | None = None
    title: dict[str, str] = field(default_factory=dict)
    text: str | None = None


@dataclass(frozen=True)
class Retitle:
    """Another title for a topic, by language."""

    topic: str
    title: dict[str, str]


@dataclass(frozen=True)
class Confirm:
    """A question that members asked, put into the exam with the fact that must answer it.

    Attributes:
        id: the fact.
        language: the question's language tag.
        question: as members asked it.
    """

    id: str
    language: str
    question: str


Edit: TypeAlias = Add | Change | Alias | Remove | Rename | Restore | Retitle | Confirm


def concerned(edit: Edit) -> str | None:
    """The id of the fact that an edit changes, as it is called afterwards; None if it changes none."""
    match edit:
        case Add() | Change() | Restore():
            return edit.fact.id
        case Rename():
            return edit.to
        case Alias() | Remove():
            return edit.id
        case Retitle() | Confirm():
            return None
