"""The impact of an edit, held against asking every question of both bases."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from bot.answers.answerer import Answerer
from bot.answers.exam import Mark
from bot.answers.impact import Impact, Moved, impact
from bot.answers.likely import Likely
from bot.answers.reply import Reply
from bot.answers.sittings import Answered, Baseline, Known, questions
from bot.answers.wording import Wordings
from bot.facts.apply import apply
from bot.facts.edits import Add, Alias, Change, Edit, Remove, Rename, Retitle
from bot.facts.files import Snapshot, load
from bot.facts.model import Fact, Half, Knowledge
from bot.facts.problems import KnowledgeError
from bot.facts.reader import understood
from bot.matching.decision import Outcome
from bot.matching.understand import Understanding
from tests.conftest import BAKERY, write_base

EXAM = """
half: tune
questions:
  - {q: how much do they sell, fact: sales-q2}
  - {q: what rent is paid for the bakery, fact: rent}
  - {q: in the first quarter, after: what were the sales, fact: sales-q1}
  - {q: whose is the mill, fact: mill-owner}
  - {q: rent, fact: rent}
  - {q: rent and opening hours, both: [rent, hours]}
  - {q: how many calories has a loaf, decline: measure}
  - {q: what is the rent of Bunhaus, decline: subject}
  - {q: how hot is the oven, decline: measure}
  - {q: until when can I come, fact: hours}
"""
HELD = (
    "half: hold\nquestions:\n  - {q: is the oven hot, decline: measure}\n  - {q: the turnover please, fact: sales-q2}\n"
)
FILES = {**BAKERY, "exam/tune.yaml": EXAM, "exam/held.yaml": HELD}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return load(write_base(tmp_path_factory.mktemp("impact"), FILES))


@pytest.fixture(scope="module")
def before(snapshot: Snapshot, wordings: Wordings) -> Answerer:
    return Answerer(understood(snapshot), wordings)


Of = Callable[..., tuple[Impact, Answerer]]


@pytest.fixture
def of(snapshot: Snapshot, before: Answerer, wordings: Wordings) -> Of:
    """The impact of edits on the small base, and the base after them."""

    def run(*edits: Edit) -> tuple[Impact, Answerer]:
        after = Answerer(apply(snapshot, edits).new, wordings)
        return impact(before, after), after

    return run


OVEN = Fact.model_validate(
    {
        "id": "oven",
        "about": {"subject": "crumb", "measure": "oven"},
        "questions": {"en": ["How hot is the bakery's oven?", "oven heat", "is the oven hot at the bakery"]},
        "answer": {"en": "The oven has **250 degrees**."},
    }
)


def changed(knowledge: Knowledge, name: str, **update: object) -> Change:
    fact = next(fact for fact in knowledge.facts if fact.id == name)
    return Change(Fact.model_validate({**fact.model_dump(), **update}))


def edits(knowledge: Knowledge) -> list[Sequence[Edit]]:
    return [
        [Alias("rent", "en", "what does the shop cost")],
        [Alias("hours", "en", "until when can I come by")],
        [Add(OVEN)],
        [Add(OVEN), Remove("rent")],
        [Remove("sales-q2")],
        [Rename("sales-q2", "sales")],
        [Rename("rent", "lease"), Alias("lease", "en", "how hot")],
        [changed(knowledge, "rent", answer={"en": "The lease is **900 crowns**, oven included."})],
        [changed(knowledge, "rent", questions={"en": ("What is the lease?", "sales of the quarter")})],
        [changed(knowledge, "rent", caveat={"en": "As they say."}, related=("owner",))],
        [
            changed(knowledge, "hours", questions={"en": ("opening hours",)}),
            Alias("rent", "en", "Until when is it open?"),
        ],
        [Retitle("bakery", {"en": "Bread"})],
    ]


def full(before: Answerer, after: Answerer, names: dict[str, str]) -> set[tuple[str, str, str]]:
    """Every question of either base whose answer differs, found by asking them all."""
    found = set()
    asked: dict[tuple[str, str | None], None] = {}
    for knowledge in (before.knowledge, after.knowledge):
        asked |= {(q, None): None for fact in knowledge.facts for qs in fact.questions.values() for q in qs}
    both: tuple[set[tuple[str, str | None]], ...] = (set(), set())
    for exams, knowledge in zip(both, (before.knowledge, after.knowledge), strict=True):
        exams |= {(q.q, q.after) for exam in knowledge.exams.values() for q in exam.questions}
    asked |= dict.fromkeys(sorted(both[0] & both[1], key=str))
    for question, earlier in asked:
        was = Answered.of(before.ask(question, earlier=earlier)).called(names)
        now = Answered.of(after.ask(question, earlier=earlier))
        if was != now:
            found.add((question, str(was), str(now)))
    return found


@pytest.mark.parametrize("number", range(12))
def test_it_is_that_of_the_full_run(number: int, of: Of, before: Answerer) -> None:
    made = edits(before.knowledge)[number]
    found, after = of(*made)
    names = {edit.id: edit.to for edit in made if isinstance(edit, Rename)}
    expected = full(before, after, names)
    hidden = [moved for moved in found.moved if moved.question is None]
    shown = {(moved.question, str(moved.before), str(moved.after)) for moved in found.moved if moved.question}
    held = {q.q for exam in after.knowledge.exams.values() if exam.half is Half.HOLD for q in exam.questions}
    curated = {moved.question for moved in found.moved if moved.curated}
    of_exam = {q.q for exam in after.knowledge.exams.values() if exam.half is Half.TUNE for q in exam.questions}
    assert shown == {moved for moved in expected if moved[0] not in held - curated}
    assert len(hidden) == len([moved for moved in expected if moved[0] in held])
    assert {moved.question for moved in found.moved if not moved.curated and moved.question} <= of_exam
    assert found.after == Baseline.of(after)
    assert found.before == Baseline.of(before)
    assert found.curated == len(after.index.curated)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_edited_it_is_that_of_the_full_run(seed: int, of: Of, before: Answerer) -> None:
    """Questions made of the words of others, facts removed and answers changed, with the old answers known or not."""
    chance = random.Random(seed)
    words = [word for _, _, asked in questions(before) for word in asked.q.split()]
    made: list[Edit] = []
    for fact in chance.sample(before.knowledge.facts, 2):
        match chance.choice(["alias", "alias", "remove", "answer"]):
            case "alias":
                made.append(Alias(fact.id, "en", " ".join(chance.sample(words, chance.randint(1, 5))) + f" {seed}"))
            case "remove":
                made.append(Remove(fact.id))
            case _:
                other = chance.choice(before.knowledge.facts)
                made.append(changed(before.knowledge, fact.id, answer={"en": f"{other.answer['en']} So it is."}))
    try:
        found, after = of(*made)
    except KnowledgeError:
        pytest.skip("the linter would have none of it")
    again = impact(before, after, Baseline.of(before).known, fresh=Baseline.of(after).known)
    assert again == found
    expected = full(before, after, {})
    held = {q.q for exam in after.knowledge.exams.values() if exam.half is Half.HOLD for q in exam.questions}
    shown = {(moved.question, str(moved.before), str(moved.after)) for moved in found.moved if moved.question}
    curated = {moved.question for moved in found.moved if moved.curated}
    assert shown == {moved for moved in expected if moved[0] not in held - curated}


def test_a_new_phrasing_says_where_its_question_went_before(of: Of) -> None:
    found, _ = of(Alias("rent", "en", "what does the shop cost"))
    assert found.moved[0].question == "what does the shop cost"
    assert found.moved[0].curated
    assert found.moved[0].before.outcome is not Outcome.ANSWER
    assert found.moved[0].after == Answered(Outcome.ANSWER, ("rent",))


def test_what_is_stolen_and_what_gets_worse(of: Of) -> None:
    found, _ = of(Add(OVEN), Remove("sales-q2"))
    thieves = {(thief, victim) for thief, victim, _ in found.stolen}
    assert ("sales-q1", "sales-q2") in thieves
    assert found.worse
    assert all(m.marks is not None and m.marks[0] is Mark.RIGHT is not m.marks[1] for m in found.worse)


def test_what_goes_right_with_another_fact_is_neither_worse_nor_better() -> None:
    answers = Answered(Outcome.ANSWER, ("a",)), Answered(Outcome.ANSWER, ("b",))
    kept = Moved("who?", curated=False, before=answers[0], after=answers[1], marks=(Mark.RIGHT, Mark.RIGHT))
    lost = Moved("who?", curated=False, before=answers[0], after=answers[1], marks=(Mark.RIGHT, Mark.WRONG))
    won = Moved("who?", curated=False, before=answers[0], after=answers[1], marks=(Mark.WRONG, Mark.RIGHT))
    found = Impact(0, (kept, lost, won))
    assert (found.worse, found.better) == ([lost], [won])


def test_what_matching_does_not_see_asks_nothing(
    snapshot: Snapshot, before: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Baseline.of(before).known
    after = Answerer(apply(snapshot, edits(before.knowledge)[9]).new, before.wordings)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(Answerer, "explain", refuse)
    assert impact(before, after, known).moved == ()


def test_progress_is_told_with_what_was_found_and_may_end_the_run(snapshot: Snapshot, before: Answerer) -> None:
    after = Answerer(apply(snapshot, [Alias("hours", "en", "until when can I come by")]).new, before.wordings)
    told: list[tuple[int, int, bool]] = []
    seen: list[Impact] = []

    def note(done: int, total: int, found: Callable[[], Impact], likely: bool) -> None:
        told.append((done, total, likely))
        seen.append(found())

    after_it = impact(before, after, progress=note)
    assert {total for _, total, _ in told} == {24}
    assert [done for done, _, _ in told] == sorted({done for done, _, _ in told})
    assert told[-1][0] == 24
    # First all of the old base with what is likely to move of the new one, then the rest.
    assert [likely for _, _, likely in told] == sorted(likely for _, _, likely in told)
    assert [len(found.before.sittings) for found in seen[:12]] == [*range(1, 13)]
    likely_first = [len(found.after.sittings) for found in seen if len(found.before.sittings) < 12]
    assert 0 < likely_first[-1] < 12
    assert after_it.moved
    assert seen[-1] == after_it
    # The curated question is found first; what the exam adds comes as it is asked.
    assert [moved.curated for moved in seen[0].moved] == [True]
    assert all(set(found.moved) <= set(after_it.moved) for found in seen)

    class Enough(Exception):  # noqa: N818
        pass

    def stop(done: int, *_: object) -> None:
        if done >= 3:
            raise Enough

    known: Known = {}
    fresh: Known = {}
    with pytest.raises(Enough):
        impact(before, after, known, stop, fresh)
    assert len(known) + len(fresh) == 3
    assert known.items() <= Baseline.of(before).known.items()
    assert fresh.items() <= Baseline.of(after).known.items()


def test_what_is_likely_to_move_is_asked_first(before: Answerer, snapshot: Snapshot) -> None:
    """All that moves by one edit or the other is likely to, on this base; and not everything is."""
    whole = Baseline.of(before).known
    rest = 0
    for made in edits(before.knowledge):
        after = Answerer(apply(snapshot, made).new, before.wordings)
        likely = Likely(before, after)
        names = {edit.id: edit.to for edit in made if isinstance(edit, Rename)}
        now = Baseline.of(after).known
        for asked in questions(before):
            was = whole[asked.key]
            if asked.key in now and was.answered.called(names) != now[asked.key].answered:
                assert likely(asked.key, was), (made, asked.key)
            rest += not likely(asked.key, was)
    assert rest > len(whole)


def test_what_is_known_is_not_asked_again(before: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Baseline.of(before)
    known: Known = {}
    left = iter([True] * 5)
    assert Baseline.of(before, known, lambda: next(left, False)).sittings == whole.sittings[:5]
    asked: list[str] = []
    explain = Answerer.explain

    def counted(self: Answerer, question: str, *, earlier: str | None = None) -> tuple[Reply, Understanding]:
        asked.append(question)
        return explain(self, question, earlier=earlier)

    monkeypatch.setattr(Answerer, "explain", counted)
    assert Baseline.of(before, known) == whole
    assert not set(asked) & {sitting.question.q for sitting in whole.sittings[:5]}
    assert len(known) == len(whole.sittings)
