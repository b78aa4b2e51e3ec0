"""Questions in messages: a mention of the bot, a reply to it, a direct message; and what becomes of them later."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.client import askers
from bot.client.delivery import persistently
from bot.client.desk import Answered
from bot.client.errors import UNREACHABLE, reference, shut, vanished
from bot.client.exchanges import SECONDS, Exchange, Exchanges, find_answer
from bot.client.pressure import Allowance
from bot.matching.decision import Outcome

if TYPE_CHECKING:
    from bot.client.client import Factbot

_log = logging.getLogger(__name__)
_KINDS = {discord.MessageType.default, discord.MessageType.reply}
_LOOKUPS = 20, 60.0
"""How often in so many seconds the answer to a question from before the start is looked for; clearing a channel must
not cost a request for each message."""


class MessagesCog(commands.Cog):
    """Answers messages, and keeps answers in step with their questions."""

    def __init__(self, client: Factbot) -> None:
        self.client = client
        self.exchanges = Exchanges()
        self._lookups = Allowance(*_LOOKUPS)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that asks the bot."""
        await self._guarded(self._take(message))

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Answer an edited question anew."""
        await self._guarded(self._edited(payload.message))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take back the answer to a question that is gone."""
        await self._guarded(self._deleted(payload.channel_id, payload.message_id))

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Take back the answers to questions that are gone."""
        for message_id in payload.message_ids:
            await self._guarded(self._deleted(payload.channel_id, message_id))

    async def _guarded(self, work: Awaitable[None]) -> None:
        """Do something for a message; nobody waits for what goes wrong, so it goes to the log and the moderators."""
        try:
            await work
        except discord.Forbidden as error:
            _log.info("a message was not answered: the bot may not write there, or not to that member: %s", error)
        except UNREACHABLE as error:
            _log.error("%s: Discord did not take an answer: %s", reference(), error)
        except Exception as error:  # noqa: BLE001  # whatever it is, the next message is answered
            if vanished(error) or shut(error):
                return
            number = reference()
            _log.error("%s: a message could not be dealt with", number, exc_info=error)
            await self.client.tell_moderators(number, error)

    def question(self, message: discord.Message) -> tuple[str, str] | None:
        """What a message asks the bot, and in which way; None if it does not ask it.

        A mention with nothing beside it, in a reply to somebody, asks what that message asks.
        """
        own = self.client.user
        if own is None or message.author.bot or message.webhook_id or message.type not in _KINDS:
            return None
        text = re.sub(rf"<@!?{own.id}>", " ", message.content).strip()
        if message.guild is None:
            return (text, "direct") if text else None
        if not any(user.id == own.id for user in message.mentions):
            return self._overheard(message, text)
        original = message.reference.resolved if message.reference else None
        if isinstance(original, discord.Message):
            if original.author.id == own.id:
                return (text, "reply") if text else None
            text = text or original.content
        return text, "mention"

    def _overheard(self, message: discord.Message, text: str) -> tuple[str, str] | None:
        """A message that does not address the bot, in a channel where it answers of its own accord."""
        listens = askers.places(message.channel) & set(self.client.settings.discord.auto_answer_channels)
        if not listens or not text or message.mentions or message.reference:
            return None
        return text, "auto"

    async def _take(self, message: discord.Message) -> None:
        asked = self.question(message)
        if asked is None or not (message.guild is None or self.client.replier.speaks_in(message.channel)):
            return
        text, place = asked
        await self.client.desk.ready.wait()
        if place == "auto" and await self._answer(message, text, place) is None:
            return
        if not await self._in_time(message):
            return
        exchange = self.exchanges.open(message.id, message.content)
        async with exchange.lock:
            await self._reply(message, text, place, exchange)

    async def _in_time(self, message: discord.Message) -> bool:
        """Whether the member need not wait; who must is told once."""
        cooldown = self.client.replier.cooldown
        who = askers.of_message(message, "").conversation
        wait = cooldown.left(who)
        if wait and cooldown.tell(who):
            await self.client.replier.wait_notice(message, wait)
        return not wait

    async def _answer(self, message: discord.Message, text: str, place: str) -> Answered | None:
        """The reply to a message; None if it is better not to say anything."""
        after = message.reference.message_id if message.reference else None
        answered = await self.client.replier.look(text, askers.of_message(message, place), after)
        reply = answered.reply
        sure = reply.outcome is Outcome.ANSWER and reply.confidence >= self.client.settings.discord.auto_answer_from
        return answered if sure or place != "auto" else None

    async def _reply(self, message: discord.Message, text: str, place: str, exchange: Exchange) -> None:
        answered = await self._answer(message, text, place)
        if answered is None or exchange.deleted.is_set():
            return
        sent = await self.client.replier.post(message, answered)
        exchange.answer = sent.channel.get_partial_message(sent.id)  # type: ignore[union-attr,unused-ignore]
        if exchange.deleted.is_set():
            await self._take_back(message.id, exchange)

    async def _edited(self, message: discord.Message) -> None:
        asked = self.question(message)
        if asked is None or asked[1] == "auto":
            return
        await self.client.desk.ready.wait()
        exchange = self.exchanges.of(message.id)
        if exchange is None:
            await self._edited_late(message, asked)
            return
        async with exchange.lock:
            # Discord also sends an edit when it adds a preview to a link.
            if exchange.text == message.content or exchange.deleted.is_set():
                return
            exchange.text = message.content
            answered = await self._answer(message, *asked)
            if answered is not None and exchange.answer is not None:
                await self.client.replier.change(exchange.answer, answered)

    async def _edited_late(self, message: discord.Message, asked: tuple[str, str]) -> None:
        """An edit of a message that has no exchange: from before the start, or one that did not ask the bot before."""
        if not self._recent(message.id) or not self._lookups.take() or self.client.user is None:
            return
        answer = await find_answer(message.channel, message.id, self.client.user.id)
        if answer is None:
            await self._take(message)
            return
        exchange = self.exchanges.open(message.id, message.content)
        exchange.answer = answer
        async with exchange.lock:
            answered = await self._answer(message, *asked)
            if answered is not None:
                await self.client.replier.change(answer, answered)

    async def _deleted(self, channel_id: int, question: int) -> None:
        exchange = self.exchanges.of(question)
        if exchange is not None:
            exchange.deleted.set()
            async with exchange.lock:
                await self._take_back(question, exchange)
            return
        before_start = discord.utils.snowflake_time(question) < self.client.started
        if not before_start or not self._recent(question) or not self._lookups.take() or self.client.user is None:
            return
        channel = self.client.get_partial_messageable(channel_id)
        answer = await find_answer(channel, question, self.client.user.id)
        if answer is not None:
            await self._take_back(question, Exchange("", answer))

    async def _take_back(self, question: int, exchange: Exchange) -> None:
        answer, exchange.answer = exchange.answer, None
        self.exchanges.close(question)
        if answer is not None:
            self.client.desk.gone(answer.id)
            await persistently(answer.delete)

    @staticmethod
    def _recent(message: int) -> bool:
        age = discord.utils.utcnow() - discord.utils.snowflake_time(message)
        return age.total_seconds() < SECONDS
