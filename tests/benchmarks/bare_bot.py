"""The least that discord.py does: a command that answers a constant. What the bot is held against."""

from __future__ import annotations

import os
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands


class Bare(commands.AutoShardedBot):
    """One command and nothing else."""

    async def setup_hook(self) -> None:
        """Register it."""
        self.tree.add_command(ask)
        await self.tree.sync()


@app_commands.command(description="Ask")
async def ask(interaction: discord.Interaction[Any], question: str) -> None:
    """Answer a constant, whatever the question."""
    await interaction.response.send_message("constant")


if __name__ == "__main__":
    bot = Bare(commands.when_mentioned, intents=discord.Intents.default())
    bot.run(os.environ["DISCORD_TOKEN"], log_handler=None)
