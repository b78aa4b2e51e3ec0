from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers.answerer import Answerer
from bot.answers.grouping import Group, group, nearest
from bot.answers.missed import Miss, Missed, key_of
from bot.facts.model import Fact, Knowledge, Topic
from bot.matching.index import exact

START = datetime(2031, 5, 1, 12, tzinfo=UTC)


def missed(question: str, minute: int = 0, how: Miss = Miss.DECLINED, language: str = "en") -> Missed:
    return Missed(question, key_of(question), START + timedelta(minutes=minute), language, how)


def texts(groups: Sequence[Group]) -> list[list[str]]:
    return [[phrase.text for phrase in one.phrases] for one in groups]


def test_alike_questions_come_together_most_asked_first(bakery: Answerer) -> None:
    asked = [
        "How many calories has a loaf?",
        "calories of a loaf",
        "who delivers the flour",
        "How many calories has a loaf",
    ]
    groups = group([missed(question, minute) for minute, question in enumerate(asked)], bakery.index)
    assert texts(groups) == [["How many calories has a loaf", "calories of a loaf"], ["who delivers the flour"]]
    assert [one.asked for one in groups] == [3, 1]
    assert [phrase.asked for phrase in groups[0].phrases] == [2, 1]
    assert groups[0].last == START + timedelta(minutes=3)
    assert groups[0].key == key_of(asked[0])


def test_of_groups_asked_as_often_the_last_one_is_first(bakery: Answerer) -> None:
    groups = group(
        [missed("who delivers flour", 1), missed("any vegan cake", 2), missed("is there parking", 0)], bakery.index
    )
    assert [one.text for one in groups] == ["any vegan cake", "who delivers flour", "is there parking"]


def test_ways_are_counted(bakery: Answerer) -> None:
    (one,) = group([missed("any cake"), missed("Any cake?", how=Miss.DISLIKED), missed("any cake")], bakery.index)
    assert one.how == {Miss.DECLINED: 2, Miss.DISLIKED: 1}


def test_other_companies_periods_and_attributes_stay_apart(bakery: Answerer) -> None:
    asked = [
        "What were Crumb's sales in Q3 2031?",
        "What were Crumb's sales in Q4 2031?",
        "What were Bunhaus sales in Q3 2031?",
        "What was Crumb's rent in Q3 2031?",
    ]
    assert len(group([missed(question) for question in asked], bakery.index)) == 4


def test_the_year_may_go_without_saying(bakery: Answerer) -> None:
    asked = ["What were Crumb's sales in Q3 2031?", "sales of Crumb in Q3"]
    assert len(group([missed(question) for question in asked], bakery.index)) == 1


def test_languages_meet_in_what_they_mean(answerer: Answerer) -> None:
    asked = ["when is the IPO", "cuándo sale xAI a bolsa", "متى يُتوقع الـ IPO لشركة xAI؟", "who designed the logo"]
    assert sorted(map(len, texts(group([missed(question) for question in asked], answerer.index)))) == [1, 3]


def test_nothing_was_missed(bakery: Answerer) -> None:
    assert group([], bakery.index) == []


def test_a_base_without_concepts_groups_by_words(answerer: Answerer) -> None:
    fact = Fact.model_validate({"id": "a", "questions": {"en": ["Where is the key?"]}, "answer": {"en": "There."}})
    plain = Answerer(Knowledge(topics=(Topic(topic="t", facts=(fact,)),)), answerer.wordings)
    asked = ["which bus goes to the harbour", "Which bus goes to the old harbour?", "when is lunch"]
    assert sorted(map(len, texts(group([missed(question) for question in asked], plain.index)))) == [1, 2]


WORDS = ["calories", "loaf", "Bunhaus", "Crumb", "Q3", "rent", "vegan", "cake", "who", "the", "", "؟", "كعك"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), max_size=25), st.randoms())
def test_every_question_is_in_one_group_whatever_the_order(bakery: Answerer, asked: list[str], random: object) -> None:
    questions = [missed(question, minute) for minute, question in enumerate(asked)]
    groups = group(questions, bakery.index)
    keys = [phrase.key for one in groups for phrase in one.phrases]
    assert sorted(keys) == sorted({question.key for question in questions})
    assert sum(one.asked for one in groups) == len(questions)
    assert [one.asked for one in groups] == sorted((one.asked for one in groups), reverse=True)
    assert all(one.phrases[0].asked == max(p.asked for p in one.phrases) for one in groups)
    shuffled = list(questions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert group(shuffled, bakery.index) == groups


def test_more_questions_than_are_held_against_others_at_once(bakery: Answerer) -> None:
    """However many there are, alike ones meet."""
    asked = [f"{word} number {n}" for n in range(400) for word in ("wherefore", "whither")]
    groups = group([missed(question) for question in asked], bakery.index)
    assert sum(len(one.phrases) for one in groups) == 800
    assert len(groups) < 400


def test_the_nearest_facts_are_the_engines_own(bakery: Answerer) -> None:
    near = nearest(bakery, "Who owns Bunhaus?", 3)
    assert near.answered == ()
    assert {name for name, _ in near.candidates} >= {"owner"}
    assert len(near.candidates) == 3
    assert [c for _, c in near.candidates] == sorted((c for _, c in near.candidates), reverse=True)
    assert nearest(bakery, "Who owns the bakery?").answered == ("owner",)
    assert exact("Who owns the bakery?") in bakery.index.curated
