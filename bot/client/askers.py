"""Who asks, seen from Discord's objects."""

from __future__ import annotations

from typing import Any

import discord

from bot.client.desk import Asker
from bot.client.languages import tag


def of_interaction(interaction: discord.Interaction[Any], place: str, *, private: bool) -> Asker:
    """Who used a command, button or menu.

    In a conversation between members, to which one of them brought the bot, others read along as in a server.
    """
    direct = interaction.guild_id is None and not interaction.context.private_channel
    return Asker(
        member=interaction.user.id,
        place=place,
        private=private or direct,
        guild=interaction.guild_id,
        channel=None if direct else interaction.channel_id,
        locale=tag(interaction.locale),
    )


def of_message(message: discord.Message, place: str) -> Asker:
    """Who wrote a message; a message does not tell what language its writer's client is in."""
    direct = message.guild is None
    return Asker(
        member=message.author.id,
        place=place,
        private=direct,
        guild=message.guild.id if message.guild else None,
        channel=None if direct else message.channel.id,
    )


def places(channel: object) -> frozenset[int]:
    """The ids under which settings may name a channel: its own, and that of the channel of a thread."""
    ids = (getattr(channel, "id", None), getattr(channel, "parent_id", None))
    return frozenset(i for i in ids if isinstance(i, int))
