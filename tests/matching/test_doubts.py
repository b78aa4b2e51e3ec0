"""How much confidence is left once a rule speaks against a fact."""

from __future__ import annotations

from bot.matching.doubts import most
from bot.matching.pooled import ANSWER_FROM, pool

TAUGHT, NONE = {0: 0.9}, 0.1


def confidence(*, answers: bool = False, unheld: bool = False, declines: bool = False, alien: bool = False) -> float:
    limit = most(answers=answers, unheld=unheld, declines=declines, alien=alien)
    return pool({0: 0.95}, TAUGHT, NONE, most=limit)[0]


def test_the_more_telling_the_rule_the_more_must_speak_for_the_fact() -> None:
    answered = confidence(answers=True)
    passing = confidence(answers=True, unheld=True)
    ruled_out, unheld, alien = confidence(), confidence(unheld=True, declines=True), confidence(alien=True)
    assert answered > passing > ruled_out > unheld > alien
    assert ruled_out > ANSWER_FROM > alien


def test_a_question_that_the_fact_is_never_asked_weighs_most() -> None:
    assert confidence(alien=True, unheld=True, declines=True) == confidence(alien=True)
