"""The least that discord.py does: a command that answers a constant. What the bot is held against.

It runs on asyncio's own loop, as most of its kind do; with ``--uvloop`` on the one that the bot runs on.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

import discord
import uvloop
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
    factory = uvloop.new_event_loop if "--uvloop" in sys.argv else None
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(bot.start(os.environ["DISCORD_TOKEN"]))
