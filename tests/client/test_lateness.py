"""What comes too late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import discord
import pytest

from bot.client import events
from bot.client.lateness import LIFE, Lateness
from tests.client.conftest import Scene, text_of


class Clock:
    """Seconds that pass when a test says so."""

    now = 5_000.0

    def __call__(self) -> float:
        return self.now


def made_at(seconds: float) -> int:
    """An id as Discord makes it, on a clock that is not this machine's."""
    return int((seconds + 77_000) * 1000) << 22


def test_what_took_much_longer_than_others_is_late() -> None:
    clock = Clock()
    lateness = Lateness(clock)
    assert not lateness.arrived(made_at(clock.now - 100))  # nothing to hold it against
    clock.now += 10
    assert not lateness.arrived(made_at(clock.now - 0.2))
    assert not lateness.arrived(made_at(clock.now - LIFE))
    late = made_at(clock.now - 0.3 - LIFE)
    assert lateness.arrived(late)
    assert late in lateness
    assert made_at(clock.now) not in lateness


def test_clocks_may_drift_apart() -> None:
    clock = Clock()
    lateness = Lateness(clock)
    for hour in range(40):
        clock.now = 5_000 + hour * 300.0
        assert not lateness.arrived(made_at(clock.now - 0.5 * hour))


def passed(lateness: Lateness, *kinds: int) -> list[int]:
    taken: list[int] = []

    class Client:
        def __init__(self) -> None:
            self._connection = self
            self.parsers: dict[str, Callable[[Any], None]] = {"INTERACTION_CREATE": lambda d: taken.append(d["type"])}

    client = Client()
    events.guard(cast("discord.Client", client), lambda: lateness)
    for number, kind in enumerate(kinds):
        event = {"id": str(made_at(number / 1000)), "token": "t", "type": kind}
        client.parsers["INTERACTION_CREATE"](event)
    return taken


def test_only_commands_are_passed_on_when_they_are_late() -> None:
    clock = Clock()
    lateness = Lateness(clock)
    assert passed(lateness, 2, 3, 4, 5) == [2, 3, 4, 5]
    lateness.arrived(made_at(0))
    clock.now += 60
    assert passed(lateness, 2, 3, 4, 5) == [2]


async def test_an_answer_that_is_late_goes_out_as_a_message(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lateness, "__contains__", lambda *_: True)
    asked = await scene.alice.slash(scene.channel, "ask", question="What does a ticket cost?")
    assert asked.response is None
    assert "4 crowns" in text_of(scene.last())
    assert (await scene.alice.slash(scene.channel, "about")).response is None
    assert len(scene.channel.history()) == 1
