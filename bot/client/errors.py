"""What went wrong: one line with a reference number for the member, the traceback for the log.

Commands, autocomplete, buttons, menus and forms all end here.
"""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands

from bot.client.languages import tag
from bot.client.ui.embeds import notice

if TYPE_CHECKING:
    from bot.client.client import Factbot

_log = logging.getLogger(__name__)

UNREACHABLE = (discord.DiscordServerError, aiohttp.ClientError, OSError, TimeoutError)
"""What a request raises if Discord or the network fails it."""

_ANSWERED, _TOO_LATE, _UNKNOWN_MESSAGE, _UNKNOWN_CHANNEL, _UNKNOWN_WEBHOOK = 40060, 10062, 10008, 10003, 10015


def transient(error: BaseException) -> bool:
    """Whether a request may succeed if it is made again."""
    return isinstance(error, UNREACHABLE) or (isinstance(error, discord.HTTPException) and error.status >= 500)


def already_answered(error: BaseException) -> bool:
    """Whether an interaction had its answer: the first attempt took effect and only its confirmation got lost."""
    return isinstance(error, discord.InteractionResponded) or (
        isinstance(error, discord.HTTPException) and error.code == _ANSWERED
    )


def too_late(error: BaseException) -> bool:
    """Whether Discord no longer takes an answer to an interaction."""
    return isinstance(error, discord.HTTPException) and error.code in {_TOO_LATE, _UNKNOWN_WEBHOOK}


def vanished(error: BaseException) -> bool:
    """Whether what was to be answered, edited or deleted is not there any more."""
    return isinstance(error, discord.HTTPException) and error.code in {_UNKNOWN_MESSAGE, _UNKNOWN_CHANNEL}


def reference() -> str:
    """A short number that stands in the member's message and in the log."""
    return secrets.token_hex(3).upper()


async def failed(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Deal with an error of a command, button, menu or form.

    Args:
        interaction: in which it happened; the member is told, if that is still possible.
        error: what was raised.
    """
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if already_answered(cause):
        _log.warning("an interaction was answered twice, since Discord failed to confirm the first time")
        return
    if too_late(cause) or vanished(cause):
        _log.warning("an interaction could not be answered: %s", cause)
        return
    number = reference()
    if transient(cause):
        _log.error("%s: Discord did not take an answer: %s", number, cause)
    else:
        _log.error("%s: an interaction failed", number, exc_info=cause)
    client: Factbot = interaction.client
    await client.tell_moderators(number, cause)
    await _tell(interaction, client, number)


async def _tell(interaction: discord.Interaction[Any], client: Factbot, number: str) -> None:
    if interaction.type is discord.InteractionType.autocomplete:
        return
    language = client.desk.reads(interaction.user.id, tag(interaction.locale))
    embed = notice(client.desk.wording(language).discord.failed.format(reference=number), language)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(embed=embed, ephemeral=True)
        else:
            await interaction.response.send_message(embed=embed, ephemeral=True)
    except (discord.HTTPException, *UNREACHABLE) as problem:
        _log.warning("%s: the member could not be told: %s", number, problem)
