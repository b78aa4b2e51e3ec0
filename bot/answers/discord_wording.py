"""What the bot says on Discord besides its answers: commands, buttons, notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from bot.answers.moderation_wording import (
    CommandWording,
    FactCommandWording,
    Label,
    Line,
    ModerationWording,
    OptionWording,
)
from bot.answers.part import Part
from bot.answers.review_wording import DaysCommandWording, ReviewWording, StatsWording


class AskWording(CommandWording):
    """``/ask``."""

    question: OptionWording


class LanguageCommandWording(CommandWording):
    """``/language``; ``automatic`` is the choice of none."""

    language: OptionWording
    automatic: Line


class CommandsWording(Part):
    """All commands, and the entry of a message's menu."""

    ask: AskWording
    topics: CommandWording
    about: CommandWording
    language: LanguageCommandWording
    fact: FactCommandWording
    review: CommandWording
    stats: DaysCommandWording
    answer_this: Annotated[str, StringConstraints(min_length=1, max_length=32)]


class AboutWording(Part):
    """What ``/about`` says. Fields: {source}, {Source}, {days}."""

    fields: ClassVar[Mapping[str, frozenset[str]]] = {
        "how": frozenset({"source", "Source"}),
        "privacy": frozenset({"days"}),
    }

    title: Line
    publisher: Line
    origin: Line
    date: Line
    notice: Line
    how_title: Line
    how: str
    privacy_title: Line
    privacy: str
    forget: Label


class DiscordWording(Part):
    """What the bot says on Discord. Fields: {link}, {when}, {reference}, {language}, {source}, {Source}."""

    fields: ClassVar[Mapping[str, frozenset[str]]] = {
        "above": frozenset({"link"}),
        "asked_in": frozenset({"link"}),
        "wait": frozenset({"when"}),
        "failed": frozenset({"reference"}),
        "language_set": frozenset({"language"}),
        "none_taken": frozenset({"source", "Source"}),
    }

    own_name: Label
    above: str
    asked_in: str
    wait: str
    failed: str
    outdated: str
    not_yours: str
    gone: str
    unreadable: str
    choose: Line
    none: Line
    none_taken: str
    voted: str
    vote_back: str
    topics: str
    choose_topic: Line
    earlier: Label
    later: Label
    source_link: Label
    language_set: str
    language_automatic: str
    forgotten: str
    about: AboutWording
    moderation: ModerationWording
    review: ReviewWording
    stats: StatsWording
    commands: CommandsWording
