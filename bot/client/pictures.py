"""Pictures to replies, drawn off the loop and kept by their content."""

from __future__ import annotations

import asyncio
import hashlib
import io
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import discord

from bot.client.desk import Answered, Desk
from bot.client.recent import Recent
from bot.facts.model import Fact

Attachment = Callable[[Fact, str], tuple[str, bytes] | None]
"""Draws a fact in a language: a file name and the file; None where there is nothing to draw."""

_KEPT, _SECONDS = 64, 24 * 3600.0
_PAUSES = 3.0
"""How much longer than a drawing the pause after it is."""

_log = logging.getLogger(__name__)


def no_pictures(fact: Fact, language: str) -> tuple[str, bytes] | None:  # noqa: ARG001
    """Draw nothing."""
    return None


async def _at_once() -> None:
    """Wait for nothing."""


@dataclass(frozen=True)
class Picture:
    """A drawn picture.

    Attributes:
        name: of the file.
        data: the file.
    """

    name: str
    data: bytes

    @property
    def url(self) -> str:
        """How an embed names the attachment."""
        return f"attachment://{self.name}"

    def file(self) -> discord.File:
        """The attachment; each message needs its own."""
        return discord.File(io.BytesIO(self.data), self.name)


class Pictures:
    """Draws the series of facts, each once and one after the other, with pauses: drawing competes with answering.

    Attributes:
        quiet: is waited for before each drawing.
    """

    def __init__(self, desk: Desk, attachment: Attachment = no_pictures) -> None:
        self._desk = desk
        self._attachment = attachment
        self._drawn: Recent[str, Picture | None] = Recent(_KEPT, _SECONDS)
        self._keys: Recent[tuple[int, str], tuple[Fact, str]] = Recent(_KEPT, _SECONDS)
        self._drawing: dict[str, asyncio.Task[Picture | None]] = {}
        self.quiet: Callable[[], Awaitable[None]] = _at_once
        self._one = asyncio.Lock()
        self._next = 0.0
        self._enabled = attachment is not no_pictures

    def wanted(self, answered: Answered) -> bool:
        """Whether a reply has something to draw that no attempt has been made at."""
        fact = self._fact(answered)
        return fact is not None and self._key(fact, answered.reply.language) not in self._drawn

    def ready(self, answered: Answered) -> Picture | None:
        """The picture of a reply, if it has been drawn before."""
        fact = self._fact(answered)
        return self._drawn.get(self._key(fact, answered.reply.language)) if fact else None

    async def draw(self, answered: Answered) -> Picture | None:
        """Draw the picture of a reply; None if there is none, or if drawing fails, which is logged."""
        fact = self._fact(answered)
        return await self.of(fact, answered.reply.language) if fact else None

    async def of(self, fact: Fact, language: str) -> Picture | None:
        """Draw a fact's series in a language; None as for :meth:`draw`."""
        if not self._enabled or not fact.series:
            return None
        key = self._key(fact, language)
        if key in self._drawn:
            return self._drawn.get(key)
        # Many may ask for the same one before it is drawn.
        if key not in self._drawing:
            task = asyncio.create_task(self._draw(key, fact, language), name="picture")
            self._drawing[key] = task
            task.add_done_callback(lambda _: self._drawing.pop(key))
        return await asyncio.shield(self._drawing[key])

    async def _draw(self, key: str, fact: Fact, language: str) -> Picture | None:
        loop = asyncio.get_running_loop()
        async with self._one:
            await asyncio.sleep(self._next - loop.time())
            await self.quiet()
            began = loop.time()
            try:
                drawn = await asyncio.to_thread(self._attachment, fact, language)
            except Exception:  # noqa: BLE001  # a picture is no reason to lose an answer
                _log.exception("the picture of %s cannot be drawn; its answer goes out without", fact.id)
                drawn = None
            self._next = loop.time() + _PAUSES * (loop.time() - began)
        picture = Picture(*drawn) if drawn else None
        self._drawn.put(key, picture)
        return picture

    def _fact(self, answered: Answered) -> Fact | None:
        """The one fact with a series that answers; a repeated answer points to the first instead."""
        if not self._enabled or answered.above or len(answered.reply.facts) != 1:
            return None
        fact = self._desk.answerer.fact(answered.reply.facts[0])
        return fact if fact and fact.series else None

    def _key(self, fact: Fact, language: str) -> str:
        """What tells pictures apart, whichever fact base a fact is of."""
        known = self._keys.get((id(fact), language))
        if known is None:
            told = f"{language}\0{fact.model_dump_json()}"
            # The fact is kept along, since its identity lasts as long as itself.
            known = fact, hashlib.sha256(told.encode()).hexdigest()
            self._keys.put((id(fact), language), known)
        return known[1]
