"""Mentions, replies to the bot, direct messages, and what becomes of them when the question changes."""

from __future__ import annotations

import datetime as dt

import pytest
from simcord.env import Env

from bot.client.client import Factbot
from bot.settings import DiscordSettings
from tests.client.conftest import Kept, Make, Scene, custom_ids, text_of

HEARS = pytest.mark.parametrize(
    "simcord_bot", [{"settings": DiscordSettings(auto_answer_channels=(7,))}], indirect=True
)
"""A bot that may read messages which do not address it, as it is set up with a channel for automatic answers."""


async def test_a_mention_is_answered_by_a_reply_that_pings_nobody(scene: Scene, journal: Kept) -> None:
    question = await scene.alice.send(scene.channel, f"{scene.mention} what does a ticket cost?")
    reply = scene.last()
    assert "**4 crowns**" in text_of(reply)
    assert reply.reference is not None
    assert reply.reference.message_id == question.id
    assert not reply.mentions
    assert custom_ids(reply, "fb:x:") == [f"fb:x:{scene.alice.id}"]
    assert journal.questions[0].place == "mention"


async def test_a_reply_to_the_bot_leans_on_what_it_answered(scene: Scene, journal: Kept) -> None:
    await scene.alice.send(scene.channel, f"{scene.mention} How many passengers did the Aurora carry?")
    answer = scene.last()
    await scene.bob.send(scene.channel, f"{scene.mention} and in Q1?", reply_to=answer)
    assert "7,300" in text_of(scene.last())
    assert journal.questions[-1].place == "reply"


@HEARS
async def test_a_bare_mention_in_a_reply_answers_that_message(scene: Scene) -> None:
    asked = await scene.bob.send(scene.channel, "what does a ticket cost?")
    await scene.alice.send(scene.channel, scene.mention, reply_to=asked)
    assert "**4 crowns**" in text_of(scene.last())


async def test_other_messages_are_left_alone(scene: Scene, simcord_env: Env) -> None:
    await scene.alice.send(scene.channel, "what does a ticket cost?")
    other = scene.guild.add_member(simcord_env.create_user("robot", bot=True))
    await other.send(scene.channel, f"{scene.mention} what does a ticket cost?")
    assert {m.author.name for m in scene.channel.history()} == {"alice", "robot"}


async def test_a_direct_message_needs_no_mention(simcord_env: Env, simcord_bot: Factbot, journal: Kept) -> None:
    user = simcord_env.create_user("alice")
    simcord_env.create_guild("Harbour").add_member(user)
    await user.send_dm("what does a ticket cost?")
    reply = user.dm_channel.last_message
    assert reply is not None
    assert "**4 crowns**" in text_of(reply)
    assert (journal.questions[0].place, journal.questions[0].guild) == ("direct", None)


async def test_an_edited_question_gets_its_answer_edited(scene: Scene) -> None:
    question = await scene.alice.send(scene.channel, f"{scene.mention} what does a ticket cost?")
    answer = scene.last()
    await scene.alice.edit(question, f"{scene.mention} who steers the ferry?")
    assert scene.last().id == answer.id
    assert "**Ida Holm**" in text_of(scene.last())
    assert "crowns" not in text_of(scene.last())


async def test_an_edit_that_changes_nothing_changes_nothing(scene: Scene) -> None:
    question = await scene.alice.send(scene.channel, f"{scene.mention} what does a ticket cost?")
    before = scene.last().edited_at
    await scene.alice.edit(question, f"{scene.mention} what does a ticket cost?")
    assert scene.last().edited_at == before


async def test_a_message_that_mentions_the_bot_only_after_an_edit_is_answered(scene: Scene) -> None:
    question = await scene.alice.send(scene.channel, "what does a ticket cost?")
    await scene.alice.edit(question, f"{scene.mention} what does a ticket cost?")
    assert "**4 crowns**" in text_of(scene.last())


async def test_a_deleted_question_takes_its_answer_along(scene: Scene) -> None:
    question = await scene.alice.send(scene.channel, f"{scene.mention} what does a ticket cost?")
    await scene.alice.delete(question)
    assert scene.channel.last_message is None


async def test_edits_and_deletions_are_followed_over_a_restart(scene: Scene, simcord_env: Env, make_bot: Make) -> None:
    first = await scene.alice.send(scene.channel, f"{scene.mention} what does a ticket cost?")
    second = await scene.bob.send(scene.channel, f"{scene.mention} who steers the ferry?")
    again = make_bot()
    again.started = simcord_env.now() + dt.timedelta(seconds=1)
    await simcord_env.restart_bot(again)
    scene.bot = again
    await scene.alice.edit(first, f"{scene.mention} how many passengers did the Aurora carry?")
    assert sum("8,100" in text_of(m) for m in scene.channel.history()) == 1
    await scene.bob.delete(second)
    assert not any("Ida Holm" in text_of(m) for m in scene.channel.history())
    assert any("8,100" in text_of(m) for m in scene.channel.history())


async def test_a_mention_without_words_says_what_the_bot_is_for(scene: Scene) -> None:
    await scene.alice.send(scene.channel, scene.mention)
    assert "I answer questions about the article" in text_of(scene.last())


@pytest.mark.parametrize("simcord_bot", [{"settings": DiscordSettings(cooldown=30)}], indirect=True)
async def test_who_asks_too_fast_is_told_once(scene: Scene, simcord_env: Env) -> None:
    await scene.alice.send(scene.channel, f"{scene.mention} what does a ticket cost?")
    await scene.alice.send(scene.channel, f"{scene.mention} who steers the ferry?")
    await scene.alice.send(scene.channel, f"{scene.mention} who steers the ferry?")
    told = [m for m in scene.channel.history() if ":R>" in text_of(m)]
    assert len(told) == 1
    assert not any("Ida" in text_of(m) for m in scene.channel.history())


class TestAutomaticAnswers:
    """In channels where the bot answers of its own accord."""

    @HEARS
    async def test_a_sure_answer_is_given(self, simcord_env: Env, simcord_bot: Factbot, journal: Kept) -> None:
        scene = Scene(simcord_env, simcord_bot)
        settings = DiscordSettings(auto_answer_channels=(scene.channel.id,))
        simcord_bot.settings = simcord_bot.settings.model_copy(update={"discord": settings})
        await scene.alice.send(scene.channel, "What does a ticket cost?")
        assert "**4 crowns**" in text_of(scene.last())
        assert journal.questions[0].place == "auto"

    @HEARS
    async def test_anything_else_is_passed_over(self, simcord_env: Env, simcord_bot: Factbot) -> None:
        scene = Scene(simcord_env, simcord_bot)
        settings = DiscordSettings(auto_answer_channels=(scene.channel.id,))
        simcord_bot.settings = simcord_bot.settings.model_copy(update={"discord": settings})
        for text in ("nice weather today", "the captain of the Borealis?", "hello all", "aurora"):
            await scene.alice.send(scene.channel, text)
        assert {m.author.name for m in scene.channel.history()} == {"alice"}

    def test_the_privileged_intent_is_asked_for_only_then(self, make_bot: Make) -> None:
        assert not make_bot().intents.message_content
        assert make_bot(DiscordSettings(auto_answer_channels=(7,))).intents.message_content
