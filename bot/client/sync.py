"""Commands registered with Discord, only when they have changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.client.delivery import persistently

_log = logging.getLogger(__name__)


class Registered:
    """What was registered last, kept in a small file, so that an unchanged start registers nothing."""

    def __init__(self, path: Path | None) -> None:
        """Name the file; None: every start registers the commands."""
        self._path = path

    async def sync(self, tree: app_commands.CommandTree[Any], guild: discord.abc.Snowflake | None = None) -> bool:
        """Register the commands, if they are not what Discord has.

        Args:
            tree: the commands.
            guild: of one guild; None: the global ones.

        Returns:
            Whether they were registered anew.

        Raises:
            discord.HTTPException: if Discord does not take them.
        """
        place = f"{tree.client.application_id}/{guild.id if guild else 'global'}"
        digest = await _digest(tree, guild)
        kept = self._read().get(place)
        if kept and kept.get("digest") == digest:
            # Somebody else may have registered others in the meantime.
            there = await persistently(lambda: tree.fetch_commands(guild=guild))
            if kept.get("ids") == sorted(command.id for command in there):
                return False
        made = await persistently(lambda: tree.sync(guild=guild))
        self._write(place, {"digest": digest, "ids": sorted(command.id for command in made)})
        return True

    def guilds(self, application: int | None) -> set[int]:
        """The guilds in which commands of their own were registered."""
        places = (place.split("/") for place in self._read())
        return {int(guild) for owner, guild in places if owner == str(application) and guild != "global"}

    async def withdraw(self, tree: app_commands.CommandTree[Any], guild: discord.abc.Snowflake) -> None:
        """Take a guild's own commands back.

        Raises:
            discord.HTTPException: if Discord does not take that; a guild that the bot has left needs no telling.
        """
        tree.clear_commands(guild=guild)
        with contextlib.suppress(discord.Forbidden):
            await persistently(lambda: tree.sync(guild=guild))
        self._write(f"{tree.client.application_id}/{guild.id}", None)

    def _read(self) -> dict[str, dict[str, Any]]:
        if self._path is None:
            return {}
        try:
            kept = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def _write(self, place: str, entry: dict[str, Any] | None) -> None:
        if self._path is None:
            return
        kept = {name: known for name, known in self._read().items() if name != place}
        if entry is not None:
            kept[place] = entry
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(kept), "utf-8")
        except OSError as error:
            _log.warning("cannot keep what was registered in %s: %s", self._path, error.strerror)


async def _digest(tree: app_commands.CommandTree[Any], guild: discord.abc.Snowflake | None) -> str:
    """A hash over all that Discord would be told of the commands."""
    commands = [
        *tree.get_commands(guild=guild, type=discord.AppCommandType.chat_input),
        *tree.get_commands(guild=guild, type=discord.AppCommandType.message),
        *tree.get_commands(guild=guild, type=discord.AppCommandType.user),
    ]
    translator = tree.translator
    payload = [
        await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
        for command in commands
    ]
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
