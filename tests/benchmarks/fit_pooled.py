"""How the frame's judgement and what the exam teaches are pooled best (:mod:`bot.matching.pooled`).

Each question of the tune half is put to the base as it was before its file (:mod:`tests.benchmarks.unseen`), and to a
lesson that has not seen the file: the files are parted in five, and each part is judged by what the other four teach.
Printed are answers right, wrong and false of 100 (near misses, which are many, apart), for the frame alone and for
pools with other weights and thresholds, and how far pooled confidences are from the share that is right. Two-part
questions and follow-ups are left out; the hold half is never read. Takes a quarter of an hour.

    python -m tests.benchmarks.fit_pooled [KNOWLEDGE_DIR]
"""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.facts.model import Half, Knowledge
from bot.facts.reader import read
from bot.language.tokens import tokenise
from bot.matching import doubts, pooled
from bot.matching.decision import Outcome, Why, decide
from bot.matching.index import asked
from bot.matching.sureness import opens_alien
from bot.matching.taught import Example, Taught
from tests.benchmarks.unseen import unseen

PARTS = 5
WEIGHTS, FROM, RULED_OUT = (0.5, 0.7, 0.9), (0.4, 0.44, 0.48), (0.1, 0.2, 0.3)
UNHELD, NEVER_ASKED, IN_PASSING = (0.02, 0.05, 0.2), (0.02, 0.05, 0.2), (0.3, 0.5, 1.0)


@dataclass(frozen=True)
class Judged:
    """A question with what both judges say, facts by their ids.

    Attributes:
        facts: the right ones.
        near: whether its file is one of near misses.
        own: confidences by the frame.
        answers: whether the frame answers.
        unheld: whether an attribute is named that no fact has.
        declines: whether it is declined for such an attribute.
        alien: whether it asks as the best fact is never asked.
        final: whether nothing may overrule it.
        taught: how likely each fact is by the lesson.
        none: how likely it is by that that none is.
    """

    facts: tuple[str, ...]
    near: bool
    own: dict[str, float]
    answers: bool
    unheld: bool
    declines: bool
    alien: bool
    final: bool
    taught: dict[str, float]
    none: float


def lessons(knowledge: Knowledge) -> Iterator[tuple[set[str], Taught]]:
    """Parts of the exam's files, by their names, each with what all other files teach."""
    names = sorted(name for name, exam in knowledge.exams.items() if exam.half is Half.TUNE)
    random.Random(1).shuffle(names)
    curated = [Example(tokenise(q), (fact.id,)) for fact in knowledge.facts for q, _ in asked(fact)]
    for part in range(PARTS):
        out = set(names[part::PARTS])
        others = (q for name in names if name not in out for q in knowledge.exams[name].questions)
        taught = [Example(tokenise(q.q), q.fact) for q in others if not q.both and not q.after]
        yield {Path(name).stem for name in out}, Taught([*curated, *taught])


def judged(folder: Path) -> list[Judged]:
    """All questions."""
    by_file = {name: lesson for names, lesson in lessons(read(folder)) for name in names}
    found = []
    for state in unseen(folder):
        index = state.index
        for name, exam in state.exams.items():
            for question in exam.questions:
                if question.both or question.after or not set(question.fact) <= index.numbers.keys():
                    continue
                text = index.lexicon.transliterated.in_own_letters(question.q)
                decision = decide(index, index.reader.read(text))
                *likely, none = by_file[name].likely(tokenise(text)).tolist()
                own = {index.facts[rated.fact].id: rated.confidence for rated in decision.rated}
                taught = dict(zip(by_file[name].facts, likely, strict=True))
                best = index.profiles[decision.rated[0].fact] if decision.rated else None
                found.append(
                    Judged(
                        facts=question.fact,
                        near="near" in name,
                        own=own,
                        answers=decision.outcome is Outcome.ANSWER,
                        unheld=bool(decision.frame.measures - index.measured),
                        declines=decision.why is Why.MEASURE,
                        alien=best is not None and opens_alien(decision.frame, best),
                        final=decision.is_final,
                        taught=taught,
                        none=none,
                    )
                )
    return found


def answered(one: Judged, *, pools: bool) -> tuple[str | None, float]:
    """The fact that answers, if one does, and the confidence of the best one."""
    best = max(one.own, key=lambda fact: one.own[fact], default=None)
    sure = one.own[best] if best else 0.0
    if one.final or not pools:
        return best if one.answers else None, sure
    numbers = {fact: number for number, fact in enumerate(one.own.keys() | one.taught.keys())}
    names = list(numbers)
    own = {numbers[fact]: confidence for fact, confidence in one.own.items()}
    taught = {numbers[fact]: likely for fact, likely in one.taught.items()}
    most = doubts.most(answers=one.answers, unheld=one.unheld, declines=one.declines, alien=one.alien)
    number, confidence = next(iter(pooled.pool(own, taught, one.none, most=most).items()))
    return names[number] if confidence >= pooled.ANSWER_FROM else None, confidence


def told(questions: Sequence[Judged], *, pools: bool) -> str:
    """A line of figures."""
    figures = []
    for near in (False, True):
        some = [(one, *answered(one, pools=pools)) for one in questions if one.near is near]
        expects = [(one, fact) for one, fact, _ in some if one.facts]
        others = [fact for one, fact, _ in some if not one.facts]
        right = sum(fact in one.facts for one, fact in expects)
        wrong = sum(fact is not None and fact not in one.facts for one, fact in expects)
        false = sum(fact is not None for fact in others)
        shares = right / max(1, len(expects)), wrong / max(1, len(expects)), false / max(1, len(others))
        figures.append("/".join(f"{100.0 * share:.1f}" for share in shares))
    return f"right/wrong/false {figures[0]}, near misses {figures[1]}"


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "knowledge"
    questions = judged(folder)
    print(f"{len(questions)} questions\nthe frame alone: {told(questions, pools=False)}")
    print(f"as shipped: {told(questions, pools=True)}")
    shipped = pooled.WEIGHT, pooled.ANSWER_FROM, doubts.RULED_OUT
    for weight, least, ruled_out in itertools.product(WEIGHTS, FROM, RULED_OUT):
        pooled.WEIGHT, pooled.ANSWER_FROM, doubts.RULED_OUT = weight, least, ruled_out
        print(f"weight {weight}, from {least}, ruled out {ruled_out}: {told(questions, pools=True)}")
    pooled.WEIGHT, pooled.ANSWER_FROM, doubts.RULED_OUT = shipped
    for unheld, never_asked, in_passing in itertools.product(UNHELD, NEVER_ASKED, IN_PASSING):
        doubts.UNHELD, doubts.NEVER_ASKED, doubts.IN_PASSING = unheld, never_asked, in_passing
        print(f"unheld {unheld}, never asked {never_asked}, in passing {in_passing}: {told(questions, pools=True)}")


if __name__ == "__main__":
    main()
