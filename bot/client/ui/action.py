"""Buttons and menus that work after a restart: everything they need stands in their ``custom_id``.

The ids begin with ``fb:``, so that they never meet another bot's or an older kind.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import discord
from discord import ui

from bot.client.delivery import Waiting, attend
from bot.client.failing import failed
from bot.client.languages import tag

if TYPE_CHECKING:
    from bot.client.client import Factbot

CUSTOM_ID, BUTTON_LABEL, OPTION_LABEL, OPTIONS = 100, 80, 100, 25
"""Discord's limits: characters of an id, of a button's label, of an option; options of a menu."""

ItemT = TypeVar("ItemT", bound="ui.Item[Any]")


class Action(ui.DynamicItem[ItemT], template="fb:never"):
    """An item whose errors go where those of commands go; subclasses say what they do in :meth:`act`."""

    waits: ClassVar[Waiting | None] = None
    """What a member sees while the fact base is being opened; None: the item needs no fact base."""

    @classmethod
    def is_of(cls, custom_id: str) -> bool:
        """Whether an id is one of this kind."""
        return cls.__discord_ui_compiled_template__.fullmatch(custom_id) is not None

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Act, and deal with what goes wrong."""
        try:
            if self.waits is not None:
                await attend(interaction, interaction.client.desk, self.waits)
            await self.act(interaction, interaction.client)
        except Exception as error:  # noqa: BLE001  # the one place where errors of buttons and menus are dealt with
            await failed(interaction, error)

    @abstractmethod
    async def act(self, interaction: discord.Interaction[Any], client: Factbot) -> None:
        """What pressing the button or choosing from the menu does."""


def reader(interaction: discord.Interaction[Any], client: Factbot) -> str:
    """The language of a private notice to who pressed."""
    return client.desk.reads(interaction.user.id, tag(interaction.locale))
