"""What becomes of an error: one line with a reference number for the member, the traceback for the log.

Commands, autocomplete, buttons, menus and forms all end here.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.client.delivery import respond
from bot.client.errors import UNREACHABLE, already_answered, outdated, reference, too_late, transient, vanished
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
    client: Factbot = interaction.client
    if outdated(cause):
        _log.warning("a command was used as another version of the bot has it: %s", cause)
        await _tell(interaction, client, None)
        return
    number = reference()
    if transient(cause):
        _log.error("%s: Discord did not take an answer: %s", number, cause)
    else:
        _log.error("%s: an interaction failed", number, exc_info=cause)
    # The member first: Discord does not wait, and moderators' channel may be slow.
    await _tell(interaction, client, number)
    await client.tell_moderators(number, cause)


async def _tell(interaction: discord.Interaction[Any], client: Factbot, number: str | None) -> None:
    """Tell the member that it failed, with its number; None: that the command is another one by now."""
    if interaction.type is discord.InteractionType.autocomplete:
        return
    # What broke may be that Discord did not say who it was.
    member = interaction.user.id if isinstance(interaction.user, discord.abc.User) else 0
    language = client.desk.reads(member, tag(interaction.locale))
    said = client.desk.wording(language).discord
    text = said.failed.format(reference=number) if number else said.outdated
    try:
        await respond(interaction, notice(text, language), ephemeral=True)
    except (discord.HTTPException, *UNREACHABLE) as problem:
        _log.warning("%s: the member could not be told: %s", number or "an outdated command", problem)
