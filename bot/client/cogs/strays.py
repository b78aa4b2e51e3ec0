"""Buttons and menus of a kind that the bot does not know: of another version of it, below messages that still stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord.ext import commands

from bot.client.delivery import respond
from bot.client.failing import failed
from bot.client.ui.action import Action, reader
from bot.client.ui.embeds import notice

if TYPE_CHECKING:
    from bot.client.client import Factbot


class StraysCog(commands.Cog):
    """Answers what nothing else answers; else Discord tells the member that the bot does not respond."""

    def __init__(self, client: Factbot, known: Sequence[type[Action[Any]]]) -> None:
        """Set up.

        Args:
            client: the bot.
            known: all kinds of buttons and menus that it has.
        """
        self.client = client
        self._known = known

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Say that a button leads nowhere any more."""
        data: dict[str, Any] = dict(interaction.data or {})
        custom_id = str(data.get("custom_id", ""))
        if interaction.type is not discord.InteractionType.component or any(k.is_of(custom_id) for k in self._known):
            return
        language = reader(interaction, self.client)
        try:
            await respond(
                interaction, notice(self.client.desk.wording(language).discord.gone, language), ephemeral=True
            )
        except Exception as error:  # noqa: BLE001  # dealt with where those of commands are
            await failed(interaction, error)
