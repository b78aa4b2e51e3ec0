"""``/review``: moderators go through the questions without a good answer; in their guilds only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord.ext import commands

from bot.client.cogs.making import moderators_command
from bot.client.delivery import Waiting, attend, defer
from bot.client.moderation.review_page import show
from bot.client.moderation.rights import guarded
from bot.client.translator import Texts

if TYPE_CHECKING:
    from bot.client.client import Factbot


class ReviewCog(commands.Cog):
    """Going through missed questions."""

    def __init__(self, client: Factbot) -> None:
        self.client = client

    async def cog_load(self) -> None:
        """Add the command to the moderators' guilds."""
        self.add_commands()

    def add_commands(self) -> None:
        """Add the command to the guilds that the settings name; if it is there already, it is put anew."""

        async def review(interaction: discord.Interaction[Any]) -> None:
            await self.review(interaction)

        made = moderators_command(Texts(self.client.desk.wordings), "review", review)
        if self.client.moderation_guilds:
            self.client.tree.add_command(made, guilds=self.client.moderation_guilds, override=True)

    async def review(self, interaction: discord.Interaction[Any]) -> None:
        """Show the group that was asked most."""
        if not await guarded(interaction):
            return
        # Reading and grouping thousands of questions takes seconds.
        await defer(interaction, ephemeral=True, thinking=True)
        await attend(interaction, self.client.desk, Waiting.PRIVATE)
        await show(interaction, self.client, 0)
        if self.client.workshop:
            self.client.workshop.foresee()
