"""Lists, histories, files and checks for moderators."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.files import SIZE_LIMIT
from bot.facts.given import given_in
from bot.storage.errors import StorageError
from tests.client.conftest import text_of
from tests.client.moderating import Edited, attached, edited, labels

__all__ = ["edited"]


async def test_a_fact_is_shown_whole(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "show", fact="passengers-q2")
    text = text_of(shown.response)
    assert "**8,100 passengers**" in text
    assert "8100 راكب" in text
    assert "period: 2031-Q2" in text
    assert "related: [passengers-q1, captain, fare]" in text


async def test_facts_are_listed_by_topic_and_page(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.client.moderation.pages.FACTS", 2)
    shown = await edited.fact(edited.editor, "list")
    assert "passengers-q2" in text_of(shown.response)
    assert labels(shown.response) == {"More": True}
    await edited.press(edited.editor, shown, "More")
    text = text_of(shown.response)
    assert "captain" in text
    assert "Money" in text
    assert "passengers-q2" not in text
    await edited.press(edited.editor, shown, "Back")
    assert "passengers-q2" in text_of(shown.response)
    money = await edited.fact(edited.editor, "list", topic="money")
    assert "fare" in text_of(money.response)
    assert "captain" not in text_of(money.response)


async def test_the_history_of_all_and_of_one_fact(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = await edited.fact(edited.editor, "history", fact="fare")
    assert "Nothing has changed it" in text_of(empty.response)
    for fact in ("fare", "captain", "fare"):
        question = f"more {fact} {len(await edited.revisions())}?"
        shown = await edited.fact(edited.editor, "alias", fact=fact, question=question, reason=f"about {fact}")
        await edited.press(edited.editor, shown, "Publish")
    shown = await edited.fact(edited.editor, "history")
    lines = text_of(shown.response).split("\n")
    assert [line[:5] for line in lines] == ["**4**", "**3**", "**2**", "**1**"]
    assert "discord: editor" in lines[0]
    assert "about fare" in lines[0]
    shown = await edited.fact(edited.editor, "history", fact="captain")
    assert text_of(shown.response).startswith("**3**")
    monkeypatch.setattr("bot.client.moderation.pages.REVISIONS", 3)
    shown = await edited.fact(edited.editor, "history")
    await edited.press(edited.editor, shown, "More")
    assert text_of(shown.response).startswith("**1**")


async def test_a_history_that_cannot_be_read_further_says_why(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.client.moderation.pages.REVISIONS", 1)
    changed = await edited.fact(edited.editor, "alias", fact="fare", question="What must one pay?")
    await edited.press(edited.editor, changed, "Publish")
    shown = await edited.fact(edited.editor, "history")

    async def away(*_: object, **__: object) -> None:
        raise StorageError("the server went away: start it again")

    monkeypatch.setattr(edited.bot.bench, "history", away)
    turned = await edited.press(edited.editor, shown, "More")
    assert "start it again" in text_of(turned.followups[0])
    assert text_of(shown.response).startswith("**2**")


async def test_an_export_is_edited_and_imported(edited: Edited) -> None:
    path = edited.path / "facts/money.yaml"
    path.write_text(
        path.read_text("utf-8").replace("    source:", "    # held against the log book\n    source:"), "utf-8"
    )
    shown = await edited.fact(edited.editor, "export", fact="fare")
    (text,) = (await attached(shown.followups[0] if shown.followups else shown.response)).values()
    assert "# held against the log book" in text
    assert "# Exported at revision 1." in text
    changed = text.replace("4 crowns", "5 crowns").replace("4 كرونات", "5 كرونات")
    # Somebody else changes the same fact in the meantime.
    other = await edited.fact(edited.second, "alias", fact="fare", question="What must one pay?")
    await edited.press(edited.second, other, "Publish")
    shown = await edited.fact(edited.editor, "import", file=("fare.yaml", changed.encode()))
    assert "What must one pay?" in text_of(shown.response)
    await edited.press(edited.editor, shown, "Put mine on top")
    text = text_of(shown.response)
    assert "exported at revision 1" in text
    assert "5 crowns" in text
    await edited.press(edited.editor, shown, "Publish")
    fact = edited.bot.desk.answerer.fact("fare")
    assert fact is not None
    assert fact.answer["en"] == "A ticket costs **5 crowns**."
    assert fact.questions["en"][-1] == "What must one pay?"
    assert "# held against the log book" in path.read_text("utf-8")


async def test_topics_and_all_facts_are_exported(edited: Edited) -> None:
    shown = await edited.fact(edited.editor, "export", topic="crossing")
    (text,) = (await attached(shown.response)).values()
    assert [given.fact.id for given in given_in(Path("x.yaml"), text.encode())] == [
        "passengers-q2",
        "passengers-q1",
        "captain",
    ]
    shown = await edited.fact(edited.editor, "export")
    (text,) = (await attached(shown.response)).values()
    assert [given.topic for given in given_in(Path("x.yaml"), text.encode())] == [*3 * ["crossing"], "money"]
    # What was exported can be imported, and changes nothing.
    again = await edited.fact(edited.editor, "import", file=("facts.yaml", text.encode()))
    assert "changes nothing" in text_of(again.response)
    none = await edited.fact(edited.editor, "export", topic="weather")
    assert "no fact weather" in text_of(none.response)


async def test_a_broken_file_is_refused_whole_with_the_place(edited: Edited) -> None:
    good = "  - id: duration\n    questions: {en: [How long?], ar: [كم مدتها؟]}\n    answer: {en: Long., ar: طويلة.}\n"
    bad = "  - id: fare\n    answer: {en: Dear.}\n    colour: red\n"
    shown = await edited.fact(edited.editor, "import", file=("two.yaml", f"topic: money\nfacts:\n{good}{bad}".encode()))
    text = text_of(shown.response)
    assert "**two.yaml, line 8** · **`fare.colour`** · unknown key" in text
    assert "Publish" not in labels(shown.response)
    for name, data in (
        ("a.yaml", b"facts: ["),
        ("b.yaml", b""),
        ("c.png", b"\x89PNG\r\n\xff\xfe"),
        ("d.yaml", b"hello"),
    ):
        shown = await edited.fact(edited.editor, "import", file=(name, data))
        assert f"**{name}, line " in text_of(shown.response)
    shown = await edited.fact(edited.editor, "import", file=("big.yaml", b"#" * (SIZE_LIMIT + 1)))
    assert "too large" in text_of(shown.response)
    assert edited.bot.desk.answerer.fact("duration") is None
    assert len(await edited.revisions()) == 1


async def test_a_check_lists_what_is_wrong_on_disk(edited: Edited) -> None:
    crossing = edited.path / "facts/crossing.yaml"
    drawn, plain = crossing.read_text("utf-8"), []
    plain = [line for line in drawn.split("\n") if not any(key in line for key in ("series", "unit", "point", "label"))]
    shown = await edited.fact(edited.editor, "check")
    assert "passengers-q2.series" in text_of(shown.response)
    crossing.write_text("\n".join(plain), "utf-8")
    shown = await edited.fact(edited.editor, "check")
    assert "4 facts" in text_of(shown.response)
    path = edited.path / "facts/money.yaml"
    path.write_text(path.read_text("utf-8").replace("gazette#people", "gazette#nowhere"), "utf-8")
    shown = await edited.fact(edited.editor, "check")
    assert "**facts/money.yaml, line 11** · **`fare.source`**" in text_of(shown.response)
    assert "fare.source" in (await attached(shown.response))["problems.txt"]
    assert str(edited.path) not in (await attached(shown.response))["problems.txt"]


async def test_a_question_is_tried_without_being_counted(edited: Edited) -> None:
    before = len(edited.bot.desk.journal.questions)  # type: ignore[attr-defined]
    shown = await edited.fact(edited.editor, "try", question="how much is the ferry ticket")
    text = text_of(shown.response)
    assert "4 crowns" in text
    assert "answer:" in text
    assert "fare" in text
    assert len(edited.bot.desk.journal.questions) == before  # type: ignore[attr-defined]


async def test_ids_topics_and_revisions_are_offered(edited: Edited) -> None:
    async def offered(name: str, option: str, typed: str, **filled: str) -> list[object]:
        choices = await edited.editor.autocomplete(edited.channel, f"fact {name}", option, typed, **filled)
        return [choice["value"] for choice in choices]

    assert await offered("edit", "fact", "") == ["passengers-q2", "passengers-q1", "captain", "fare"]
    assert await offered("edit", "fact", "pass") == ["passengers-q2", "passengers-q1"]
    assert (await offered("edit", "fact", "steers the fery"))[0] == "captain" or await offered(
        "edit", "fact", "captian"
    ) == ["captain"]
    assert await offered("list", "topic", "mon") == ["money"]
    assert "fr" in await offered("edit", "language", "fr", fact="fare")
    shown = await edited.fact(edited.editor, "alias", fact="fare", question="What must one pay?")
    await edited.press(edited.editor, shown, "Publish")
    assert await offered("undo", "revision", "") == [2]


async def test_problems_stand_in_the_moderators_language_and_name_no_folder_of_the_machine(edited: Edited) -> None:
    edited.bot.desk.speaks(edited.editor.id, "ar")
    question = "How many passengers did the Aurora carry?"
    shown = await edited.fact(edited.editor, "alias", fact="fare", question=question)
    text = text_of(shown.response)
    assert "السطر 8" in text
    assert "مكتوب تحت passengers-q2 أيضًا (facts/crossing.yaml:8)" in text
    assert "ما العمل: \u2068أبقه تحت إحدى الحقيقتين" in text
    assert str(edited.path) not in text
