"""What can be asked: a menu of topics, and below it one of the chosen topic's questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self, TypeVar

import discord
from discord import ui

from bot.answers.answerer import Answerer
from bot.answers.wording import Wording
from bot.client import askers
from bot.client.delivery import Waiting, change, respond
from bot.client.ui.action import BUTTON_LABEL, OPTION_LABEL, OPTIONS, Action, reader
from bot.client.ui.embeds import notice
from bot.client.ui.text import cut, directed
from bot.facts.model import Topic

if TYPE_CHECKING:
    from bot.client.client import Factbot

T = TypeVar("T")
_LANGUAGE = r"(?P<language>[A-Za-z0-9-]+)"
_TOPIC = r"(?P<topic>[a-z0-9-]*)"


class ChooseTopic(Action["ui.Select[Any]"], template=rf"fb:t:{_LANGUAGE}"):
    """The menu of topics, of which one page is shown."""

    waits = Waiting.SAME

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /) -> Self:  # noqa: ARG003
        """The menu as it stands in a message."""
        return cls(item)

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Show the questions of the chosen topic."""
        await _show(interaction, client, self.item.custom_id.split(":")[2], self.item.values[0], 0)


class ChooseQuestion(Action["ui.Select[Any]"], template=rf"fb:l:{_LANGUAGE}"):
    """The menu of a topic's questions, of which one page is shown."""

    waits = Waiting.PRIVATE

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /) -> Self:  # noqa: ARG003
        """The menu as it stands in a message."""
        return cls(item)

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Answer the chosen question; the menus stay for the next one."""
        language = self.item.custom_id.split(":")[2]
        asker = askers.of_interaction(interaction, "menu", private=True)
        answered = client.desk.pick(self.item.values[0], language, asker)
        if answered is None:
            own = reader(interaction, client)
            await respond(interaction, notice(client.desk.wording(own).discord.gone, own), ephemeral=True)
            return
        await client.replier.give(interaction, answered)


class TurnPage(Action["ui.Button[Any]"], template=rf"fb:p:{_LANGUAGE}:{_TOPIC}:(?P<page>[0-9]+)"):
    """Shows another page: of a topic's questions, or of the topics where none is chosen."""

    waits = Waiting.SAME

    def __init__(self, label: str, language: str, topic: str, page: int, *, row: int | None = None) -> None:
        text = cut(directed(label, language), BUTTON_LABEL)
        super().__init__(ui.Button(label=text, custom_id=f"fb:p:{language}:{topic}:{page}"), row=row)
        self.language, self.topic, self.page = language, topic, page

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /) -> Self:
        """The button as it stands in a message."""
        return cls(item.label or "?", match["language"], match["topic"], int(match["page"]))

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Show the page."""
        await _show(interaction, client, self.language, self.topic, self.page)


TOPIC_ACTIONS: tuple[type[Action[Any]], ...] = (ChooseTopic, ChooseQuestion, TurnPage)
"""All kinds of buttons and menus of topics."""


async def _show(interaction: discord.Interaction[Any], client: Factbot, language: str, topic: str, page: int) -> None:
    embed, view = topics_page(client.desk.answerer, language, topic, page)
    await change(interaction, embed=embed, view=view)


def topics_page(answerer: Answerer, language: str, topic: str = "", page: int = 0) -> tuple[discord.Embed, ui.View]:
    """The menus, opened at a topic.

    Args:
        answerer: the fact base.
        language: of the menus.
        topic: the chosen one; empty: none, and only the menu of topics is shown.
        page: of the topic's questions, or of the topics where none is chosen; counted from 0.
    """
    wording = answerer.wordings.of(language)
    topics = answerer.knowledge.topics
    chosen = next((t for t in topics if t.topic == topic), None)
    own = topics.index(chosen) // OPTIONS if chosen else page
    view = ui.View(timeout=None)
    options = [_option(topic_title(t, language), t.topic, language, default=t is chosen) for t in _page(topics, own)]
    view.add_item(ChooseTopic(_select(f"fb:t:{language}", wording.discord.choose_topic, language, options)))
    text, pages = wording.discord.topics, _pages(topics)
    if chosen:
        text, pages = f"**{topic_title(chosen, language)}**", _pages(chosen.facts)
        questions = [_option(answerer.question(f, language), f.id, language) for f in _page(chosen.facts, page)]
        view.add_item(ChooseQuestion(_select(f"fb:l:{language}", wording.discord.choose, language, questions)))
    _turning(view, wording, language, chosen.topic if chosen else "", min(page, pages - 1), pages)
    view.stop()  # it works by its ids alone
    return notice(text, language), view


def _turning(view: ui.View, wording: Wording, language: str, topic: str, page: int, pages: int) -> None:
    """Buttons to the pages before and after."""
    if page > 0:
        view.add_item(TurnPage(wording.discord.earlier, language, topic, page - 1, row=2))
    if page + 1 < pages:
        view.add_item(TurnPage(wording.discord.later, language, topic, page + 1, row=2))


def topic_title(topic: Topic, language: str) -> str:
    """What readers see of a topic, English or its id standing in."""
    return topic.title.get(language) or topic.title.get("en") or next(iter(topic.title.values()), topic.topic)


def _pages(things: Sequence[object]) -> int:
    return max(1, -(-len(things) // OPTIONS))


def _page(things: Sequence[T], page: int) -> Sequence[T]:
    start = min(page, _pages(things) - 1) * OPTIONS
    return things[start : start + OPTIONS]


def _option(label: str, value: str, language: str, *, default: bool = False) -> discord.SelectOption:
    return discord.SelectOption(label=cut(directed(label, language), OPTION_LABEL), value=value, default=default)


def _select(custom_id: str, placeholder: str, language: str, options: list[discord.SelectOption]) -> ui.Select[Any]:
    return ui.Select(custom_id=custom_id, placeholder=directed(placeholder, language), options=options)
