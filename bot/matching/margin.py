"""How far a decision is from being another one: what a slight shift of all confidences may turn, and what not."""

from __future__ import annotations

from bot.matching import plain
from bot.matching.decision import CORRECT_FROM, SUGGEST_FROM, Decision, Outcome, Why

FAR = 1.0
"""The margin of what no shift turns."""

_NEAR_FROM = 0.01
"""Confidence from which a fact was near being the one asked for."""


def margin(decision: Decision, *, is_plain: bool) -> float:
    """How much confidences must move for another answer, 0 to 1; about, since parts of a question decide together.

    Args:
        decision: the decision.
        is_plain: whether the base has no concepts, and so has other thresholds.
    """
    if decision.why in {Why.CURATED, Why.EMPTY}:
        return FAR
    answer_from, offer_from = (plain.ANSWER_FROM, plain.SUGGEST_FROM) if is_plain else (decision.least, SUGGEST_FROM)
    fits = decision.fitting
    ranked = sorted((rated.confidence for rated in decision.rated if rated.fact in fits), reverse=True)
    first, second = [*ranked, 0.0, 0.0][:2]
    if decision.why is Why.CORRECTS and decision.taught is None:
        return min(abs(answer_from - first), decision.confidence - CORRECT_FROM)
    if decision.outcome is Outcome.ANSWER:
        return min(first - answer_from, first - second)
    return 0.0 if decision.outcome is Outcome.SUGGEST else offer_from - first


def near(decision: Decision) -> frozenset[int]:
    """The facts that were near being the one asked for, the one that answers among them."""
    answering = {rated.fact for rated in decision.rated[:1]} if decision.outcome is Outcome.ANSWER else set()
    return frozenset(answering | {rated.fact for rated in decision.rated if rated.confidence >= _NEAR_FROM})
