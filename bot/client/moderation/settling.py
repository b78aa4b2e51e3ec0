"""What a moderator does with a group of missed questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.answers.grouping import Group, nearest
from bot.client.delivery import begun, defer
from bot.client.moderation.aside_page import show_aside
from bot.client.moderation.forms import Form
from bot.client.moderation.newfact import language_of, new_sheet, one_line, spoken, to_confirm
from bot.client.moderation.preview import show_preview
from bot.client.moderation.proposal import Published, author_of
from bot.client.moderation.review_page import Place, Step, show, unread
from bot.client.moderation.sheet import form_languages
from bot.client.ui.action import reader
from bot.client.ui.text import cut, inserted
from bot.facts.edits import Alias, Confirm, Edit
from bot.storage.errors import StorageError
from bot.storage.review import How
from bot.storage.states import Revision

if TYPE_CHECKING:
    from bot.client.client import Factbot

_SHOWN = 100
_TURNS = {Step.EARLIER: -1, Step.LATER: 1}
_SILENT = {*_TURNS, Step.BACK}
"""Steps for which it does not matter that the group is gone."""


async def take(
    interaction: discord.Interaction[Any], client: Factbot, step: Step, place: Place, fact: str | None
) -> None:
    """Take a step in a review.

    Args:
        interaction: of a button or menu, and of a moderator, whose rights have been checked.
        client: the bot.
        step: what to do.
        place: where the moderator is.
        fact: that a phrasing goes to.
    """
    language = reader(interaction, client)
    said = client.desk.wording(language).discord.review
    if not client.reviews.known and not begun(interaction):
        # After a start all questions have to be read first.
        await defer(interaction, ephemeral=True, thinking=step is Step.PHRASING)
    if step is Step.LIST:
        if not begun(interaction):
            await defer(interaction)
        await show_aside(interaction, client, place)
        return
    try:
        groups = await client.reviews.groups()
    except StorageError as error:
        await unread(interaction, client, error)
        return
    at = next((number for number, one in enumerate(groups) if one.key == place.key), None)
    if at is None:
        # Somebody settled it; what moved up into its place is shown.
        page = max(0, place.page + min(0, _TURNS.get(step, 0)))
        await show(interaction, client, page, exam=place.exam, above="" if step in _SILENT else said.settled)
        return
    group = groups[at]
    if step is Step.PHRASING and fact:
        await _phrasing(interaction, client, group, fact, exam=place.exam)
    elif step is Step.NEW and not begun(interaction):
        await _new_fact(interaction, client, group, exam=place.exam)
    elif step is Step.ASIDE:
        await _aside(interaction, client, group, Place(group.key, at, place.exam))
    elif step is Step.EXAM:
        await show(interaction, client, at, exam=not place.exam)
    else:
        # A form can only be the first answer; who had to wait sees the page again, and presses again.
        await show(interaction, client, at + _TURNS.get(step, 0), exam=place.exam)


async def _phrasing(
    interaction: discord.Interaction[Any], client: Factbot, group: Group, fact: str, *, exam: bool
) -> None:
    """Preview the group's question as a phrasing of a fact, with the others in the exam if wanted."""
    index = client.desk.answerer.index
    edits: list[Edit] = [Alias(fact, language_of(group.text, index), one_line(group.text))]
    if exam:
        edits += [Confirm(fact, language, text) for text, language in spoken(to_confirm(group), index)]
    settled = _settled(client, group, How.PHRASING, author_of(interaction), fact)
    await show_preview(interaction, client, edits, reason=_reason(client, group), after_publish=settled)


async def _new_fact(interaction: discord.Interaction[Any], client: Factbot, group: Group, *, exam: bool) -> None:
    """Open the form of a new fact that answers the group's questions."""
    answerer = client.desk.answerer
    near = nearest(answerer, group.text, 1).candidates
    languages = form_languages(answerer.knowledge.base, None)
    sheet = new_sheet(group, languages, answerer.index, near[0][0] if near else None, exam=exam)
    settled = _settled(client, group, How.FACT, author_of(interaction))
    await Form(client, sheet, answerer.knowledge, _reason(client, group), settled).open(interaction)


async def _aside(interaction: discord.Interaction[Any], client: Factbot, group: Group, place: Place) -> None:
    """Settle a group without an edit, and show the next one."""
    language = reader(interaction, client)
    said = client.desk.wording(language).discord.review
    if not begun(interaction):
        # A database may take longer than Discord waits.
        await defer(interaction)
    try:
        await client.reviews.settle(group, How.ASIDE, author_of(interaction))
    except StorageError as error:
        await unread(interaction, client, error)
        return
    told = said.put_aside.format(question=inserted(cut(one_line(group.text), _SHOWN)))
    await show(interaction, client, place.page, exam=place.exam, above=told)


def _settled(client: Factbot, group: Group, how: How, author: str, fact: str | None = None) -> Published:
    """Marks a group as settled once the edit is published."""

    async def settle(revision: Revision) -> None:
        new = next((change.fact for change in revision.facts if change.before is None), None)
        await client.reviews.settle(group, how, author, fact or new)

    return settle


def _reason(client: Factbot, group: Group) -> str:
    """What the history says; it is the same for all moderators, so it is in the bot's own language."""
    said = client.desk.wording(client.settings.answers.language).discord.review
    return said.reason.format(count=group.asked)
