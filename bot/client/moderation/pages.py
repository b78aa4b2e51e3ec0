"""Lists of facts and of revisions, a page at a time; their buttons work after a restart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.client.delivery import Waiting, attend, change, defer, respond
from bot.client.moderation import texts
from bot.client.moderation.rights import guarded
from bot.client.ui.action import BUTTON_LABEL, Action, reader
from bot.client.ui.embeds import notice
from bot.client.ui.text import SEPARATOR, cut, directed, plain
from bot.client.ui.topics import topic_title
from bot.storage.errors import StorageError
from bot.storage.states import Revision

if TYPE_CHECKING:
    from bot.client.client import Factbot

FACTS, REVISIONS = 20, 10
"""How many stand on a page."""

_QUESTION, _NAMED, _REASON = 90, 4, 150
_NAME = r"(?P<name>[a-z0-9-]{0,60})"


class _Turn(Action["ui.Button[Any]"], template=r"fb:never"):
    """Shows another page."""

    sign = ""

    def __init__(self, label: str, name: str, page: int) -> None:
        super().__init__(ui.Button(label=cut(label, BUTTON_LABEL), custom_id=f"{self.sign}:{name}:{page}"))
        self.name, self.page = name, page

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /) -> Self:
        """The button as it stands in a message."""
        return cls(item.label or "?", match["name"], int(match["page"]))


class TurnFacts(_Turn, template=rf"fb:fl:{_NAME}:(?P<page>[0-9]{{1,4}})"):
    """Shows another page of the facts."""

    sign = "fb:fl"

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Show the page."""
        if await guarded(interaction):
            await attend(interaction, client.desk, Waiting.SAME)
            embed, view = list_page(client, reader(interaction, client), self.name, self.page)
            await change(interaction, embed=embed, view=view)


class TurnHistory(_Turn, template=rf"fb:fh:{_NAME}:(?P<page>[0-9]{{1,4}})"):
    """Shows another page of the history."""

    sign = "fb:fh"

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Show the page."""
        if not await guarded(interaction):
            return
        # A database may take longer than Discord waits.
        await defer(interaction)
        language = reader(interaction, client)
        try:
            embed, view = await history_page(client, language, self.name, self.page)
        except StorageError as error:
            said = client.desk.wording(language).discord.moderation
            await respond(interaction, notice(texts.why(error, said), language), ephemeral=True)
            return
        await change(interaction, embed=embed, view=view)


def list_page(client: Factbot, language: str, topic: str, page: int) -> tuple[discord.Embed, ui.View]:
    """A page of the facts: id, how many questions, the first of them.

    Args:
        client: the bot.
        language: to write in.
        topic: only this one; empty, or one that there is not: all.
        page: counted from 0.
    """
    answerer = client.desk.answerer
    topics = [t for t in answerer.knowledge.topics if t.topic == topic] or answerer.knowledge.topics
    facts = [(t, fact) for t in topics for fact in t.facts]
    shown = facts[page * FACTS : (page + 1) * FACTS]
    lines, above = [], None
    for of, fact in shown:
        if of is not above:
            lines.append(directed(f"**{plain(topic_title(of, language))}** (`{of.topic}`)", language))
            above = of
        asked = sum(map(len, fact.questions.values()))
        question = plain(cut(answerer.question(fact, language), _QUESTION))
        lines.append(directed(f"`{fact.id}` ({asked}){SEPARATOR}{question}", language))
    name = topic if any(t.topic == topic for t in topics) else ""
    return _page(client, language, lines, TurnFacts, name, page, more=len(facts) > (page + 1) * FACTS)


async def history_page(client: Factbot, language: str, fact: str, page: int) -> tuple[discord.Embed, ui.View]:
    """A page of the history, the newest first: number, time, author, facts, reason.

    Args:
        client: the bot.
        language: to write in.
        fact: only what changed this one; empty: all.
        page: counted from 0.

    Raises:
        StorageError: if the database cannot be used.
    """
    first = page * REVISIONS
    found = await client.bench.history(fact or None, limit=first + REVISIONS + 1)
    lines = [directed(_line(revision), language) for revision in found[first : first + REVISIONS]]
    if not lines:
        lines = [directed(client.desk.wording(language).discord.moderation.no_history, language)]
    return _page(client, language, lines, TurnHistory, fact, page, more=len(found) > first + REVISIONS)


def _line(revision: Revision) -> str:
    names = texts.signs({change.fact: (change.before, change.after) for change in revision.facts}) or revision.files
    parts = [
        f"**{revision.number}**",
        discord.utils.format_dt(revision.at, "f"),
        plain(revision.author),
        plain(texts.listed(names, _NAMED)),
    ]
    if revision.reason:
        parts.append(plain(cut(revision.reason, _REASON)))
    return SEPARATOR.join(parts)


def _page(
    client: Factbot, language: str, lines: list[str], turn: type[_Turn], name: str, page: int, *, more: bool
) -> tuple[discord.Embed, ui.View]:
    wording = client.desk.wording(language).discord
    view = ui.View(timeout=None)
    if page > 0:
        view.add_item(turn(directed(wording.earlier, language), name, page - 1))
    if more:
        view.add_item(turn(directed(wording.later, language), name, page + 1))
    view.stop()  # it works by its ids alone
    embed = notice("", language)
    embed.description = cut("\n".join(lines), 4096)
    return embed, view
