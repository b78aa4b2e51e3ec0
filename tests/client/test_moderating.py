"""Editing facts on Discord: commands, forms, previews, publishing, undo."""

from __future__ import annotations

from bot.answers.answerer import Answerer
from bot.facts.reader import read
from tests.client.conftest import components, text_of
from tests.client.moderating import ANSWERS, Edited, attached, edited, filled, labels

__all__ = ["edited"]

ENGLISH = "How long does the crossing take?\nduration of the crossing"
ARABIC = "كم تستغرق الرحلة؟"
DETAILS = "about: {subject: ferry}\nsource: gazette#people"


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
    assert '**`checked`** · "soon" is not a date\nWhat to do: write year, month and day' in text
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
        ("rename", {"new-id": "skipper"}),
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


async def test_an_id_is_judged_before_anybody_types(edited: Edited) -> None:
    for name, said in (("Net Loss", "is no id"), ("fare", "is taken")):
        shown = await edited.fact(edited.editor, "add", id=name)
        assert shown.modal is None
        assert said in text_of(shown.response)
    shown = await edited.fact(edited.editor, "remove", fact="captain")
    await edited.press(edited.editor, shown, "Publish")
    shown = await edited.fact(edited.editor, "add", id="captain")
    assert "is taken" in text_of(shown.response)
