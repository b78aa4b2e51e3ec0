"""The exam: questions with the fact that must answer them, and how the engine does on them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.answers.answerer import Answerer
from bot.answers.reply import Reply
from bot.facts.model import Exam, ExamQuestion, Half
from bot.matching.decision import Outcome


class Mark(StrEnum):
    """How one question went.

    ``right``: the right fact answered, or a question without an answer was declined. ``wrong``: another fact
    answered. ``offered``: the right fact was among the suggestions. ``missed``: it was not. ``false``: a
    question that the base cannot answer got an answer.
    """

    RIGHT = "right"
    WRONG = "wrong"
    OFFERED = "offered"
    MISSED = "missed"
    FALSE = "false"


@dataclass(frozen=True)
class Sat:
    """One exam question with what came of it.

    Attributes:
        file, half, language: where it stands.
        question: the question and what must come of it.
        reply: what the engine said.
        mark: how it went.
    """

    file: str
    half: Half
    language: str
    question: ExamQuestion
    reply: Reply
    mark: Mark

    @property
    def expects_answer(self) -> bool:
        """Whether the base holds the answer."""
        return self.question.decline is None

    @property
    def kind(self) -> str:
        """``answer``, ``both``, ``follow-up``, or why it must be declined."""
        if self.question.decline is not None:
            return self.question.decline.value
        if self.question.after is not None:
            return "follow-up"
        return "both" if self.question.both else "answer"


def mark(question: ExamQuestion, reply: Reply) -> Mark:
    """Judge one reply."""
    offered = tuple(suggestion.fact for suggestion in reply.suggestions)
    return judge(question, reply.outcome, offered if reply.outcome is Outcome.SUGGEST else reply.facts)


def judge(question: ExamQuestion, outcome: Outcome, facts: Sequence[str]) -> Mark:
    """Judge what came of a question.

    Args:
        question: the question and what must come of it.
        outcome: what came of it.
        facts: ids of the facts that answered, or were offered.
    """
    if question.decline is not None:
        return Mark.FALSE if outcome is Outcome.ANSWER else Mark.RIGHT
    wanted, given = set(question.fact) | set(question.both), set(facts)
    if outcome is Outcome.ANSWER:
        right = given >= set(question.both) if question.both else bool(given & wanted)
        return Mark.RIGHT if right else Mark.WRONG
    return Mark.OFFERED if outcome is Outcome.SUGGEST and given & wanted else Mark.MISSED


def sit(answerer: Answerer, exams: dict[str, Exam], half: Half | None = None) -> Iterator[Sat]:
    """Ask every question of the exam files, or of one half of them."""
    for file, exam in exams.items():
        if half is not None and exam.half is not half:
            continue
        for question in exam.questions:
            reply = answerer.ask(question.q, earlier=question.after)
            language = question.language or exam.language
            yield Sat(file, exam.half, language, question, reply, mark(question, reply))


@dataclass
class Tally:
    """Counts of marks over some questions."""

    answerable: Counter[Mark] = field(default_factory=Counter)
    unanswerable: Counter[Mark] = field(default_factory=Counter)

    def add(self, sat: Sat) -> None:
        """Count one question."""
        (self.answerable if sat.expects_answer else self.unanswerable)[sat.mark] += 1

    def share(self, what: Mark) -> float:
        """A mark's share in percent: ``false`` of the questions without an answer, the others of those with one."""
        counts = self.unanswerable if what is Mark.FALSE else self.answerable
        return 100.0 * counts[what] / max(1, counts.total())

    @property
    def total(self) -> int:
        """How many questions."""
        return self.answerable.total() + self.unanswerable.total()


def tallies(results: Iterable[Sat], key: Callable[[Sat], str]) -> dict[str, Tally]:
    """Counts by a property of the questions."""
    found: defaultdict[str, Tally] = defaultdict(Tally)
    for sat in results:
        found[key(sat)].add(sat)
    return dict(sorted(found.items()))


def confusions(results: Iterable[Sat]) -> list[tuple[str, str, int]]:
    """Which fact answered in the place of which, most frequent first; ``-`` where none should have answered."""
    pairs: Counter[tuple[str, str]] = Counter()
    for sat in results:
        if sat.mark in {Mark.WRONG, Mark.FALSE}:
            wanted = (sat.question.fact or sat.question.both or ("-",))[0]
            pairs[wanted, sat.reply.fact or "-"] += 1
    return [(wanted, given, count) for (wanted, given), count in pairs.most_common()]


@dataclass(frozen=True)
class Bin:
    """Answers given within a range of confidence.

    Attributes:
        low, high: the range.
        count: answers in it.
        confidence: their mean confidence.
        right: share of them that were right.
    """

    low: float
    high: float
    count: int
    confidence: float
    right: float


def calibration(results: Sequence[Sat], bins: int = 10) -> tuple[list[Bin], float]:
    """How far confidence and correctness agree over all questions.

    A question counts with the confidence of its best candidate, and as right if that candidate is a right
    fact. The second value is the expected calibration error (Naeini, Cooper and Hauskrecht, 2015): the mean
    distance between confidence and share of right ones over equal-width bins, weighted by their counts.
    """
    grouped: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sat in results:
        if not sat.reply.candidates:
            continue
        best, confidence = sat.reply.candidates[0]
        right = best in {*sat.question.fact, *sat.question.both}
        grouped[min(bins - 1, int(confidence * bins))].append((confidence, right))
    rows, error = [], 0.0
    total = sum(len(group) for group in grouped.values())
    for number in sorted(grouped):
        group = grouped[number]
        mean = sum(c for c, _ in group) / len(group)
        right_share = sum(r for _, r in group) / len(group)
        rows.append(Bin(number / bins, (number + 1) / bins, len(group), mean, right_share))
        error += len(group) / max(1, total) * abs(mean - right_share)
    return rows, error
