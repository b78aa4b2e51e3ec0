"""Questions that were asked by a message, with the bot's messages that answer them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import discord

from bot.client.recent import Recent

SECONDS = 3600.0
"""How long a question's edits and its deletion are followed."""

_LIMIT = 20_000


@dataclass
class Exchange:
    """A question and its answer; its lock lets one thing happen to it at a time.

    Attributes:
        text: what was asked, as it stands now.
        answer: the bot's message, once it is out.
        deleted: set once the question is gone.
    """

    text: str
    answer: discord.PartialMessage | None = None
    deleted: asyncio.Event = field(default_factory=asyncio.Event)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Exchanges:
    """The exchanges of the last hour, by the question's id."""

    def __init__(self) -> None:
        self._by_question: Recent[int, Exchange] = Recent(_LIMIT, SECONDS)

    def open(self, question: int, text: str) -> Exchange:
        """Begin an exchange."""
        exchange = Exchange(text)
        self._by_question.put(question, exchange)
        return exchange

    def of(self, question: int) -> Exchange | None:
        """The exchange that a question began, or None."""
        return self._by_question.get(question)

    def close(self, question: int) -> None:
        """End an exchange."""
        self._by_question.pop(question)


async def find_answer(channel: discord.abc.Messageable, question: int, own: int) -> discord.PartialMessage | None:
    """Look for the bot's answer among the messages after a question, for one that was asked before a restart.

    Args:
        channel: where.
        question: the id of the question's message.
        own: the bot's id.

    Raises:
        discord.HTTPException: if the bot may not read there.
    """
    async for message in channel.history(after=discord.Object(question), limit=50, oldest_first=True):
        reference = message.reference
        if message.author.id == own and reference is not None and reference.message_id == question:
            return message.channel.get_partial_message(message.id)  # type: ignore[union-attr,unused-ignore]
    return None
