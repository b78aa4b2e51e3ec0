"""Moderating what is not the usual: a base that is one file, other ids, facts of great length."""

from __future__ import annotations

import discord
import pytest
from simcord.env import Env

from bot.answers.answerer import Answerer
from bot.facts.reader import read
from tests.client.conftest import text_of
from tests.client.moderating import Edited, attached, edited, filled, labels
from tests.ferry import FERRY

__all__ = ["edited"]


async def one_file(scene: Edited) -> str:
    """Let the scene's bot keep a single file; its text is returned."""
    text = FERRY["facts/crossing.yaml"].replace(", fare]", "]").replace("[fare]", "[passengers-q1]")
    scene.path = scene.path.with_name("ferry.yaml")
    scene.path.write_text(text, "utf-8")
    scene.bot.desk.use(Answerer(read(scene.path), scene.bot.desk.wordings))
    await scene.open(scene.bot)
    return text


async def test_a_base_that_is_one_file_is_edited_and_taken_back(edited: Edited) -> None:
    text = await one_file(edited)
    shown = await edited.fact(edited.editor, "alias", fact="captain", question="Who has the helm?")
    await edited.press(edited.editor, shown, "Publish")
    assert "Published as revision 2" in text_of(shown.response)
    assert "Who has the helm?" in edited.path.read_text("utf-8")
    assert edited.bot.desk.answerer.ask("Who has the helm?").fact == "captain"
    removed = await edited.fact(edited.second, "remove", fact="passengers-q1")
    await edited.press(edited.second, removed, "Publish")
    assert "retired: [passengers-q1]" in edited.path.read_text("utf-8")
    for number, (who, last) in enumerate([(edited.second, "3"), (edited.editor, "2")], start=4):
        back = await edited.fact(who, "undo", revision=int(last))
        await edited.press(who, back, "Publish")
        assert f"Published as revision {number}" in text_of(back.response)
    assert edited.path.read_text("utf-8") == text
    topic = await edited.fact(edited.editor, "add", id="toll", topic="money")
    refused = await edited.submit(edited.editor, topic, q_en="What is the toll?", a_en="None.")
    assert "the fact base is one file" in text_of(refused.response)


async def test_another_id_is_followed_and_can_be_taken_back(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "rename", **{"fact": "fare", "new-id": "price", "reason": "clearer"})
    assert "+  - id: price" in text_of(shown.response)
    await edited.press(edited.editor, shown, "Publish")
    assert edited.bot.desk.answerer.ask("What does a ticket cost?").fact == "price"
    captain = edited.bot.desk.answerer.fact("captain")
    assert captain is not None
    assert captain.related == ("price",)
    for wrong, why in (("Bad Id", "is not a proper name"), ("captain", "there is a fact"), ("fare ", "")):
        again = await edited.fact(edited.editor, "rename", **{"fact": "price", "new-id": wrong})
        assert why in text_of(again.response)
        # Its own former id is free for it alone.
        assert labels(again.response).get("Publish", False) is not bool(why)
    other = await edited.fact(edited.editor, "rename", **{"fact": "captain", "new-id": "fare"})
    assert "is now called price" in text_of(other.response)
    back = await edited.press(edited.editor, shown, "Undo")
    await edited.press(edited.editor, back, "Publish")
    assert edited.bot.desk.answerer.ask("What does a ticket cost?").fact == "fare"


async def test_a_fact_with_hundreds_of_questions_gets_one_more(edited: Edited) -> None:
    path = edited.path / "facts/money.yaml"
    many = [f"What is the price of seat number {number} on the upper deck?" for number in range(300)]
    path.write_text(FERRY["facts/money.yaml"].replace("en: [What", f"en: [{', '.join(many)}, What"), "utf-8")
    edited.bot.desk.use(Answerer(read(edited.path), edited.bot.desk.wordings))
    form = await edited.fact(edited.editor, "edit", fact="fare", language="en")
    assert filled(form)["q-en"] == ""
    shown = await edited.submit(edited.editor, form, q_en="What must one pay?")
    # The one long line of questions is shown where it changes.
    assert 'How much is the fare?, "What must one pay?"]' in text_of(shown.response)
    assert many[0] in (await attached(shown.response))["change.diff"]
    await edited.press(edited.editor, shown, "Publish")
    fact = edited.bot.desk.answerer.fact("fare")
    assert fact is not None
    assert len(fact.questions["en"]) == 303


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_pages_of_what_is_very_long_keep_within_discords_limits(
    edited: Edited, simcord_env: Env, language: str
) -> None:
    edited.bot.desk.speaks(edited.editor.id, language)
    said = edited.bot.desk.wording(language).discord.moderation
    form = await edited.fact(edited.editor, "edit", fact="fare")
    long = "A ticket costs **4 crowns**. " + "It is sold on board. " * 20
    many = "\n".join(f"Is it dear to take the {'very ' * 20}long cart number {n} across?" for n in range(24))
    shown = await edited.submit(edited.editor, form, a_en=long, q_en=many)
    assert isinstance(shown.response.embeds[0], discord.Embed)
    assert len(shown.response.embeds[0]) <= 6000
    publish = next(label for label in labels(shown.response) if said.publish in label)
    await edited.press(edited.editor, shown, publish)
    (entry,) = edited.log.history()
    assert len(entry.embeds[0]) <= 6000
    whole = await edited.fact(edited.editor, "show", fact="fare")
    assert "It is sold on board" in text_of(whole.response)
    assert simcord_env.http_requests
