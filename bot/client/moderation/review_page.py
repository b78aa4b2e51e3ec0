"""The review: one group of missed questions a page, and what a moderator can do with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.answers.answerer import Answerer
from bot.answers.grouping import Group, Nearest, nearest
from bot.answers.missed import Miss
from bot.answers.review_wording import ReviewWording
from bot.answers.wording import Wording
from bot.client.delivery import Waiting, attend, change, respond
from bot.client.moderation import texts
from bot.client.moderation.buttons import standing
from bot.client.moderation.rights import guarded
from bot.client.ui.action import BUTTON_LABEL, CUSTOM_ID, OPTION_LABEL, Action, reader
from bot.client.ui.embeds import DESCRIPTION, OFFER, notice
from bot.client.ui.text import SEPARATOR, cut, directed, inserted, isolated
from bot.storage.errors import StorageError

if TYPE_CHECKING:
    from bot.client.client import Factbot

BUTTONS, FACTS = 3, 10
"""How many of the nearest facts have a button, and how many stand in the menu."""

_ALSO, _QUESTION = 8, 200
_NO_GROUP = "0" * 16
PLACE = r"(?P<key>[0-9a-f]{16}):(?P<page>[0-9]{1,6}):(?P<exam>[01])"
"""How a place stands in the id of a button."""


class Step(StrEnum):
    """What a button does."""

    PHRASING = "p"
    NEW = "n"
    ASIDE = "a"
    EXAM = "x"
    LIST = "l"
    """What was set aside is listed."""
    BACK = "r"
    """From that list to the review."""
    EARLIER = "b"
    LATER = "f"


@dataclass(frozen=True)
class Place:
    """Where in a review a moderator is.

    Attributes:
        key: of the group that is shown.
        page: its number, counted from 0; it stands in for a group that is gone.
        exam: whether questions also go into the exam.
    """

    key: str
    page: int
    exam: bool = False

    def __str__(self) -> str:
        return f"{self.key}:{self.page}:{int(self.exam)}"

    @classmethod
    def of(cls, match: re.Match[str]) -> Place:
        """As it stands in the id of a button."""
        return cls(match["key"], int(match["page"]), match["exam"] == "1")


class ReviewButton(Action["ui.Button[Any]"], template=rf"fb:r:(?P<step>[pnaxlrbf]):{PLACE}(?::(?P<fact>[a-z0-9-]+))?"):
    """Takes a step in a review."""

    def __init__(
        self,
        step: Step,
        place: Place,
        label: str,
        *,
        fact: str | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        row: int | None = None,
    ) -> None:
        custom_id = f"fb:r:{step.value}:{place}" + (f":{fact}" if fact else "")
        super().__init__(ui.Button(label=cut(label, BUTTON_LABEL), custom_id=custom_id, style=style), row=row)
        self.step, self.place, self.fact = step, place, fact

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /) -> Self:
        """The button as it stands in a message."""
        return cls(Step(match["step"]), Place.of(match), item.label or "?", fact=match["fact"])

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Take the step."""
        from bot.client.moderation.settling import take  # noqa: PLC0415 - it shows these buttons

        if await guarded(interaction):
            await attend(interaction, client.desk, Waiting.SAME)
            await take(interaction, client, self.step, self.place, self.fact)


class PlacedMenu(Action["ui.Select[Any]"], template=PLACE):
    """A menu of the review that knows where it stands; subclasses name its id, which ends in the place."""

    def __init__(self, menu: ui.Select[Any], place: Place) -> None:
        super().__init__(menu)
        self.place = place

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /) -> Self:
        """The menu as it stands in a message."""
        return cls(item, Place.of(match))


class ReviewMenu(PlacedMenu, template=rf"fb:r:m:{PLACE}"):
    """Adds the group's question as a phrasing of the chosen fact."""

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Preview the phrasing."""
        from bot.client.moderation.settling import take  # noqa: PLC0415 - it shows this menu

        if await guarded(interaction):
            await attend(interaction, client.desk, Waiting.SAME)
            await take(interaction, client, Step.PHRASING, self.place, self.item.values[0])


async def unread(interaction: discord.Interaction[Any], client: Factbot, error: StorageError) -> None:
    """Say that the database could not be reached, and why."""
    language = reader(interaction, client)
    said = client.desk.wording(language).discord
    text = said.review.unread.format(why=texts.why(error, said.moderation))
    await respond(interaction, notice(text, language), ephemeral=True)


async def show(
    interaction: discord.Interaction[Any], client: Factbot, page: int, *, exam: bool = False, above: str = ""
) -> None:
    """Show a page of the review: in the place of the message whose button was pressed, else in a new one.

    Args:
        interaction: of a moderator, whose rights have been checked.
        client: the bot.
        page: its number, counted from 0; the last one, if there are not so many.
        exam: whether questions also go into the exam.
        above: a line above the page.
    """
    language = reader(interaction, client)
    wording = client.desk.wording(language)
    begins = interaction.type is discord.InteractionType.application_command
    try:
        groups = await client.reviews.groups(fresh=begins)
    except StorageError as error:
        await unread(interaction, client, error)
        return
    if groups:
        number = min(page, len(groups) - 1)
        embed, view = page_of(groups, number, client.desk.answerer, language, exam=exam, above=above)
    else:
        nothing = wording.discord.review.nothing.format(days=client.reviews.days)
        embed = notice("\n".join(line for line in (above, nothing) if line), language)
        label = directed(wording.discord.review.aside_list, language)
        view = standing(ReviewButton(Step.LIST, Place(_NO_GROUP, 0, exam), label))
    if begins:
        await respond(interaction, embed, ephemeral=True, view=view)
    else:
        await change(interaction, embed=embed, view=view)


def page_of(
    groups: list[Group], number: int, answerer: Answerer, language: str, *, exam: bool = False, above: str = ""
) -> tuple[discord.Embed, ui.View]:
    """A page and its buttons; arguments as for :func:`show`."""
    wording = answerer.wordings.of(language)
    said, group = wording.discord.review, groups[number]
    near = nearest(answerer, group.text, FACTS)
    lines = [above] if above else []
    lines += [*_asked(group, said), *_near(near, answerer, said, language)]
    embed = discord.Embed(
        title=directed(said.title.format(number=number + 1, count=len(groups)), language),
        description=cut(directed("\n".join(lines), language), DESCRIPTION),
        colour=OFFER,
    )
    place = Place(group.key, number, exam)
    return embed, _view(place, near, answerer, wording, language, last=number + 1 == len(groups))


def _asked(group: Group, said: ReviewWording) -> Iterator[str]:
    """What was asked, how often, and what came of it."""
    yield f"**{line_of(group.text)}**"
    ways = {Miss.DECLINED: said.declined, Miss.SUGGESTED: said.suggested, Miss.DISLIKED: said.disliked}
    told = [said.asked.format(count=group.asked, when=discord.utils.format_dt(group.last, "R"))]
    yield SEPARATOR.join([*told, *(ways[how].format(count=count) for how, count in group.how.items())])
    others = group.phrases[1:]
    if others:
        yield said.also
        yield from (f"• {line_of(phrase.text)} ({phrase.asked})" for phrase in others[:_ALSO])
    if len(others) > _ALSO:
        yield said.more.format(count=len(others) - _ALSO)


def _near(near: Nearest, answerer: Answerer, said: ReviewWording, language: str) -> Iterator[str]:
    """The facts that have a button, and those that would answer by now."""
    if near.answered:
        yield said.answered.format(facts=", ".join(f"`{name}`" for name in near.answered))
    if near.candidates:
        yield said.nearest
    for number, (name, confidence) in enumerate(near.candidates[:BUTTONS], 1):
        sure = isolated(f"(`{name}`, {confidence:.0%})")
        yield f"{number}{SEPARATOR}{line_of(_question(answerer, name, language))} {sure}"


def _view(place: Place, near: Nearest, answerer: Answerer, wording: Wording, language: str, *, last: bool) -> ui.View:
    said = wording.discord.review
    view = ui.View(timeout=None)

    def button(step: Step, label: str, row: int, **more: Any) -> None:
        view.add_item(ReviewButton(step, place, directed(label, language), row=row, **more))

    for number, (name, _) in enumerate(near.candidates[:BUTTONS], 1):
        # An id as long as it may be just fits.
        if len(f"fb:r:p:{place}:{name}") <= CUSTOM_ID:
            style = discord.ButtonStyle.primary
            button(Step.PHRASING, said.add.format(number=number), 0, fact=name, style=style)
    options = [
        discord.SelectOption(
            label=cut(directed(_question(answerer, name, language), language), OPTION_LABEL),
            value=name,
            description=cut(f"{name} ({confidence:.0%})", OPTION_LABEL),
        )
        for name, confidence in near.candidates[BUTTONS:]
    ]
    if options:
        placeholder = directed(said.other, language)
        view.add_item(
            ReviewMenu(ui.Select(custom_id=f"fb:r:m:{place}", placeholder=placeholder, options=options, row=1), place)
        )
    button(Step.NEW, said.new_fact, 2)
    button(Step.ASIDE, said.aside, 2)
    button(Step.EXAM, said.exam_on if place.exam else said.exam_off, 2)
    button(Step.LIST, said.aside_list, 2)
    if place.page:
        button(Step.EARLIER, wording.discord.earlier, 3)
    if not last:
        button(Step.LATER, wording.discord.later, 3)
    view.stop()  # it works by its ids alone
    return view


def _question(answerer: Answerer, name: str, language: str) -> str:
    fact = answerer.fact(name)
    return answerer.question(fact, language) if fact else name


def line_of(text: str) -> str:
    """A text in one line, in which nothing is markup."""
    return inserted(cut(" ".join(text.split()), _QUESTION))
