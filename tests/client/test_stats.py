"""``/stats``."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.answers import charts
from bot.client.moderation.reviews import Reviews
from bot.storage.questions import write_votes
from bot.storage.records import Vote
from tests.client.conftest import text_of
from tests.client.moderating import Edited, edited
from tests.client.test_review import LIFE, asked, fresh, waited, write

__all__ = ["edited"]


async def register(scene: Edited) -> None:
    scene.bot.cogs["StatsCog"].add_commands()  # type: ignore[attr-defined]
    await scene.bot.register_in(scene.bot.moderation_guilds)


async def stats(scene: Edited, **options: int) -> str:
    fresh(scene)
    await register(scene)
    shown = await waited(scene, await scene.editor.slash(scene.channel, "stats", **options))
    assert shown.ephemeral
    return text_of(shown.response)


async def fill(scene: Edited) -> None:
    answer = asked(1, "fare?", outcome="answer", facts=("fare",), why="clear")
    await write(scene.database, answer, asked(2, LIFE), asked(3, LIFE.upper()), asked(4, "*@everyone*", language="ar"))
    async with scene.database.writing() as connection:
        await write_votes(connection, [Vote(answer.key, "a", 1, answer.at)])


async def test_figures(edited: Edited) -> None:
    await fill(edited)
    text = await stats(edited)
    today = dt.datetime.now(dt.UTC).date()
    assert f"What was asked, {today - dt.timedelta(days=29)} to {today}" in text
    for told in ("Asked: **4**", "Answered: **25%**", "Declined: **75%**", "👍 1", "en: 3", "ar: 1", "Money: 1"):
        assert told in text
    assert "`fare`: 1 · 👍 1 · 👎 0" in text
    assert f"2 × {LIFE.upper()}" in text
    assert "1 × \\*@\u200beveryone\\*" in text


async def test_a_picture_comes_along(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib", reason="pictures need the extra factbot[charts]")
    await fill(edited)
    await stats(edited)
    shown = await waited(edited, await edited.editor.slash(edited.channel, "stats", days=7))
    assert [one.filename for one in shown.response.message.attachments] == ["stats.png"]
    monkeypatch.setattr(charts, "available", lambda: False)
    shown = await waited(edited, await edited.editor.slash(edited.channel, "stats", days=7))
    assert not shown.response.message.attachments
    assert "Asked: **4**" in text_of(shown.response)


async def test_no_more_days_than_questions_are_kept(edited: Edited) -> None:
    await fill(edited)
    kept = edited.bot.settings.questions.retention_days
    today = dt.datetime.now(dt.UTC).date()
    assert f"What was asked, {today - dt.timedelta(days=kept)} to {today}" in await stats(edited, days=3650)


async def test_nothing_was_asked(edited: Edited) -> None:
    assert "Nothing was asked from" in await stats(edited, days=7)


async def test_a_database_that_is_away(edited: Edited) -> None:
    await stats(edited)
    edited.bot.reviews = Reviews(None, edited.bot.desk, edited.bot.settings)
    shown = await waited(edited, await edited.editor.slash(edited.channel, "stats"))
    assert "cannot be read: the bot has no database" in text_of(shown.response)


async def test_who_may_not_moderate_is_told_so(edited: Edited) -> None:
    await fill(edited)
    await register(edited)
    shown = await edited.helper.slash(edited.channel, "stats")
    assert "for moderators" in text_of(shown.response)


async def test_in_arabic(edited: Edited) -> None:
    await fill(edited)
    edited.bot.desk.speaks(edited.editor.id, "ar")
    text = await stats(edited)
    assert "ما سُئل من" in text
    assert "المال: 1" in text
