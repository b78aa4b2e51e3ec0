"""What ``/about`` says: the articles, how the bot decides, and privacy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.answers.answerer import Answerer
from bot.answers.wording import Wording
from bot.client.delivery import respond
from bot.client.ui.action import BUTTON_LABEL, Action, reader
from bot.client.ui.embeds import ALL, ANSWER, DESCRIPTION, FIELD, FIELD_NAME, TITLE, notice
from bot.client.ui.text import cut, directed, plain
from bot.facts.model import Source

if TYPE_CHECKING:
    from bot.client.client import Factbot

_FIELDS = 25


class Forget(Action["ui.Button[Any]"], template=r"fb:forget"):
    """Deletes what is kept of the member who presses it."""

    def __init__(self, label: str) -> None:
        super().__init__(ui.Button(label=cut(label, BUTTON_LABEL), custom_id="fb:forget"))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /) -> Self:  # noqa: ARG003
        """The button as it stands in a message."""
        return cls(item.label or "?")

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Delete votes and choice."""
        language = reader(interaction, client)
        client.desk.forget(interaction.user.id)
        await respond(interaction, notice(client.desk.wording(language).discord.forgotten, language), ephemeral=True)


def about_page(answerer: Answerer, language: str, days: int) -> tuple[discord.Embed, ui.View]:
    """The embed and its button.

    Args:
        answerer: the fact base.
        language: to write in.
        days: how long questions are kept.
    """
    wording = answerer.wordings.of(language)
    said = wording.discord.about
    embed = discord.Embed(
        title=cut(directed(said.title, language), TITLE),
        colour=ANSWER,
        description=cut(_articles(answerer, wording, language), DESCRIPTION // 2),
    )
    _add(embed, said.how_title, said.how.format(**answerer.source_fields(language)), language)
    _add(embed, said.privacy_title, said.privacy.format(days=days), language)
    for source in answerer.knowledge.sources.values():
        disclaimer = _text(source.disclaimer, language)
        if disclaimer:
            _add(embed, said.notice, plain(disclaimer), language)
    view = ui.View(timeout=None)
    view.add_item(Forget(directed(said.forget, language)))
    view.stop()  # it works by its id alone
    return embed, view


def _articles(answerer: Answerer, wording: Wording, language: str) -> str:
    """The articles that facts come from, or the name of a base without any."""
    sources = answerer.knowledge.sources.values()
    told = [_article(source, wording, language) for source in sources] or [
        f"**{plain(_text(answerer.knowledge.base.name, language))}**"
    ]
    return directed("\n\n".join(told), language)


def _article(source: Source, wording: Wording, language: str) -> str:
    said = wording.discord.about
    publishers = [source.publisher, source.republisher] if source.republisher else [source.publisher]
    rows = {
        said.publisher: wording.listed(publishers),
        said.origin: _text(source.origin, language),
        said.date: source.date.isoformat() if source.date else _text(source.date_note, language),
    }
    lines = [f"**{plain(_text(source.title, language))}**"]
    lines += [f"{name}: {plain(value)}" for name, value in rows.items() if value]
    if source.url:
        lines.append(source.url)
    return "\n".join(lines)


def _add(embed: discord.Embed, name: str, value: str, language: str) -> None:
    """Add a field, if the embed still has room for it."""
    room = min(FIELD, ALL - len(embed) - FIELD_NAME)
    if room > 1 and len(embed.fields) < _FIELDS:
        embed.add_field(
            name=cut(directed(name, language), FIELD_NAME), value=cut(directed(value, language), room), inline=False
        )


def _text(text: dict[str, str], language: str) -> str:
    return text.get(language) or text.get("en") or next(iter(text.values()), "")
