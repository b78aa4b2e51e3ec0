"""Commands made of the wording files: their names and descriptions are data."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType

from bot.client.translator import Texts

Handler = Callable[..., Coroutine[Any, Any, None]]

QUESTION = "question"
"""Marks a command that asks something; its answer is worth a message where Discord has given the command up."""


def command(texts: Texts, key: str, handler: Handler) -> app_commands.Command[Any, ..., None]:
    """A slash command that works in servers, in direct messages and for members who installed the bot themselves.

    Args:
        texts: the wording.
        key: of the command below ``commands``.
        handler: what it does; its parameters after the interaction are the options.
    """
    return app_commands.Command(
        name=texts(f"{key}.name"),
        description=texts(f"{key}.description"),
        callback=handler,
        allowed_installs=AppInstallationType(guild=True, user=True),
        allowed_contexts=AppCommandContext(guild=True, dm_channel=True, private_channel=True),
    )


def message_menu(texts: Texts, key: str, handler: Handler) -> app_commands.ContextMenu:
    """An entry in the menu of messages; arguments as for :func:`command`."""
    return app_commands.ContextMenu(
        name=texts(key),
        callback=handler,
        type=discord.AppCommandType.message,
        allowed_installs=AppInstallationType(guild=True, user=True),
        allowed_contexts=AppCommandContext(guild=True, dm_channel=True, private_channel=True),
    )


def moderators_command(texts: Texts, key: str, handler: Handler) -> app_commands.Command[Any, ..., None]:
    """A slash command for moderators, to be added to their guilds; arguments as for :func:`command`.

    Who may see it is for the guild's own administrators to widen; who may use it is asked for anew at every step.
    """
    made: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=texts(f"{key}.name"), description=texts(f"{key}.description"), callback=handler
    )
    made.default_permissions = discord.Permissions(manage_messages=True)
    made.guild_only = True
    return made
