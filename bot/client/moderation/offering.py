"""What is offered while a moderator types the options of a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from rapidfuzz import fuzz, process, utils

from bot.client.moderation.rights import may_moderate
from bot.client.ui.action import OPTION_LABEL, OPTIONS, reader
from bot.client.ui.text import SEPARATOR, cut
from bot.client.ui.topics import topic_title
from bot.storage.errors import StorageError

if TYPE_CHECKING:
    from bot.client.client import Factbot

_NEAR = 55
_VALUE = 100


class Offers:
    """Completes options for moderators; others are offered nothing."""

    def __init__(self, client: Factbot) -> None:
        self._client = client

    def _may(self, interaction: discord.Interaction[Any]) -> bool:
        return may_moderate(self._client.settings, interaction) and self._client.desk.ready.is_set()

    async def facts(self, interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        """Facts by id or question."""
        if not self._may(interaction):
            return []
        answerer, language = self._client.desk.answerer, reader(interaction, self._client)
        named = {
            fact.id: f"{fact.id}{SEPARATOR}{answerer.question(fact, language)}" for fact in answerer.knowledge.facts
        }
        return _choices(named, current)

    async def topics(self, interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        """Topics by name or title."""
        if not self._may(interaction):
            return []
        language = reader(interaction, self._client)
        topics = self._client.desk.answerer.knowledge.topics
        return _choices({t.topic: f"{t.topic}{SEPARATOR}{topic_title(t, language)}" for t in topics}, current)

    async def languages(self, interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        """Languages that facts are written in or that the bot speaks."""
        if not self._may(interaction):
            return []
        answerer = self._client.desk.answerer
        tags = {tag for fact in answerer.knowledge.facts for tag in (*fact.answer, *fact.questions)}
        spoken = self._client.desk.wordings.by_language
        tags |= set(spoken)
        names = {
            tag: f"{tag}{SEPARATOR}{spoken[tag].discord.own_name}" if tag in spoken else tag for tag in sorted(tags)
        }
        return _choices(names, current)

    async def revisions(self, interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[int]]:
        """The newest revisions that can be taken back."""
        if not self._may(interaction):
            return []
        try:
            found = await self._client.bench.history(limit=4 * OPTIONS)
        except StorageError:
            return []
        choices = []
        for revision in found:
            what = ", ".join(change.fact for change in revision.facts) or ", ".join(revision.files)
            name = SEPARATOR.join([str(revision.number), revision.author, what, revision.reason]).rstrip(SEPARATOR)
            if revision.parent is not None and current.casefold() in name.casefold():
                choices.append(app_commands.Choice(name=cut(name, OPTION_LABEL), value=revision.number))
        return choices[:OPTIONS]


def _choices(named: dict[str, str], current: str) -> list[app_commands.Choice[str]]:
    """The first of them if nothing has been typed, else those that it stands in, then those that are like it."""
    fitting = {value: name for value, name in named.items() if len(value) <= _VALUE}
    typed = current.strip().casefold()
    exact = [value for value, name in fitting.items() if typed in name.casefold()]
    exact.sort(key=lambda value: (not value.startswith(typed), typed not in value))
    left = {value: name for value, name in fitting.items() if value not in exact}
    like = process.extract(
        typed, left, scorer=fuzz.WRatio, processor=utils.default_process, limit=OPTIONS, score_cutoff=_NEAR
    )
    offered = [*exact, *(value for _, _, value in like)] if len(typed) > 2 else exact
    return [app_commands.Choice(name=cut(fitting[value], OPTION_LABEL), value=value) for value in offered[:OPTIONS]]
