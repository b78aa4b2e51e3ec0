"""``/stats``: what was asked, answered and missed; for moderators, in their guilds only."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers import charts
from bot.answers.review_wording import StatsWording
from bot.answers.stats import Counts, Stats
from bot.answers.stats_chart import stats_picture
from bot.client.cogs.making import moderators_command
from bot.client.delivery import Waiting, attend, defer, respond
from bot.client.moderation import texts
from bot.client.moderation.rights import guarded
from bot.client.opening import aside
from bot.client.translator import Texts
from bot.client.ui.action import reader
from bot.client.ui.embeds import ANSWER, FIELD, FIELD_NAME, TITLE, notice
from bot.client.ui.text import SEPARATOR, cut, directed, inserted, plain
from bot.client.ui.topics import topic_title
from bot.matching.decision import Outcome
from bot.storage.errors import StorageError

if TYPE_CHECKING:
    from bot.client.client import Factbot

DAYS = 30
"""How many days back, where nobody says."""

_ROWS, _QUESTION = 8, 90
_PICTURE = "stats.png"
_log = logging.getLogger(__name__)


class StatsCog(commands.Cog):
    """Figures of what was asked."""

    def __init__(self, client: Factbot) -> None:
        self.client = client

    async def cog_load(self) -> None:
        """Add the command to the moderators' guilds."""
        self.add_commands()

    def add_commands(self) -> None:
        """Add the command to the guilds that the settings name; if it is there already, it is put anew."""
        words = Texts(self.client.desk.wordings)

        @app_commands.rename(days=words("stats.days.name"))
        @app_commands.describe(days=words("stats.days.description"))
        async def stats(interaction: discord.Interaction[Any], days: app_commands.Range[int, 1, 3650] = DAYS) -> None:
            await self.stats(interaction, days)

        if self.client.moderation_guilds:
            made = moderators_command(words, "stats", stats)
            self.client.tree.add_command(made, guilds=self.client.moderation_guilds, override=True)

    async def stats(self, interaction: discord.Interaction[Any], days: int) -> None:
        """Show the figures of the last days, with a picture where one can be drawn."""
        if not await guarded(interaction):
            return
        await defer(interaction, ephemeral=True, thinking=True)
        await attend(interaction, self.client.desk, Waiting.PRIVATE)
        language = reader(interaction, self.client)
        wording = self.client.desk.wording(language).discord
        said = wording.stats
        try:
            found = await self.client.reviews.stats(days)
        except StorageError as error:
            text = said.unread.format(why=texts.why(error, wording.moderation))
            await respond(interaction, notice(text, language), ephemeral=True)
            return
        if not found.total.asked:
            text = said.nothing.format(first=found.first, last=found.last)
            await respond(interaction, notice(text, language), ephemeral=True)
            return
        embed, more = self.embed(found, language), {}
        picture = await self._picture(found, language)
        if picture:
            embed.set_image(url=f"attachment://{_PICTURE}")
            more["file"] = discord.File(io.BytesIO(picture), _PICTURE)
        await respond(interaction, embed, ephemeral=True, **more)

    async def _picture(self, found: Stats, language: str) -> bytes | None:
        """The figures as a picture; without one they are told in words alone."""
        if not charts.available():
            return None
        answerer = self.client.desk.answerer
        try:
            return await aside(partial(stats_picture, found, answerer.knowledge, answerer.wordings, language), "chart")
        except Exception:  # noqa: BLE001  # whatever Matplotlib has against it, the figures themselves are there
            _log.exception("the figures could not be drawn")
            return None

    def embed(self, found: Stats, language: str) -> discord.Embed:
        """The figures in words."""
        answerer = self.client.desk.answerer
        said, total = answerer.wordings.of(language).discord.stats, found.total
        outcomes = {Outcome.ANSWER: said.answered, Outcome.SUGGEST: said.suggested, Outcome.DECLINE: said.declined}
        lines = [f"{said.asked}: **{total.asked}**"]
        lines += [f"{name}: **{total.share(outcome):.0%}**" for outcome, name in outcomes.items()]
        lines.append(f"{said.votes}: 👍 {total.up}{SEPARATOR}👎 {total.down}")
        title = said.title.format(first=found.first, last=found.last)
        embed = discord.Embed(
            title=cut(directed(title, language), TITLE),
            description=directed("\n".join(lines), language),
            colour=ANSWER,
        )
        titles = {topic.topic: topic_title(topic, language) for topic in answerer.knowledge.topics}
        named = [(titles.get(name, name), counts) for name, counts in found.topics(answerer.knowledge).items()]
        _add(
            embed,
            said.languages,
            (f"{name}: {counts.asked}" for name, counts in found.languages.items()),
            language,
            said,
        )
        _add(embed, said.topics, (f"{plain(name)}: {counts.asked}" for name, counts in named), language, said)
        _add(embed, said.top_facts, _facts(found.facts), language, said, inline=False)
        missed = (f"{count} × {inserted(cut(' '.join(text.split()), _QUESTION))}" for text, count in found.missed)
        _add(embed, said.top_missed, missed, language, said, inline=False)
        return embed


def _facts(facts: Mapping[str, Counts]) -> Iterable[str]:
    for name, counts in facts.items():
        votes = f"{SEPARATOR}👍 {counts.up}{SEPARATOR}👎 {counts.down}" if counts.up or counts.down else ""
        yield f"`{name}`: {counts.asked}{votes}"


def _add(
    embed: discord.Embed, name: str, rows: Iterable[str], language: str, said: StatsWording, *, inline: bool = True
) -> None:
    """Add a list, as much of it as has room."""
    shown = [row for _, row in zip(range(_ROWS), rows, strict=False)] or [said.none]
    value = directed("\n".join(shown), language)
    embed.add_field(name=cut(directed(name, language), FIELD_NAME), value=cut(value, FIELD), inline=inline)
