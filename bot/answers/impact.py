"""What an edit does to the answers: every curated question and the whole exam, before and after.

A *curated* question is always answered by its own fact (:mod:`bot.matching.decision` looks it up before it compares
anything), so of those only the ones have to be asked that are curated on one side alone: the new ones of the old base,
and the removed ones of the new base. All others keep their answer exactly if their fact keeps its id, and that is
looked up and not asked. The *exam* has no such rule: one more phrasing shifts the learned scores of all facts a
little, so any of its questions may move. But with the old answers is known by what they were decided, and from that it
is told, without asking, which of them the edit leaves as they are (:mod:`bot.matching.steady`). The rest is put to the
new base: first those that are likely to move (:mod:`bot.answers.likely`), then the others. The old base's answers may
be known (:data:`~bot.answers.sittings.Known`) from the edit before, from the disk, or because they were worked out
ahead. Nothing is asked at all where matching cannot see the edit: it reads frames, questions, answers and ids of facts,
concepts and ``base.yaml``, and no footnote, relation, caveat, date, series or title. So every figure at the end is that
of the full run, which the tests hold it against.

The new base is best opened from the old one (``Answerer(..., before=...)``), which takes well under a second. In a base
of more than 512 facts its index is then provisional (:mod:`bot.matching.revision`): the figures are those of the edit
and what lies next to it, without the slight shifts all over the base that building it in full brings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TypeAlias

from bot.answers.answerer import Answerer
from bot.answers.exam import Mark
from bot.answers.likely import Likely
from bot.answers.sittings import Answered, Baseline, Key, Known, Sitter, Sitting, Standing, owners, questions
from bot.facts.model import Fact, Half, Knowledge
from bot.matching.decision import Outcome
from bot.matching.index import exact
from bot.matching.steady import Text, steady

_SEEN = ("about", "questions", "answer")
"""What matching reads of a fact, besides its id."""


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

    @property
    def worse(self) -> bool:
        """Whether it goes right no more; it may also go to another fact and be as right as before."""
        return self.marks is not None and self.marks[0] is Mark.RIGHT is not self.marks[1]

    @property
    def better(self) -> bool:
        """Whether it goes right and did not."""
        return self.marks is not None and self.marks[1] is Mark.RIGHT is not self.marks[0]


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
    def worse(self) -> list[Moved]:
        """The exam questions that went right and do not any more."""
        return [moved for moved in self.moved if moved.worse]

    @property
    def better(self) -> list[Moved]:
        """The exam questions that did not go right and do now."""
        return [moved for moved in self.moved if moved.better]


Progress: TypeAlias = Callable[[int, int, Callable[[], Impact], bool], None]
"""Told how often has been asked, how often it will be, a way to see what was found so far, which works in any thread
and at any later time, and whether all that is likely to move has been asked; what it raises ends the run."""


def impact(
    before: Answerer,
    after: Answerer,
    known: Known | None = None,
    progress: Progress | None = None,
    fresh: Known | None = None,
) -> Impact:
    """Find what changes its answer between two bases.

    Pure and safe in a thread of its own, where it belongs: thousands of questions take seconds.

    Args:
        before: the base as it is.
        after: the base as it would be.
        known: how the old base's exam stands as far as that is known; the rest is asked and added.
        progress: told after each question how far it is.
        fresh: the same of the new base.
    """
    names = _renamed(before.knowledge, after.knowledge)
    curated = tuple(_curated(before, after, names))
    run = _Run(before, after, {} if known is None else known, {} if fresh is None else fresh, names)
    # Where matching cannot see the edit, the old answers are the new ones.
    unseen = _is_unseen(before.knowledge, after.knowledge, names)

    def found() -> Impact:
        # The new ones first: what is taken of the old ones, which are a step ahead, then always has their fellows.
        later, sooner = _in_order(run.later), _in_order(run.sooner)
        return Impact(len(after.index.curated), (*curated, *_exam(sooner, later, names)), sooner, later)

    for likely in run.sit(Likely(before, after), names if unseen else None):
        if progress:
            progress(run.done, run.total, found, likely)
    return found()


class _Run:
    """Sits both exams, what is likely to move first.

    Attributes:
        sooner, later: the sittings of the old and of the new base by their place.
        done, total: how often has been asked, and how often it will be.
    """

    def __init__(self, before: Answerer, after: Answerer, known: Known, fresh: Known, names: Mapping[str, str]) -> None:
        self._indexes = before.index, after.index
        self._names = names
        self._old, self._new = questions(before), questions(after)
        self._sit_old, self._sit_new = Sitter(before, known), Sitter(after, fresh)
        self.sooner: dict[int, Sitting] = {}
        self.later: dict[int, Sitting] = {}
        self.done = 0
        self.total = len({asked.key for asked in self._old} - known.keys()) + len(self._new)

    def sit(self, likely: Callable[[Key, Standing], bool], unseen: Mapping[str, str] | None) -> Iterator[bool]:
        """Sit them; yields after each question whether all that is likely to move has been asked.

        Args:
            likely: whether a question is likely to move.
            unseen: new names of facts, if nothing else has changed that could turn an answer.
        """
        places = {asked.key: place for place, asked in enumerate(self._new)}
        rest = dict.fromkeys(range(len(self._new)))
        told = set() if unseen is not None else self._settle(asked.key for asked in self._old)
        for place, asked in enumerate(self._old):
            self.done += asked.key not in self._sit_old.known
            sitting = self.sooner[place] = self._sit_old(asked)
            if unseen is not None:
                self._sit_new.known[asked.key] = sitting.standing.called(unseen)
            at = places.get(asked.key)
            if at in rest and (asked.key in self._sit_new.known or likely(asked.key, sitting.standing)):
                del rest[at]
                self._later(at)
            yield False
        self._settle(key for at in rest if (key := self._new[at].key) not in told)
        known = self._sit_old.known
        for at in [at for at in rest if self._new[at].key not in known]:
            del rest[at]
            self._later(at)
            yield False
        for at in rest:
            self._later(at)
            yield True

    def _settle(self, keys: Iterable[Key]) -> set[Key]:
        """Take over the answers that cannot be others, of the questions whose old ones are known, which are given."""
        old, new = self._sit_old.known, self._sit_new.known
        asked = [(key, old[key], trace) for key in keys if key in old and key not in new and (trace := old[key].trace)]
        texts = [Text((key[0],), trace) for key, _, trace in asked]
        for (key, standing, _), trace in zip(asked, steady(*self._indexes, texts), strict=True):
            if trace:
                new[key] = replace(standing, trace=trace).called(self._names)
        return {key for key, *_ in asked}

    def _later(self, place: int) -> None:
        self.later[place] = self._sit_new(self._new[place])
        self.done += 1


def _in_order(sittings: dict[int, Sitting]) -> Baseline:
    # Copied at once: a run that goes on in another thread adds to them.
    return Baseline(tuple(sitting for _, sitting in sorted(sittings.copy().items(), key=itemgetter(0))))


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
    old, new = owners(before), owners(after)
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


def _answer(owner: str | None, answerer: Answerer, question: str) -> Answered:
    """What a base answers: the owner of a curated question, else whatever comes of asking."""
    return Answered(Outcome.ANSWER, (owner,)) if owner else Answered.of(answerer.ask(question))


def _is_unseen(old: Knowledge, new: Knowledge, names: Mapping[str, str]) -> bool:
    """Whether two bases are the same in all that matching reads, but for the new names of facts."""
    (were, rules), (are, others) = _seen(old), _seen(new)
    return (
        rules == others
        and len(were) == len(are)
        and all(
            was is now
            or (names.get(was.id, was.id) == now.id and all(getattr(was, name) == getattr(now, name) for name in _SEEN))
            for was, now in zip(were, are, strict=True)
        )
    )


def _seen(base: Knowledge) -> tuple[tuple[Fact, ...], object]:
    return base.facts, (base.concepts, base.base.languages, base.base.defaults)


def _exam(old: Baseline, new: Baseline, names: Mapping[str, str]) -> Iterable[Moved]:
    """The exam questions of both bases that move."""
    known = {sitting.key: sitting for sitting in old.sittings}
    for now in new.sittings:
        was = known.get(now.key)
        if was is None or was.answered.called(names) == now.answered:
            continue
        shown = now.question.q if now.half is Half.TUNE else None
        yield Moved(shown, False, was.answered.called(names), now.answered, (was.mark, now.mark))
