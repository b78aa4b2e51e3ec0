"""The Discord client: puts desk, replier, commands and error handling together."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.wording import Wordings
from bot.client import errors, events, failing, impatience, patience
from bot.client.cogs.ask import AskCog
from bot.client.cogs.browse import BrowseCog
from bot.client.cogs.facts import FactsCog
from bot.client.cogs.making import QUESTION
from bot.client.cogs.messages import MessagesCog
from bot.client.cogs.review import ReviewCog
from bot.client.cogs.stats import StatsCog
from bot.client.cogs.strays import StraysCog
from bot.client.desk import Desk
from bot.client.journal import Journal, Members
from bot.client.lateness import Lateness
from bot.client.moderation.aside_page import AsideMenu
from bot.client.moderation.buttons import Decide, TakeBack
from bot.client.moderation.forms import Form
from bot.client.moderation.pages import TurnFacts, TurnHistory
from bot.client.moderation.proposal import LIMIT, SECONDS, proposals
from bot.client.moderation.review_page import ReviewButton, ReviewMenu
from bot.client.moderation.reviews import Reviews
from bot.client.moderation.workshop import Workshop
from bot.client.pictures import Attachment, Pictures, no_pictures
from bot.client.pressure import Allowance
from bot.client.recent import Recent
from bot.client.replier import Replier
from bot.client.sync import Registered
from bot.client.translator import WordingTranslator
from bot.client.ui.about import Forget
from bot.client.ui.topics import TOPIC_ACTIONS
from bot.client.ui.views import REPLY_ACTIONS
from bot.client.vitals import Records, Vitals
from bot.settings import Settings
from bot.storage.errors import StorageError

_log = logging.getLogger(__name__)

MODERATION_ACTIONS = (Decide, TakeBack, TurnFacts, TurnHistory, ReviewButton, ReviewMenu, AsideMenu)
"""All kinds of buttons of moderators."""

ACTIONS = (*REPLY_ACTIONS, *TOPIC_ACTIONS, Forget, *MODERATION_ACTIONS)
"""All kinds of buttons and menus."""

CONNECT_SECONDS = 30.0
"""How long a shard waits for the gateway's first word before it tries again."""

REGISTER_SECONDS = 5.0
"""How long the first connection waits for commands to be registered."""

_REGISTER_PAUSES = (60.0, 300.0, 900.0, 3600.0)
"""Seconds before commands that Discord failed to register are registered again."""

_TOLD = 5, 60.0
"""How often in so many seconds the log channel is told of an error; a flood of them would hold up answers."""


class Factbot(commands.AutoShardedBot):
    """The bot on Discord.

    Attributes:
        desk: what to reply.
        replier: sends replies.
        settings: all settings.
        started: when this process began.
        workshop: the fact base as moderators edit it; None: nobody can.
        reviews: missed questions as moderators go through them, and the figures.
        lateness: which interactions are over already.
        proposals: changes that moderators have in hand.
        forms: forms that they have open.
    """

    def __init__(
        self,
        wordings: Wordings,
        settings: Settings,
        *,
        journal: Journal,
        members: Members,
        attachment: Attachment = no_pictures,
        data_dir: Path | None = None,
        shards: tuple[Sequence[int], int] | None = None,
    ) -> None:
        """Make a client; nothing is connected yet, and it answers once its desk has a fact base.

        Args:
            wordings: what the bot itself says.
            settings: all settings.
            journal: where questions, votes and choices go.
            members: hashes of members.
            attachment: draws facts that have a series.
            data_dir: where it is kept which commands are registered; None: nowhere.
            shards: ids of the shards of this process and how many there are in all; None: all that Discord recommends.
        """
        sharding: dict[str, Any] = {"shard_ids": list(shards[0]), "shard_count": shards[1]} if shards else {}
        super().__init__(
            commands.when_mentioned,
            intents=intents(settings),
            allowed_mentions=discord.AllowedMentions.none(),
            help_command=None,
            tree_cls=_Tree,
            # What the bot needs of messages and members comes with each event.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            shard_connect_timeout=CONNECT_SECONDS,
            http_trace=impatience.tracing(),
            **sharding,
        )
        self.lateness = Lateness()
        events.guard(self, lambda: self.lateness)
        self.settings = settings
        self.started = dt.datetime.now(dt.UTC)
        self.desk = Desk(wordings, journal, members, language=settings.answers.language)
        self.replier = Replier(self.desk, settings.discord, Pictures(self.desk, attachment))
        self.workshop: Workshop | None = None
        self.reviews = Reviews(None, self.desk, settings)
        self.proposals = proposals()
        self.forms: Recent[str, Form] = Recent(LIMIT, SECONDS)
        self._told = Allowance(*_TOLD)
        self._registering: asyncio.Task[None] | None = None
        self._registered = Registered(data_dir / "commands.json" if data_dir else None)

    async def setup_hook(self) -> None:
        """Add commands, buttons and listeners, and register the commands where they have changed."""
        await self.tree.set_translator(WordingTranslator(self.desk.wordings))
        self.add_dynamic_items(*ACTIONS)
        for cog in (AskCog, BrowseCog, MessagesCog, FactsCog, ReviewCog, StatsCog):
            await self.add_cog(cog(self))
        await self.add_cog(StraysCog(self, ACTIONS))
        # The bot answers with the commands of before where Discord takes its time with the new ones.
        self._registering = asyncio.create_task(self._register(), name="register")
        await asyncio.wait([self._registering], timeout=REGISTER_SECONDS)

    async def launch_shard(self, gateway: Any, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard for the first time."""
        await super().launch_shard(gateway, shard_id, initial=initial)
        if shard := self.get_shard(shard_id):
            patience.steady(shard)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait before a session is begun, as discord.py does."""
        if shard := self.get_shard(shard_id or 0):
            patience.begins(shard)
        await super().before_identify_hook(shard_id, initial=initial)

    async def close(self) -> None:
        """Close the connection."""
        if self._registering:
            self._registering.cancel()
        await super().close()

    async def _register(self) -> None:
        """Register the commands in all places; where Discord fails that, again later."""
        left: Sequence[discord.Object | None] = [None, *self.moderation_guilds]
        for pause in _REGISTER_PAUSES:
            left = await self.register_in(left)
            if not left:
                break
            await asyncio.sleep(pause)
        await self._withdraw()

    @property
    def moderation_guilds(self) -> list[discord.Object]:
        """The guilds that have the moderators' commands."""
        return [discord.Object(guild) for guild in self.settings.discord.moderation.guilds]

    async def register_in(self, guilds: Sequence[discord.Object | None]) -> list[discord.Object | None]:
        """Register commands where they have changed.

        Args:
            guilds: where; None: the global ones.

        Returns:
            Those where it may go better later.
        """
        failed: list[discord.Object | None] = []
        for guild in guilds:
            place = f" in the guild {guild.id}" if guild else ""
            try:
                if await self._registered.sync(self.tree, guild):
                    _log.info("commands registered%s", place)
            except discord.Forbidden:
                _log.warning("commands could not be registered%s: the bot is no member there", place)
            except (discord.HTTPException, *errors.UNREACHABLE) as error:
                _log.error("commands could not be registered%s, those of before stay: %s", place, error)
                if errors.transient(error):
                    failed.append(guild)
        return failed

    async def _withdraw(self) -> None:
        """Take the commands back from guilds that are no longer those of moderators."""
        for guild in self._registered.guilds(self.application_id) - set(self.settings.discord.moderation.guilds):
            try:
                await self._registered.withdraw(self.tree, discord.Object(guild))
                _log.info("commands taken back from the guild %d", guild)
            except (discord.HTTPException, *errors.UNREACHABLE) as error:
                _log.warning("commands could not be taken back from the guild %d: %s", guild, error)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the listener; there are no commands with a prefix."""

    async def on_ready(self) -> None:
        """Say that the bot is up."""
        _log.info("ready: %d servers, shards %s", len(self.guilds), ", ".join(map(str, sorted(self.shards))))

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Log what a listener did not deal with."""
        _log.exception("%s: the listener of %s failed", errors.reference(), event_method)

    def moderates(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether who used a command or button may remove the bot's messages there."""
        moderation, user = self.settings.discord.moderation, interaction.user
        if user.id in moderation.users:
            return True
        if interaction.guild_id is None or not isinstance(user, discord.Member):
            return False
        if interaction.guild_id in moderation.guilds and {role.id for role in user.roles} & set(moderation.roles):
            return True
        return interaction.permissions.manage_messages

    def vitals(self, revision: int | None = None, records: Records | None = None) -> Vitals:
        """How the bot is doing now.

        Args:
            revision: number of the revision that the facts are, if known.
            records: those that go into the database; None: there is none.
        """
        ready = self.desk.ready.is_set()
        facts = len(self.desk.answerer.knowledge.facts) if ready else None
        latencies = {id_: None if shard.is_closed() else shard.latency for id_, shard in self.shards.items()}
        if not self.is_ready():
            latencies = dict.fromkeys(latencies or self.shard_ids or (), None)
        if records is None:
            return Vitals(facts, latencies, revision)
        return Vitals(facts, latencies, revision, records.healthy, records.waiting, records.dropped)

    async def tell_moderators(self, number: str, error: BaseException) -> None:
        """Tell the log channel, if there is one, of an error by its number and kind; some in a minute."""
        if not self._told.take():
            return
        await self.tell_log_channel(f"`{number}` {type(error).__name__}")

    @property
    def bench(self) -> Workshop:
        """The workshop.

        Raises:
            StorageError: if facts cannot be edited here.
        """
        if self.workshop is None:
            raise StorageError("facts cannot be edited in this process")
        return self.workshop

    async def tell_log_channel(self, text: str) -> None:
        """Post a text in the log channel; as for :meth:`post_in_log_channel`.

        Args:
            text: at most 2,000 characters.
        """
        await self.post_in_log_channel(content=text)

    async def post_in_log_channel(self, **message: Any) -> None:
        """Post a message in the log channel, if there is one and the bot has logged in.

        That it cannot be posted is only logged, and nobody is pinged by it.

        Args:
            message: as for ``send``.
        """
        if self.settings.discord.log_channel is None or self.user is None:
            return
        channel = self.get_partial_messageable(self.settings.discord.log_channel)
        try:
            await channel.send(silent=True, allowed_mentions=discord.AllowedMentions.none(), **message)
        except (discord.HTTPException, *errors.UNREACHABLE) as problem:
            _log.warning("the log channel could not be told: %s", problem)


class _Tree(app_commands.CommandTree["Factbot"]):
    """Commands whose errors all end in one place."""

    async def interaction_check(self, interaction: discord.Interaction[Factbot], /) -> bool:
        """Whether a command is run: of those that came too late, only questions, whose answers go out as messages."""
        command = interaction.command
        return interaction.id not in interaction.client.lateness or (command is not None and QUESTION in command.extras)

    async def on_error(self, interaction: discord.Interaction[Factbot], error: app_commands.AppCommandError, /) -> None:
        await failing.failed(interaction, error)


def intents(settings: Settings) -> discord.Intents:
    """What the bot hears of: servers and messages; the privileged contents of messages only for automatic answers."""
    wanted = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    wanted.message_content = bool(settings.discord.auto_answer_channels)
    return wanted
