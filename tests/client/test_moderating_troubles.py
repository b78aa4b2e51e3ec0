"""Moderating where something goes wrong: restarts, foreign buttons, disks, databases, Discord itself."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.env import Env

from bot.answers.answerer import Answerer
from bot.client.moderation.preview import show_preview
from bot.facts.edits import Alias
from bot.facts.reader import read
from bot.storage.errors import StorageError
from bot.storage.publish import Publisher
from tests.client.conftest import Make, custom_ids, text_of
from tests.client.moderating import ANSWERS, Edited, attached, edited
from tests.conftest import write_base
from tests.ferry import FERRY
from tests.storage.test_publish_faults import tmpfs

__all__ = ["edited"]


async def test_buttons_outlive_a_restart_or_say_that_they_do_not(
    edited: Edited, simcord_env: Env, make_bot: Make
) -> None:
    shown = await edited.fact(edited.editor, "alias", fact="fare", question="What must one pay?")
    await edited.press(edited.editor, shown, "Publish")
    (entry,) = edited.log.history()
    other = await edited.fact(edited.editor, "remove", fact="captain")
    form = await edited.fact(edited.editor, "edit", fact="fare")
    bot = make_bot(answerer=Answerer(read(edited.path), edited.bot.desk.wordings))
    await simcord_env.restart_bot(bot)
    await edited.open(bot)
    late = await edited.press(edited.editor, other, "Publish")
    assert late.ephemeral
    assert "expired" in text_of(late.response)
    lost = await edited.submit(edited.editor, form, a_en="A ticket costs **9 crowns**.")
    assert "attached" in text_of(lost.response)
    assert "9 crowns" in (await attached(lost.response))["typed.txt"]
    back = await edited.press(edited.second, entry, "Undo")
    await edited.press(edited.second, back, "Publish")
    assert [revision.number for revision in await edited.revisions()] == [3, 2, 1]


async def test_a_button_pressed_twice_or_by_another_says_so(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "remove", fact="captain")
    publish = custom_ids(shown.response, "fb:d:p:")[0]
    key = publish.rpartition(":")[2]
    proposal = edited.bot.proposals.get(key)
    assert proposal is not None
    proposal.owner = edited.second.id
    foreign = await edited.press(edited.editor, shown, "Publish")
    assert "another moderator" in text_of(foreign.response)
    proposal.owner, proposal.over = edited.editor.id, True
    late = await edited.press(edited.editor, shown, "Publish")
    assert "expired" in text_of(late.response)
    assert edited.bot.desk.answerer.fact("captain")


async def test_a_full_disk_is_told_and_the_edit_can_be_tried_again(
    edited: Edited, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await edited.fact(edited.editor, "alias", fact="fare", question="What must one pay?")
    publish = Publisher.publish

    async def refuse(*_: Any, **__: Any) -> Any:
        raise StorageError("/srv/facts/base/facts/money.yaml: No space left on device: free some space")

    monkeypatch.setattr(Publisher, "publish", refuse)
    await edited.press(edited.editor, shown, "Publish")
    text = text_of(shown.response)
    assert "Not published" in text
    assert "No space left" in text
    assert "/srv" not in text
    assert "was not published" in edited.logged()[0]
    asked = await edited.alice.slash(edited.channel, "ask", question="What does a ticket cost?")
    assert "4 crowns" in text_of(asked.response)
    monkeypatch.setattr(Publisher, "publish", publish)
    await edited.press(edited.editor, shown, "Try again")
    await edited.press(edited.editor, shown, "Publish")
    assert len(await edited.revisions()) == 2


async def test_a_lost_database_is_told_and_the_bot_answers(edited: Edited) -> None:
    form = await edited.fact(edited.editor, "edit", fact="fare")
    await edited.database.close()
    Path(str(edited.database)).mkdir()  # noqa: ASYNC240
    done = await edited.submit(edited.editor, form, **ANSWERS)
    assert "Not published" in text_of(done.response)
    assert "5 crowns" in (await attached(done.response))["typed.txt"]
    assert "was not published" in edited.logged()[0]
    history = await edited.fact(edited.editor, "history")
    assert history.response is not None
    asked = await edited.alice.slash(edited.channel, "ask", question="What does a ticket cost?")
    assert "4 crowns" in text_of(asked.response)


async def test_broken_files_keep_an_edit_from_being_published(edited: Edited) -> None:
    await edited.bot.bench.snapshot()
    path = edited.path / "facts/money.yaml"
    path.write_text("facts: [", "utf-8")
    shown = await edited.fact(edited.editor, "alias", fact="captain", question="Who is the boss?")
    assert "Not published" in text_of(shown.response)
    assert "cannot be used" in text_of(shown.response)
    assert path.read_text("utf-8") == "facts: ["


async def test_a_full_and_then_a_read_only_disk(edited: Edited, tmp_path: Path) -> None:
    with tmpfs(tmp_path / "small", "300k") as remount:
        edited.path = write_base(tmp_path / "small" / "base", FERRY)
        edited.bot.desk.use(Answerer(read(edited.path), edited.bot.desk.wordings))
        await edited.open(edited.bot)
        many = "\n".join(f"question number {number} of so many that the disk cannot hold them?" for number in range(55))
        texts = []
        for language, question in (("en", many), ("en", "What must one pay?")):
            form = await edited.fact(edited.editor, "edit", fact="fare", language=language)
            texts.append(await edited.submit(edited.editor, form, q_en=question))
        full, small = texts
        filler = edited.path / "filler"
        with contextlib.suppress(OSError):
            filler.write_bytes(bytes(300_000))
        await edited.press(edited.editor, full, "Publish")
        assert "No space left on device: free some space" in text_of(full.response)
        assert many in (await attached(full.response))["typed.txt"]
        filler.unlink()
        remount("ro")
        await edited.press(edited.editor, small, "Publish")
        assert "Read-only file system" in text_of(small.response)
        assert all("was not published" in entry for entry in edited.logged())
        asked = await edited.alice.slash(edited.channel, "ask", question="What does a ticket cost?")
        assert "4 crowns" in text_of(asked.response)
        assert (edited.path / "facts/money.yaml").read_text("utf-8") == FERRY["facts/money.yaml"]
        remount("rw")
        await edited.press(edited.editor, small, "Try again")
        await edited.press(edited.editor, small, "Publish")
        fact = edited.bot.desk.answerer.fact("fare")
        assert fact is not None
        assert fact.questions["en"] == ("What must one pay?",)


async def test_commands_are_taken_back_where_nobody_moderates_any_more(
    edited: Edited, simcord_env: Env, make_bot: Make, tmp_path: Path
) -> None:
    def registered() -> bool:
        return any(name.startswith("fact") for name in edited.editor.available_commands(edited.channel))

    await simcord_env.restart_bot(make_bot(edited.settings, data_dir=tmp_path))
    assert registered()
    await simcord_env.restart_bot(make_bot(data_dir=tmp_path))
    assert not registered()
    requests = len(simcord_env.http_requests)
    await simcord_env.restart_bot(make_bot(data_dir=tmp_path))
    assert not any("guilds" in r.path for r in simcord_env.http_requests[requests:] if r.path.endswith("commands"))


async def test_what_follows_a_publishing_is_done_once(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []

    async def settled(revision: Any) -> None:
        told.append(revision.number)

    async def alias(interaction: Any, client: Any, *_: Any, **__: Any) -> None:
        await show_preview(interaction, client, [Alias("fare", "en", "What must one pay?")], after_publish=settled)

    monkeypatch.setattr("bot.client.moderation.editing.remove", alias)
    shown = await edited.fact(edited.editor, "remove", fact="fare")
    assert told == []
    await edited.press(edited.editor, shown, "Publish")
    assert told == [2]


async def test_an_answer_of_a_moderator_who_gave_up_is_not_overwritten(edited: Edited) -> None:
    form = await edited.fact(edited.editor, "edit", fact="fare")
    first = await edited.submit(edited.editor, form, **ANSWERS)
    publish = custom_ids(first.response, "fb:d:p:")[0].rpartition(":")[2]
    again = await edited.press(edited.editor, first, "Open the form again")
    await edited.submit(edited.editor, again, a_en="It costs **6 crowns**.", a_ar="ثمنها **6 كرونات**.")
    proposal = edited.bot.proposals.get(publish)
    assert proposal is not None
    assert proposal.over
    assert "6 crowns" in text_of(first.response)
    assert custom_ids(first.response, "fb:d:p:")[0].rpartition(":")[2] != publish


async def test_it_is_published_although_discord_does_not_take_what_is_told(
    edited: Edited, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await edited.fact(edited.editor, "alias", fact="fare", question="What must one pay?")

    async def refuse(*_: Any, **__: Any) -> None:
        raise TimeoutError

    monkeypatch.setattr("bot.client.moderation.page.Page.show", refuse)
    await edited.press(edited.editor, shown, "Publish")
    assert len(await edited.revisions()) == 2
    assert len(edited.log.history()) == 1


async def test_what_fails_unforeseen_can_be_tried_again(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = await edited.fact(edited.editor, "alias", fact="fare", question="What must one pay?")
    key = custom_ids(shown.response, "fb:d:p:")[0].rpartition(":")[2]
    proposal = edited.bot.proposals.get(key)
    assert proposal is not None

    async def fails(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(Publisher, "publish", fails)
        pressed = await edited.press(edited.editor, shown, "Publish")
    assert "reference" in text_of(pressed.followups[-1])
    assert not proposal.over
    assert proposal.prepared is not None


async def test_of_two_buttons_pressed_in_the_same_moment_one_counts(
    edited: Edited, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await edited.fact(edited.editor, "alias", fact="fare", question="What must one pay?")
    proposal = edited.bot.proposals.get(custom_ids(shown.response, "fb:d:p:")[0].rpartition(":")[2])
    assert proposal is not None
    defer = discord.InteractionResponse.defer

    async def slow(self: Any, **more: Any) -> None:
        await defer(self, **more)
        proposal.over = True  # as Publish does it, whose answer from Discord came sooner

    monkeypatch.setattr(discord.InteractionResponse, "defer", slow)
    late = await edited.press(edited.editor, shown, "Cancel")
    assert "expired" in text_of(late.followups[-1])
    assert "Nothing was published" not in text_of(shown.response)
    assert proposal.prepared is not None


async def test_a_review_whose_settling_cannot_be_written_down_is_published_all_the_same(
    edited: Edited, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def settled(_: Any) -> None:
        raise StorageError("the database went away")

    async def alias(interaction: Any, client: Any, *_: Any, **__: Any) -> None:
        await show_preview(interaction, client, [Alias("fare", "en", "What must one pay?")], after_publish=settled)

    monkeypatch.setattr("bot.client.moderation.editing.remove", alias)
    shown = await edited.fact(edited.editor, "remove", fact="fare")
    done = await edited.press(edited.editor, shown, "Publish")
    assert "Published as revision 2" in text_of(shown.response)
    assert not done.followups
