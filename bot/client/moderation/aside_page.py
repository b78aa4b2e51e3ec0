"""What was set aside lately, and the way back into the review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.answers.review_wording import ReviewWording
from bot.client.delivery import Waiting, attend, change, defer
from bot.client.moderation.buttons import standing
from bot.client.moderation.review_page import PLACE, Place, PlacedMenu, ReviewButton, Step, line_of, unread
from bot.client.moderation.rights import guarded
from bot.client.ui.action import OPTION_LABEL, OPTIONS, reader
from bot.client.ui.embeds import DESCRIPTION, OFFER
from bot.client.ui.text import SEPARATOR, cut, directed, inserted
from bot.storage.errors import StorageError
from bot.storage.review import Aside

if TYPE_CHECKING:
    from bot.client.client import Factbot


class AsideMenu(PlacedMenu, template=rf"fb:ra:{PLACE}"):
    """Puts the chosen questions back into the review."""

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Put them back, and show what is still aside."""
        if not await guarded(interaction):
            return
        # The review is read and grouped anew, which takes seconds where there are thousands of questions.
        await defer(interaction)
        await attend(interaction, client.desk, Waiting.SAME)
        said = client.desk.wording(reader(interaction, client)).discord.review
        try:
            back = await client.reviews.put_back(self.item.values[0])
        except StorageError as error:
            await unread(interaction, client, error)
            return
        above = said.back.format(question=line_of(back.text)) if back else said.gone
        await show_aside(interaction, client, self.place, above=above)


async def show_aside(interaction: discord.Interaction[Any], client: Factbot, place: Place, *, above: str = "") -> None:
    """List what was set aside lately, in the place of the review.

    Args:
        interaction: of a moderator, whose rights have been checked.
        client: the bot.
        place: where in the review to go back to.
        above: a line above the list.
    """
    language = reader(interaction, client)
    said = client.desk.wording(language).discord.review
    try:
        found = await client.reviews.aside_lately()
    except StorageError as error:
        await unread(interaction, client, error)
        return
    shown = found[:OPTIONS]
    lines = [above] if above else []
    lines += [_line(one) for one in shown] or [said.nothing_aside]
    if len(found) > len(shown):
        lines.append(said.more.format(count=len(found) - len(shown)))
    embed = discord.Embed(
        title=directed(said.aside_title.format(count=len(found)), language),
        description=cut(directed("\n".join(lines), language), DESCRIPTION),
        colour=OFFER,
    )
    menu = [AsideMenu(_menu(shown, said, language, place), place)] if shown else []
    back = ReviewButton(Step.BACK, place, directed(said.review, language), row=1)
    await change(interaction, embed=embed, view=standing(*menu, back))


def _line(one: Aside) -> str:
    """The question, how often it was asked with those like it, and who set it aside when."""
    when = discord.utils.format_dt(one.at, "R")
    return SEPARATOR.join([f"**{line_of(one.text)}** ({one.asked})", inserted(one.author), when])


def _menu(found: list[Aside], said: ReviewWording, language: str, place: Place) -> ui.Select[Any]:
    options = [
        discord.SelectOption(label=cut(directed(" ".join(one.text.split()), language), OPTION_LABEL), value=one.key)
        for one in found
    ]
    return ui.Select(custom_id=f"fb:ra:{place}", placeholder=directed(said.put_back, language), options=options, row=0)
