"""What Discord sends: each event is taken once, and none that cannot be read stops the bot."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import discord

from bot.client.lateness import Lateness
from bot.client.recent import Recent

_log = logging.getLogger(__name__)

_ONCE = ("MESSAGE_CREATE", "INTERACTION_CREATE")
"""Events that ask something of the bot. When a connection is taken up again, Discord may send some a second time."""

_LIMIT, _SECONDS = 20_000, 900.0

Parser = Callable[[Any], None]


def guard(client: discord.Client, lateness: Callable[[], Lateness]) -> None:
    """Let a client read events with care, and note which come late.

    Of interactions that are over already only commands are passed on: an answer to one may still go out as a message.

    discord.py ends with the first event that it cannot read, such as one of a kind that is newer than it, and offers
    no public way to look at an event before it is read: hence its table of parsers, which a test holds to this use.
    """
    parsers: dict[str, Parser] = client._connection.parsers  # noqa: SLF001  # see above
    seen: Recent[str, None] = Recent(_LIMIT, _SECONDS)
    for name, parse in parsers.items():
        parsers[name] = _careful(name, _once(_timely(parse, lateness), seen) if name in _ONCE else parse)


def _careful(name: str, parse: Parser) -> Parser:
    def run(data: Any) -> None:
        try:
            parse(data)
        except Exception:  # noqa: BLE001  # whatever it is, the next event is read
            _log.exception("an event of the kind %s could not be read and is passed over", name)

    return run


def _timely(parse: Parser, lateness: Callable[[], Lateness]) -> Parser:
    def run(data: Any) -> None:
        late = lateness().arrived(int(data["id"])) and "token" in data
        if late:
            _log.info("an interaction came too late to be answered")
        if not late or data.get("type") == discord.InteractionType.application_command.value:
            parse(data)

    return run


def _once(parse: Parser, seen: Recent[str, None]) -> Parser:
    def run(data: Any) -> None:
        event = str(data.get("id"))
        if event not in seen:
            seen.put(event, None)
            parse(data)

    return run
