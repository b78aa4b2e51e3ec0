"""``/fact``: moderators add, change, look at and take back facts; in their guilds only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.delivery import respond
from bot.client.failing import failed
from bot.client.moderation import editing, looking
from bot.client.moderation.buttons import take_back
from bot.client.moderation.forms import answer_lost
from bot.client.moderation.offering import Offers
from bot.client.moderation.rights import guarded
from bot.client.translator import Texts
from bot.client.ui.action import reader
from bot.client.ui.embeds import notice

if TYPE_CHECKING:
    from bot.client.client import Factbot

Interaction = discord.Interaction[Any]
Handler = Callable[..., Coroutine[Any, Any, None]]
Command = app_commands.Command[Any, ..., None]

Name = app_commands.Range[str, 1, 60]
Tag = app_commands.Range[str, 1, 35]
Reason = app_commands.Range[str, 1, 300]
Words = app_commands.Range[str, 1, 300]
Number = app_commands.Range[int, 1, 999_999_999]

_OPTIONS = {"new_id": "id"}
"""Parameters that are called otherwise in the wording."""


class FactsCog(commands.Cog):
    """Keeping the facts by command."""

    def __init__(self, client: Factbot) -> None:
        self.client = client

    async def cog_load(self) -> None:
        """Add the commands to the moderators' guilds."""
        self.add_commands()

    def add_commands(self) -> None:
        """Add the commands to the guilds that the settings name; those that are there already are put anew."""
        texts = Texts(self.client.desk.wordings)
        group = app_commands.Group(
            name=texts("fact.name"),
            description=texts("fact.description"),
            default_permissions=discord.Permissions(manage_messages=True),
        )
        offers = Offers(self.client)
        completions = {
            "fact": offers.facts,
            "topic": offers.topics,
            "language": offers.languages,
            "revision": offers.revisions,
        }
        for key, handler in self._handlers().items():
            group.add_command(_command(texts, key, handler, completions))
        if self.client.moderation_guilds:
            self.client.tree.add_command(group, guilds=self.client.moderation_guilds, override=True)

    def _handlers(self) -> Mapping[str, Handler]:
        """What each command does; the parameters after the interaction are its options."""
        return {**self._writers(), **self._movers(), **self._lookers()}

    def _writers(self) -> Mapping[str, Handler]:
        client = self.client

        async def add(
            interaction: Interaction,
            new_id: Name,
            topic: Name | None = None,
            language: Tag | None = None,
            reason: Reason | None = None,
        ) -> None:
            if await self._ready(interaction):
                await editing.add(interaction, client, new_id, topic=topic, language=language, reason=reason or "")

        async def edit(
            interaction: Interaction, fact: Name, language: Tag | None = None, reason: Reason | None = None
        ) -> None:
            if await self._ready(interaction):
                await editing.edit(interaction, client, fact, language=language, reason=reason or "")

        async def alias(
            interaction: Interaction,
            fact: Name,
            question: Words,
            language: Tag | None = None,
            reason: Reason | None = None,
        ) -> None:
            if await self._ready(interaction):
                await editing.alias(interaction, client, fact, question, language=language, reason=reason or "")

        return {"add": add, "edit": edit, "alias": alias}

    def _movers(self) -> Mapping[str, Handler]:
        client = self.client

        async def rename(interaction: Interaction, fact: Name, to: Name, reason: Reason | None = None) -> None:
            if await self._ready(interaction):
                await editing.rename(interaction, client, fact, to, reason=reason or "")

        async def remove(interaction: Interaction, fact: Name, reason: Reason | None = None) -> None:
            if await self._ready(interaction):
                await editing.remove(interaction, client, fact, reason=reason or "")

        async def undo(interaction: Interaction, revision: Number | None = None, reason: Reason | None = None) -> None:
            if await self._ready(interaction):
                await take_back(interaction, client, revision, reason or "")

        async def take_over(interaction: Interaction, file: discord.Attachment, reason: Reason | None = None) -> None:
            if await self._ready(interaction):
                await editing.take_over(interaction, client, file, reason=reason or "")

        return {"rename": rename, "remove": remove, "undo": undo, "import_": take_over}

    def _lookers(self) -> Mapping[str, Handler]:
        client = self.client

        async def show(interaction: Interaction, fact: Name) -> None:
            if await self._ready(interaction):
                await looking.show(interaction, client, fact)

        async def list_(interaction: Interaction, topic: Name | None = None) -> None:
            if await self._ready(interaction):
                await looking.list_facts(interaction, client, topic)

        async def history(interaction: Interaction, fact: Name | None = None) -> None:
            if await self._ready(interaction):
                await looking.history(interaction, client, fact)

        async def export(interaction: Interaction, fact: Name | None = None, topic: Name | None = None) -> None:
            if await self._ready(interaction):
                await looking.export(interaction, client, fact, topic)

        async def check(interaction: Interaction) -> None:
            if await self._ready(interaction):
                await looking.check(interaction, client)

        async def attempt(interaction: Interaction, question: Words) -> None:
            if await self._ready(interaction):
                await looking.attempt(interaction, client, question)

        return {"show": show, "list": list_, "history": history, "export_": export, "check": check, "attempt": attempt}

    async def _ready(self, interaction: Interaction) -> bool:
        """Whether a moderator asks, and there is a fact base; else the member is told.

        A form has to be the first answer, so that nobody can be kept waiting here.
        """
        if not await guarded(interaction):
            return False
        if not self.client.desk.ready.is_set():
            language = reader(interaction, self.client)
            text = self.client.desk.wording(language).discord.moderation.opening
            await respond(interaction, notice(text, language), ephemeral=True)
            return False
        return True

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer forms that were opened before the bot was started."""
        try:
            await answer_lost(interaction, self.client)
        except Exception as error:  # noqa: BLE001  # dealt with where those of commands are
            await failed(interaction, error)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Register the commands in a guild of moderators that takes the bot in."""
        if guild.id in self.client.settings.discord.moderation.guilds:
            await self.client.register_in([discord.Object(guild.id)])


def _command(texts: Texts, key: str, handler: Handler, completions: Mapping[str, Any]) -> Command:
    """A command below ``/fact``: its options are named and described as the wording has them."""
    callback: Any = _named(texts, handler)
    made: Command = app_commands.Command(
        name=texts(f"fact.{key}.name"), description=texts(f"fact.{key}.description"), callback=callback
    )
    for parameter in made.parameters:
        if parameter.name in completions:
            made.autocomplete(parameter.name)(completions[parameter.name])
    return made


def _named(texts: Texts, handler: Handler) -> Handler:
    options = [name for name in handler.__annotations__ if name not in {"interaction", "return"}]
    keys = {name: f"fact.options.{_OPTIONS.get(name, name)}" for name in options}
    described = app_commands.describe(**{name: texts(f"{key}.description") for name, key in keys.items()})(handler)
    renamed: Handler = app_commands.rename(**{name: texts(f"{key}.name") for name, key in keys.items()})(described)
    return renamed
