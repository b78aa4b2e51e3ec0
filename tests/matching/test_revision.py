"""An index that an edit was worked into is the one that would be built anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.answerer import Answerer
from bot.facts.model import Fact, Knowledge
from bot.facts.reader import read
from bot.matching.index import Index
from bot.matching.revision import revised
from bot.matching.understand import understand
from tests.conftest import write_base
from tests.ferry import FERRY

CROSSING = "facts/crossing.yaml"
ASKED = (
    "How many travellers were there?",
    "who is the captain",
    "is it 9,900 passengers?",
    "was it 8,100 passengers?",
    "which boat crosses the archipelago",
    "who is Ida Holm",
    "كم عدد الركاب",
    "the captain of the Borealis?",
    "how mch is the fair",
)
STEERS = ("Who steers the ferry?", "Who steers the archipelago's trawler?")


def base(folder: Path, *changes: tuple[str, str]) -> Knowledge:
    folder.mkdir()
    files = dict(FERRY)
    for old, new in changes:
        assert old in files[CROSSING]
        files[CROSSING] = files[CROSSING].replace(old, new)
    return read(write_base(folder, files))


def assert_same(revision: Index, built: Index, asked: tuple[str, ...] = ASKED) -> None:
    assert revision.knowledge is built.knowledge
    assert not revision.provisional
    for name in ("profiles", "curated", "shared", "vocabulary", "unsettled", "by_amount", "by_core", "rarity"):
        assert getattr(revision, name) == getattr(built, name), name
    assert revision.vectoriser.size == built.vectoriser.size
    assert (revision.rules.measured, revision.covered) == (built.rules.measured, built.covered)
    for question in asked:
        one, other = understand(revision, question), understand(built, question)
        assert [(d.outcome, d.why, d.reading) for d in one.decisions] == [
            (d.outcome, d.why, d.reading) for d in other.decisions
        ]
        for mine, theirs in zip(one.decisions, other.decisions, strict=True):
            assert [r.fact for r in mine.rated[:1]] == [r.fact for r in theirs.rated[:1]]
            assert mine.confidence == pytest.approx(theirs.confidence, abs=1e-5)


@pytest.mark.parametrize(
    "changes",
    [
        [("**8,100 passengers** in Q2", "**9,900 passengers** of the archipelago in Q2"), ("Ida Holm", "Ole Lund")],
        [STEERS],
        [("id: captain", "id: master"), ("[passengers-q1, captain, fare]", "[fare]")],
        [("about: {subject: ferry, measure: captain}", "about: {subject: rival, measure: captain}")],
    ],
    ids=["answers", "a question", "an id", "a frame"],
)
def test_an_edit_is_as_if_all_was_built(tmp_path: Path, changes: list[tuple[str, str]]) -> None:
    old = Index(base(tmp_path / "old"))
    before = [understand(old, question) for question in ASKED]
    edited = base(tmp_path / "new", *changes)
    revision = revised(old, edited)
    assert revision is not None
    assert_same(revision, Index(edited))
    # And back again, from what was edited.
    undone = revised(revision, old.knowledge)
    assert undone is not None
    assert_same(undone, old)
    assert [understand(old, question) for question in ASKED] == before


def edited_facts(knowledge: Knowledge, *facts: Fact) -> Knowledge:
    (topic, *_) = knowledge.topics
    return knowledge.model_copy(update={"topics": (topic.model_copy(update={"facts": facts}),)})


def test_facts_come_go_and_change_places(tmp_path: Path) -> None:
    knowledge = base(tmp_path / "old")
    old = Index(knowledge)
    first, *others = knowledge.facts
    asks = {"en": ("Where is the beacon?", first.questions["en"][0])}
    further = first.model_copy(update={"id": "beacon", "questions": asks})
    for facts in (others, [*others, first], [*reversed(others), further, first], [further, *knowledge.facts]):
        edited = edited_facts(knowledge, *facts)
        revision = revised(old, edited)
        assert revision is not None
        assert_same(revision, Index(edited))
        undone = revised(revision, edited_facts(edited, *knowledge.facts))
        assert undone is not None
        assert undone.curated == old.curated


def test_words_are_read_with_the_words_of_the_day(tmp_path: Path) -> None:
    # "lantren" stands in an answer and is nothing; once a question has "lantern" it is a slip.
    slip = ("**8,100 passengers** in Q2", "**8,100 passengers** under the greenlantren in Q2")
    word = ("Who steers the ferry?", "Who steers by the greenlantern?")
    old, edited = Index(base(tmp_path / "old", slip)), base(tmp_path / "new", slip, word)
    revision = revised(old, edited)
    assert revision is not None
    assert any("greenlantern" in profile.stems - profile.asked for profile in revision.profiles)
    assert_same(revision, Index(edited))


def test_what_an_edit_may_not_touch(tmp_path: Path) -> None:
    old = Index(base(tmp_path / "old"))
    assert revised(old, edited_facts(old.knowledge)) is None
    defaults = old.knowledge.base.defaults.model_copy(update={"subject": None})
    other = old.knowledge.base.model_copy(update={"defaults": defaults})
    assert revised(old, old.knowledge.model_copy(update={"base": other})) is None
    fewer = dict(list(old.knowledge.concepts.items())[1:])
    assert revised(old, old.knowledge.model_copy(update={"concepts": fewer})) is None


@pytest.mark.long
def test_the_whole_exam_has_the_same_answers(answerer: Answerer) -> None:
    knowledge = answerer.knowledge
    topic, *topics = knowledge.topics
    first, second, *facts = topic.facts
    questions = {**first.questions, "en": (*first.questions["en"], "the moored zeppelin's worth in guilders")}
    changed = (first.model_copy(update={"questions": questions}), *facts)
    edited = knowledge.model_copy(update={"topics": (topic.model_copy(update={"facts": changed}), *topics)})
    assert second.id not in {fact.id for fact in edited.facts}
    revision = revised(answerer.index, edited)
    assert revision is not None
    exam = tuple(question.q for exam in knowledge.exams.values() for question in exam.questions)
    assert_same(revision, Index(edited), exam)
