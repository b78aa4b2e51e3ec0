"""An exam that teaches, on the bakery: half of its questions are told otherwise than the frame would."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.model import Decline, Exam, ExamQuestion, Half, Knowledge
from bot.facts.reader import read
from bot.matching import cache, teaching
from bot.matching.cache import keep_index, open_index
from bot.matching.decision import Outcome, Why, decide
from bot.matching.index import Index
from bot.matching.revision import revised
from bot.matching.teaching import taught

SLANG = ("whats the damage for the four walls", "the four walls, what do they set you back", "damage for the walls")


def questions(count: int) -> list[ExamQuestion]:
    some = range(count // 4)
    made = [ExamQuestion(q=f"{SLANG[n % 3]} {n}", fact=("rent",)) for n in range(count // 2)]
    made += [ExamQuestion(q=f"what is the damage done to my car {n}", decline=Decline.MEASURE) for n in some]
    return made + [ExamQuestion(q=f"is the opening of chess hard {n}", decline=Decline.SUBJECT) for n in some]


def with_exam(knowledge: Knowledge, *exams: Exam, digest: str = "") -> Knowledge:
    named = {f"exam/{number}.yaml": exam for number, exam in enumerate(exams)}
    return knowledge.model_copy(update={"exams": named, "digest": digest})


@pytest.fixture(scope="module")
def plain(bakery_folder: Path) -> Knowledge:
    return read(bakery_folder)


@pytest.fixture(scope="module")
def index(plain: Knowledge) -> Index:
    return taught(Index(with_exam(plain, Exam(questions=tuple(questions(400))), digest="taught")))


def said(index: Index, question: str) -> str:
    decision = decide(index, index.reader.read(question))
    return index.facts[decision.rated[0].fact].id if decision.outcome is Outcome.ANSWER else decision.outcome.value


def test_what_like_questions_meant_is_offered(plain: Knowledge, index: Index) -> None:
    reading = index.reader.read("damage for those four walls")
    assert decide(Index(plain), reading).outcome is Outcome.DECLINE
    decision = decide(index, reading)
    assert decision.outcome is Outcome.SUGGEST
    assert index.facts[decision.suggestions[0].fact].id == "rent"


def test_what_like_questions_did_not_mean_is_declined(plain: Knowledge, index: Index) -> None:
    question = "is the opening hour of the chess hard"
    assert said(Index(plain), question) == "hours"
    assert said(index, question) != "hours"


def test_the_held_half_teaches_nothing(plain: Knowledge) -> None:
    held = Exam(half=Half.HOLD, questions=tuple(questions(400)))
    assert taught(Index(with_exam(plain, held))).taught is None


@pytest.mark.parametrize("count", [0, teaching.LEAST - 8])
def test_a_small_exam_teaches_nothing(plain: Knowledge, count: int) -> None:
    exams = [Exam(questions=tuple(questions(count)))] if count else []
    assert taught(Index(with_exam(plain, *exams))).taught is None


def test_an_exam_that_declines_little_teaches_nothing(plain: Knowledge) -> None:
    some = tuple(question for question in questions(800) if question.fact)
    assert len(some) > teaching.LEAST
    assert taught(Index(with_exam(plain, Exam(questions=some)))).taught is None


def test_no_lesson_speaks_for_a_stranger_or_another_time(index: Index) -> None:
    """Whatever the words: nobody asked for them in the exam."""
    for question, why in (("damage for the four walls of Bunhaus", Why.SUBJECT), ("sales in 2020", Why.PERIOD)):
        decision = decide(index, index.reader.read(question))
        assert (decision.outcome, decision.why) == (Outcome.DECLINE, why)


def test_an_edit_keeps_the_lesson_and_the_next_start_learns_anew(index: Index, tmp_path: Path) -> None:
    (topic, *rest) = index.knowledge.topics
    one = topic.facts[0]
    more = one.model_copy(update={"questions": {"en": (*one.questions["en"], "a wholly new way to ask")}})
    topics = (topic.model_copy(update={"facts": (more, *topic.facts[1:])}), *rest)
    edited = index.knowledge.model_copy(update={"topics": topics, "digest": "edited"})
    new = revised(index, edited)
    assert new is not None
    assert new.taught is index.taught
    assert new.outdated
    same = revised(index, index.knowledge)
    assert same is not None
    assert not same.outdated
    keep_index(new, tmp_path, thorough=False)
    (file,) = tmp_path.iterdir()
    kept = cache._load(file)
    assert kept is not None
    assert kept.outdated
    start = open_index(edited, tmp_path)
    assert start.taught is not index.taught
    assert not start.outdated
    loaded = cache._load(file)
    assert loaded is not None
    assert not loaded.outdated


def test_what_an_edit_left_undone_is_done_where_it_is_kept(index: Index, tmp_path: Path) -> None:
    other = with_exam(index.knowledge, Exam(questions=tuple(questions(440))), digest="more")
    new = revised(index, other)
    assert new is not None
    assert new.outdated
    settled = keep_index(new, tmp_path)
    assert not settled.outdated
    assert settled.taught is not index.taught
    assert keep_index(settled, tmp_path) is settled


def test_what_an_edit_does_is_told_by_one_lesson(index: Index, tmp_path: Path) -> None:
    """Also where the base after it is in the cache, with a lesson of its own."""
    other = with_exam(index.knowledge, Exam(questions=tuple(questions(440))), digest="known")
    open_index(other, tmp_path)
    after = open_index(other, tmp_path, before=index)
    assert after.taught is index.taught
    assert after.outdated


def test_a_fact_that_is_gone_is_not_answered_with(index: Index) -> None:
    topics = tuple(
        topic.model_copy(update={"facts": tuple(fact for fact in topic.facts if fact.id != "rent")})
        for topic in index.knowledge.topics
    )
    new = revised(index, index.knowledge.model_copy(update={"topics": topics}))
    assert new is not None
    assert said(new, "damage for those four walls") != "rent"
    assert all(fact < len(new.facts) for fact, _ in decide(new, new.reader.read("damage for the four walls")).rated)
