"""Coming back to the gateway."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.shard import EventType, Shard

from bot.client.patience import LONGEST, SESSIONS, Patience, begins, steady


class Clock:
    """Seconds that pass when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def pauses(clock: Clock) -> Patience:
    """Pauses that are always the longest possible."""
    made = Patience(clock)
    made._randfunc = lambda _least, most: most
    return made


def test_a_gateway_that_turns_the_bot_down_is_tried_again_soon() -> None:
    patience = pauses(Clock())
    waited = [patience.delay() for _ in range(12)]
    assert waited[:2] == [2, 4]
    assert set(waited[2:]) == {LONGEST}


def test_sessions_that_break_off_are_begun_ever_more_seldom() -> None:
    clock = Clock()
    patience = pauses(clock)
    waited = []
    for _ in range(12):
        patience.begin()
        waited.append(patience.delay())
    assert set(waited[2:SESSIONS]) == {LONGEST}
    assert waited[-1] > 600
    clock.now = 4000.0
    assert patience.delay() == LONGEST


class _Client:
    """As much of a client as a shard needs."""

    _reconnect = True

    def is_closed(self) -> bool:
        return False

    def dispatch(self, *_: Any) -> None:
        pass


@pytest.fixture
def queued() -> list[Any]:
    """What a shard wants to be done next."""
    return []


@pytest.fixture
def shard(queued: list[Any]) -> Shard:
    """A shard of discord.py that has a session."""
    socket = SimpleNamespace(shard_id=3, session_id="s", sequence=7, gateway="of the session")
    made = Shard(cast("Any", socket), cast("Any", _Client()), queued.append)
    steady(discord.ShardInfo(made, 4))
    return made


async def test_a_shard_waits_so(shard: Shard, queued: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    for _ in range(12):
        await shard._handle_disconnect(OSError("refused"))
    assert len(queued) == len(slept) == 12
    assert max(slept) <= LONGEST
    for _ in range(SESSIONS + 1):
        begins(discord.ShardInfo(shard, 4))
    for _ in range(12):
        await shard._handle_disconnect(OSError("refused"))
    assert max(slept) > LONGEST


async def test_a_shard_goes_on_with_its_session(
    shard: Shard, queued: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []

    async def from_client(_: Any, **how: Any) -> Any:
        asked.append(how)
        raise ReconnectWebSocket(3, resume=False)

    monkeypatch.setattr(DiscordWebSocket, "from_client", from_client)
    await shard.reconnect()
    assert (asked[0]["resume"], asked[0]["session"], asked[0]["sequence"]) == (True, "s", 7)
    assert asked[0]["gateway"] == DiscordWebSocket.DEFAULT_GATEWAY
    shard.ws.session_id = None
    await shard.reconnect()
    assert (asked[1]["resume"], asked[1]["session"]) == (False, None)
    # Asked to reconnect while it does, it tries again and does not end.
    assert [item.type for item in queued] == [EventType.identify] * 2
