"""Requests that cannot wait: discord.py waits 1, 3 and 5 seconds after a failure; an interaction lives for three."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

import aiohttp
import discord

_hurried: ContextVar[bool] = ContextVar("hurried", default=False)


@contextlib.contextmanager
def in_a_hurry() -> Iterator[None]:
    """Let a request within that Discord failed raise at once, so that who makes it decides when to try again."""
    token = _hurried.set(True)
    try:
        yield
    finally:
        _hurried.reset(token)


def tracing() -> aiohttp.TraceConfig:
    """What the client has to look at its requests with; :func:`in_a_hurry` works only then."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_ended)
    return trace


async def _ended(_: aiohttp.ClientSession, __: Any, params: aiohttp.TraceRequestEndParams) -> None:
    if params.response.status >= 500 and _hurried.get():
        raise discord.DiscordServerError(params.response, None)
