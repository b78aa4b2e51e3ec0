"""Dresses replies for Discord: what does not depend on who asks is put together once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.answers.reply import Reply
from bot.client.desk import Answered, Desk
from bot.client.pictures import Pictures
from bot.client.recent import Recent
from bot.client.ui.embeds import reply_embed
from bot.client.ui.views import Finished, Rows, reply_view, signed
from bot.matching.decision import Outcome

_LIMIT, _SECONDS = 1024, 3600.0

_Key = tuple[int, str | None, bool, bool]
"""A reply's identity, the link to the same answer above it, whether it has a title, and whether it is hidden."""


@dataclass(frozen=True, slots=True)
class _Suit:
    """An embed and buttons that have been put together, and the reply, whose identity lasts as long as this."""

    reply: Reply
    embed: discord.Embed
    rows: Rows


class Dresser:
    """Puts embeds, buttons and pictures to replies."""

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        self._desk = desk
        self._pictures = pictures
        self._kept: Recent[_Key, _Suit] = Recent(_LIMIT, _SECONDS)

    def dress(self, answered: Answered, *, titled: bool, link: str | None = None) -> dict[str, Any]:
        """Embed, view and, if it has been drawn before, the picture of a reply.

        Args:
            answered: the reply; as long as its question is remembered, the same one has the same identity.
            titled: whether the curated question stands above, for readers who do not see what was asked.
            link: the message that is answered, where the reply does not hang on it.
        """
        dressed: dict[str, Any]
        if link or answered.reply.outcome is Outcome.SUGGEST:
            # A link is another one each time, and so is the menu's id.
            embed, view = self._made(answered, titled=titled, link=link)
            dressed = {"embed": embed, "view": view}
        else:
            suit = self._suit(answered, titled=titled)
            embed = suit.embed
            dressed = {"embed": embed, "view": Finished(signed(suit.rows, answered))}
        picture = self._pictures.ready(answered)
        if picture:
            dressed |= {"file": picture.file(), "embed": embed.copy().set_image(url=picture.url)}
        return dressed

    def _suit(self, answered: Answered, *, titled: bool) -> _Suit:
        key = id(answered.reply), answered.above, titled, answered.asker.hidden
        suit = self._kept.get(key)
        if suit is None:
            embed, view = self._made(answered, titled=titled)
            suit = _Suit(answered.reply, embed, view.to_components())
        self._kept.put(key, suit)
        return suit

    def _made(self, answered: Answered, *, titled: bool, link: str | None = None) -> tuple[discord.Embed, ui.View]:
        wording = self._desk.wording(answered.reply.language)
        title = self._desk.title(answered) if titled else None
        embed = reply_embed(answered, wording, title=title, link=link, caveats=self._desk.caveats(answered))
        return embed, reply_view(answered, wording)
