"""Buttons of moderators: what becomes of a change, and the way back from a published one."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.client.delivery import defer, respond
from bot.client.moderation import texts
from bot.client.moderation.proposal import Proposal, author_of
from bot.client.moderation.rights import guarded
from bot.client.ui.action import BUTTON_LABEL, Action, reader
from bot.client.ui.embeds import notice
from bot.client.ui.text import cut
from bot.storage.errors import StorageError
from bot.storage.undoing import UndoError

if TYPE_CHECKING:
    from bot.client.client import Factbot


class Step(StrEnum):
    """What may become of a change."""

    PUBLISH = "p"
    ANYWAY = "y"
    """It is published whatever becomes of the exam."""
    CANCEL = "c"
    AGAIN = "a"
    """The form is opened again."""
    ON_TOP = "t"
    """It is laid on top of what others published, and shown anew."""


_STYLES = {
    Step.PUBLISH: discord.ButtonStyle.success,
    Step.ANYWAY: discord.ButtonStyle.danger,
    Step.ON_TOP: discord.ButtonStyle.primary,
}


class Decide(Action["ui.Button[Any]"], template=r"fb:d:(?P<step>[pycat]):(?P<key>[0-9a-f]{16})"):
    """Decides what becomes of a change in hand."""

    def __init__(self, step: Step, key: str, label: str, *, enabled: bool = True) -> None:
        style = _STYLES.get(step, discord.ButtonStyle.secondary)
        text = cut(label, BUTTON_LABEL)
        super().__init__(ui.Button(label=text, style=style, custom_id=f"fb:d:{step.value}:{key}", disabled=not enabled))
        self.step, self.key = step, key

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /) -> Self:
        """The button as it stands in a message."""
        return cls(Step(match["step"]), match["key"], item.label or "?")

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Take the step, if the change is still in hand and the moderator's own."""
        if not await guarded(interaction):
            return
        language = reader(interaction, client)
        said = client.desk.wording(language).discord.moderation
        proposal = client.proposals.get(self.key)
        if proposal is None or proposal.over:
            await respond(interaction, notice(said.expired, language), ephemeral=True)
        elif proposal.owner != interaction.user.id:
            await respond(interaction, notice(said.foreign, language), ephemeral=True)
        else:
            await self._take(interaction, client, proposal)

    async def _take(self, interaction: discord.Interaction[Any], client: Factbot, proposal: Proposal) -> None:
        from bot.client.moderation.page import Page  # noqa: PLC0415 - it shows these buttons
        from bot.client.moderation.preview import present, publish  # noqa: PLC0415 - it shows these buttons

        if self.step is Step.AGAIN and proposal.form:
            await proposal.form.open(interaction)
            return
        await defer(interaction)
        if proposal.over:
            # Another of its buttons was pressed in the same moment.
            language = reader(interaction, client)
            expired = client.desk.wording(language).discord.moderation.expired
            await respond(interaction, notice(expired, language), ephemeral=True)
        elif self.step in {Step.PUBLISH, Step.ANYWAY}:
            await publish(interaction, client, proposal, sure=self.step is Step.ANYWAY)
        elif self.step is Step.ON_TOP:
            await present(interaction, client, proposal)
        else:
            proposal.end()
            page = Page(interaction, client, proposal)
            await page.show(page.said.cancelled, discord.Colour.default(), files=[])


class TakeBack(Action["ui.Button[Any]"], template=r"fb:u:(?P<number>[0-9]{1,9})"):
    """Shows the preview of taking a revision back; works for as long as the message stands."""

    def __init__(self, number: int, label: str) -> None:
        super().__init__(ui.Button(label=cut(label, BUTTON_LABEL), custom_id=f"fb:u:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /) -> Self:
        """The button as it stands in a message."""
        return cls(int(match["number"]), item.label or "?")

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Show the preview."""
        if await guarded(interaction):
            await take_back(interaction, client, self.number)


async def take_back(
    interaction: discord.Interaction[Any], client: Factbot, number: int | None, reason: str = ""
) -> None:
    """Show the preview of taking a revision back.

    Args:
        interaction: of a moderator, whose rights have been checked; not answered yet.
        client: the bot.
        number: the revision; None: the newest.
        reason: why, for the history.
    """
    from bot.client.moderation.preview import present  # noqa: PLC0415 - it shows these buttons

    await defer(interaction, ephemeral=True, thinking=True)
    language = reader(interaction, client)
    said = client.desk.wording(language).discord.moderation
    try:
        found, plan = await client.bench.undo(number)
    except (UndoError, StorageError) as error:
        text = said.not_published.format(why=texts.why(error, said))
        await respond(interaction, notice(text, language), ephemeral=True)
        return
    # What histories say of an undo is the same wherever it was asked for.
    told = f"undo of revision {found}"
    proposal = Proposal(
        interaction.user.id, author_of(interaction), plan, reason=f"{told}: {reason}" if reason else told
    )
    await present(interaction, client, proposal)


def standing(*items: ui.Item[Any]) -> ui.View:
    """Buttons that work by their ids alone, so that nothing is kept in memory for their message."""
    view = ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view
