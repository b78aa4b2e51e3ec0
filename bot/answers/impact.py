"""What an edit does to the answers: every curated question and the whole exam, before and after.

A *curated* question is always answered by its own fact (:mod:`bot.matching.decision` looks it up before it compares
anything), so of those only the ones have to be asked that are curated on one side alone: the new ones of the old base,
and the removed ones of the new base. All others keep their answer exactly if their fact keeps its id, and that is
looked up and not asked. The *exam* has no such rule: one more phrasing shifts the learned scores of all facts a
little, so any of its questions may move, and the new base is asked all of them. The old base's answers may be known
(:data:`Known`) from the edit before, or because they were worked out ahead; where they are not, both bases are asked
question by question, so that there is always something to show of what was found so far. Nothing is asked at all where
matching cannot see the edit: it reads frames, questions, answers and ids of facts, concepts and ``base.yaml``, and no
footnote, relation, caveat, date, series or title. So every figure is that of the full run, which the tests hold it
against.

The new base is best opened from the old one (``Answerer(..., before=...)``), which takes well under a second. In a base
of more than 512 facts its index is then provisional (:mod:`bot.matching.revision`): the figures are those of the edit
and what lies next to it, without the slight shifts all over the base that building it in full brings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, TypeAlias

from bot.answers.answerer import Answerer
from bot.answers.exam import Mark, Tally, judge
from bot.answers.reply import Reply
from bot.facts.model import ExamQuestion, Fact, Half, Knowledge
from bot.matching.decision import Outcome
from bot.matching.index import exact

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


Key: TypeAlias = tuple[str, str | None]
"""An exam question and the one before it in its conversation."""

Known: TypeAlias = dict[Key, Answered]
"""A base's answers to exam questions, as far as they are known."""


@dataclass(frozen=True)
class Sitting:
    """One exam question with what a base answers, and how that is to be judged."""

    file: str
    half: Half
    question: ExamQuestion
    answered: Answered
    mark: Mark

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.question.q, self.question.after


@dataclass(frozen=True)
class Baseline:
    """A base's answers to its own exam.

    Attributes:
        sittings: one for each question, in the order of the files.
    """

    sittings: tuple[Sitting, ...] = ()

    @classmethod
    def of(cls, answerer: Answerer, known: Known | None = None, wanted: Callable[[], bool] | None = None) -> Baseline:
        """Sit the whole exam; takes a second or two for a thousand questions, so not on an event loop.

        Args:
            answerer: of the base.
            known: answers that need not be asked for; those that were are added, whether or not it comes to an end.
            wanted: asked before each question; once it says no, the questions after that are left out.
        """
        sit = _Sitter(answerer, {} if known is None else known)
        return cls(tuple(sit(*asked) for asked in _questions(answerer) if wanted is None or wanted()))

    @property
    def known(self) -> Known:
        """The answers by question, for the next edit."""
        return {sitting.key: sitting.answered for sitting in self.sittings}

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
        known = self.before.known
        return [sitting for sitting in self.after.sittings if sitting.key not in known]

    @property
    def worse(self) -> int:
        """How many exam questions went right and do not any more."""
        return sum(moved.marks is not None and moved.marks[0] is Mark.RIGHT for moved in self.moved)

    @property
    def better(self) -> int:
        """How many exam questions did not go right and do now."""
        return sum(moved.marks is not None and moved.marks[1] is Mark.RIGHT for moved in self.moved)


Progress: TypeAlias = Callable[[int, int, Callable[[], Impact]], None]
"""Told how many questions have been asked, of how many, and a way to see what was found so far, which works in any
thread and at any later time; what it raises ends the run."""


def impact(before: Answerer, after: Answerer, known: Known | None = None, progress: Progress | None = None) -> Impact:
    """Find what changes its answer between two bases.

    Pure and safe in a thread of its own, where it belongs: thousands of questions take seconds.

    Args:
        before: the base as it is.
        after: the base as it would be.
        known: the old base's answers to its exam, as far as they are known; the others are asked for and added.
        progress: told after each question how far it is.
    """
    names = _renamed(before.knowledge, after.knowledge)
    curated = tuple(_curated(before, after, names))
    was: Known = {} if known is None else known
    now: Known = {}
    old: list[Sitting] = []
    new: list[Sitting] = []

    def found() -> Impact:
        # The new ones first: what is taken of the old ones, which are a step ahead, then always has their fellows.
        later = Baseline(tuple(new))
        sooner = Baseline(tuple(old))
        return Impact(len(after.index.curated), (*curated, *_exam(sooner, later, names)), sooner, later)

    # Where matching cannot see the edit, the old answers are the new ones.
    unseen = _seen(before.knowledge, names) == _seen(after.knowledge, {})
    sit_old, sit_new = _Sitter(before, was), _Sitter(after, now)
    exams = _questions(before), _questions(after)
    total = max(map(len, exams))
    for done, (one, other) in enumerate(zip_longest(*exams), start=1):
        if one:
            old.append(sit_old(*one))
            if unseen:
                now[old[-1].key] = old[-1].answered.called(names)
        if other:
            new.append(sit_new(*other))
        if progress:
            progress(done, total, found)
    return found()


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


def _seen(knowledge: Knowledge, names: Mapping[str, str]) -> tuple[Any, ...]:
    """All that matching reads of a base."""
    facts = [tuple(_part(fact, name, names) for name in _SEEN) for fact in knowledge.facts]
    base = knowledge.base
    return facts, knowledge.concepts, base.languages, base.defaults


def _part(fact: Fact, name: str, names: Mapping[str, str]) -> object:
    return names.get(fact.id, fact.id) if name == "id" else getattr(fact, name)


class _Sitter:
    """Sits exam questions: what a base answers to each, and how that is to be judged."""

    def __init__(self, answerer: Answerer, known: Known) -> None:
        self._answerer, self._known = answerer, known
        self._owners = _owners(answerer)

    def __call__(self, file: str, half: Half, question: ExamQuestion) -> Sitting:
        key = question.q, question.after
        answered = self._known.get(key)
        if answered is None:
            answered = self._known[key] = self._ask(question)
        return Sitting(file, half, question, answered, judge(question, answered.outcome, answered.facts))

    def _ask(self, question: ExamQuestion) -> Answered:
        if question.after is None:
            return _answer(self._owners.get(exact(question.q)), self._answerer, question.q)
        return Answered.of(self._answerer.ask(question.q, earlier=question.after))


def _questions(answerer: Answerer) -> list[tuple[str, Half, ExamQuestion]]:
    """A base's exam questions in the order of the files."""
    exams = answerer.knowledge.exams
    return [(file, exam.half, question) for file, exam in exams.items() for question in exam.questions]


def _exam(old: Baseline, new: Baseline, names: Mapping[str, str]) -> Iterable[Moved]:
    """The exam questions of both bases that move."""
    known = {sitting.key: sitting for sitting in old.sittings}
    for now in new.sittings:
        was = known.get(now.key)
        if was is None or was.answered.called(names) == now.answered:
            continue
        shown = now.question.q if now.half is Half.TUNE else None
        yield Moved(shown, False, was.answered.called(names), now.answered, (was.mark, now.mark))
