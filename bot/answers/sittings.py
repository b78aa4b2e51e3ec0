"""What a base answers to the questions of its exam, one by one, and how near each answer is to another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias

from bot.answers.answerer import Answerer
from bot.answers.exam import Mark, Tally, judge
from bot.answers.reply import Reply
from bot.facts.model import ExamQuestion, Half
from bot.matching.decision import Outcome
from bot.matching.index import exact
from bot.matching.margin import FAR, margin, near
from bot.matching.understand import understand
from bot.matching.watched import Trace, Watched


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
class Standing:
    """How a question stands in a base.

    Attributes:
        answered: what comes of it.
        near: ids of the facts that came near being asked for, which an edit of them may turn.
        margin: how much confidences must move for another answer, 0 to 1.
        trace: what it was decided by; None where that was not noted.
    """

    answered: Answered
    near: tuple[str, ...] = field(default=(), compare=False)
    margin: float = field(default=FAR, compare=False)
    trace: Trace | None = field(default=None, compare=False, repr=False)

    def called(self, names: Mapping[str, str]) -> Standing:
        """The same with other ids."""
        near = tuple(names.get(name, name) for name in self.near)
        return replace(self, answered=self.answered.called(names), near=near)


Key: TypeAlias = tuple[str, str | None]
"""An exam question and the one before it in its conversation."""

Known: TypeAlias = dict[Key, Standing]
"""How exam questions stand in a base, as far as it is known."""


class Asked(NamedTuple):
    """An exam question with its place."""

    file: str
    half: Half
    question: ExamQuestion

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.question.q, self.question.after


@dataclass(frozen=True)
class Sitting:
    """One exam question with how it stands in a base, and how that is to be judged."""

    file: str
    half: Half
    question: ExamQuestion
    standing: Standing
    mark: Mark

    @property
    def answered(self) -> Answered:
        """What came of it."""
        return self.standing.answered

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
        """Sit the whole exam; takes seconds for some thousand questions, so not on an event loop.

        Args:
            answerer: of the base.
            known: what need not be asked; what was is added, whether or not it comes to an end.
            wanted: asked before each question; once it says no, the questions after that are left out.
        """
        sit = Sitter(answerer, {} if known is None else known)
        return cls(tuple(sit(asked) for asked in questions(answerer) if wanted is None or wanted()))

    @property
    def known(self) -> Known:
        """How the questions stand, for the next edit."""
        return {sitting.key: sitting.standing for sitting in self.sittings}

    @property
    def tallies(self) -> dict[Half, Tally]:
        """Counts of marks by half of the exam."""
        found = {half: Tally() for half in Half}
        for sitting in self.sittings:
            tally = found[sitting.half]
            (tally.answerable if sitting.question.decline is None else tally.unanswerable)[sitting.mark] += 1
        return {half: tally for half, tally in found.items() if tally.total}


class Sitter:
    """Sits exam questions of one base."""

    def __init__(self, answerer: Answerer, known: Known) -> None:
        """Set up.

        Args:
            answerer: of the base.
            known: what need not be asked; what was is added.
        """
        self._answerer = answerer
        self._facts = answerer.knowledge.facts  # put together anew whenever it is asked for
        self.known = known
        self._owners = owners(answerer)
        index = answerer.index
        self._watched = None if index.bare or index.encoder else Watched(index)

    def __call__(self, asked: Asked) -> Sitting:
        """Sit one question."""
        standing = self.known.get(asked.key)
        if standing is None:
            standing = self.known[asked.key] = self._stands(asked.question)
        mark = judge(asked.question, standing.answered.outcome, standing.answered.facts)
        return Sitting(asked.file, asked.half, asked.question, standing, mark)

    def _stands(self, question: ExamQuestion) -> Standing:
        owner = self._owners.get(exact(question.q)) if question.after is None else None
        if owner:
            return Standing(Answered(Outcome.ANSWER, (owner,)), (owner,))
        # Understood and not replied to: nobody reads the words.
        index, trace = self._answerer.index, None
        if self._watched and question.after is None:
            index = self._watched
            self._watched.begin()
        found = understand(index, question.q, question.after)
        if self._watched and question.after is None:
            trace = self._watched.trace()
        meant = found.answers or ((found.main,) if found.main.outcome is Outcome.SUGGEST else ())
        told = [decision.suggestions or decision.rated[:1] for decision in meant]
        return Standing(
            Answered(found.main.outcome, tuple(self._facts[rated.fact].id for some in told for rated in some)),
            tuple(self._facts[number].id for number in sorted(frozenset().union(*map(near, found.decisions)))),
            float(min(margin(decision, is_plain=index.plain) for decision in found.decisions)),
            trace,
        )


def questions(answerer: Answerer) -> list[Asked]:
    """A base's exam questions in the order of the files."""
    exams = answerer.knowledge.exams
    return [Asked(file, exam.half, question) for file, exam in exams.items() for question in exam.questions]


def owners(answerer: Answerer) -> dict[int, str]:
    """The curated questions with the ids of the facts that always answer them."""
    facts = answerer.knowledge.facts
    return {key: facts[number].id for key, number in answerer.index.curated.items()}
