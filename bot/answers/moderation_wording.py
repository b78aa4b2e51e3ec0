"""What moderators are told on Discord, and the commands with which they keep the facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from bot.answers.part import Part
from bot.answers.sentences import Sentences

CommandName = Annotated[str, StringConstraints(pattern=r"^[-_'\w]{1,32}$")]
"""A name that Discord takes for a slash command or its option: no spaces, no capitals."""

Label = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=100)]
FieldLabel = Annotated[str, StringConstraints(min_length=1, max_length=45)]


class OptionWording(Part):
    """A command's option."""

    name: CommandName
    description: Line


class CommandWording(Part):
    """A slash command."""

    name: CommandName
    description: Line


class FactOptionsWording(Part):
    """The options that the commands below ``/fact`` share."""

    fact: OptionWording
    id: OptionWording
    to: OptionWording
    topic: OptionWording
    language: OptionWording
    question: OptionWording
    file: OptionWording
    revision: OptionWording
    reason: OptionWording


class FactCommandWording(CommandWording):
    """``/fact`` and the commands below it; ``export_`` and ``import_`` stand for words that Python keeps."""

    options: FactOptionsWording
    add: CommandWording
    edit: CommandWording
    alias: CommandWording
    rename: CommandWording
    remove: CommandWording
    show: CommandWording
    list: CommandWording
    history: CommandWording
    undo: CommandWording
    export_: CommandWording
    import_: CommandWording
    check: CommandWording
    attempt: CommandWording


class FormWording(Part):
    """The form of a fact. Fields: {language}, {count}."""

    fields: ClassVar[Mapping[str, frozenset[str]]] = {
        "questions": frozenset({"language"}),
        "more": frozenset({"language"}),
        "more_hint": frozenset({"count"}),
        "answer": frozenset({"language"}),
        "details": frozenset(),
        "details_hint": frozenset(),
        "too_long": frozenset(),
    }

    questions: FieldLabel
    more: FieldLabel
    more_hint: Line
    answer: FieldLabel
    details: FieldLabel
    details_hint: Line
    too_long: str


class EffectWording(Part):
    """What a change does to the answers.

    Fields: {done}, {total}, {curated}, {exam}, {by}, {victim}, {count}, {better}, {worse}, {question}, {before},
    {after}, {facts}.
    """

    fields: ClassVar[Mapping[str, frozenset[str]]] = {
        "title": frozenset(),
        "preparing": frozenset(),
        "asking": frozenset({"done", "total"}),
        "rest": frozenset({"done", "total"}),
        "waiting": frozenset(),
        "doubt": frozenset({"count"}),
        "steady": frozenset(),
        "none": frozenset({"curated", "exam"}),
        "stolen": frozenset({"by", "victim", "count"}),
        "exam": frozenset({"better", "worse"}),
        "moved": frozenset({"question", "before", "after"}),
        "offers": frozenset({"facts"}),
        "declined": frozenset(),
        "more": frozenset({"count"}),
        "hold": frozenset({"count"}),
    }

    title: Line
    preparing: str
    asking: str
    rest: str
    waiting: str
    doubt: str
    steady: str
    none: str
    stolen: str
    exam: str
    moved: str
    offers: str
    declined: str
    more: str
    hold: str


class FilesWording(Part):
    """What is told of the files of the fact base. Fields: {count}.

    Attributes:
        sentences: those of the reader and of the storage, which are English else.
    """

    fields: ClassVar[Mapping[str, frozenset[str]]] = {
        "broken": frozenset(),
        "mended": frozenset(),
        "failed": frozenset(),
        "rest": frozenset({"count"}),
    }

    broken: str
    mended: str
    failed: str
    rest: str
    sentences: Sentences = Sentences({})


class ModerationWording(Part):
    """What moderators are told.

    Fields: {why}, {fact}, {near}, {author}, {number}, {facts}, {questions}, {reason}, {count}, {limit}, {file}, {line},
    {remedy}.
    """

    fields: ClassVar[Mapping[str, frozenset[str]]] = {
        "opening": frozenset(),
        "unknown": frozenset({"fact", "near"}),
        "no_id": frozenset({"fact"}),
        "taken": frozenset({"fact"}),
        "problems": frozenset({"count"}),
        "in_line": frozenset({"file", "line"}),
        "remedy": frozenset({"remedy"}),
        "not_published": frozenset({"why"}),
        "published": frozenset({"number"}),
        "conflict": frozenset(),
        "conflict_by": frozenset({"author", "number"}),
        "doubts": frozenset({"count"}),
        "sound": frozenset({"facts", "questions"}),
        "log_published": frozenset({"author", "number", "facts"}),
        "log_failed": frozenset({"author", "why"}),
        "reason": frozenset({"reason"}),
        "too_large": frozenset({"limit"}),
        "old_export": frozenset({"number"}),
    }

    not_allowed: str
    opening: str
    expired: str
    foreign: str
    lost_form: str
    unknown: str
    no_id: str
    taken: str
    nothing: str
    preview: Line
    whole: str
    problems: str
    in_line: str
    remedy: str
    typed: str
    not_published: str
    publishing: str
    published: str
    cancelled: str
    conflict: str
    conflict_by: str
    doubts: str
    sound: str
    no_history: str
    too_large: str
    unfetched: str
    old_export: str
    log_published: str
    log_failed: str
    reason: str
    publish: Label
    anyway: Label
    cancel: Label
    again: Label
    on_top: Label
    retry: Label
    undo: Label
    form: FormWording
    effect: EffectWording
    files: FilesWording
