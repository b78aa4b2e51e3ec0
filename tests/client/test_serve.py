"""The start: one line that says what to do, and trouble that passes is waited out."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import zlib
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest

from bot.client import serve as serving
from bot.client.client import Factbot
from bot.client.serve import StartError, serve


class Client:
    """A client whose log-in and connection do what a test wants, one thing after the other."""

    def __init__(self, *, login: list[BaseException | None], connect: list[BaseException | None] | None = None) -> None:
        self.logins, self.connections = login, connect or []
        self.shards: dict[int, object] = {}
        self.shard_ids = range(2)
        self.limits: list[SimpleNamespace] = []
        self.closed = False
        self.desk = SimpleNamespace(ready=asyncio.Event())
        self.http = SimpleNamespace(close=self._nothing, connector=None)

    async def _nothing(self) -> None:
        return None

    async def login(self, token: str) -> None:
        if error := self.logins.pop(0):
            raise error

    async def connect(self, *, reconnect: bool) -> None:
        while self.connections:
            if error := self.connections.pop(0):
                raise error
        await asyncio.Event().wait()

    async def fetch_session_start_limits(self) -> SimpleNamespace:
        return self.limits.pop(0) if self.limits else SimpleNamespace(remaining=1000)

    async def close(self) -> None:
        self.closed = True

    def is_closed(self) -> bool:
        return self.closed


def response(status: int) -> Any:
    return SimpleNamespace(status=status, reason="trouble")


def _no_gateway() -> discord.GatewayNotFound:
    return discord.GatewayNotFound()  # type: ignore[no-untyped-call]


async def run(client: Client) -> None:
    opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    await asyncio.wait_for(serve(cast("Factbot", client), "token", opened), 10)


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_PAUSES", (0.0, 0.0))


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (discord.LoginFailure("no"), "copy the bot's token anew"),
        (aiohttp.ClientConnectionError("no route"), "check the network"),
        (OSError("no route"), "check the network"),
        (OSError(socket.EAI_NONAME, "Name or service not known"), "check the network"),
        (discord.Forbidden(response(403), "blocked"), "wait some hours"),
        (discord.HTTPException(response(429), "<html>"), "wait an hour"),
        (discord.NotFound(response(404), "what?"), "404 trouble"),
    ],
)
async def test_a_log_in_that_cannot_work_says_what_to_do(error: BaseException, remedy: str) -> None:
    client = Client(login=[error])
    with pytest.raises(StartError, match=remedy):
        await run(client)
    assert client.closed


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (discord.PrivilegedIntentsRequired(None), "message content intent"),
        (discord.ConnectionClosed(cast("Any", SimpleNamespace(close_code=4004)), shard_id=0, code=4004), "set the new"),
        (
            discord.ConnectionClosed(cast("Any", SimpleNamespace(close_code=4013)), shard_id=0, code=4013),
            "newer discord.py",
        ),
        (discord.ConnectionClosed(cast("Any", SimpleNamespace(close_code=4011)), shard_id=0, code=4011), "--shards"),
    ],
)
async def test_a_connection_that_is_refused_says_what_to_do(error: BaseException, remedy: str) -> None:
    with pytest.raises(StartError, match=remedy):
        await run(Client(login=[None], connect=[error]))


async def test_a_gateway_that_turns_the_bot_down_is_not_asked_again() -> None:
    refused = _no_gateway()
    refused.__cause__ = discord.HTTPException(response(401), "no")
    with pytest.raises(StartError, match="copy the bot's token anew"):
        await run(Client(login=[None], connect=[refused]))


async def test_trouble_of_discords_own_is_waited_out_until_a_signal() -> None:
    trouble, away = discord.DiscordServerError(response(500), "trouble"), aiohttp.ServerDisconnectedError()
    nameless = OSError(socket.EAI_AGAIN, "Temporary failure in name resolution")
    client = Client(login=[trouble, trouble, away, nameless, None], connect=[_no_gateway(), OSError("refused")])
    asyncio.get_running_loop().call_later(0.5, os.kill, os.getpid(), signal.SIGTERM)
    await run(client)
    assert client.closed
    assert not client.logins
    assert not client.connections


async def test_a_fact_base_that_cannot_be_opened_ends_the_bot() -> None:
    client = Client(login=[None])
    opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    opened.set_exception(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        await serve(cast("Factbot", client), "token", opened)
    assert client.closed


@pytest.mark.parametrize(
    "error", [zlib.error("Error -3 while decompressing"), json.JSONDecodeError("Expecting value", "", 0)]
)
async def test_a_connection_that_cannot_be_read_ends_with_one_line(error: Exception) -> None:
    client = Client(login=[None], connect=[error])
    with pytest.raises(StartError, match="could not be read: start the bot again"):
        await run(client)


async def test_who_was_started_too_often_waits_for_discord(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(login=[None], connect=[discord.LoginFailure("the test ends here")])
    client.limits = [SimpleNamespace(remaining=1, total=1000, reset_after=300)]
    loop = asyncio.get_running_loop()
    began = loop.time()
    with pytest.raises(StartError):
        await run(client)
    assert loop.time() - began >= 0.3
    assert "allows 1000 starts, and the next in 1 minutes" in caplog.text
