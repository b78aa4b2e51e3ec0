"""How a shard comes back after the gateway has turned it down: soon, and without losing what was asked meanwhile."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Literal

import discord
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.shard import Shard

LONGEST = 5.0
"""Seconds that a shard waits at most before it connects again; so long does discord.py wait before it tries a shard's
first connection again."""

SESSIONS = 5
"""So many sessions of a shard in an hour are as they should be. Discord allows a small bot a thousand a day, for all
shards, and takes its token away after that."""

_HOUR = 3600.0


class Patience(ExponentialBackoff[Literal[False]]):
    """Pauses between connections: discord.py's, but short unless sessions break off again and again.

    discord.py's own grow to minutes after a handful of refusals, and are remembered for half an hour: the bot would be
    away for long after Discord is back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Make pauses; the clock counts seconds."""
        super().__init__()
        self._clock = clock
        self._begun: deque[float] = deque(maxlen=SESSIONS + 1)

    def begin(self) -> None:
        """Note that a session is begun."""
        self._begun.append(self._clock())

    def delay(self) -> float:
        """Seconds until the next attempt."""
        seconds = super().delay()
        lately = sum(begun > self._clock() - _HOUR for begun in self._begun)
        return seconds if lately > SESSIONS else min(seconds, LONGEST)


def steady(info: discord.ShardInfo) -> None:
    """Give a shard its :class:`Patience`, and let it go on with its session after a connection that failed.

    discord.py begins a new session then, and never hears of what happened in between; and it ends if it is asked to
    reconnect once more while it does. There is no public way to either: a test holds the private names to this use.
    """
    shard = info._parent  # noqa: SLF001
    shard._backoff = Patience()  # noqa: SLF001

    async def reconnect() -> None:
        # Perhaps it is the address for this session that does not answer.
        shard.ws.gateway = DiscordWebSocket.DEFAULT_GATEWAY
        await shard.reidentify(ReconnectWebSocket(shard.id, resume=shard.ws.session_id is not None))

    shard.reconnect = reconnect  # type: ignore[method-assign]


def begins(info: discord.ShardInfo) -> None:
    """Note that a shard begins a session."""
    shard: Shard = info._parent  # noqa: SLF001
    if isinstance(shard._backoff, Patience):  # noqa: SLF001
        shard._backoff.begin()  # noqa: SLF001
