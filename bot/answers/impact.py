"""What an edit does to the answers: every curated question and the whole exam, before and after.

A *curated* question is always answered by its own fact (:mod:`bot.matching.decision` looks it up before it compares
anything), so of those only the ones have to be asked that are curated on one side alone: the new ones of the old base,
and the removed ones of the new base. All others keep their answer exactly if their fact keeps its id, and that is
looked up and not asked. The *exam* has no such rule: one more phrasing shifts the learned scores of all facts a
little, so any of its questions may move, and the new base is asked all of them. The old base's answers are kept in a
:class:`Baseline`, which the next edit starts from. Nothing is asked at all where matching cannot see the
edit: it reads frames, questions, answers and ids of facts, concepts and ``base.yaml``, and no footnote, relation,
caveat, date, series or title. So every figure is that of the full run, which the tests hold it against.

The new base is best opened from the old one (``Answerer(..., before=...)``), which takes well under a second. In a base
of more than 512 facts its index is then provisional (:mod:`bot.matching.revision`): the figures are those of the edit
and what lies next to it, without the slight shifts all over the base that building it in full brings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.answers.answerer import Answerer
from bot.answers.exam import Mark, Tally, judge
from bot.answers.reply import Reply
from bot.facts.model import Exam, ExamQuestion, Fact, Half, Knowledge
from bot.matching.decision import Outcome
from bot.matching.index import exact

Progress = Callable[[int, int], None]
"""Told how many questions have been asked, and of how many; what it raises ends the run."""

_SEEN = ("id", "about", "questions", "answer")
"""What matching reads of a fact."""


@dataclass(frozen=True)
class Answered:
    """What counts of a reply: whether it answers, and with which facts.

    Attributes:
        outcome: answer, suggest or decline.
        facts: ids of the facts that answer; of those offered, if it suggests.
    """

    outcome: Outcome
    facts: tuple[str, ...] = ()

    @classmethod
    def of(cls, reply: Reply) -> Answered:
        """What counts of a reply."""
        offered = tuple(suggestion.fact for suggestion in reply.suggestions)
        return cls(reply.outcome, {Outcome.ANSWER: reply.facts, Outcome.SUGGEST: offered}.get(reply.outcome, ()))

    def called(self, names: Mapping[str, str]) -> Answered:
        """The same with other ids."""
        return Answered(self.outcome, tuple(names.get(name, name) for name in self.facts))

    def __str__(self) -> str:
        if self.outcome is Outcome.DECLINE:
            return "declined"
        return f"{'offers ' if self.outcome is Outcome.SUGGEST else ''}{', '.join(self.facts)}"


@dataclass(frozen=True)
class Sitting:
    """One exam question with what a base answers, and how that is to be judged."""

    file: str
    half: Half
    question: ExamQuestion
    answered: Answered
    mark: Mark


@dataclass(frozen=True)
class Baseline:
    """A base's answers to its own exam.

    Attributes:
        sittings: one for each question, in the order of the files.
    """

    sittings: tuple[Sitting, ...] = ()

    @classmethod
    def of(cls, answerer: Answerer, progress: Progress | None = None) -> Baseline:
        """Sit the whole exam; takes a second or two for a thousand questions, so not on an event loop."""
        exams = answerer.knowledge.exams
        return cls(tuple(_sat(answerer, exams, progress, total=_count(exams))))

    @property
    def tallies(self) -> dict[Half, Tally]:
        """Counts of marks by half of the exam."""
        found = {half: Tally() for half in Half}
        for sitting in self.sittings:
            tally = found[sitting.half]
            (tally.answerable if sitting.question.decline is None else tally.unanswerable)[sitting.mark] += 1
        return {half: tally for half, tally in found.items() if tally.total}


@dataclass(frozen=True)
class Moved:
    """A question that an edit gives another answer.

    Attributes:
        question: its text; None for one of the half of the exam that is only counted.
        curated: whether it is, or was, a curated question of some fact; otherwise it is the exam's.
        before, after: what came of it, and comes of it now.
        marks: for an exam question how it went and goes.
    """

    question: str | None
    curated: bool
    before: Answered
    after: Answered
    marks: tuple[Mark, Mark] | None = None


@dataclass(frozen=True)
class Impact:
    """What an edit does to the answers.

    Attributes:
        curated: how many curated questions there are after it.
        moved: all questions that get another answer, curated ones first.
        before, after: the answers to the exam of either base.
    """

    curated: int
    moved: tuple[Moved, ...] = ()
    before: Baseline = field(default=Baseline(), repr=False)
    after: Baseline = field(default=Baseline(), repr=False)

    @property
    def stolen(self) -> list[tuple[str, str, int]]:
        """Which fact now answers how many questions that another one answered, most first."""
        pairs = Counter(
            (moved.after.facts[0], moved.before.facts[0])
            for moved in self.moved
            if moved.after.outcome is moved.before.outcome is Outcome.ANSWER
            and moved.after.facts[0] != moved.before.facts[0]
        )
        return [(thief, victim, count) for (thief, victim), count in pairs.most_common()]

    @property
    def examined(self) -> list[Sitting]:
        """The questions that are new in the exam, with how they go."""
        known = {_key(sitting) for sitting in self.before.sittings}
        return [sitting for sitting in self.after.sittings if _key(sitting) not in known]

    @property
    def worse(self) -> int:
        """How many exam questions went right and do not any more."""
        return sum(moved.marks is not None and moved.marks[0] is Mark.RIGHT for moved in self.moved)

    @property
    def better(self) -> int:
        """How many exam questions did not go right and do now."""
        return sum(moved.marks is not None and moved.marks[1] is Mark.RIGHT for moved in self.moved)


def impact(
    before: Answerer, after: Answerer, baseline: Baseline | None = None, progress: Progress | None = None
) -> Impact:
    """Find what changes its answer between two bases.

    Pure and safe in a thread of its own, where it belongs: thousands of questions take seconds.

    Args:
        before: the base as it is.
        after: the base as it would be.
        baseline: the old base's answers to its exam; None: they are asked too.
        progress: told from time to time how far it is.
    """
    old = baseline or Baseline.of(before, progress)
    names = _renamed(before.knowledge, after.knowledge)
    moved = list(_curated(before, after, names))
    new = _after(before, after, old, names, progress)
    moved += _exam(old, new, names)
    return Impact(len(after.index.curated), tuple(moved), old, new)


def _renamed(before: Knowledge, after: Knowledge) -> dict[str, str]:
    """Ids of the old base with those that the same facts have in the new one."""
    former, known = after.former, {fact.id for fact in after.facts}
    found = {}
    for fact in before.facts:
        name: str | None = fact.id
        while name is not None and name not in known:
            # Popped, so that a ring of names ends.
            name = former.pop(name, None)
        if name is not None and name != fact.id:
            found[fact.id] = name
    return found


def _curated(before: Answerer, after: Answerer, names: Mapping[str, str]) -> Iterable[Moved]:
    """The curated questions that move, in the order of the facts."""
    old, new = _owners(before), _owners(after)
    told = set()
    for base, other in ((before.knowledge, after.knowledge), (after.knowledge, before.knowledge)):
        same = {fact.id: fact.questions for fact in other.facts}
        for fact in base.facts:
            if fact.questions == same.get(fact.id):
                continue
            for question in (q for asked in fact.questions.values() for q in asked):
                key = exact(question)
                if key in told:
                    continue
                told.add(key)
                was = _answer(old.get(key), before, question).called(names)
                now = _answer(new.get(key), after, question)
                if was != now:
                    yield Moved(question, curated=True, before=was, after=now)


def _owners(answerer: Answerer) -> dict[int, str]:
    facts = answerer.knowledge.facts
    return {key: facts[number].id for key, number in answerer.index.curated.items()}


def _answer(owner: str | None, answerer: Answerer, question: str) -> Answered:
    """What a base answers: the owner of a curated question, else whatever comes of asking."""
    return Answered(Outcome.ANSWER, (owner,)) if owner else Answered.of(answerer.ask(question))


def _after(
    before: Answerer, after: Answerer, old: Baseline, names: Mapping[str, str], progress: Progress | None
) -> Baseline:
    """The new base's answers to its exam; the old ones where matching cannot see the edit."""
    exams = after.knowledge.exams
    if _seen(before.knowledge, names) != _seen(after.knowledge, {}):
        return Baseline(tuple(_sat(after, exams, progress, total=_count(exams))))
    known = {_key(sitting): sitting.answered.called(names) for sitting in old.sittings}
    return Baseline(tuple(_sat(after, exams, progress, known, total=_count(exams))))


def _seen(knowledge: Knowledge, names: Mapping[str, str]) -> tuple[Any, ...]:
    """All that matching reads of a base."""
    facts = [tuple(_part(fact, name, names) for name in _SEEN) for fact in knowledge.facts]
    base = knowledge.base
    return facts, knowledge.concepts, base.languages, base.defaults


def _part(fact: Fact, name: str, names: Mapping[str, str]) -> object:
    return names.get(fact.id, fact.id) if name == "id" else getattr(fact, name)


def _sat(
    answerer: Answerer,
    exams: Mapping[str, Exam],
    progress: Progress | None,
    known: Mapping[tuple[object, ...], Answered] | None = None,
    *,
    total: int,
) -> Iterable[Sitting]:
    owners = _owners(answerer)
    done = 0
    for file, exam in exams.items():
        for question in exam.questions:
            answered = (known or {}).get((question.q, question.after))
            if answered is None and question.after is None:
                answered = _answer(owners.get(exact(question.q)), answerer, question.q)
            elif answered is None:
                answered = Answered.of(answerer.ask(question.q, earlier=question.after))
            judged = judge(question, answered.outcome, answered.facts)
            yield Sitting(file, exam.half, question, answered, judged)
            done += 1
            if progress:
                progress(done, total)


def _count(exams: Mapping[str, Exam]) -> int:
    return sum(len(exam.questions) for exam in exams.values())


def _key(sitting: Sitting) -> tuple[object, ...]:
    return sitting.question.q, sitting.question.after


def _exam(old: Baseline, new: Baseline, names: Mapping[str, str]) -> Iterable[Moved]:
    """The exam questions of both bases that move."""
    known = {_key(sitting): sitting for sitting in old.sittings}
    for now in new.sittings:
        was = known.get(_key(now))
        if was is None or was.answered.called(names) == now.answered:
            continue
        shown = now.question.q if now.half is Half.TUNE else None
        yield Moved(shown, False, was.answered.called(names), now.answered, (was.mark, now.mark))
