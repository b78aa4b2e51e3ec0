"""Pictures to replies, drawn off the loop and kept by their content."""

from __future__ import annotations

import asyncio
import hashlib
import io
import logging
from collections.abc import Callable
from dataclasses import dataclass

import discord

from bot.client.desk import Answered, Desk
from bot.client.recent import Recent
from bot.facts.model import Fact

Attachment = Callable[[Fact, str], tuple[str, bytes] | None]
"""Draws a fact in a language: a file name and the file; None where there is nothing to draw."""

_KEPT, _SECONDS = 64, 24 * 3600.0
_log = logging.getLogger(__name__)


def no_pictures(fact: Fact, language: str) -> tuple[str, bytes] | None:  # noqa: ARG001
    """Draw nothing."""
    return None


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
    """Draws the series of facts, each once."""

    def __init__(self, desk: Desk, attachment: Attachment = no_pictures) -> None:
        self._desk = desk
        self._attachment = attachment
        self._drawn: Recent[str, Picture | None] = Recent(_KEPT, _SECONDS)
        self._enabled = attachment is not no_pictures

    def wanted(self, answered: Answered) -> bool:
        """Whether a reply has something to draw that no attempt has been made at."""
        fact = self._fact(answered)
        return fact is not None and self._key(fact, answered) not in self._drawn

    def ready(self, answered: Answered) -> Picture | None:
        """The picture of a reply, if it has been drawn before."""
        fact = self._fact(answered)
        return self._drawn.get(self._key(fact, answered)) if fact else None

    async def draw(self, answered: Answered) -> Picture | None:
        """Draw the picture of a reply; None if there is none, or if drawing fails, which is logged."""
        fact = self._fact(answered)
        if fact is None:
            return None
        try:
            drawn = await asyncio.to_thread(self._attachment, fact, answered.reply.language)
        except Exception:  # noqa: BLE001  # a picture is no reason to lose an answer
            _log.exception("the picture of %s cannot be drawn; its answer goes out without", fact.id)
            drawn = None
        picture = Picture(*drawn) if drawn else None
        self._drawn.put(self._key(fact, answered), picture)
        return picture

    def _fact(self, answered: Answered) -> Fact | None:
        """The one fact with a series that answers; a repeated answer points to the first instead."""
        if not self._enabled or answered.above or len(answered.reply.facts) != 1:
            return None
        fact = self._desk.answerer.fact(answered.reply.facts[0])
        return fact if fact and fact.series else None

    @staticmethod
    def _key(fact: Fact, answered: Answered) -> str:
        told = f"{answered.reply.language}\0{fact.model_dump_json()}"
        return hashlib.sha256(told.encode()).hexdigest()
