"""A fact base that moderators may edit, on a Discord that is played in this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest_asyncio
from simcord.env import Env

from bot.answers.answerer import Answerer
from bot.client.client import Factbot
from bot.client.moderation.workshop import Workshop
from bot.client.watching import Watcher
from bot.facts.reader import read
from bot.settings import DiscordSettings, ModerationSettings
from bot.storage.database import Database, default_url
from bot.storage.publish import Publisher
from tests.client.conftest import Make, Scene, components, text_of

SECONDS = 30

ANSWERS = {"a_en": "A ticket costs **5 crowns**.", "a_ar": "ثمن التذكرة **5 كرونات**."}


class Edited(Scene):
    """A server with moderators, whose fact base is on disk and has a history.

    Attributes:
        path: the fact base.
        editor, second: moderators.
        helper: a member who may manage messages, and is no moderator.
        log: the log channel.
    """

    def __init__(self, env: Env, bot: Factbot, path: Path, database: Database) -> None:
        super().__init__(env, bot)
        self.path, self.database = path, database
        role = self.guild.create_role("Editors", permissions=discord.Permissions(manage_messages=True))
        self.role = role
        self.editor = self.guild.add_member(env.create_user("editor"), roles=[role])
        self.second = self.guild.add_member(env.create_user("second"), roles=[role])
        self.helper = self.mod
        self.log = self.guild.create_text_channel("bot-log")

    @property
    def settings(self) -> DiscordSettings:
        return DiscordSettings(
            log_channel=self.log.id, moderation=ModerationSettings(guilds=(self.guild.id,), roles=(self.role.id,))
        )

    async def open(self, bot: Factbot) -> None:
        """Give a bot the settings and the workshop, and register its commands."""
        self.bot = bot
        bot.settings = bot.settings.model_copy(update={"discord": self.settings})
        watcher = Watcher(self.path, bot.desk, None, bot.tell_log_channel)
        bot.workshop = Workshop(self.path, self.database, bot.desk, live=watcher.look)
        bot.cogs["FactsCog"].add_commands()  # type: ignore[attr-defined]
        await bot.register_in(bot.moderation_guilds)

    async def fact(self, who: Any, name: str, **options: Any) -> Any:
        """Run a command below ``/fact`` and wait until all is said."""
        shown = await who.slash(self.channel, f"fact {name}", **options)
        return await self.settled(shown)

    async def press(self, who: Any, result: Any, label: str) -> Any:
        """Press a button below the answer to something, and wait until all is said."""
        message = result.response.message if hasattr(result, "response") else result
        pressed = await who.click(message, label=label)
        return await self.settled(pressed)

    async def submit(self, who: Any, shown: Any, **changed: str) -> Any:
        """Send a form, what is not named as it was filled; ``q_en`` stands for the field ``q-en``."""
        values = {**filled(shown), **{key.replace("_", "-"): text for key, text in changed.items()}}
        return await self.settled(await who.submit_modal(shown, values))

    async def settled(self, result: Any) -> Any:
        """Wait for work in other threads."""
        for _ in range(SECONDS * 50):
            await self.env.settle()
            if not busy():
                return result
            await asyncio.sleep(0.02)
        raise AssertionError("the bot is still busy")

    def logged(self) -> list[str]:
        """What stands in the log channel, oldest first."""
        return [text_of(message) for message in self.log.history()]

    async def revisions(self) -> list[Any]:
        """The history, newest first."""
        return await Publisher(self.database, self.path).revisions.history()

    async def revisions_or_none(self) -> list[Any]:
        """The same; none before anybody has asked for the first."""
        return await self.revisions() if self.database.is_open else []

    def disown(self) -> None:
        """Take the role's rights away."""
        moderation = self.settings.moderation.model_copy(update={"roles": (1,)})
        discord_ = self.settings.model_copy(update={"moderation": moderation})
        self.bot.settings = self.bot.settings.model_copy(update={"discord": discord_})

    def answer(self, fact: str) -> str:
        """What the bot answers from now."""
        found = self.bot.desk.answerer.fact(fact)
        assert found is not None
        return found.answer["en"]


def busy() -> bool:
    """Whether a thread of the bot's still works for somebody."""
    import threading

    names = {"impact", "edit", "read", "index", "look", "import", "export", "check", "collect"}
    return any(thread.name in names for thread in threading.enumerate())


def filled(shown: Any) -> dict[str, str]:
    """What the fields of a form say when it opens."""
    found = {}
    for label in shown.modal["components"]:
        field = label.get("component")
        if field:
            found[field["custom_id"]] = field.get("value") or ""
    return found


@pytest_asyncio.fixture
async def edited(
    simcord_env: Env, simcord_bot: Factbot, tmp_path: Path, ferry_folder: Path, make_bot: Make
) -> AsyncIterator[Edited]:
    """A server with moderators."""
    import shutil

    path = Path(shutil.copytree(ferry_folder, tmp_path / "base"))
    database = Database(default_url(tmp_path))
    scene = Edited(simcord_env, simcord_bot, path, database)
    simcord_bot.desk.use(Answerer(read(path), simcord_bot.desk.wordings))
    await scene.open(simcord_bot)
    yield scene
    await database.close()


async def attached(message: Any) -> dict[str, str]:
    return {file.filename: (await file.read()).decode() for file in message.attachments}


def labels(message: Any) -> dict[str, bool]:
    """The labels of buttons, and whether they can be pressed."""
    return {c["label"]: not c.get("disabled") for c in components(message)}
