"""The form of a new fact that begins with members' questions."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.answers.answerer import Answerer
from bot.answers.grouping import Group, Phrase
from bot.answers.missed import Miss, key_of
from bot.client.moderation.newfact import NewSheet, new_sheet, one_line, to_confirm
from bot.client.moderation.sheet import FIELD_LIMIT
from bot.facts.edits import Add, Confirm
from bot.facts.problems import KnowledgeError

ANSWER = {"a-en": "There are **30**.", "a-ar": "فيها **30**.", "q-ar": "كم سترة فيها؟"}


def group(*texts: str) -> Group:
    phrases = tuple(Phrase(text, key_of(text), "en", 1) for text in texts)
    return Group(phrases, len(texts), dt.datetime.now(dt.UTC), {Miss.DECLINED: len(texts)})


def sheet(ferry: Answerer, *texts: str, nearest: str | None = "fare", exam: bool = False) -> NewSheet:
    return new_sheet(group(*texts), ("en", "ar"), ferry.index, nearest, exam=exam)


def filled(made: NewSheet) -> dict[str, str]:
    return {field.key: field.text or "" for field in made.fields}


def test_questions_stand_where_their_language_does(ferry: Answerer) -> None:
    fields = filled(sheet(ferry, "any life\njackets?", "هل فيها سترات؟", "gibt es hier Schwimmwesten für Kinder?"))
    assert fields["q-en"] == "any life jackets?"
    assert fields["q-ar"] == "هل فيها سترات؟"
    assert fields["details"].split("\n")[1:] == ["topic: money", "# gibt es hier Schwimmwesten für Kinder?"]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("is the captain of the Borealis known?", "captain-rival"),
        ("any life jackets?", "any-life-jackets"),
        ("who is the captain", "captain-2"),
        ("سترات؟", "facts"),
    ],
)
def test_an_id_is_proposed(ferry: Answerer, question: str, name: str) -> None:
    assert set(sheet(ferry, question).id.split("-")) == set(name.split("-"))


def test_the_topic_is_that_of_the_nearest_fact(ferry: Answerer) -> None:
    assert [sheet(ferry, "x y", nearest=name).topic for name in ("fare", "captain", None)] == [
        "money", "crossing", "crossing",
    ]  # fmt: skip


def test_what_is_typed_becomes_a_fact(ferry: Answerer) -> None:
    made = sheet(ferry, "any life jackets?")
    details = "id: life-jackets\ntopic: crossing\nsource: gazette#people\nchecked: 2031-08-02\n# a remark"
    (add,) = made.edits(filled(made) | ANSWER | {"details": details})
    assert isinstance(add, Add)
    assert (add.fact.id, add.topic, add.fact.source) == ("life-jackets", "crossing", "gazette#people")
    assert add.fact.questions["en"] == ("any life jackets?",)


def test_cleared_details_leave_what_was_proposed(ferry: Answerer) -> None:
    made = sheet(ferry, "any life jackets?")
    (add,) = made.edits(filled(made) | ANSWER | {"details": ""})
    assert isinstance(add, Add)
    assert (add.fact.id, add.topic) == (made.id, "money")


@pytest.mark.parametrize(
    ("details", "problem"),
    [
        ("id: Not An Id", "Not An Id"),
        ("id: x\n- y", "give it as many spaces"),
        ("just words", "no keys here"),
        ("id: x\nanswer: {en: y}", "none of the details"),
        ("id: x\nanwser: {en: y}", "anwser"),
    ],
)
def test_what_cannot_be_used_is_told(ferry: Answerer, details: str, problem: str) -> None:
    made = sheet(ferry, "any life jackets?")
    with pytest.raises(KnowledgeError) as refused:
        made.edits(filled(made) | ANSWER | {"details": details})
    assert problem in str(refused.value)


def test_questions_for_the_exam_are_none_of_the_facts(ferry: Answerer) -> None:
    made = sheet(ferry, "any life jackets?", "life jackets on board", "jackets?", exam=True)
    assert filled(made)["q-en"] == "any life jackets?"
    _, *confirmed = made.edits(filled(made) | ANSWER | {"details": "id: life-jackets\ntopic: crossing"})
    assert confirmed == [
        Confirm("life-jackets", "en", "life jackets on board"),
        Confirm("life-jackets", "en", "jackets?"),
    ]
    alone = sheet(ferry, "any life jackets?", exam=True)
    assert filled(alone)["q-en"] == "any life jackets?"
    assert alone.confirmed == (("any life jackets?", "en"),)


def test_not_all_of_many_go_into_the_exam(ferry: Answerer) -> None:
    assert len(to_confirm(group(*(f"thing number {n}" for n in range(30))))) == 10


def test_a_field_takes_what_fits(ferry: Answerer) -> None:
    made = sheet(ferry, *(f"{n} {'🥖' * 200}" for n in range(30)))
    text = filled(made)["q-en"]
    assert len(text.encode("utf-16-le")) // 2 <= FIELD_LIMIT
    assert text.startswith("0 ")
    assert one_line("a\n\n b\t") == "a b"
