"""Getting replies out although requests fail: tried again where that cannot double them."""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

import discord

from bot.client.desk import Desk
from bot.client.errors import (
    UNREACHABLE,
    already_answered,
    restricted,
    too_large,
    too_late,
    transient,
    without_history,
)
from bot.client.impatience import in_a_hurry
from bot.client.pressure import Allowance
from bot.client.ui.embeds import in_words

T = TypeVar("T")
_log = logging.getLogger(__name__)

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before each further attempt to post a message; discord.py itself does not repeat every kind of failure.
So it is with an answer of which Discord was told that it comes later: it is taken for a quarter of an hour."""

HURRIED = (0.1, 0.3, 0.6, 0.8, 0.9, 0.7)
"""The same for an interaction, which Discord gives up after three seconds; the last attempt comes after them and finds
out whether an earlier one took effect."""

PATIENCE = 0.7
"""Seconds that a member waits for the fact base before seeing that the bot thinks."""

_TOLD = "told"
_THINKS = "thinks"

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
    hurried = in_a_hurry if pauses is HURRIED else contextlib.nullcontext
    for pause in pauses:
        try:
            with hurried():
                return await attempt()
        except (discord.HTTPException, *UNREACHABLE) as error:
            if not transient(error):
                raise
            _log.warning("Discord did not take a request, trying again: %s", error)
        await asyncio.sleep(pause)
    return await attempt()


def _renewed(parts: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    """Parts of a message for one attempt after another; a file is read to its end by each, so each has its own."""
    kept: dict[int, tuple[str, bytes]] = {}
    for part in (parts.get("file"), *(parts.get("files") or ()), *(parts.get("attachments") or ())):
        if isinstance(part, discord.File):
            kept[id(part)] = part.filename, part.fp.read()
            part.reset()

    def anew(part: Any) -> Any:
        if isinstance(part, list):
            return [anew(one) for one in part]
        known = kept.get(id(part))
        return discord.File(io.BytesIO(known[1]), known[0]) if known else part

    return lambda: {name: anew(part) for name, part in parts.items()} if kept else parts


async def _fitting(
    attempt: Callable[[dict[str, Any]], Awaitable[T]], parts: dict[str, Any], pauses: tuple[float, ...] = PAUSES
) -> T:
    """Make a request with parts of a message, as :func:`persistently` does; without files that are too large."""
    anew = _renewed(parts)
    try:
        return await persistently(lambda: attempt(anew()), pauses)
    except discord.HTTPException as error:
        if not too_large(error):
            raise
        _log.warning("an answer goes out without its files, which are too large for Discord: %s", error)
    light = {name: part for name, part in parts.items() if name not in {"file", "files", "attachments"}}
    if isinstance(embed := light.get("embed"), discord.Embed):
        light["embed"] = embed.copy().set_image(url=None)
    return await persistently(lambda: attempt(light), pauses)


async def post(channel: discord.abc.Messageable, embed: discord.Embed, **more: Any) -> discord.Message:
    """Post a message; the nonce keeps it single if an attempt took effect without saying so.

    Where the bot may write and not do all that, such as embed links or attach files, its words go out alone.
    """
    nonce = secrets.randbits(63)
    try:
        return await _fitting(lambda parts: channel.send(nonce=nonce, **parts), {"embed": embed, **more})
    except discord.HTTPException as error:
        if not restricted(error):
            raise
        _log.warning("an answer goes out as plain text: the bot lacks a permission in that channel: %s", error)
        kept = {"view", "delete_after", "mention_author"} | (set() if without_history(error) else {"reference"})
    allowed = {name: part for name, part in more.items() if name in kept}
    text, nonce = in_words(embed), secrets.randbits(63)
    return await persistently(lambda: channel.send(text, suppress_embeds=True, nonce=nonce, **allowed))


async def edit(message: discord.PartialMessage, **more: Any) -> None:
    """Edit a message of the bot's; arguments as for its ``edit``."""
    await _fitting(lambda parts: message.edit(**parts), more)


async def take_away(interaction: discord.Interaction[Any]) -> None:
    """Delete the message whose button was pressed; that it is gone already is as good."""
    with contextlib.suppress(discord.NotFound):
        await persistently(interaction.delete_original_response)


def begun(interaction: discord.Interaction[Any]) -> bool:
    """Whether an interaction has had its first response, or may have had it as far as anybody knows."""
    return _TOLD in interaction.extras or interaction.response.is_done()


async def defer(interaction: discord.Interaction[Any], *, ephemeral: bool = False, thinking: bool = False) -> None:
    """Tell Discord that the answer comes later; arguments as for ``defer`` of the interaction's response."""

    async def attempt() -> None:
        await interaction.response.defer(ephemeral=ephemeral, thinking=thinking)

    try:
        await persistently(attempt, HURRIED)
    except discord.HTTPException as error:
        # Told already, only the confirmation got lost.
        if not already_answered(error):
            raise
    interaction.extras[_TOLD] = True
    interaction.extras[_THINKS] = thinking or interaction.type is discord.InteractionType.application_command


async def show_form(interaction: discord.Interaction[Any], form: discord.ui.Modal) -> bool:
    """Show a form as the first response to an interaction.

    Returns:
        Whether Discord confirmed it, so that what is typed arrives in the form.
    """

    async def attempt() -> None:
        await interaction.response.send_modal(form)

    try:
        await persistently(attempt, HURRIED)
    except discord.HTTPException as error:
        if not already_answered(error):
            raise
        return False
    return True


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

    async def attempt(parts: dict[str, Any]) -> Sent | None:
        if interaction.extras.get(_THINKS):
            # What the bot thinks in becomes the answer: unlike a message more, that can be done twice without harm.
            edited = await interaction.edit_original_response(**_as_edit(parts))
            interaction.extras[_THINKS] = False
            return _sent(interaction, edited.id)
        if begun(interaction):
            follow = await interaction.followup.send(ephemeral=ephemeral, wait=True, **parts)
            return _sent(interaction, follow.id)
        response = await interaction.response.send_message(ephemeral=ephemeral, **parts)
        return _sent(interaction, response.message_id)

    if not begun(interaction) and interaction.id in interaction.client.lateness:
        return await _rescue(interaction, embed, ephemeral=ephemeral, **more)
    try:
        return await _fitting(attempt, {"embed": embed, **more}, PAUSES if begun(interaction) else HURRIED)
    except discord.HTTPException as error:
        if already_answered(error):
            return None
        sent = await _rescue(interaction, embed, ephemeral=ephemeral, **more) if too_late(error) else None
        if sent is None:
            raise
        return sent


async def _rescue(
    interaction: discord.Interaction[Any], embed: discord.Embed, *, ephemeral: bool, **more: Any
) -> Sent | None:
    """Post a public answer as a message, since Discord gave the interaction up; None if that cannot be done."""
    channel = interaction.channel
    if ephemeral or not isinstance(channel, discord.abc.Messageable) or not _rescues.take():
        return None
    _log.warning("an interaction was given up before its answer came through; it goes out as a message")
    message = await post(channel, embed, **_renewed(more)())
    return Sent(message.id, message.jump_url)


async def change(interaction: discord.Interaction[Any], **more: Any) -> None:
    """Change the message whose button or menu was used, or the answer; arguments as for ``edit_message``."""

    async def attempt(parts: dict[str, Any]) -> None:
        if begun(interaction):
            await interaction.edit_original_response(**parts)
            interaction.extras[_THINKS] = False
        else:
            await interaction.response.edit_message(**parts)

    try:
        await _fitting(attempt, more, PAUSES if begun(interaction) else HURRIED)
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
    if not begun(interaction):
        await defer(interaction, ephemeral=waiting is Waiting.PRIVATE, thinking=waiting is not Waiting.SAME)
    await desk.ready.wait()


def _as_edit(parts: dict[str, Any]) -> dict[str, Any]:
    """Parts of a new message as an edit names them."""
    files = [*filter(None, [parts.get("file")]), *(parts.get("files") or ())]
    rest = {name: part for name, part in parts.items() if name not in {"file", "files"}}
    return rest | ({"attachments": files} if files else {})


def _sent(interaction: discord.Interaction[Any], message: int | None) -> Sent | None:
    if message is None:
        return None
    guild = interaction.guild_id or "@me"
    return Sent(message, f"https://discord.com/channels/{guild}/{interaction.channel_id}/{message}")
