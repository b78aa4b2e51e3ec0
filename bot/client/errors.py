"""What went wrong, by what can be done about it."""

from __future__ import annotations

import secrets

import aiohttp
import discord
from discord import app_commands

UNREACHABLE = (discord.DiscordServerError, aiohttp.ClientError, OSError, TimeoutError)
"""What a request raises if Discord or the network fails it."""

_ANSWERED, _TOO_LATE, _UNKNOWN_MESSAGE, _UNKNOWN_CHANNEL, _UNKNOWN_WEBHOOK = 40060, 10062, 10008, 10003, 10015
_NO_ACCESS, _NO_DIRECT_MESSAGES, _NO_HISTORY = 50001, 50007, 160002
_TOO_LARGE, _EXPIRED, _ARCHIVED, _LOCKED = 40005, 50027, 50083, 160005


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
    return isinstance(error, discord.HTTPException) and error.code in {_TOO_LATE, _UNKNOWN_WEBHOOK, _EXPIRED}


def vanished(error: BaseException) -> bool:
    """Whether what was to be answered, edited or deleted is not there any more."""
    return isinstance(error, discord.HTTPException) and error.code in {_UNKNOWN_MESSAGE, _UNKNOWN_CHANNEL}


def shut(error: BaseException) -> bool:
    """Whether nothing can be written in a thread, since it was archived or locked meanwhile."""
    return isinstance(error, discord.HTTPException) and error.code in {_ARCHIVED, _LOCKED}


def too_large(error: BaseException) -> bool:
    """Whether a message was refused for the size of its files."""
    return isinstance(error, discord.HTTPException) and (error.status == 413 or error.code == _TOO_LARGE)


def outdated(error: BaseException) -> bool:
    """Whether a member's client knows a command as another version of the bot had it."""
    kinds = app_commands.CommandNotFound, app_commands.CommandSignatureMismatch, app_commands.TransformerError
    return isinstance(error, kinds)


def restricted(error: BaseException) -> bool:
    """Whether a message was refused for what it brings along, and might not be without."""
    if without_history(error):
        return True
    return isinstance(error, discord.Forbidden) and error.code not in {_NO_ACCESS, _NO_DIRECT_MESSAGES}


def without_history(error: BaseException) -> bool:
    """Whether a message was refused because it hangs on another one, which the bot may not read."""
    return isinstance(error, discord.HTTPException) and error.code == _NO_HISTORY


def reference() -> str:
    """A short number that stands in the member's message and in the log."""
    return secrets.token_hex(3).upper()
