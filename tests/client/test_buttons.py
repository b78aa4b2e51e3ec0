"""Buttons and menus: what they do, and that they do it after a restart."""

from __future__ import annotations

from simcord.env import Env

from bot.client.client import Factbot
from bot.settings import DiscordSettings, ModerationSettings
from tests.client.conftest import Kept, Make, Scene, components, custom_ids, text_of


async def test_a_related_question_is_answered_for_who_pressed(scene: Scene) -> None:
    result = await scene.alice.slash(scene.channel, "ask", question="Who steers the ferry?")
    assert result.response is not None
    pressed = await scene.bob.click(result.response.message, custom_id="fb:q:en:fare")
    assert pressed.ephemeral
    assert pressed.response is not None
    assert "**4 crowns**" in text_of(pressed.response)
    assert pressed.response.embeds[0].title == "What does a ticket cost?"


async def test_votes_are_counted_once_and_taken_back_by_a_second_press(scene: Scene, journal: Kept) -> None:
    result = await scene.alice.slash(scene.channel, "ask", question="Who steers the ferry?")
    assert result.response is not None
    up, down = custom_ids(result.response, "fb:v:")
    for press in (up, up, down):
        thanks = await scene.bob.click(result.response.message, custom_id=press)
        assert thanks.ephemeral
    assert [vote.value for vote in journal.votes] == [1, 0, -1]
    assert {vote.key for vote in journal.votes} == {journal.questions[0].key}
    assert len({vote.voter for vote in journal.votes}) == 1
    assert str(scene.bob.id) not in journal.votes[0].voter


async def test_who_asked_and_moderators_remove_an_answer_and_others_do_not(scene: Scene) -> None:
    for remover, removes in ((scene.bob, False), (scene.mod, True)):
        await scene.alice.send(scene.channel, f"{scene.mention} what does a ticket cost?")
        answer = scene.last()
        pressed = await remover.click(answer, custom_id=f"fb:x:{scene.alice.id}")
        assert (answer.id not in {m.id for m in scene.channel.history()}) is removes
        assert pressed.ephemeral is not removes


async def test_configured_moderators_remove_answers(simcord_env: Env, simcord_bot: Factbot) -> None:
    scene = Scene(simcord_env, simcord_bot)
    role = scene.guild.create_role("Editors")
    editor = scene.guild.add_member(simcord_env.create_user("editor"), roles=[role])
    moderation = ModerationSettings(guilds=(scene.guild.id,), roles=(role.id,))
    settings = DiscordSettings(moderation=moderation)
    simcord_bot.settings = simcord_bot.settings.model_copy(update={"discord": settings})
    await scene.alice.send(scene.channel, f"{scene.mention} what does a ticket cost?")
    await editor.click(scene.last(), custom_id=f"fb:x:{scene.alice.id}")
    assert not any("crowns" in text_of(m) for m in scene.channel.history())


async def test_buttons_work_after_a_restart(scene: Scene, simcord_env: Env, make_bot: Make, journal: Kept) -> None:
    result = await scene.alice.slash(scene.channel, "ask", question="Who steers the ferry?")
    assert result.response is not None
    message = result.response.message
    await simcord_env.restart_bot(make_bot())
    pressed = await scene.alice.click(message, custom_id="fb:q:en:fare")
    assert pressed.response is not None
    assert "**4 crowns**" in text_of(pressed.response)
    await scene.bob.click(message, custom_id=custom_ids(message, "fb:v:+")[0])
    assert [vote.value for vote in journal.votes] == [1]
    await scene.alice.click(message, custom_id=f"fb:x:{scene.alice.id}")
    assert scene.channel.last_message is None


async def test_a_button_of_a_fact_that_is_gone_says_so(
    scene: Scene, simcord_env: Env, make_bot: Make, bakery: object
) -> None:
    result = await scene.alice.slash(scene.channel, "ask", question="Who steers the ferry?")
    assert result.response is not None
    await simcord_env.restart_bot(make_bot(answerer=bakery))
    pressed = await scene.alice.click(result.response.message, custom_id="fb:q:en:fare")
    assert pressed.ephemeral
    assert pressed.response is not None
    assert "no longer" in text_of(pressed.response)


async def test_every_item_needs_nothing_but_its_id(scene: Scene) -> None:
    result = await scene.alice.slash(scene.channel, "ask", question="How many passengers did the Aurora carry?")
    assert result.response is not None
    assert all(c.get("custom_id", "fb:").startswith("fb:") for c in components(result.response))
    # Nothing of a view stays in memory, however many replies there are.
    assert not scene.bot.persistent_views
    assert not scene.bot._connection._view_store._synced_message_views


async def test_a_member_can_have_votes_and_choice_deleted(scene: Scene, journal: Kept) -> None:
    await scene.alice.slash(scene.channel, "language", language="ar")
    about = await scene.alice.slash(scene.channel, "about")
    assert about.response is not None
    done = await scene.alice.click(about.response.message, custom_id="fb:forget")
    assert done.ephemeral
    assert len(journal.forgotten) == 1
    assert scene.bot.desk.choice(scene.alice.id) is None
