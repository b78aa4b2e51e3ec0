from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers.answerer import Answerer
from bot.matching.decision import Outcome

RESULT_KEYS = [
    "question", "outcome", "fact", "facts", "answer", "language", "confidence", "reason", "suggestions", "candidates",
    "source", "elapsed_us",
]  # fmt: skip


def test_the_result_has_exactly_the_contract_s_keys(answerer: Answerer) -> None:
    result = answerer.ask("what is xAI's valuation?").result()
    assert list(result) == RESULT_KEYS
    assert result["outcome"] == "answer"
    assert result["fact"] == "valuation"
    assert result["facts"] == ["valuation"]
    assert "$230 billion" in result["answer"]
    assert result["language"] == "en"
    assert result["reason"] is None
    assert result["suggestions"] == []
    assert [set(c) for c in result["candidates"]] == [{"fact", "confidence"}] * 3
    assert set(result["source"]) == {"section", "title", "publisher"}
    assert result["source"]["publisher"] == "ABMedia"
    assert isinstance(result["elapsed_us"], int)


def test_declines_name_what_is_missing(answerer: Answerer) -> None:
    reply = answerer.ask("what is OpenAI's valuation?")
    assert reply.outcome is Outcome.DECLINE
    assert reply.reason is not None
    assert "OpenAI" in reply.reason
    assert reply.answer is None
    assert reply.result()["source"] is None
    assert len(reply.candidates) == 3


def test_a_stranger_is_called_as_the_question_writes_it(bakery: Answerer) -> None:
    reply = bakery.ask("how much rent does Ford pay in Q2?")
    assert reply.reason == "The fact base says nothing about Ford."


def test_a_measure_s_own_article_is_not_said_twice(bakery: Answerer) -> None:
    reply = bakery.ask("how many calories does the bakery have in a roll?")
    wording = bakery.wordings.of("en")
    assert reply.reason == "The fact base does not give the calories of Crumb & Co."
    assert [wording.bare(name) for name in ("the calories", "A calorie", "theory", "the")] == [
        "calories", "calorie", "theory", "the",
    ]  # fmt: skip


def test_a_missing_period_names_those_that_there_are(answerer: Answerer) -> None:
    reply = answerer.ask("What was xAI's net loss in Q2 2025?")
    assert reply.outcome is Outcome.DECLINE
    assert reply.reason is not None
    assert "Q1 and Q3 2025" in reply.reason
    assert "Q2" in reply.reason


@pytest.mark.parametrize(
    ("question", "language", "part"),
    [
        ("كم تبلغ القيمة السوقية لشركة xAI؟", "ar", "230 مليار"),
        ("Wie hoch ist die Bewertung von xAI?", "de", "230"),
        ("xAI'ın değeri ne kadar?", "tr", "230"),
        ("¿Cuál es la valoración de xAI?", "es", "230"),
        ("Quelle est la valorisation de xAI ?", "fr", "230"),
        ("Какова оценка xAI?", "ru", "230"),
        ("xAI的估值是多少？", "zh", "2300"),
    ],
)
def test_replies_in_the_member_s_language(answerer: Answerer, question: str, language: str, part: str) -> None:
    reply = answerer.ask(question)
    assert (reply.language, reply.fact) == (language, "valuation")
    assert reply.answer is not None
    assert part in reply.answer


def test_the_language_may_be_given(answerer: Answerer) -> None:
    reply = answerer.ask("xAI valuation", language="ar")
    assert reply.language == "ar"
    assert reply.answer is not None
    assert "مليار" in reply.answer


def test_a_bare_name_takes_the_locale(answerer: Answerer) -> None:
    assert answerer.ask("EBITDA", locale="de").language == "de"
    assert answerer.ask("EBITDA").language == "en"


def test_a_language_without_wording_gets_the_default_s(answerer: Answerer) -> None:
    reply = answerer.ask("what is OpenAI's valuation?", language="ja")
    assert reply.reason is not None
    assert "OpenAI" in reply.reason


def test_the_caveat_is_part_of_the_answer(answerer: Answerer) -> None:
    fact = next(f for f in answerer.knowledge.facts if f.id == "x-parent")
    assert answerer.text(fact, "en").endswith(fact.caveat["en"])


def test_empty_and_odd_texts_get_a_reply(answerer: Answerer) -> None:
    for text in ("", " ", "?", "🙂", "\u202e\u200b", "a" * 10_000, "؟" * 500, "\x00\x01", "1" * 400):
        reply = answerer.ask(text)
        assert reply.outcome is Outcome.DECLINE, text[:20]
        assert json.loads(json.dumps(reply.result()))["question"] == text


@settings(max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=300))
def test_any_text_gets_a_valid_reply(bakery: Answerer, text: str) -> None:
    result = bakery.ask(text).result()
    assert list(result) == RESULT_KEYS
    assert result["outcome"] in {"answer", "suggest", "decline"}
    assert (result["answer"] is not None) == (result["outcome"] == "answer")
    assert len(result["candidates"]) == 3
    assert 0.0 <= result["confidence"] <= 1.0


def test_asking_twice_gives_the_same(answerer: Answerer) -> None:
    first, second = (answerer.ask("who invested in xAI?").result() for _ in range(2))
    assert {**first, "elapsed_us": 0} == {**second, "elapsed_us": 0}
