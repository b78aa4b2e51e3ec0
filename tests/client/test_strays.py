"""What another version of the bot has left behind: its buttons, and its commands in members' clients."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest
from discord import app_commands, ui

from bot.client import errors
from bot.client.failing import failed
from tests.client.conftest import Scene, text_of


async def test_a_button_of_another_version_says_that_it_leads_nowhere(scene: Scene) -> None:
    view = ui.View(timeout=None)
    view.add_item(ui.Button(label="Old", custom_id="fb:old:1"))
    view.stop()
    channel = scene.bot.get_partial_messageable(scene.channel.id, guild_id=scene.guild.id)
    await channel.send("what an older one said", view=view)
    pressed = await scene.alice.click(scene.last(), label="Old")
    assert pressed.ephemeral
    assert "no longer holds this" in text_of(pressed.response)


async def test_a_button_that_is_known_is_answered_once(scene: Scene) -> None:
    asked = await scene.alice.slash(scene.channel, "ask", question="Who steers the ferry?")
    assert asked.response is not None
    pressed = await scene.alice.click(asked.response.message, custom_id="fb:q:en:fare")
    assert "4 crowns" in text_of(pressed.response)
    assert not pressed.followups


class Told:
    """An interaction that keeps what it was answered with."""

    def __init__(self, scene: Scene) -> None:
        self.client, self.extras, self.locale = scene.bot, dict[str, Any](), discord.Locale.american_english
        self.type = discord.InteractionType.application_command
        self.user = None
        self.said = ""
        self.response = SimpleNamespace(is_done=lambda: False, send_message=self._send)
        self.id = self.guild_id = self.channel_id = 1

    async def _send(self, *, embed: discord.Embed, ephemeral: bool) -> SimpleNamespace:
        assert ephemeral
        self.said = str(embed.description)
        return SimpleNamespace(message_id=None)


async def test_a_command_of_another_version_is_told_without_a_number(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    told = Told(scene)
    with caplog.at_level(logging.WARNING):
        await failed(cast("discord.Interaction[Any]", told), app_commands.CommandNotFound("nothing", []))
    assert "This command has changed" in told.said
    assert [record.levelname for record in caplog.records] == ["WARNING"]


async def test_an_interaction_of_nobody_is_told_all_the_same(scene: Scene) -> None:
    told = Told(scene)
    await failed(cast("discord.Interaction[Any]", told), ZeroDivisionError())
    assert "Something went wrong" in told.said


def refusal(status: int, code: int) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="no")
    return discord.HTTPException(response, {"code": code, "message": "no"})


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (refusal(401, 50027), errors.too_late),
        (refusal(400, 50083), errors.shut),
        (refusal(400, 160005), errors.shut),
        (refusal(400, 40005), errors.too_large),
        (refusal(413, 0), errors.too_large),
    ],
)
def test_a_refusal_has_its_kind(error: discord.HTTPException, kind: Any) -> None:
    assert [one for one in (errors.too_late, errors.shut, errors.too_large) if one(error)] == [kind]
    assert not errors.transient(error)
