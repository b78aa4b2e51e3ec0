"""Who may moderate. Asked at every step: command, completion, button and form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.client.delivery import respond
from bot.client.ui.action import reader
from bot.client.ui.embeds import notice
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.client.client import Factbot


def may_moderate(settings: Settings, interaction: discord.Interaction[Any]) -> bool:
    """Whether who used something may moderate: in a configured guild, by a role there or by name.

    Args:
        settings: they name guilds, roles and users.
        interaction: it carries the roles that the member has at this moment.
    """
    moderation, user = settings.discord.moderation, interaction.user
    if interaction.guild_id not in moderation.guilds:
        return False
    if user.id in moderation.users:
        return True
    return isinstance(user, discord.Member) and not {role.id for role in user.roles}.isdisjoint(moderation.roles)


async def guarded(interaction: discord.Interaction[Any]) -> bool:
    """Whether who used something may moderate; others are told that they may not."""
    client: Factbot = interaction.client
    if may_moderate(client.settings, interaction):
        return True
    language = reader(interaction, client)
    text = client.desk.wording(language).discord.moderation.not_allowed
    await respond(interaction, notice(text, language), ephemeral=True)
    return False
