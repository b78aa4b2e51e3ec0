"""Runs the client from log-in to the end: supervised at its start, and stopped cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import logging
import math
import signal
import socket
import zlib
from collections.abc import Iterator
from typing import Any

import aiohttp
import discord

from bot.client.client import Factbot
from bot.client.errors import UNREACHABLE

_log = logging.getLogger(__name__)

FINISH_SECONDS = 1.0
"""How long answers that are on their way may still take when the bot is stopped."""

STOP_SECONDS = 1.0
"""How long closing may take; a gateway that does not answer is left then. All that follows has to fit, with this, into
the few seconds after which a bot that is to stop is killed."""

_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
_PASSING = (discord.DiscordServerError, aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError)
"""Failures of a Discord that is there."""

_PASSING_NUMBERS = {errno.ECONNRESET, socket.EAI_AGAIN}

_CLOSED = {
    4004: "because the token is no longer valid: set the new one in DISCORD_TOKEN",
    4010: "because it has no such shard: correct --shards",
    4011: "because the bot is in too many servers for so few shards: leave --shards out, or name more of them",
    4012: "because it no longer speaks the gateway's version that the bot does: install a newer discord.py",
    4013: "because it does not know the intents that the bot asks for: install a newer discord.py",
}
"""Codes with which Discord closes a connection for good, and what to do."""

_REFUSED = {
    401: "Discord does not know this token: copy the bot's token anew from the developer portal into DISCORD_TOKEN",
    403: "Discord does not let this machine in (403): it may be blocked for too many bad requests; wait some hours",
    429: "Discord does not let this machine in (429), since it asked too often: wait an hour, then start the bot once",
}
_ANSWERING = ("discord.py: on_", "CommandTree-invoker", "discord-ui-")
"""How discord.py calls the tasks in which listeners, commands and buttons do their work."""


class StartError(Exception):
    """The bot cannot run; the message says what to do."""


async def serve(client: Factbot, token: str, opened: asyncio.Future[None]) -> None:
    """Run until a signal or until Discord does not want the bot.

    Args:
        client: the bot.
        token: its token.
        opened: done once the client has a fact base; what it raises ends the bot.

    Raises:
        StartError: if the token, the intents or the network do not let it run.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    running = asyncio.create_task(_run(client, token), name="discord")
    stopping = asyncio.create_task(stop.wait(), name="stop")
    try:
        waiting: set[asyncio.Future[Any]] = {running, stopping, opened}
        while not running.done() and not stopping.done():
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            if opened in done:
                await opened
                _log.info("the fact base is open")
        if running.done():
            await running
        else:
            _log.info("stopping")
    finally:
        stopping.cancel()
        await _close(client, running)


async def _close(client: Factbot, running: asyncio.Task[None]) -> None:
    if (answering := _answering()) and client.desk.ready.is_set():
        await asyncio.wait(answering, timeout=FINISH_SECONDS)
    # What is not done by now cannot be without the connection that is closed next.
    for task in _answering():
        task.cancel()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(client.close(), STOP_SECONDS)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError, Exception):
        await running


def _answering() -> list[asyncio.Task[Any]]:
    return [task for task in asyncio.all_tasks() if task.get_name().startswith(_ANSWERING)]


async def _run(client: Factbot, token: str) -> None:
    with _explained():
        await _login(client, token)
        await _connect(client)


async def _login(client: Factbot, token: str) -> None:
    """Log in; a Discord that has trouble or breaks off is tried again, a network that is not there is not.

    A name service that says that it fails only for the moment counts as the former: a machine that has just been
    started is often so.
    """
    pauses = iter(_PAUSES)
    while True:
        try:
            await client.login(token)
        except UNREACHABLE as error:
            if not isinstance(error, _PASSING) and getattr(error, "errno", None) not in _PASSING_NUMBERS:
                raise
            pause = next(pauses, _PAUSES[-1])
            _log.warning("Discord does not let the bot log in yet, trying again in %g s: %s", pause, error)
            await client.http.close()
            client.http.connector = discord.utils.MISSING  # each log-in opens a session, with the connector of before
            await asyncio.sleep(pause)
        else:
            return


async def _connect(client: Factbot) -> None:
    """Stay connected; the gateway's address may not be had at once."""
    pauses = iter(_PAUSES)
    while not client.is_closed():
        try:
            await _allowed(client)
            await client.connect(reconnect=True)
        except (discord.GatewayNotFound, *UNREACHABLE) as error:
            if client.shards or client.is_closed() or _refused(error):
                raise
            pause = next(pauses, _PAUSES[-1])
            _log.warning("the gateway cannot be reached yet, trying again in %g s: %s", pause, error)
            await asyncio.sleep(pause)
        else:
            return


async def _allowed(client: Factbot) -> None:
    """Wait until Discord lets the bot begin sessions: who begins more than it allows in a day loses the token."""
    limits = await client.fetch_session_start_limits()
    if limits.remaining < (len(client.shard_ids) if client.shard_ids else 1):
        _log.error(
            "the bot was started too often today: Discord allows %d starts, and the next in %d minutes; the bot waits",
            limits.total,
            math.ceil(limits.reset_after / 60_000),
        )
        await asyncio.sleep(limits.reset_after / 1000)


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turn what a start may fail of into one line that says what to do."""
    try:
        yield
    except discord.LoginFailure as error:
        raise StartError(_REFUSED[401]) from error
    except discord.PrivilegedIntentsRequired as error:
        raise StartError(
            "discord.auto_answer_channels needs the message content intent: switch it on in the developer portal "
            "(Bot, Privileged Gateway Intents), or empty the list"
        ) from error
    except discord.ConnectionClosed as error:
        what = _CLOSED.get(error.code, f"for good (code {error.code}): start the bot again")
        raise StartError(f"Discord ended the connection {what}") from error
    except (discord.GatewayNotFound, discord.HTTPException) as error:
        if status := _refused(error):
            raise StartError(
                _REFUSED.get(status, f"Discord does not let the bot in: {error.__cause__ or error}")
            ) from error
        raise StartError(
            f"Discord has trouble of its own, see discordstatus.com: start the bot again later ({error})"
        ) from error
    except (zlib.error, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise StartError(f"what Discord sent could not be read: start the bot again ({error})") from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise StartError(f"Discord cannot be reached: check the network, name service and proxy ({error})") from error


def _refused(error: BaseException) -> int:
    """The status with which Discord turned a request down, the same however often it is made; 0 for other trouble."""
    cause = error.__cause__ if isinstance(error, discord.GatewayNotFound) else error
    status = cause.status if isinstance(cause, discord.HTTPException) else 0
    return status if 400 <= status < 500 else 0
