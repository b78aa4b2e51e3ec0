from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("كم توقعوا خسارة قبل الفوائد والضريبة للسنة", "ebitda-forecast"),
        ("what ebitda was anticipated", "ebitda-forecast"),
        ("ebitda for the first nine months", "ebitda-loss"),
        ("please explain what is the long-run aim of xAI", "long-term-goal"),
        ("who explained xAI's long-term goal", "goal-statement"),
    ],
)
def test_a_fact_that_tells_less_than_is_asked_gives_way(answerer: Answerer, question: str, fact: str) -> None:
    """One that tells all the measures named is in the base; a measure that is only near by does not count."""
    assert answerer.ask(question).facts == (fact,)


def test_the_time_asked_for_still_decides(answerer: Answerer) -> None:
    """A forecast of the year is none of nine months, so that the loss of these stays in question."""
    understanding = answerer.explain("EBITDA of the first nine months against the forecast")[1]
    loss = answerer.index.numbers["ebitda-loss"]
    assert all(not c.clashes for d in understanding.decisions for c in d.considered if c.fact == loss)


@pytest.mark.parametrize("question", ["净亏损多少", "net loss?", "الخسارة كم"])
def test_of_two_times_about_even_the_latest_is_meant(answerer: Answerer, question: str) -> None:
    assert answerer.ask(question).fact == "net-loss-q3"
    assert answerer.ask("net loss in the opening quarter").fact == "net-loss-q1"
