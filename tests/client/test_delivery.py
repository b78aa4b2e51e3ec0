"""Getting replies out where Discord refuses a part of them."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from bot.client.delivery import post, show_form


class Narrow:
    """A channel and an interaction whose Discord takes no files."""

    def __init__(self) -> None:
        self.refused: list[bytes] = []
        self.taken: list[dict[str, Any]] = []

    async def send(self, **parts: Any) -> str:
        if "file" in parts:
            self.refused.append(parts["file"].fp.read())
            raise refusal(413, 40005)
        self.taken.append(parts)
        return "sent"


def refusal(status: int, code: int) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="no")
    return discord.HTTPException(response, {"code": code, "message": "no"})


async def test_a_picture_that_is_too_large_keeps_no_answer_back(caplog: pytest.LogCaptureFixture) -> None:
    channel = Narrow()
    embed = discord.Embed(description="8,100 passengers").set_image(url="attachment://chart.png")
    file = discord.File(io.BytesIO(b"chart"), "chart.png")
    await post(cast("discord.abc.Messageable", channel), embed, file=file, silent=True)
    assert channel.refused == [b"chart"]
    (sent,) = channel.taken
    assert sent["embed"].description == "8,100 passengers"
    assert sent["embed"].image.url is None
    assert sent["silent"]
    assert "too large" in caplog.text


@pytest.mark.parametrize(("refused", "shown"), [([], True), ([refusal(502, 0)], True), ([refusal(400, 40060)], False)])
async def test_a_form_is_shown_although_discord_stumbles(refused: list[discord.HTTPException], shown: bool) -> None:
    async def send_modal(_: Any) -> None:
        if refused:
            raise refused.pop(0)

    interaction: Any = SimpleNamespace(response=SimpleNamespace(send_modal=send_modal))
    assert await show_form(interaction, cast("discord.ui.Modal", None)) is shown
