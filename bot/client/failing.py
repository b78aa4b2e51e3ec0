"""What becomes of an error: one line with a reference number for the member, the traceback for the log.

Commands, autocomplete, buttons, menus and forms all end here.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.client.delivery import respond
from bot.client.errors import UNREACHABLE, already_answered, reference, too_late, transient, vanished
from bot.client.languages import tag
from bot.client.ui.embeds import notice

if TYPE_CHECKING:
    from bot.client.client import Factbot

_log = logging.getLogger(__name__)


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
    # The member first: Discord does not wait, and moderators' channel may be slow.
    await _tell(interaction, client, number)
    await client.tell_moderators(number, cause)


async def _tell(interaction: discord.Interaction[Any], client: Factbot, number: str) -> None:
    if interaction.type is discord.InteractionType.autocomplete:
        return
    language = client.desk.reads(interaction.user.id, tag(interaction.locale))
    embed = notice(client.desk.wording(language).discord.failed.format(reference=number), language)
    try:
        await respond(interaction, embed, ephemeral=True)
    except (discord.HTTPException, *UNREACHABLE) as problem:
        _log.warning("%s: the member could not be told: %s", number, problem)
