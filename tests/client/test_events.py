"""What Discord sends: twice over, or not to be read."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, cast

import discord
import pytest
from discord.ext import commands

from bot.client import events
from bot.client.lateness import Lateness


class _Client:
    """A client with the parsers that a test wants."""

    def __init__(self, **parsers: Callable[[Any], None]) -> None:
        self._connection = self
        self.parsers = parsers


def guarded(**parsers: Callable[[Any], None]) -> dict[str, Callable[[Any], None]]:
    client = _Client(**parsers)
    events.guard(cast("discord.Client", client), lambda: Lateness(lambda: 0.0))
    return client.parsers


def test_a_question_that_comes_twice_is_taken_once() -> None:
    taken: list[str] = []
    parsers = guarded(
        MESSAGE_CREATE=lambda d: taken.append(f"message {d['id']}"),
        INTERACTION_CREATE=lambda d: taken.append(f"interaction {d['id']}"),
        MESSAGE_UPDATE=lambda d: taken.append(f"edit {d['id']}"),
    )
    for name, number in (
        ("MESSAGE", "1"),
        ("INTERACTION", "2"),
        ("MESSAGE", "1"),
        ("INTERACTION", "2"),
        ("MESSAGE", "3"),
    ):
        parsers[f"{name}_CREATE"]({"id": number})
    parsers["MESSAGE_UPDATE"]({"id": "1"})
    parsers["MESSAGE_UPDATE"]({"id": "1"})
    assert taken == ["message 1", "interaction 2", "message 3", "edit 1", "edit 1"]


def test_an_event_that_cannot_be_read_is_told_and_passed_over(caplog: pytest.LogCaptureFixture) -> None:
    parsers = guarded(CHANNEL_CREATE=lambda d: d["kind"], MESSAGE_CREATE=lambda d: d["author"])
    with caplog.at_level(logging.ERROR):
        parsers["CHANNEL_CREATE"]({})
        parsers["MESSAGE_CREATE"]({})
    assert [r.getMessage().split(" could")[0] for r in caplog.records] == [
        "an event of the kind CHANNEL_CREATE",
        "an event of the kind MESSAGE_CREATE",
    ]


async def test_the_library_reads_events_by_the_table_that_is_guarded() -> None:
    client = commands.AutoShardedBot((), intents=discord.Intents.none())
    assert {"MESSAGE_CREATE", "INTERACTION_CREATE", "GUILD_CREATE"} <= client._connection.parsers.keys()
    events.guard(client, Lateness)
    client._connection.parsers["GUILD_CREATE"]({"nothing": "of a guild"})
