"""Getting replies out although requests fail: tried again where that cannot double them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

import discord

from bot.client.desk import Desk
from bot.client.errors import UNREACHABLE, already_answered, too_late, transient
from bot.client.pressure import Allowance

T = TypeVar("T")
_log = logging.getLogger(__name__)

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each further attempt to post a message; discord.py itself does not repeat every kind of failure."""

PATIENCE = 0.7
"""Seconds that a member waits for the fact base before seeing that the bot thinks."""

HURRIED = (0.1, 0.4)
"""The same for an interaction, which Discord gives up after three seconds."""


_rescues = Allowance(5, 10.0)
"""How often a late answer may go out as a message; more would only add to the load that made it late."""


@dataclass(frozen=True)
class Sent:
    """A message that has gone out.

    Attributes:
        message: its id.
        link: where it can be read.
    """

    message: int
    link: str


async def persistently(attempt: Callable[[], Awaitable[T]], pauses: tuple[float, ...] = PAUSES) -> T:
    """Make a request until Discord takes it, some times at most; the last failure is raised."""
    for pause in pauses:
        try:
            return await attempt()
        except (discord.HTTPException, *UNREACHABLE) as error:
            if not transient(error):
                raise
            _log.warning("Discord did not take a request, trying again: %s", error)
        await asyncio.sleep(pause)
    return await attempt()


async def post(channel: discord.abc.Messageable, embed: discord.Embed, **more: Any) -> discord.Message:
    """Post a message; the nonce keeps it single if an attempt took effect without saying so."""
    nonce = secrets.randbits(63)
    return await persistently(lambda: channel.send(embed=embed, nonce=nonce, **more))


async def respond(
    interaction: discord.Interaction[Any], embed: discord.Embed, *, ephemeral: bool, **more: Any
) -> Sent | None:
    """Answer an interaction.

    Where Discord gave it up before the answer came through, a public answer goes into the channel as a message.

    Args:
        interaction: what is answered.
        embed: the answer.
        ephemeral: whether only the member sees it.
        more: ``view`` and the like.

    Returns:
        What was sent; None if it went out and Discord did not say as what.
    """

    async def attempt() -> Sent | None:
        if interaction.response.is_done():
            follow = await interaction.followup.send(embed=embed, ephemeral=ephemeral, wait=True, **more)
            return _sent(interaction, follow.id)
        response = await interaction.response.send_message(embed=embed, ephemeral=ephemeral, **more)
        return _sent(interaction, response.message_id)

    try:
        return await persistently(attempt, HURRIED)
    except discord.HTTPException as error:
        if already_answered(error):
            return None
        channel = interaction.channel
        if not too_late(error) or ephemeral or not isinstance(channel, discord.abc.Messageable) or not _rescues.take():
            raise
        _log.warning("an interaction was given up before its answer came through; it goes out as a message")
        message = await post(channel, embed, **more)
        return Sent(message.id, message.jump_url)


async def change(interaction: discord.Interaction[Any], **more: Any) -> None:
    """Change the message whose button or menu was used; arguments as for ``edit_message``."""

    async def attempt() -> None:
        if interaction.response.is_done():
            await interaction.edit_original_response(**more)
        else:
            await interaction.response.edit_message(**more)

    try:
        await persistently(attempt, HURRIED)
    except discord.HTTPException as error:
        if not already_answered(error):
            raise


class Waiting(Enum):
    """What a member sees while the bot is still opening its fact base."""

    PUBLIC = "the bot thinks, for all to see"
    PRIVATE = "the bot thinks, for the member's eyes only"
    SAME = "the message stays as it is"


async def attend(interaction: discord.Interaction[Any], desk: Desk, waiting: Waiting) -> None:
    """Wait until there is a fact base to answer from; Discord is told in time that the answer comes later.

    Args:
        interaction: what is to be answered; that the answer comes later may have been told already.
        desk: it has the fact base.
        waiting: what the member sees meanwhile.
    """
    if desk.ready.is_set():
        return
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(desk.ready.wait(), PATIENCE)
    if desk.ready.is_set():
        return
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=waiting is Waiting.PRIVATE, thinking=waiting is not Waiting.SAME)
    await desk.ready.wait()


def _sent(interaction: discord.Interaction[Any], message: int | None) -> Sent | None:
    if message is None:
        return None
    guild = interaction.guild_id or "@me"
    return Sent(message, f"https://discord.com/channels/{guild}/{interaction.channel_id}/{message}")
