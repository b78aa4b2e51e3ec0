"""What moderators are told of missed questions and of what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from bot.answers.moderation_wording import CommandWording, Label, Line, OptionWording
from bot.answers.part import Part


class DaysCommandWording(CommandWording):
    """A command about the last so many days."""

    days: OptionWording


class ReviewWording(Part):
    """The review. Fields: {number}, {count}, {days}, {when}, {facts}, {question}, {why}, {right}."""

    fields: ClassVar[Mapping[str, frozenset[str]]] = {
        "title": frozenset({"number", "count"}),
        "nothing": frozenset({"days"}),
        "asked": frozenset({"count", "when"}),
        "declined": frozenset({"count"}),
        "suggested": frozenset({"count"}),
        "disliked": frozenset({"count"}),
        "also": frozenset(),
        "more": frozenset({"count"}),
        "nearest": frozenset(),
        "answered": frozenset({"facts"}),
        "settled": frozenset(),
        "put_aside": frozenset({"question"}),
        "back": frozenset({"question"}),
        "aside_title": frozenset({"count"}),
        "unread": frozenset({"why"}),
        "reason": frozenset({"count"}),
        "examined": frozenset({"count", "right"}),
        "add": frozenset({"number"}),
    }

    title: Line
    nothing: str
    asked: str
    declined: str
    suggested: str
    disliked: str
    also: str
    more: str
    nearest: str
    answered: str
    settled: str
    put_aside: str
    back: str
    gone: str
    aside_title: Line
    nothing_aside: str
    unread: str
    reason: str
    examined: str
    add: Label
    other: Line
    new_fact: Label
    aside: Label
    aside_list: Label
    put_back: Line
    review: Label
    exam_on: Label
    exam_off: Label


class StatsWording(Part):
    """The figures of what was asked. Fields: {first}, {last}, {why}."""

    fields: ClassVar[Mapping[str, frozenset[str]]] = {
        "title": frozenset({"first", "last"}),
        "nothing": frozenset({"first", "last"}),
        "unread": frozenset({"why"}),
    }

    title: Line
    nothing: str
    unread: str
    asked: Line
    answered: Line
    suggested: Line
    declined: Line
    votes: Line
    by_day: Line
    by_week: Line
    by_month: Line
    languages: Line
    topics: Line
    top_facts: Line
    top_missed: Line
    none: Line
