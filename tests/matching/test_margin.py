"""How far a decision is from another one."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.matching.decision import Outcome, decide
from bot.matching.margin import FAR, margin, near
from bot.matching.sureness import ANSWER_POOR


def of(answerer: Answerer, question: str) -> tuple[float, frozenset[str], Outcome]:
    index = answerer.index
    decision = decide(index, index.reader.read(question))
    facts = frozenset(index.profiles[number].id for number in near(decision))
    return margin(decision, is_plain=index.plain), facts, decision.outcome


def test_a_curated_question_stays_with_its_fact(bakery: Answerer) -> None:
    assert of(bakery, "Who owns the bakery?") == (FAR, frozenset({"owner"}), Outcome.ANSWER)


def test_a_clear_answer_is_far_and_its_fact_is_near(bakery: Answerer) -> None:
    found, facts, outcome = of(bakery, "tell me who is it that owns this bakery")
    assert outcome is Outcome.ANSWER
    assert 0.3 < found <= 1.0 - ANSWER_POOR
    assert "owner" in facts


@pytest.mark.parametrize("question", ["how much do they sell", "is the weather fine", "rent of the owner"])
def test_it_is_a_share(bakery: Answerer, question: str) -> None:
    found, facts, outcome = of(bakery, question)
    assert 0.0 <= found <= 1.0
    assert facts or outcome is Outcome.DECLINE
