"""A fact as the fields of a form, and back."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.client.moderation.sheet import FIELD_LIMIT, FIELDS, Kind, Sheet, form_languages
from bot.facts.edits import Add, Change
from bot.facts.model import Fact, Knowledge
from bot.facts.problems import KnowledgeError


def typed(sheet: Sheet) -> dict[str, str]:
    return {field.key: field.text for field in sheet.fields if field.text is not None}


def test_every_fact_of_the_shipped_base_fits_a_form_and_comes_back_as_it_was(shipped: Knowledge) -> None:
    for fact in shipped.facts:
        for chosen in (None, "en", "ar", "de"):
            sheet = Sheet(fact.id, form_languages(shipped.base, fact, chosen), fact)
            assert len(sheet.fields) <= FIELDS
            assert all(len(text) <= FIELD_LIMIT for text in typed(sheet).values())
            assert sheet.edits(typed(sheet)) == [Change(fact)]


def test_a_fact_of_any_size_fits(ferry: Answerer) -> None:
    fact = ferry.fact("passengers-q2")
    assert fact is not None
    many = tuple(f"Is passenger number {number} counted as well?" for number in range(500))
    related = tuple(f"fact-{number}" for number in range(900))
    large = fact.model_copy(update={"questions": {"en": many, "ar": many}, "related": related})
    sheet = Sheet(large.id, ("en", "ar"), large)
    assert [(field.kind, field.count) for field in sheet.fields] == [
        (Kind.MORE, 500),
        (Kind.ANSWER, 0),
        (Kind.MORE, 500),
        (Kind.ANSWER, 0),
        (Kind.DETAILS, 0),
    ]
    assert sheet.fields[-1].text is None
    (edit,) = sheet.edits({**typed(sheet), "q-en": "one more\n\n  and another  ", "details": "ignored"})
    assert isinstance(edit, Change)
    assert edit.fact.questions["en"] == (*many, "one more", "and another")
    assert edit.fact.related == related


def test_a_new_fact_is_made_of_what_is_typed() -> None:
    sheet = Sheet("toll", ("en",), topic="money")
    (edit,) = sheet.edits({"q-en": "What is the toll?\r\ntoll", "a-en": " None. ", "details": "source: gazette#people"})
    assert isinstance(edit, Add)
    assert edit.topic == "money"
    expected = {"id": "toll", "questions": {"en": ["What is the toll?", "toll"]}, "answer": {"en": "None."}}
    assert edit.fact == Fact.model_validate({**expected, "source": "gazette#people"})


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"q-en": "", "a-en": "None."}, "toll.questions: there is nothing in it"),
        ({"q-en": "x?", "a-en": "", "details": ""}, "answer"),
        ({"q-en": "x?", "a-en": "y", "details": "colour: red"}, "toll.colour: unknown key"),
        ({"q-en": "x?", "a-en": "y", "details": "about: {subject: [a"}, "form:1"),
        ({"q-en": "x?", "a-en": "y", "details": "- a"}, "no keys"),
        ({"q-en": "x?", "a-en": "y", "details": "answer: {en: z}"}, "none of the details"),
        ({"q-en": "x?", "a-en": "y", "details": "checked: soon"}, "toll.checked"),
        ({"q-en": "x?", "a-en": "y", "details": "source: a\nsource: b"}, "source"),
        ({"q-en": "\ud800", "a-en": "y"}, ""),
    ],
)
def test_what_is_no_fact_is_told_with_its_key(values: dict[str, str], told: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        Sheet("toll", ("en",), topic="money").edits(values)
    assert told in str(caught.value)


def test_an_emptied_language_is_taken_out(ferry: Answerer) -> None:
    fact = ferry.fact("fare")
    assert fact is not None
    sheet = Sheet("fare", ("ar",), fact)
    (edit,) = sheet.edits({"q-ar": " \n", "a-ar": ""})
    assert isinstance(edit, Change)
    assert set(edit.fact.questions) == {"en"}
    assert set(edit.fact.answer) == {"en"}


def test_the_form_shows_the_required_languages_or_the_chosen_one(ferry: Answerer, bakery: Answerer) -> None:
    assert form_languages(ferry.knowledge.base, None) == ("en", "ar")
    assert form_languages(bakery.knowledge.base, None) == ("en",)
    assert form_languages(ferry.knowledge.base, None, "fr") == ("fr",)
