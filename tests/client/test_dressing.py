"""Replies as they are sent: put together once, and right for each member all the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
import pytest

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings
from bot.client.desk import Answered, Asker, Desk
from bot.client.dressing import Dresser
from bot.client.journal import Passing, Unwritten
from bot.client.pictures import Picture, Pictures
from bot.client.ui.embeds import reply_embed
from bot.client.ui.views import reply_view

PUBLIC = Asker(1, "slash", private=False, guild=5, channel=6)
ASKERS = [
    PUBLIC,
    replace(PUBLIC, member=2**63),
    replace(PUBLIC, private=True),
    replace(PUBLIC, member=3, guild=None, channel=None, private=True),
]
QUESTIONS = ["what does a ticket cost?", "who steers the ferry?", "passengers in Q4", "بكم التذكرة؟", "hello"]


@pytest.fixture
def desk(ferry: Answerer, wordings: Wordings) -> Desk:
    made = Desk(wordings, Unwritten(), Passing())
    made.use(ferry)
    return made


@pytest.fixture
def dresser(desk: Desk) -> Dresser:
    return Dresser(desk, Pictures(desk))


def sent(dressed: dict[str, Any]) -> tuple[Any, Any]:
    """What discord.py would send."""
    return dressed["embed"].to_dict(), dressed["view"].to_components()


async def test_a_reply_kept_is_what_would_have_been_made_anew(desk: Desk, dresser: Dresser) -> None:
    above = "https://discord.com/channels/5/6/7"
    for _ in range(2):
        for question in QUESTIONS:
            for asker in ASKERS:
                for answered in (first := desk.ask(question, asker), replace(first, above=above)):
                    wording = desk.wording(answered.reply.language)
                    for title in (None, desk.title(answered)):
                        embed = reply_embed(answered, wording, title=title, caveats=desk.caveats(answered))
                        rows = reply_view(answered, wording).to_components()
                        assert sent(dresser.dress(answered, titled=title is not None)) == (embed.to_dict(), rows)


async def test_buttons_belong_to_the_reply_they_are_sent_with(desk: Desk, dresser: Dresser) -> None:
    first, second = (desk.ask("what does a ticket cost?", asker) for asker in ASKERS[:2])
    assert first.reply is second.reply
    dressed = [dresser.dress(answered, titled=True) for answered in (first, second)]
    for answered, kept in zip((first, second), dressed, strict=True):
        ids = {part.get("custom_id") for row in kept["view"].to_components() for part in row["components"]}
        own = {f"fb:v:+:{answered.key}", f"fb:v:-:{answered.key}", f"fb:x:{answered.asker.member}"}
        assert {i for i in ids if i and not i.startswith("fb:q:")} == own
        # discord.py keeps nothing of a view that is finished.
        assert kept["view"].is_finished()
    assert dressed[0]["embed"] is dressed[1]["embed"]


async def test_a_picture_of_one_reply_is_not_in_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Picture | None] = [Picture("chart.png", b"png"), None]
    monkeypatch.setattr(Pictures, "ready", lambda *_: drawn.pop(0))
    dresser = Dresser(desk, Pictures(desk))
    with_picture, without = (dresser.dress(desk.ask(QUESTIONS[0], PUBLIC), titled=True) for _ in range(2))
    assert with_picture["embed"].image.url == "attachment://chart.png"
    assert isinstance(with_picture["file"], discord.File)
    assert without["embed"].image.url is None
    assert "file" not in without


async def test_another_base_makes_other_replies(desk: Desk, dresser: Dresser, bakery: Answerer) -> None:
    before: Answered = desk.ask("what does a ticket cost?", PUBLIC)
    dresser.dress(before, titled=True)
    desk.use(bakery)
    after = desk.ask("what does a ticket cost?", PUBLIC)
    wording = desk.wording(after.reply.language)
    assert sent(dresser.dress(after, titled=True))[1] == reply_view(after, wording).to_components()
