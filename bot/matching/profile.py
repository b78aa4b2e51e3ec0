"""What a fact admits: the concepts, periods, words and amounts of its frame and its curated questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.facts.model import Facet, Fact
from bot.language.kinship import kin
from bot.language.periods import Period, parse_written
from bot.matching.reading import Reading

ADMITTED_FROM = 0.04
"""Share of a fact's questions that must name a measure for it to belong to the fact: one of many may be a slip."""

OFTEN_FROM = 0.1
"""Share of a fact's questions that must name a measure of one value for it to ask for the fact's own."""

PERIODS_FROM = 0.01
"""Share of a fact's questions that must name the same periods for the fact to answer for these."""


@dataclass(frozen=True)
class Profile:
    """A fact as the matching sees it.

    Attributes:
        number: its place among the facts of the base.
        id: the fact's id.
        subject: concepts that its frame is about.
        parties: subject and object of its frame.
        core: measures of its frame; together they say what the fact tells.
        subjects, measures: everything that the frame or a curated question names.
        shares: for each concept the share of the curated questions that name it.
        period: when it speaks of; None: as of the article.
        periods: the periods that its curated questions name, those of one question together.
        questions: how many curated questions it has.
        stems: stems of all words of its questions and answers.
        asked: stems of its questions only.
        amounts: amounts that its questions and answers name.
        figures: amounts that its answers set in bold, in their order: what it is there for.
        kinds: share of the curated questions that ask each kind of question.
        sole: share of the curated questions that ask each kind of question alone, or beside only whether it is so.
        negated: the fact denies the relation.
        toward: share of the curated questions in which something is done to the fact's subject.
        kin: groups of kindred words that its questions have words of.
        opens: share of the curated questions that open with each kind of question.
        companions: who is named in most of its questions beside its parties only.
        alone: subjects that many of its curated questions name beside none of its parties.
        names: words and names of its questions and answers; what they name is no stranger, though no concept has it.
    """

    number: int
    id: str
    subject: frozenset[str]
    parties: frozenset[str]
    core: frozenset[str]
    subjects: frozenset[str]
    measures: frozenset[str]
    shares: dict[str, float]
    period: Period | None
    periods: frozenset[frozenset[Period]]
    stems: frozenset[str]
    asked: frozenset[str]
    amounts: frozenset[str]
    figures: tuple[str, ...]
    kinds: dict[str, float]
    negated: bool
    toward: float = 0.0
    questions: int = 0
    kin: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    sole: Mapping[str, float] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    opens: Mapping[str, float] = field(default_factory=dict)
    companions: frozenset[str] = frozenset()


def profile(
    number: int,
    fact: Fact,
    questions: Sequence[Reading],
    answers: Sequence[Reading],
    figures: Sequence[Reading],
    latest: Period | None,
) -> Profile:
    """Gather what a fact admits.

    Args:
        number: its place in the base.
        fact: its frame.
        questions: the readings of its curated questions.
        answers: the readings of its answers.
        figures: the readings of what its answers set in bold.
        latest: the period meant where a question names no year.
    """
    about = fact.about
    named: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    subjects: set[str] = set(about.subject) | set(about.object)
    measures: set[str] = set(about.measure)
    for reading in questions:
        named.update({mention.concept for mention in reading.mentions})
        kinds.update(reading.kinds)
        subjects |= reading.subjects
    parties = frozenset(about.subject) | frozenset(about.object)
    lone = Counter(name for reading in questions if reading.subjects.isdisjoint(parties) for name in reading.subjects)
    count = max(1, len(questions))
    # The periods that each curated question names. As with measures, one of many may be a slip or a wrong premise.
    together = Counter(
        frozenset(p if p.year or not latest else p.with_year(latest.year) for p in reading.periods.periods)
        for reading in questions
        if reading.periods.periods
    )
    shares = {concept: times / count for concept, times in named.items()}
    measured = {m.concept for r in questions for m in r.mentions if m.facet is Facet.MEASURE}
    measures |= {concept for concept in measured if shares[concept] >= ADMITTED_FROM}
    alone = Counter(kind for r in questions if len(told := r.kinds - {"yes_no"}) == 1 for kind in told)
    opening = Counter(reading.opening for reading in questions if reading.opening)
    asked = frozenset(stem for reading in questions for stem in reading.stems)
    return Profile(
        number=number,
        id=fact.id,
        subject=frozenset(about.subject),
        parties=parties,
        core=frozenset(about.measure),
        subjects=frozenset(subjects),
        measures=frozenset(measures),
        shares=shares,
        period=parse_written(about.period) if about.period else None,
        periods=frozenset(periods for periods, times in together.items() if times / count >= PERIODS_FROM),
        questions=len(questions),
        stems=asked | frozenset(stem for reading in answers for stem in reading.stems),
        asked=asked,
        amounts=frozenset(a.key for reading in (*questions, *answers) for a in reading.amounts),
        figures=tuple(dict.fromkeys(a.key for reading in figures for a in reading.amounts)),
        kinds={kind: times / count for kind, times in kinds.items()},
        sole={kind: times / count for kind, times in alone.items()},
        negated=about.negated,
        kin=frozenset(group for r in questions for token in r.tokens for group in kin(token, r.language or "en")),
        opens={kind: times / count for kind, times in opening.items()},
        companions=frozenset(name for name, times in named.items() if name in subjects and 2 * lone[name] < times),
        toward=sum(not reading.toward.isdisjoint(about.subject) for reading in questions) / count,
        alone=frozenset(name for name, times in lone.items() if times / count >= ADMITTED_FROM),
        names=frozenset(
            name for reading in (*questions, *answers) for name in (*reading.names, *(t.text for t in reading.tokens))
        ),
    )
