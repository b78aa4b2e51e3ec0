from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.missed import PICKED, Heard, Miss, key_of, missed
from bot.matching.decision import Outcome
from bot.matching.index import exact

START = datetime(2031, 5, 1, 12, tzinfo=UTC)


def heard(
    question: str = "What is it?", minute: int = 0, outcome: str = "decline", why: str = "measure", **more: int
) -> Heard:
    return Heard(question, START + timedelta(minutes=minute), "en", Outcome(outcome), why, **more)


def ways(*asked: Heard, **more: object) -> list[Miss]:
    return [one.how for one in missed(asked, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (heard(), [Miss.DECLINED]),
        (heard(why="empty"), []),
        (heard(outcome="answer", why="clear"), []),
        (heard(outcome="answer", why="clear", up=1), []),
        (heard(outcome="answer", why="clear", down=1), [Miss.DISLIKED]),
        (heard(outcome="answer", why="clear", up=2, down=2), [Miss.DISLIKED]),
        (heard(outcome="answer", why="clear", up=3, down=2), []),
        (heard(outcome="suggest", why="doubt"), [Miss.SUGGESTED]),
        (heard(outcome="suggest", why="doubt", down=1), [Miss.SUGGESTED]),
        (heard(outcome="suggest", why="doubt", up=1), []),
        (heard(outcome="decline", why="empty", down=1), [Miss.DISLIKED]),
    ],
)
def test_what_counts_as_missed(one: Heard, expected: list[Miss]) -> None:
    assert ways(one) == expected


def test_a_suggestion_that_was_taken_up_is_none() -> None:
    offered = heard(outcome="suggest", why="doubt")
    picked = heard("what is it", 1, "answer", PICKED)
    assert ways(offered, picked) == []
    assert ways(picked, offered) == []  # records may come in any order
    assert ways(offered, heard(minute=2, outcome="suggest", why="doubt"), picked) == [Miss.SUGGESTED]
    assert ways(offered, heard("And that?", 1, "answer", PICKED)) == [Miss.SUGGESTED]


def test_what_was_taken_up_and_did_not_help_counts_once() -> None:
    offered = heard(outcome="suggest", why="doubt")
    assert ways(offered, heard(minute=1, outcome="answer", why=PICKED, down=1)) == [Miss.DISLIKED]


def test_what_was_settled_counts_again_only_after_a_time() -> None:
    until = {key_of("what is it"): START + timedelta(minutes=5)}
    assert ways(heard(minute=0), heard(minute=4), settled=until) == []
    assert [one.at.minute for one in missed([heard(minute=4), heard(minute=5)], settled=until)] == [5]


def test_what_is_curated_by_now_counts_only_if_its_answer_did_not_help() -> None:
    curated = {exact("what is it")}
    assert ways(heard(), heard(outcome="suggest", why="doubt"), curated=curated) == []
    assert ways(heard(outcome="answer", why="clear", down=1), curated=curated) == [Miss.DISLIKED]


def test_a_key_is_the_same_for_spelling_variants() -> None:
    assert key_of("What is it?") == key_of("  WHAT is it ") != key_of("what was it")
    assert len(key_of("")) == 16


RECORDS = st.lists(
    st.builds(
        heard,
        question=st.sampled_from(["a b", "A b?", "c d", "e"]),
        minute=st.integers(0, 30),
        outcome=st.sampled_from(["answer", "suggest", "decline"]),
        why=st.sampled_from(["clear", "doubt", "measure", "empty"]),
        up=st.integers(0, 2),
        down=st.integers(0, 2),
    ),
    max_size=20,
)


@given(RECORDS, st.integers(0, 5))
def test_each_taken_suggestion_settles_one(records: list[Heard], taken: int) -> None:
    picks = [heard("a b", 31 + number, "answer", PICKED) for number in range(taken)]
    before = Counter((one.key, one.how) for one in missed(records))
    after = Counter((one.key, one.how) for one in missed(records + picks))
    mine = (key_of("a b"), Miss.SUGGESTED)
    assert after[mine] == max(0, before[mine] - taken)
    assert before - after == Counter({mine: min(taken, before[mine])})
    assert not after - before
