"""The commands that change facts: each ends in a preview."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord

from bot.client.collecting import uncollected
from bot.client.delivery import defer, respond
from bot.client.errors import UNREACHABLE
from bot.client.moderation import texts
from bot.client.moderation.forms import Form
from bot.client.moderation.page import Page
from bot.client.moderation.preview import present, show_preview
from bot.client.moderation.proposal import Proposal, author_of
from bot.client.moderation.sheet import Sheet, form_languages
from bot.client.opening import aside
from bot.client.ui.action import reader
from bot.client.ui.embeds import notice
from bot.client.ui.text import inserted, isolated
from bot.facts.edits import Alias, Edit, Remove, Rename
from bot.facts.excerpts import exported_at
from bot.facts.files import SIZE_LIMIT
from bot.facts.given import Given, differences, given_in, origins_of
from bot.facts.lookup import language_of, nearest, tag_of
from bot.facts.model import Fact, Knowledge
from bot.facts.problems import KnowledgeError
from bot.facts.scalars import is_identifier
from bot.storage.errors import StorageError
from bot.storage.publish import UnsettledError

if TYPE_CHECKING:
    from bot.client.client import Factbot

_NEAR = 5


async def add(
    interaction: discord.Interaction[Any],
    client: Factbot,
    name: str,
    *,
    topic: str | None,
    language: str | None,
    reason: str,
) -> None:
    """Open an empty form for a new fact.

    Args:
        interaction: of a moderator, whose rights have been checked; not answered yet.
        client: the bot.
        name: the new fact's id.
        topic: where it belongs; None: the only topic there is.
        language: the one that the form shows; None: those that the base requires.
        reason: why, for the history.
    """
    base, name = client.desk.answerer.knowledge, name.strip()
    reads = reader(interaction, client)
    said = client.desk.wording(reads).discord.moderation
    # The form has no field for the id, so that is judged before anybody types.
    wrong = "" if is_identifier(name) else said.no_id
    if client.desk.answerer.fact(name) or name in base.former:
        wrong = said.taken
    if wrong:
        text = wrong.format(fact=inserted(texts.short(name)))
        await respond(interaction, notice(text, reads), ephemeral=True)
        return
    sheet = Sheet(name, form_languages(base.base, None, language and tag_of(language)), topic=topic)
    await Form(client, sheet, base, reason).open(interaction)


async def edit(
    interaction: discord.Interaction[Any], client: Factbot, name: str, *, language: str | None, reason: str
) -> None:
    """Open a form with what a fact says today; arguments as for :func:`add`."""
    fact = await known(interaction, client, name)
    if fact:
        base = client.desk.answerer.knowledge
        sheet = Sheet(fact.id, form_languages(base.base, fact, language and tag_of(language)), fact)
        await Form(client, sheet, base, reason).open(interaction)


async def alias(
    interaction: discord.Interaction[Any],
    client: Factbot,
    name: str,
    question: str,
    *,
    language: str | None,
    reason: str,
) -> None:
    """Preview one more question of a fact; arguments as for :func:`add`, but that no language is the question's own."""
    fact = await known(interaction, client, name)
    if fact:
        tag = tag_of(language) if language else language_of(question, client.desk.answerer.knowledge)
        await show_preview(interaction, client, [Alias(fact.id, tag, question.strip())], reason=reason)


async def rename(interaction: discord.Interaction[Any], client: Factbot, name: str, to: str, *, reason: str) -> None:
    """Preview another id of a fact, which what relates to it and the exam follow.

    Args:
        interaction: of a moderator, whose rights have been checked; not answered yet.
        client: the bot.
        name: the fact's id.
        to: the new one.
        reason: why, for the history.
    """
    fact = await known(interaction, client, name)
    if fact:
        await show_preview(interaction, client, [Rename(fact.id, to.strip())], reason=reason)


async def remove(interaction: discord.Interaction[Any], client: Factbot, name: str, *, reason: str) -> None:
    """Preview a fact's removal; arguments as for :func:`add`."""
    fact = await known(interaction, client, name)
    if fact:
        await show_preview(interaction, client, [Remove(fact.id)], reason=reason)


async def take_over(
    interaction: discord.Interaction[Any], client: Factbot, file: discord.Attachment, *, reason: str
) -> None:
    """Preview what the facts of a file would change, all of them or none.

    A file that says at which revision it was exported changes what was changed in it since; so nothing that others
    published meanwhile is taken back unseen.

    Args:
        interaction: of a moderator, whose rights have been checked; not answered yet.
        client: the bot.
        file: what was attached.
        reason: why, for the history.
    """
    await defer(interaction, ephemeral=True, thinking=True)
    language = reader(interaction, client)
    said = client.desk.wording(language).discord.moderation
    if file.size > SIZE_LIMIT:
        text = said.too_large.format(limit=f"{SIZE_LIMIT:,}")
        await respond(interaction, notice(text, language), ephemeral=True)
        return
    try:
        data = await file.read()
    except (discord.HTTPException, *UNREACHABLE):
        await respond(interaction, notice(said.unfetched, language), ephemeral=True)
        return
    proposal = Proposal(interaction.user.id, author_of(interaction), (), reason=reason)
    client.proposals.put(proposal.key, proposal)
    try:
        revision = exported_at(data)
        made_on = await client.bench.knowledge(revision)
        old = revision if revision is not None and made_on.digest != (await client.bench.knowledge()).digest else None
        given, edits = await aside(uncollected(lambda: _differences(Path(file.filename), data, made_on)), "import")
    except KnowledgeError as error:
        await Page(interaction, client, proposal).refused(error)
        return
    except (UnsettledError, StorageError) as error:
        await Page(interaction, client, proposal).failed(error)
        return
    proposal.edits, proposal.made_on, proposal.origins = edits, made_on, origins_of(given)
    proposal.note = said.old_export.format(number=old) if old is not None else ""
    await present(interaction, client, proposal)


def _differences(path: Path, data: bytes, base: Knowledge) -> tuple[list[Given], list[Edit]]:
    given = given_in(path, data)
    return given, differences(given, base)


async def known(interaction: discord.Interaction[Any], client: Factbot, name: str) -> Fact | None:
    """A fact by its id; where there is none, who asked is told which come near."""
    fact = client.desk.answerer.fact(name.strip())
    if fact is None:
        language = reader(interaction, client)
        near = ", ".join(f"`{found}`" for found in nearest(client.desk.answerer.knowledge, name, _NEAR)) or "—"
        said = client.desk.wording(language).discord.moderation
        text = said.unknown.format(fact=inserted(texts.short(name)), near=isolated(near))
        await respond(interaction, notice(text, language), ephemeral=True)
    return fact
