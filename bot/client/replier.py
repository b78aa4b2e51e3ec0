"""The replier: sends what the desk answers, as an interaction's answer or as a message."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from typing import Any

import discord

from bot.client import askers
from bot.client.cooldown import Cooldown
from bot.client.delivery import Sent, Waiting, attend, begun, change, defer, edit, post, respond
from bot.client.desk import Answered, Asker, Desk
from bot.client.dressing import Dresser
from bot.client.errors import UNREACHABLE, vanished
from bot.client.pictures import Pictures
from bot.client.pressure import Gate, Pressure
from bot.client.ui.embeds import notice
from bot.settings import DiscordSettings

_log = logging.getLogger(__name__)


class Replier:
    """Sends replies."""

    def __init__(self, desk: Desk, settings: DiscordSettings, pictures: Pictures) -> None:
        self.desk = desk
        self.settings = settings
        self.pictures = pictures
        self._dresser = Dresser(desk, pictures)
        self.cooldown = Cooldown(settings.cooldown)
        self.pressure = Pressure()
        self.gate = Gate()
        pictures.quiet = self.gate.quiet
        self._tasks: set[asyncio.Task[None]] = set()

    def speaks_in(self, channel: object) -> bool:
        """Whether the bot answers in a channel for all to see."""
        ids = askers.places(channel)
        if ids & set(self.settings.silent_channels):
            return False
        allowed = set(self.settings.answer_channels) | set(self.settings.auto_answer_channels)
        return not self.settings.answer_channels or bool(ids & allowed)

    async def ask(
        self, interaction: discord.Interaction[Any], text: str, place: str, *, link: str | None = None
    ) -> None:
        """Answer a question asked by a command or a message's menu.

        Args:
            interaction: what is answered.
            text: the question.
            place: slash or menu.
            link: the message that holds the question.
        """
        private = self.settings.ephemeral or not self.speaks_in(interaction.channel)
        asker = askers.of_interaction(interaction, place, private=private)
        await attend(interaction, self.desk, Waiting.PRIVATE if asker.hidden else Waiting.PUBLIC)
        if begun(interaction):
            self.desk.metrics.replied(interaction.created_at)
        wait = self.cooldown.left(asker.conversation)
        if wait:
            language = self.desk.reads(asker.member, asker.locale)
            await respond(interaction, self._wait(wait, language), ephemeral=True)
            return
        async with self.pressure.waiting(), self.gate:
            answered = await self._at_once(interaction, text, asker)
            if answered:
                await self.give(interaction, answered, link=link)
                return
            await defer(interaction, ephemeral=asker.hidden, thinking=True)
            self.pressure.responded()
            self.desk.metrics.replied(interaction.created_at)
        async with self.pressure.turn():
            await self.give(interaction, self.desk.ask(text, asker), link=link)

    async def _at_once(self, interaction: discord.Interaction[Any], text: str, asker: Asker) -> Answered | None:
        """The reply to a question; None if Discord has to be told first that it comes later."""
        # What need not be looked for is no more work than to say so.
        if known := self.desk.knows(text, asker):
            return self.desk.ask(text, asker, known=known)
        async with self.pressure.looking:
            late = not begun(interaction) and self.pressure.late(interaction.created_at)
            return None if late else self.desk.ask(text, asker)

    async def look(self, text: str, asker: Asker, after: int | None) -> Answered:
        """The reply to a question in a message; arguments as for the desk's ``ask``."""
        async with self.pressure.looking:
            return self.desk.ask(text, asker, after=after)

    def _wait(self, seconds: float, language: str) -> discord.Embed:
        when = discord.utils.utcnow() + dt.timedelta(seconds=seconds)
        text = self.desk.wording(language).discord.wait.format(when=discord.utils.format_dt(when, "R"))
        return notice(text, language)

    async def give(self, interaction: discord.Interaction[Any], answered: Answered, *, link: str | None = None) -> None:
        """Answer an interaction with a reply."""
        self.desk.heard(answered)
        dressed = self._dresser.dress(answered, titled=True, link=link)
        first = not begun(interaction)
        sent = await respond(interaction, ephemeral=answered.asker.hidden, **dressed)
        if first:
            self.desk.metrics.replied(interaction.created_at)
        self._note(answered, sent)
        self._draw_later(answered, "file" in dressed, interaction.edit_original_response, sent)

    async def replace(self, interaction: discord.Interaction[Any], answered: Answered) -> None:
        """Put a reply in the place of the message that a menu belongs to."""
        self.desk.heard(answered)
        dressed = self._dresser.dress(answered, titled=True)
        file = dressed.pop("file", None)
        await change(interaction, attachments=[file] if file else [], **dressed)
        message = interaction.message
        sent = Sent(message.id, message.jump_url) if message else None
        self._note(answered, sent)
        self._draw_later(answered, file is not None, interaction.edit_original_response, sent)

    async def none_of_these(self, interaction: discord.Interaction[Any], language: str) -> None:
        """Put a kind word in the place of a menu that offered nothing fitting."""
        wording = self.desk.wording(language)
        embed = notice(wording.discord.none_taken.format(**self.desk.source(language)), language)
        await change(interaction, embed=embed, view=None)

    async def post(self, message: discord.Message, answered: Answered) -> discord.Message:
        """Answer a message by a message that hangs on it."""
        self.desk.heard(answered)
        dressed = self._dresser.dress(answered, titled=False)
        sent = await post(
            message.channel,
            reference=message.to_reference(fail_if_not_exists=False),
            mention_author=False,
            **dressed,
        )
        self.desk.metrics.replied(message.created_at)
        self._note(answered, Sent(sent.id, sent.jump_url))
        self._draw_later(answered, "file" in dressed, sent.edit, Sent(sent.id, sent.jump_url))
        return sent

    async def change(self, sent: discord.PartialMessage, answered: Answered) -> None:
        """Let a message of the bot's say another reply, since its question was edited."""
        self.desk.heard(answered)
        dressed = self._dresser.dress(answered, titled=False)
        file = dressed.pop("file", None)
        await edit(sent, attachments=[file] if file else [], **dressed)
        self.desk.gone(sent.id)
        self._note(answered, Sent(sent.id, sent.jump_url))
        self._draw_later(answered, file is not None, sent.edit, Sent(sent.id, sent.jump_url))

    async def wait_notice(self, message: discord.Message, seconds: float) -> None:
        """Tell a member who asks too fast when to ask again."""
        language = self.desk.reads(message.author.id, None)
        await post(
            message.channel,
            self._wait(seconds, language),
            reference=message.to_reference(fail_if_not_exists=False),
            mention_author=False,
            delete_after=max(5.0, seconds),
        )

    def _note(self, answered: Answered, sent: Sent | None) -> None:
        public = sent if not answered.asker.private else None
        self.desk.sent(answered, sent.message if sent else None, public.link if public else None)

    def _draw_later(self, answered: Answered, shown: bool, edit: Any, sent: Sent | None) -> None:
        """Draw a picture that no reply has had yet, and add it to the one that is out."""
        if shown or not self.pictures.wanted(answered):
            return
        task = asyncio.create_task(self._draw(answered, edit, sent))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _draw(self, answered: Answered, edit: Any, sent: Sent | None) -> None:
        await self.pressure.calm()
        picture = await self.pictures.draw(answered)
        if picture is None or (sent and self.desk.is_gone(sent.message)):
            return
        embed = self._dresser.dress(answered, titled=answered.asker.place in {"slash", "menu"})["embed"]
        try:
            await edit(embed=embed, attachments=[picture.file()])
        except (discord.HTTPException, *UNREACHABLE) as error:
            if not vanished(error):
                _log.warning("a picture could not be added to its answer: %s", error)
