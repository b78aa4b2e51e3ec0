from __future__ import annotations

import pickle

import numpy as np
import pytest

from bot.language.tokens import tokenise
from bot.matching import taught
from bot.matching.taught import Example, Taught

RENT = ["what is the rent", "how much rent do they pay", "rent per month", "the shop's rent please", "rent?"]
HOURS = ["when do you open", "until when is it open", "opening hours", "open on sunday?", "what hours"]
NONE = ["who won the match", "tell me a joke", "weather tomorrow", "what is the tax", "how much do you weigh", "hello"]


def example(question: str, *facts: str) -> Example:
    return Example(tokenise(question), facts)


@pytest.fixture(scope="module")
def learned() -> Taught:
    some = [example(q, "rent") for q in RENT] + [example(q, "hours") for q in HOURS] + [example(q) for q in NONE]
    return Taught(some * 6)


@pytest.mark.parametrize(
    ("question", "place"),
    [("how high is the rent", 0), ("are you open then", 1), ("which match was on", 2), ("RENT!!", 0), ("renting", 0)],
)
def test_questions_are_told_apart_by_their_words(learned: Taught, question: str, place: int) -> None:
    likely = learned.likely(tokenise(question))
    assert learned.facts == ("rent", "hours")
    assert likely.sum() == pytest.approx(1.0)
    assert int(likely.argmax()) == place


def test_of_words_that_nobody_has_said_nothing_is_known(learned: Taught) -> None:
    assert learned.likely(tokenise("qqqq")).max() < 0.7
    assert learned.likely(()).sum() == pytest.approx(1.0)


def test_the_same_examples_teach_the_same(learned: Taught) -> None:
    again = pickle.loads(pickle.dumps(learned))  # noqa: S301  # its own
    some = [example(q, "rent") for q in RENT] + [example(q, "hours") for q in HOURS] + [example(q) for q in NONE]
    for one in (again, Taught(some * 6)):
        for question in RENT + NONE:
            assert np.array_equal(one.likely(tokenise(question)), learned.likely(tokenise(question)))


def test_of_several_right_facts_each_is_as_likely(learned: Taught) -> None:
    likely = Taught([example("the paper", "one", "two"), example("the cat")] * 20).likely(tokenise("the paper"))
    assert likely[0] == pytest.approx(float(likely[1]), abs=0.02)
    assert likely[0] > 2 * likely[2]


def test_of_too_many_features_the_frequent_ones_are_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    some = [example(f"{q} {number}", "rent") for q in RENT for number in range(10)] + [example(q) for q in NONE] * 6
    whole = Taught(some)
    monkeypatch.setattr(taught, "MOST", 40)
    small = Taught(some)
    assert small._weights.size <= 40 < whole._weights.size
    assert int(small.likely(tokenise("rent")).argmax()) == 0
