"""The form of a fact: opened with today's text, and again with what was typed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.answers.moderation_wording import ModerationWording
from bot.client.delivery import defer, respond, show_form
from bot.client.failing import failed
from bot.client.moderation import texts
from bot.client.moderation.page import Page
from bot.client.moderation.preview import present
from bot.client.moderation.proposal import SECONDS, Proposal, Published, author_of
from bot.client.moderation.rights import guarded
from bot.client.moderation.sheet import FIELD_LIMIT, Field, Kind, Sheet, typed_text
from bot.client.ui.action import reader
from bot.client.ui.embeds import notice
from bot.client.ui.text import cut, directed
from bot.facts.model import Knowledge
from bot.facts.problems import KnowledgeError

if TYPE_CHECKING:
    from bot.client.client import Factbot

PREFIX = "fb:form:"
"""What the ids of forms begin with."""

_TITLE, _LABEL, _HINT = 45, 45, 100


class Form:
    """What a moderator types about one fact, kept until it is published or given up."""

    def __init__(
        self,
        client: Factbot,
        sheet: Sheet,
        made_on: Knowledge,
        reason: str = "",
        after_publish: Published | None = None,
    ) -> None:
        """Begin with what the fact says today.

        Args:
            client: the bot.
            sheet: the fact.
            made_on: the base that it was taken from.
            reason: why, for the history.
            after_publish: awaited once it was published.
        """
        self._client = client
        self._made_on = made_on
        self._reason = reason
        self._after_publish = after_publish
        self._proposal: Proposal | None = None
        self.sheet = sheet
        self.key = secrets.token_hex(8)
        self.values = {field.key: field.text for field in sheet.fields if field.text is not None}

    @property
    def typed(self) -> str:
        """What was typed, as one text to keep."""
        return typed_text(self.values, [field.key for field in self.sheet.fields])

    async def open(self, interaction: discord.Interaction[Any]) -> None:
        """Show the form with what it says by now; the interaction has not been answered."""
        language = reader(interaction, self._client)
        said = self._client.desk.wording(language).discord.moderation
        # One that Discord shows and did not confirm is not known here: what is typed into it is given back.
        if await show_form(interaction, _Modal(self, said, language)):
            self._client.forms.put(self.key, self)
        if self._client.workshop:
            self._client.workshop.foresee()

    async def submitted(self, interaction: discord.Interaction[Any], values: dict[str, str]) -> None:
        """Preview what was typed.

        Args:
            interaction: of the form.
            values: the texts by the fields' keys.
        """
        self.values |= values
        if not await guarded(interaction):
            return
        # In the place of the preview that the form was opened from, else in a new message: a review stays where it is.
        if self._proposal and interaction.message and interaction.message.flags.ephemeral:
            await defer(interaction)
        else:
            await defer(interaction, ephemeral=True, thinking=True)
        if self._proposal:
            self._proposal.end()
        proposal = self._proposal = Proposal(
            interaction.user.id,
            author_of(interaction),
            (),
            made_on=self._made_on,
            reason=self._reason,
            form=self,
            after_publish=self._after_publish,
        )
        self._client.proposals.put(proposal.key, proposal)
        try:
            proposal.edits = self.sheet.edits(self.values)
        except KnowledgeError as error:
            await Page(interaction, self._client, proposal).refused(error)
            return
        await present(interaction, self._client, proposal)


class _Modal(ui.Modal):
    def __init__(self, form: Form, said: ModerationWording, language: str) -> None:
        super().__init__(title=cut(form.sheet.id, _TITLE), custom_id=f"{PREFIX}{form.key}", timeout=SECONDS)
        self._form = form
        self._inputs: dict[str, ui.TextInput[Any]] = {}
        for field in form.sheet.fields:
            if field.text is None:
                self.add_item(ui.TextDisplay(directed(said.form.too_long, language)))
            else:
                self._inputs[field.key] = _input(field, form.values[field.key])
                self.add_item(_labelled(field, self._inputs[field.key], said, language))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        await self._form.submitted(interaction, {key: str(item.value) for key, item in self._inputs.items()})

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception, /) -> None:  # type: ignore[override]
        await failed(interaction, error)


def _input(field: Field, text: str) -> ui.TextInput[Any]:
    return ui.TextInput(
        custom_id=field.key,
        style=discord.TextStyle.paragraph,
        default=text or None,
        required=False,  # what is missing is told with its place and remedy
        max_length=FIELD_LIMIT,
    )


def _labelled(field: Field, item: ui.TextInput[Any], said: ModerationWording, language: str) -> ui.Label[Any]:
    form = said.form
    name = {
        Kind.QUESTIONS: form.questions,
        Kind.MORE: form.more,
        Kind.ANSWER: form.answer,
        Kind.DETAILS: form.details,
    }[field.kind].format(language=field.language)
    hint = {Kind.MORE: form.more_hint.format(count=field.count), Kind.DETAILS: form.details_hint}.get(field.kind)
    shown = cut(directed(hint, language), _HINT) if hint else None
    return ui.Label(text=cut(directed(name, language), _LABEL), description=shown, component=item)


async def answer_lost(interaction: discord.Interaction[Any], client: Factbot) -> None:
    """Give back what was typed into a form that this process does not know, since it was started in the meantime.

    Args:
        interaction: any interaction; nothing is done unless it is such a form.
        client: the bot.
    """
    data: dict[str, Any] = dict(interaction.data or {})
    name = str(data.get("custom_id", ""))
    if interaction.type is not discord.InteractionType.modal_submit or not name.startswith(PREFIX):
        return
    if name.removeprefix(PREFIX) in client.forms or not await guarded(interaction):
        return
    language = reader(interaction, client)
    said = client.desk.wording(language).discord.moderation
    typed = _texts(data.get("components") or [])
    file = texts.file_of("typed.txt", typed_text(typed, list(typed)))
    await respond(interaction, notice(said.lost_form, language), ephemeral=True, file=file)


def _texts(nodes: list[dict[str, Any]]) -> dict[str, str]:
    """The texts of a form's fields, as Discord sends them."""
    found: dict[str, str] = {}
    for node in nodes:
        if isinstance(node.get("value"), str):
            found[str(node.get("custom_id"))] = node["value"]
        below = [*(node.get("components") or []), *([node["component"]] if node.get("component") else [])]
        found |= _texts(below)
    return found
