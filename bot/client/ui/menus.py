"""The menu of what a member may have meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.client import askers
from bot.client.delivery import Waiting, respond
from bot.client.ui.action import CUSTOM_ID, OPTION_LABEL, Action, reader
from bot.client.ui.embeds import notice
from bot.client.ui.text import cut, directed

if TYPE_CHECKING:
    from bot.client.client import Factbot

_NONE = "-"


class Meant(
    Action["ui.Select[Any]"],
    template=r"fb:m:(?P<language>[A-Za-z0-9-]+):(?P<key>[0-9a-f]{32}):(?P<asker>[0-9]+)",
):
    """Up to three questions of which the member may have meant one, and "none of these"."""

    waits = Waiting.SAME

    def __init__(self, menu: ui.Select[Any], language: str, key: str, asker: int) -> None:
        super().__init__(menu)
        self.language, self.key, self.asker = language, key, asker

    @classmethod
    def of(
        cls, offered: Sequence[tuple[str, str]], language: str, key: str, asker: int, *, choose: str, none: str
    ) -> Self | None:
        """Make the menu; None if Discord would not take its id.

        Args:
            offered: ids of facts with their questions.
            language: of the message.
            key: of the question asked.
            asker: who may choose.
            choose: what stands on the closed menu.
            none: what stands on its last option.
        """
        custom_id = f"fb:m:{language}:{key}:{asker}"
        if len(custom_id) > CUSTOM_ID:
            return None
        options = [
            discord.SelectOption(label=cut(directed(question, language), OPTION_LABEL), value=fact)
            for fact, question in offered
        ]
        options.append(discord.SelectOption(label=directed(none, language), value=_NONE))
        placeholder = directed(choose, language)
        return cls(ui.Select(custom_id=custom_id, placeholder=placeholder, options=options), language, key, asker)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction[Any], item: Any, match: re.Match[str], /) -> Self:
        """The menu as it stands in a message."""
        return cls(item, match["language"], match["key"], int(match["asker"]))

    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """Put the chosen answer in the place of the menu."""
        language = reader(interaction, client)
        if interaction.user.id != self.asker:
            wording = client.desk.wording(language).discord
            await respond(interaction, notice(wording.not_yours, language), ephemeral=True)
            return
        chosen = self.item.values[0]
        if chosen == _NONE:
            client.desk.vote(self.key, self.asker, -1)
            await client.replier.none_of_these(interaction, self.language)
            return
        ephemeral = interaction.message is not None and interaction.message.flags.ephemeral
        answered = client.desk.pick(
            chosen, self.language, askers.of_interaction(interaction, "menu", private=ephemeral), self.key
        )
        if answered is None:
            wording = client.desk.wording(language).discord
            await respond(interaction, notice(wording.gone, language), ephemeral=True)
            return
        await client.replier.replace(interaction, answered)
