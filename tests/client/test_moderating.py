"""Editing facts on Discord: commands, forms, previews, publishing, undo."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from simcord.env import Env

from bot.answers.answerer import Answerer
from bot.client.moderation.preview import show_preview
from bot.facts.edits import Alias
from bot.facts.reader import read
from bot.storage.errors import StorageError
from bot.storage.publish import Publisher
from tests.client.conftest import Make, components, custom_ids, text_of
from tests.client.moderating import Edited, edited, filled
from tests.conftest import write_base
from tests.ferry import FERRY
from tests.storage.test_publish import tmpfs

__all__ = ["edited"]

ANSWERS = {"a_en": "A ticket costs **5 crowns**.", "a_ar": "ثمن التذكرة **5 كرونات**."}
ENGLISH = "How long does the crossing take?\nduration of the crossing"
ARABIC = "كم تستغرق الرحلة؟"
DETAILS = "about: {subject: ferry}\nsource: gazette#people"


def labels(message: Any) -> dict[str, bool]:
    """The labels of buttons, and whether they can be pressed."""
    return {c["label"]: not c.get("disabled") for c in components(message)}


async def attached(message: Any) -> dict[str, str]:
    return {file.filename: (await file.read()).decode() for file in message.attachments}


async def test_an_alias_is_previewed_published_and_taken_back(edited: Edited) -> None:
    question = "Whom do I pay, the skipper?"
    shown = await edited.fact(edited.editor, "alias", fact="fare", question=question, reason="asked often")
    assert shown.ephemeral
    text = text_of(shown.response)
    assert "\n+" in text
    assert question in text
    assert "asked often" in text
    assert f"{question}: " in text
    assert "fare takes 1 from captain" in text
    assert "`captain` → `fare`" in text
    assert labels(shown.response) == {"Publish": True, "Cancel": True}
    before = edited.bot.desk.answerer
    await edited.press(edited.editor, shown, "Publish")
    assert "revision 2" in text_of(shown.response)
    assert question in (edited.path / "facts/money.yaml").read_text("utf-8")
    # The base that was tried out is the one that answers, and nothing had to be built again.
    assert edited.bot.desk.answerer is not before
    asked = await edited.alice.slash(edited.channel, "ask", question=question)
    assert "4 crowns" in text_of(asked.response)
    newest, first = await edited.revisions()
    assert (newest.author, newest.reason, newest.number) == ("discord: editor", "asked often", 2)
    assert first.number == 1
    (entry,) = edited.log.history()
    assert "discord: editor" in text_of(entry)
    assert "fare" in text_of(entry)
    files = await attached(entry)
    assert question not in files["before.yaml"]
    assert question in files["after.yaml"]
    # Taking it back shows first what that does.
    back = await edited.press(edited.second, entry, "Undo")
    assert back.ephemeral
    assert question in text_of(back.response)
    assert question in (edited.path / "facts/money.yaml").read_text("utf-8")
    await edited.press(edited.second, back, "Publish")
    assert question not in (edited.path / "facts/money.yaml").read_text("utf-8")
    newest, *_ = await edited.revisions()
    assert (newest.author, newest.reason) == ("discord: second", "undo of revision 2")
    assert len(edited.log.history()) == 2


async def test_a_fact_is_edited_in_a_form_that_says_what_it_says_today(edited: Edited) -> None:
    path = edited.path / "facts/money.yaml"
    path.write_text(
        path.read_text("utf-8").replace("    source:", "    # held against the log book\n    source:"), "utf-8"
    )
    await edited.bot.bench.knowledge()
    shown = await edited.fact(edited.editor, "edit", fact="fare")
    assert shown.modal["title"] == "fare"
    assert filled(shown) == {
        "q-en": "What does a ticket cost?\nHow much is the fare?",
        "a-en": "A ticket costs **4 crowns**.",
        "q-ar": "كم ثمن التذكرة؟\nبكم التذكرة؟",
        "a-ar": "ثمن التذكرة **4 كرونات**.",
        "details": "about: {subject: ferry, measure: fare}\nsource: gazette#people",
    }
    done = await edited.submit(edited.editor, shown, **ANSWERS)
    assert "5 crowns" in text_of(done.response)
    assert "5 كرونات" in text_of(done.response)
    assert labels(done.response) == {"Publish": True, "Open the form again": True, "Cancel": True}
    await edited.press(edited.editor, done, "Publish")
    assert edited.answer("fare") == ANSWERS["a_en"]
    assert "# held against the log book" in path.read_text("utf-8")


async def test_a_form_sent_as_it_was_changes_nothing(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "edit", fact="passengers-q2")
    done = await edited.submit(edited.editor, shown)
    assert "changes nothing" in text_of(done.response)
    assert len(await edited.revisions()) == 1


async def test_one_language_can_be_edited_alone(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "edit", fact="fare", language="fr")
    assert set(filled(shown)) == {"q-fr", "a-fr", "details"}
    done = await edited.submit(
        edited.editor, shown, q_fr="Combien coûte un billet ?", a_fr="Un billet coûte **4 couronnes**."
    )
    await edited.press(edited.editor, done, "Publish")
    fact = edited.bot.desk.answerer.fact("fare")
    assert fact is not None
    assert set(fact.answer) == {"en", "ar", "fr"}


async def test_a_fact_is_added(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "add", id="duration", topic="crossing")
    answers = {"a_en": "The crossing takes **40 minutes**.", "a_ar": "تستغرق الرحلة **40 دقيقة**."}
    done = await edited.submit(edited.editor, shown, q_en=ENGLISH, q_ar=ARABIC, details=DETAILS, **answers)
    assert "+  - id: duration" in text_of(done.response)
    await edited.press(edited.editor, done, "Publish")
    assert edited.answer("duration") == answers["a_en"]
    assert "- id: duration" in (edited.path / "facts/crossing.yaml").read_text("utf-8")


async def test_what_is_wrong_in_a_form_is_told_and_nothing_typed_is_lost(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "add", id="duration", topic="crossing", reason="new timetable")
    done = await edited.submit(
        edited.editor,
        shown,
        q_en=ENGLISH,
        a_en="It takes **40 minutes**.",
        details="about: {subject: fery}\nchecked: soon",
    )
    text = text_of(done.response)
    assert "duration.checked" in text
    (typed,) = (await attached(done.response)).values()
    assert ENGLISH in typed
    assert "checked: soon" in typed
    again = await edited.press(edited.editor, done, "Open the form again")
    assert filled(again)["q-en"] == ENGLISH
    assert filled(again)["details"] == "about: {subject: fery}\nchecked: soon"
    done = await edited.submit(
        edited.editor,
        again,
        details="about: {subject: fery}\nsource: gazette#people",
        q_ar=ARABIC,
        a_ar="تستغرق **40 دقيقة**.",
    )
    assert "did you mean" in text_of(done.response)
    assert "ferry" in text_of(done.response)
    again = await edited.press(edited.editor, done, "Open the form again")
    done = await edited.submit(edited.editor, again, details=DETAILS)
    assert "new timetable" in text_of(done.response)
    await edited.press(edited.editor, done, "Publish")
    assert edited.answer("duration") == "It takes **40 minutes**."


async def test_broken_yaml_in_the_details_is_told(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "edit", fact="fare")
    for details, said in (
        ("about: {subject: ferry", "form"),
        ("just words", "no keys"),
        ("id: other", "none of the details"),
    ):
        done = await edited.submit(edited.editor, shown, details=details)
        assert said in text_of(done.response)
        shown = await edited.press(edited.editor, done, "Open the form again")
    assert edited.answer("fare") == "A ticket costs **4 crowns**."


async def test_more_questions_than_fit_stay_and_get_further_ones(edited: Edited) -> None:
    path = edited.path / "facts/money.yaml"
    many = [f"What does ticket number {number} cost on the ferry today?" for number in range(100)]
    path.write_text(path.read_text("utf-8").replace("How much is the fare?", ", ".join(many)), "utf-8")
    edited.bot.desk.use(Answerer(read(edited.path), edited.bot.desk.wordings))
    shown = await edited.fact(edited.editor, "edit", fact="fare")
    assert filled(shown)["q-en"] == ""
    assert any("101 questions" in (label.get("description") or "") for label in shown.modal["components"])
    done = await edited.submit(edited.editor, shown, q_en="What is the price of a passage?")
    await edited.press(edited.editor, done, "Publish")
    fact = edited.bot.desk.answerer.fact("fare")
    assert fact is not None
    assert fact.questions["en"] == ("What does a ticket cost?", *many, "What is the price of a passage?")


async def test_a_fact_is_removed_and_brought_back(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "remove", fact="captain")
    assert "-  - id: captain" in text_of(shown.response)
    await edited.press(edited.editor, shown, "Publish")
    assert edited.bot.desk.answerer.fact("captain") is None
    back = await edited.fact(edited.editor, "undo", reason="too early")
    await edited.press(edited.editor, back, "Publish")
    assert edited.answer("captain") == "**Ida Holm** is its captain."
    assert (await edited.revisions())[0].reason == "undo of revision 2: too early"
    first = await edited.fact(edited.editor, "undo", revision=1)
    assert "nothing before it" in text_of(first.response)
    none = await edited.fact(edited.editor, "undo", revision=77)
    assert "no revision 77" in text_of(none.response)


async def test_cancelling_publishes_nothing(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "remove", fact="captain")
    await edited.press(edited.editor, shown, "Cancel")
    assert "Nothing was published" in text_of(shown.response)
    assert not components(shown.response)
    assert edited.bot.desk.answerer.fact("captain")
    assert not edited.log.history()


async def test_a_fact_that_is_not_there_is_told_with_its_neighbours(edited: Edited) -> None:
    for command, more in (
        ("edit", {}),
        ("alias", {"question": "x y z?"}),
        ("remove", {}),
        ("show", {}),
        ("export", {}),
    ):
        shown = await edited.fact(edited.editor, command, fact="captian", **more)
        assert shown.ephemeral
        assert "`captain`" in text_of(shown.response)


async def test_a_long_change_is_cut_and_attached_whole(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "edit", fact="fare", language="en")
    many = [f"Is it dear to take number {number} across?" for number in range(80)]
    done = await edited.submit(edited.editor, shown, q_en="\n".join(many))
    text = text_of(done.response)
    assert many[79] not in text
    assert many[79] in (await attached(done.response))["change.diff"]
    assert labels(done.response)["Publish"]


async def test_the_second_moderator_sees_the_first_ones_change(edited: Edited) -> None:
    first = await edited.fact(edited.editor, "edit", fact="fare")
    second = await edited.fact(edited.second, "edit", fact="fare")
    one = await edited.submit(edited.editor, first, **ANSWERS)
    two = await edited.submit(edited.second, second, q_en="What does a ticket cost?\nfare")
    await edited.press(edited.editor, one, "Publish")
    await edited.press(edited.second, two, "Publish")
    text = text_of(two.response)
    assert "discord: editor published revision 2" in text
    assert "5 crowns" in text
    assert labels(two.response) == {"Put mine on top": True, "Cancel": True}
    assert len(await edited.revisions()) == 2
    await edited.press(edited.second, two, "Put mine on top")
    assert "4 crowns" not in text_of(two.response)
    await edited.press(edited.second, two, "Publish")
    fact = edited.bot.desk.answerer.fact("fare")
    assert fact is not None
    assert fact.answer["en"] == "A ticket costs **5 crowns**."
    assert fact.questions["en"] == ("What does a ticket cost?", "fare")


async def test_what_changed_while_a_form_was_open_is_shown_first(edited: Edited) -> None:
    second = await edited.fact(edited.second, "edit", fact="fare")
    first = await edited.submit(edited.editor, await edited.fact(edited.editor, "edit", fact="fare"), **ANSWERS)
    await edited.press(edited.editor, first, "Publish")
    two = await edited.submit(edited.second, second, a_en="It costs **6 crowns**.", a_ar="ثمنها **6 كرونات**.")
    assert "5 crowns" in text_of(two.response)
    assert "Publish" not in labels(two.response)
    await edited.press(edited.second, two, "Put mine on top")
    text = text_of(two.response)
    assert "5 crowns" in text
    assert "6 crowns" in text
    await edited.press(edited.second, two, "Publish")
    assert edited.answer("fare") == "It costs **6 crowns**."


async def test_an_undo_after_another_change_of_the_fact_is_refused(edited: Edited) -> None:
    for question in ("first more?", "second more?"):
        shown = await edited.fact(edited.editor, "alias", fact="fare", question=question)
        await edited.press(edited.editor, shown, "Publish")
    shown = await edited.fact(edited.editor, "undo", revision=2)
    assert "changed again since" in text_of(shown.response)


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

    monkeypatch.setattr("bot.client.moderation.preview.Page.show", refuse)
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
