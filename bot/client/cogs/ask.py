"""``/ask``, and "Answer this" in a message's menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.cogs.making import QUESTION, command, message_menu
from bot.client.delivery import respond
from bot.client.languages import tag
from bot.client.translator import Texts
from bot.client.ui.action import OPTION_LABEL, reader
from bot.client.ui.embeds import notice
from bot.client.ui.text import cut, directed

if TYPE_CHECKING:
    from bot.client.client import Factbot

_LONGEST = 4000


class AskCog(commands.Cog):
    """Asking by command and by menu."""

    def __init__(self, client: Factbot) -> None:
        self.client = client

    async def cog_load(self) -> None:
        """Add the commands."""
        texts = Texts(self.client.desk.wordings)

        @app_commands.rename(question=texts("ask.question.name"))
        @app_commands.describe(question=texts("ask.question.description"))
        async def ask(interaction: discord.Interaction[Any], question: app_commands.Range[str, 1, _LONGEST]) -> None:
            await self.client.replier.ask(interaction, question, "slash")

        asking = command(texts, "ask", ask)
        asking.autocomplete("question")(self.offered)
        menu = message_menu(texts, "answer_this", self.answer_this)
        for one in (asking, menu):
            one.extras[QUESTION] = True
            self.client.tree.add_command(one)

    async def offered(self, interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        """Curated questions for what is being typed."""
        desk = self.client.desk
        language, questions = desk.complete(current, desk.reads(interaction.user.id, tag(interaction.locale)))
        return [
            app_commands.Choice(name=cut(directed(question, language), OPTION_LABEL), value=question)
            for question in questions
        ]

    async def answer_this(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Answer the message whose menu was used."""
        if not message.content.strip():
            language = reader(interaction, self.client)
            wording = self.client.desk.wording(language).discord
            await respond(interaction, notice(wording.unreadable, language), ephemeral=True)
            return
        await self.client.replier.ask(interaction, message.content, "menu", link=message.jump_url)
