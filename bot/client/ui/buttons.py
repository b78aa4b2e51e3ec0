"""Buttons below a reply: related questions, votes, removal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.client import askers
from bot.client.delivery import Waiting, defer, respond, take_away
from bot.client.ui.action import BUTTON_LABEL, CUSTOM_ID, Action, reader
from bot.client.ui.embeds import notice
from bot.client.ui.text import cut, directed

if TYPE_CHECKING:
    from bot.client.client import Factbot

_UP, _DOWN, _BIN = "👍", "👎", "🗑️"


class Question(Action["ui.Button[Any]"], template=r"fb:q:(?P<language>[A-Za-z0-9-]+):(?P<fact>[a-z0-9-]+)"):
    """Asks a curated question: a related one, or the nearest to what has no answer."""

    waits = Waiting.PRIVATE

    def __init__(self, fact: str, language: str, label: str, *, row: int | None = None) -> None:
        text = cut(directed(label, language), BUTTON_LABEL)
        super().__init__(ui.Button(label=text, custom_id=f"fb:q:{language}:{fact}"), row=row)
        self.fact, self.language = fact, language

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /) -> Self:
        """The button as it stands in a message."""
        return cls(match["fact"], match["language"], item.label or "?")

    @staticmethod
    def fits(fact: str, language: str) -> bool:
        """Whether Discord takes a button with this id."""
        return len(f"fb:q:{language}:{fact}") <= CUSTOM_ID

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Answer for the eyes of who pressed, so that curiosity does not fill a channel."""
        asker = askers.of_interaction(interaction, "menu", private=True)
        answered = client.desk.pick(self.fact, self.language, asker)
        if answered is None:
            language = reader(interaction, client)
            await respond(interaction, notice(client.desk.wording(language).discord.gone, language), ephemeral=True)
            return
        await client.replier.give(interaction, answered)


class Vote(Action["ui.Button[Any]"], template=r"fb:v:(?P<value>[+-]):(?P<key>[0-9a-f]{32})"):
    """Says whether an answer helped."""

    START = "fb:v:"

    def __init__(self, key: str, value: str, *, row: int | None = None) -> None:
        label = _UP if value == "+" else _DOWN
        super().__init__(ui.Button(label=label, custom_id=f"{self.START}{value}:{key}"), row=row)
        self.key, self.value = key, 1 if value == "+" else -1

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /) -> Self:  # noqa: ARG003
        """The button as it stands in a message."""
        return cls(match["key"], match["value"])

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Count the vote and thank for it."""
        now = client.desk.vote(self.key, interaction.user.id, self.value)
        language = reader(interaction, client)
        wording = client.desk.wording(language).discord
        await respond(interaction, notice(wording.voted if now else wording.vote_back, language), ephemeral=True)


class Remove(Action["ui.Button[Any]"], template=r"fb:x:(?P<asker>[0-9]+)"):
    """Removes the bot's message, for who asked and for moderators."""

    START = "fb:x:"

    def __init__(self, asker: int, *, row: int | None = None) -> None:
        super().__init__(ui.Button(label=_BIN, custom_id=f"{self.START}{asker}"), row=row)
        self.asker = asker

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /) -> Self:  # noqa: ARG003
        """The button as it stands in a message."""
        return cls(int(match["asker"]))

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Remove the message."""
        if interaction.user.id != self.asker and not client.moderates(interaction):
            language = reader(interaction, client)
            wording = client.desk.wording(language).discord
            await respond(interaction, notice(wording.not_yours, language), ephemeral=True)
            return
        if interaction.message:
            client.desk.gone(interaction.message.id)
        await defer(interaction)
        await take_away(interaction)
