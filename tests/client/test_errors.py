"""What goes wrong ends in one place: a number for the member, the traceback for the log."""

from __future__ import annotations

import logging
import re

import pytest
from simcord.env import Env

from bot.client.client import Factbot
from bot.settings import DiscordSettings
from tests.client.conftest import Scene, components, text_of

QUIET = pytest.mark.simcord(check_errors=False)


def break_desk(bot: Factbot, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(bot.desk, method, fails)


async def test_a_command_that_fails_tells_a_number(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    break_desk(scene.bot, monkeypatch, "ask")
    monkeypatch.setattr(scene.bot.tree, "on_error", type(scene.bot.tree).on_error.__get__(scene.bot.tree))
    with caplog.at_level(logging.ERROR):
        result = await scene.alice.slash(scene.channel, "ask", question="What does a ticket cost?")
    assert result.ephemeral
    assert result.response is not None
    said = text_of(result.response)
    assert "secret" not in said
    number = re.search(r"[0-9A-F]{6}", said)
    assert number is not None
    assert number.group() in caplog.text
    assert "ZeroDivisionError" in caplog.text


async def test_a_button_that_fails_tells_a_number(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    result = await scene.alice.slash(scene.channel, "ask", question="Who steers the ferry?")
    assert result.response is not None
    break_desk(scene.bot, monkeypatch, "pick")
    pressed = await scene.alice.click(result.response.message, custom_id="fb:q:en:fare")
    assert pressed.ephemeral
    assert pressed.response is not None
    assert re.search(r"[0-9A-F]{6}", text_of(pressed.response))


async def test_a_message_that_fails_tells_the_moderators(
    simcord_env: Env, simcord_bot: Factbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene(simcord_env, simcord_bot)
    log = scene.guild.create_text_channel("bot-log")
    settings = DiscordSettings(log_channel=log.id)
    simcord_bot.settings = simcord_bot.settings.model_copy(update={"discord": settings})
    break_desk(simcord_bot, monkeypatch, "ask")
    await scene.alice.send(scene.channel, f"{scene.mention} What does a ticket cost?")
    told = log.last_message
    assert told is not None
    assert re.fullmatch(r"`[0-9A-F]{6}` ZeroDivisionError", told.content)
    await scene.alice.send(scene.channel, f"{scene.mention} What does a ticket cost?")


async def test_a_post_that_fails_is_tried_again(scene: Scene, simcord_env: Env) -> None:
    simcord_env.inject_error("POST", "/channels/*/messages", status=503, times=2)
    await scene.alice.send(scene.channel, f"{scene.mention} What does a ticket cost?")
    assert sum("4 crowns" in text_of(m) for m in scene.channel.history()) == 1


async def test_a_channel_that_the_bot_may_not_write_in_is_no_error(scene: Scene, simcord_env: Env) -> None:
    simcord_env.inject_error("POST", "/channels/*/messages", status=403, code=50001)
    await scene.alice.send(scene.channel, f"{scene.mention} What does a ticket cost?")
    assert {m.author.name for m in scene.channel.history()} == {"alice"}


@pytest.mark.parametrize(("status", "code", "hangs"), [(403, 50013, True), (400, 160002, False)])
async def test_where_something_is_not_allowed_the_words_go_out_alone(
    scene: Scene, simcord_env: Env, status: int, code: int, hangs: bool
) -> None:
    simcord_env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    await scene.alice.send(scene.channel, f"{scene.mention} What does a ticket cost?")
    answer = scene.last()
    assert "**4 crowns**" in answer.content
    assert "Harbour Gazette" in answer.content
    assert not answer.embeds
    assert (answer.reference is not None) is hangs


async def test_a_second_answer_is_no_error(scene: Scene, simcord_env: Env) -> None:
    simcord_env.inject_error("POST", "/interactions/*/callback", status=400, code=40060)
    result = await scene.alice.slash(scene.channel, "ask", question="What does a ticket cost?")
    assert result.response is None
    assert scene.channel.last_message is None


async def test_an_answer_that_came_too_late_goes_out_as_a_message(scene: Scene, simcord_env: Env) -> None:
    simcord_env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)
    await scene.alice.slash(scene.channel, "ask", question="What does a ticket cost?")
    assert "**4 crowns**" in text_of(scene.last())
    assert components(scene.last())


async def test_questions_wait_for_the_fact_base(simcord_env: Env, make_bot: object) -> None:
    assert callable(make_bot)
    bot: Factbot = make_bot(opened=False)
    ready: Factbot = make_bot()
    await simcord_env.restart_bot(bot)
    scene = Scene(simcord_env, bot)
    simcord_env.inject_error("POST", "/nowhere", status=500)
    bot.loop.call_later(1.5, bot.desk.use, ready.desk.answerer)
    result = await scene.alice.slash(scene.channel, "ask", question="What does a ticket cost?")
    assert result.deferred or result.response is not None
    await simcord_env.settle()
    assert "**4 crowns**" in text_of(scene.last())
