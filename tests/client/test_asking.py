"""``/ask``, its autocomplete and "Answer this"."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord.env import Env

from bot.client.client import Factbot
from bot.client.pressure import Pressure
from bot.matching import sureness
from bot.settings import DiscordSettings
from tests.client.conftest import Kept, Scene, components, custom_ids, text_of


async def test_an_answer_has_its_footnote_related_questions_votes_and_removal(scene: Scene, journal: Kept) -> None:
    result = await scene.alice.slash(scene.channel, "ask", question="How many passengers did the Aurora carry?")
    reply = result.response
    assert reply is not None
    assert not result.ephemeral
    said = text_of(reply)
    assert "**8,100 passengers**" in said
    assert "Harbour Gazette" in said
    assert "People" in said
    assert "2031-08-02" in said
    assert len(custom_ids(reply, "fb:q:")) == 3
    assert len(custom_ids(reply, "fb:v:")) == 2
    assert custom_ids(reply, "fb:x:") == [f"fb:x:{scene.alice.id}"]
    assert [c["url"] for c in components(reply) if "url" in c] == ["https://gazette.example/ferry"]
    (kept,) = journal.questions
    assert (kept.outcome, kept.facts, kept.place, kept.why) == ("answer", ("passengers-q2",), "slash", "curated")
    assert kept.key in custom_ids(reply, "fb:v:")[0]
    assert kept.guild == scene.guild.id


async def test_an_arabic_question_is_answered_in_arabic_from_the_right(scene: Scene) -> None:
    result = await scene.alice.slash(scene.channel, "ask", question="كم راكبًا حملت العبارة Aurora؟")
    assert result.response is not None
    embed = result.response.embeds[0]
    assert embed.description is not None
    # The answer begins with a Latin name, which alone would turn the line round.
    assert embed.description.startswith("\u200f\u2067Aurora حملت **8100 راكب**")
    assert "\u20662031-08-02\u2069" in (embed.footer.text or "")


async def test_a_declined_question_says_what_is_missing_and_what_is_nearest(scene: Scene, journal: Kept) -> None:
    result = await scene.alice.slash(scene.channel, "ask", question="passengers in Q4")
    assert result.response is not None
    said = text_of(result.response)
    assert "not for Q4" in said
    assert "1 · How many passengers did the Aurora carry in Q1?" in said
    assert "2 · How many passengers did the Aurora carry?" in said
    assert custom_ids(result.response, "fb:q:") == ["fb:q:en:passengers-q1", "fb:q:en:passengers-q2"]
    assert not custom_ids(result.response, "fb:v:")
    assert journal.questions[0].outcome == "decline"


async def test_a_doubtful_question_gets_a_menu(scene: Scene, journal: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sureness, "ANSWER_POOR", 1.1)
    result = await scene.alice.slash(scene.channel, "ask", question="who is captain")
    assert result.response is not None
    (menu,) = [c for c in components(result.response) if c["type"] == 3]
    assert menu["options"][0]["value"] == "captain"
    assert menu["options"][-1]["label"] == "None of these"
    assert len(menu["options"]) <= 4

    picked = await scene.alice.select(result.response.message, ["captain"], custom_id=menu["custom_id"])
    assert picked.acknowledged
    changed = scene.last()
    assert "**Ida Holm**" in text_of(changed)
    assert custom_ids(changed, "fb:v:")
    # What was asked is kept with what was picked, so that moderators may add it as a phrasing.
    assert [(q.question, q.outcome, q.why) for q in journal.questions] == [
        ("who is captain", "suggest", "doubt"),
        ("who is captain", "answer", "picked"),
    ]


async def test_none_of_these_is_a_vote_against(scene: Scene, journal: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sureness, "ANSWER_POOR", 1.1)
    result = await scene.alice.slash(scene.channel, "ask", question="who is captain")
    assert result.response is not None
    (menu,) = custom_ids(result.response, "fb:m:")
    await scene.alice.select(result.response.message, ["-"], custom_id=menu)
    changed = scene.last()
    assert "/topics" in text_of(changed)
    assert not components(changed)
    assert [vote.value for vote in journal.votes] == [-1]


async def test_only_who_asked_chooses(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sureness, "ANSWER_POOR", 1.1)
    result = await scene.alice.slash(scene.channel, "ask", question="who is captain")
    assert result.response is not None
    (menu,) = custom_ids(result.response, "fb:m:")
    refused = await scene.bob.select(result.response.message, ["captain"], custom_id=menu)
    assert refused.ephemeral
    assert "Ida Holm" not in text_of(scene.last())


async def test_the_same_answer_within_a_minute_points_to_the_first(scene: Scene) -> None:
    first = await scene.alice.slash(scene.channel, "ask", question="Who steers the ferry?")
    second = await scene.bob.slash(scene.channel, "ask", question="Who is the captain of the Aurora?")
    assert first.response is not None
    assert second.response is not None
    assert f"/{scene.channel.id}/{first.response.id}" in text_of(second.response)
    assert "**Ida Holm**" in text_of(second.response)
    assert not custom_ids(second.response, "fb:v:")
    other = scene.guild.create_text_channel("other")
    third = await scene.bob.slash(other, "ask", question="Who is the captain of the Aurora?")
    assert third.response is not None
    assert "discord.com/channels" not in text_of(third.response)


async def test_a_removed_answer_is_not_pointed_to(scene: Scene) -> None:
    first = await scene.alice.slash(scene.channel, "ask", question="Who steers the ferry?")
    assert first.response is not None
    await scene.alice.click(first.response.message, custom_id=f"fb:x:{scene.alice.id}")
    assert scene.channel.last_message is None
    second = await scene.bob.slash(scene.channel, "ask", question="Who steers the ferry?")
    assert second.response is not None
    assert "discord.com/channels" not in text_of(second.response)


async def test_a_follow_up_leans_on_the_question_before(scene: Scene) -> None:
    await scene.alice.slash(scene.channel, "ask", question="How many passengers did the Aurora carry?")
    again = await scene.alice.slash(scene.channel, "ask", question="and in Q1?")
    assert again.response is not None
    assert "7,300" in text_of(again.response)


async def test_autocomplete_offers_questions_in_the_language_being_typed(scene: Scene) -> None:
    english = await scene.alice.autocomplete(scene.channel, "ask", "question", "who ste")
    assert english[0]["value"] == "Who steers the ferry?"
    arabic = await scene.alice.autocomplete(scene.channel, "ask", "question", "كم ثمن")
    assert arabic[0]["value"] == "كم ثمن التذكرة؟"
    everything = await scene.alice.autocomplete(scene.channel, "ask", "question", "")
    assert len(everything) == 4


async def test_answer_this_answers_the_message_for_all_to_see(scene: Scene, journal: Kept) -> None:
    message = await scene.bob.send(scene.channel, "what does a ticket cost?")
    result = await scene.alice.context_menu(scene.channel, "Answer this", message)
    assert result.response is not None
    assert not result.ephemeral
    assert "**4 crowns**" in text_of(result.response)
    assert message.jump_url in text_of(result.response)
    assert journal.questions[0].place == "menu"


async def test_answer_this_needs_a_text(scene: Scene) -> None:
    await scene.alice.slash(scene.channel, "ask", question="What does a ticket cost?")
    result = await scene.alice.context_menu(scene.channel, "Answer this", scene.last())
    assert result.ephemeral
    assert result.response is not None
    assert "no text" in text_of(result.response)


@pytest.mark.parametrize("simcord_bot", [{"settings": DiscordSettings(ephemeral=True)}], indirect=True)
async def test_answers_may_be_private_by_default(scene: Scene) -> None:
    result = await scene.alice.slash(scene.channel, "ask", question="What does a ticket cost?")
    assert result.ephemeral
    assert result.response is not None
    assert not custom_ids(result.response, "fb:x:")


async def test_a_silent_channel_is_answered_privately(simcord_env: Env, simcord_bot: Factbot) -> None:
    scene = Scene(simcord_env, simcord_bot)
    quiet = scene.guild.create_text_channel("quiet")
    simcord_bot.replier.settings = DiscordSettings(silent_channels=(quiet.id,))
    result = await scene.alice.slash(quiet, "ask", question="What does a ticket cost?")
    assert result.ephemeral
    await scene.alice.send(quiet, f"{scene.mention} What does a ticket cost?")
    assert [m.author.name for m in quiet.history()] == ["alice"]


async def test_only_named_channels_are_answered_in_public(simcord_env: Env, simcord_bot: Factbot) -> None:
    scene = Scene(simcord_env, simcord_bot)
    here = scene.guild.create_text_channel("here")
    simcord_bot.replier.settings = DiscordSettings(answer_channels=(here.id,))
    assert (await scene.alice.slash(scene.channel, "ask", question="What does a ticket cost?")).ephemeral
    assert not (await scene.alice.slash(here, "ask", question="What does a ticket cost?")).ephemeral


@pytest.mark.parametrize("simcord_bot", [{"settings": DiscordSettings(cooldown=30)}], indirect=True)
async def test_who_asks_too_fast_is_told_when_to_ask_again(scene: Scene) -> None:
    await scene.alice.slash(scene.channel, "ask", question="What does a ticket cost?")
    soon = await scene.alice.slash(scene.channel, "ask", question="Who steers the ferry?")
    assert soon.ephemeral
    assert soon.response is not None
    assert ":R>" in text_of(soon.response)
    other = await scene.bob.slash(scene.channel, "ask", question="Who steers the ferry?")
    assert other.response is not None
    assert "**Ida Holm**" in text_of(other.response)


async def test_private_replies_follow_the_members_choice_and_public_ones_do_not(scene: Scene) -> None:
    chosen = await scene.alice.slash(scene.channel, "language", language="ar")
    assert chosen.ephemeral
    public = await scene.alice.slash(scene.channel, "ask", question="What does a ticket cost?")
    assert public.response is not None
    assert "4 crowns" in text_of(public.response)
    related = await scene.alice.slash(scene.channel, "ask", question="Who steers the ferry?")
    assert related.response is not None
    private = await scene.alice.click(related.response.message, custom_id="fb:q:en:fare")
    assert private.ephemeral
    assert private.response is not None
    assert "4 كرونات" in text_of(private.response)


async def test_what_waited_long_is_deferred_only_if_its_answer_must_be_looked_for(
    scene: Scene, simcord_bot: Factbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    pressure = simcord_bot.replier.pressure = Pressure(lambda: now[0])
    monkeypatch.setattr(pressure, "_stir", lambda: None)  # no lull to wait for: the played clock stands still
    deferred: list[discord.Interaction] = []
    defer = discord.InteractionResponse.defer

    async def noted(response: discord.InteractionResponse[Any], **how: Any) -> Any:
        deferred.append(response._parent)
        return await defer(response, **how)

    monkeypatch.setattr(discord.InteractionResponse, "defer", noted)
    known, unknown = "what does a ticket cost?", "how many crowns must one pay for a ticket?"
    for question, member, late, defers in (
        (known, scene.alice, 0.0, 0),
        (known, scene.bob, 60.0, 0),
        (unknown, scene.bob, 60.0, 1),
    ):
        now[0] = late
        result = await member.slash(scene.channel, "ask", question=question)
        assert result.response is not None
        assert "crowns" in text_of(result.response) or "moment ago" in text_of(result.response)
        assert len(deferred) == defers
