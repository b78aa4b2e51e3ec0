"""``/topics``, ``/about`` and ``/language``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.cogs.making import command
from bot.client.delivery import Waiting, attend, respond
from bot.client.translator import Texts
from bot.client.ui.about import about_page
from bot.client.ui.action import OPTION_LABEL, OPTIONS, reader
from bot.client.ui.embeds import notice
from bot.client.ui.text import cut
from bot.client.ui.topics import topics_page

if TYPE_CHECKING:
    from bot.client.client import Factbot

_AUTOMATIC = "auto"


class BrowseCog(commands.Cog):
    """What can be asked, where it comes from, and in which language the bot answers in private."""

    def __init__(self, client: Factbot) -> None:
        self.client = client

    async def cog_load(self) -> None:
        """Add the commands."""
        wordings = self.client.desk.wordings
        texts = Texts(wordings)

        async def topics(interaction: discord.Interaction[Any]) -> None:
            await self.topics(interaction)

        async def about(interaction: discord.Interaction[Any]) -> None:
            await self.about(interaction)

        choices = [app_commands.Choice(name=texts("language.automatic"), value=_AUTOMATIC)]
        choices += [
            app_commands.Choice(name=cut(wording.discord.own_name, OPTION_LABEL), value=tag)
            for tag, wording in sorted(wordings.by_language.items())[: OPTIONS - 1]
        ]

        @app_commands.rename(language=texts("language.language.name"))
        @app_commands.describe(language=texts("language.language.description"))
        @app_commands.choices(language=choices)
        async def language(interaction: discord.Interaction[Any], language: str) -> None:
            await self.language(interaction, language)

        for made in (
            command(texts, "topics", topics),
            command(texts, "about", about),
            command(texts, "language", language),
        ):
            self.client.tree.add_command(made)

    async def topics(self, interaction: discord.Interaction[Any]) -> None:
        """Show the topics, for the member's eyes only."""
        await attend(interaction, self.client.desk, Waiting.PRIVATE)
        language = reader(interaction, self.client)
        embed, view = topics_page(self.client.desk.answerer, language)
        await respond(interaction, embed, ephemeral=True, view=view)

    async def about(self, interaction: discord.Interaction[Any]) -> None:
        """Say where the answers come from."""
        await attend(interaction, self.client.desk, Waiting.PRIVATE)
        language = reader(interaction, self.client)
        embed, view = about_page(self.client.desk.answerer, language, self.client.settings.questions.retention_days)
        await respond(interaction, embed, ephemeral=True, view=view)

    async def language(self, interaction: discord.Interaction[Any], chosen: str) -> None:
        """Keep a member's own choice for private replies."""
        desk = self.client.desk
        desk.speaks(interaction.user.id, None if chosen == _AUTOMATIC else chosen)
        language = reader(interaction, self.client)
        wording = desk.wording(language).discord
        text = (
            wording.language_automatic
            if chosen == _AUTOMATIC
            else wording.language_set.format(language=desk.wording(chosen).discord.own_name)
        )
        await respond(interaction, notice(text, language), ephemeral=True)
