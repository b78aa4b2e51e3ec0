"""Missed questions grouped by likeness, most asked first, each group with the facts that come nearest. Pure.

Likeness is the engine's own: the cosine of two questions' features (:mod:`bot.matching.features`), in which what they
mean weighs most, so that other words and other languages are no hindrance; questions about different companies or
periods are kept apart, however alike their words are. Groups are stars: every question is like the one that the
group is shown under, so that no chain of likenesses leads from one matter to another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np

from bot.answers.answerer import Answerer
from bot.answers.missed import Miss, Missed
from bot.matching.index import Index
from bot.matching.reading import Reading

ALIKE = 0.3
"""Cosine from which two questions ask the same: of such pairs in the exam's tune half seven in ten want the same fact,
and of those that do not most want facts that are next to each other."""

_CHUNK = 256
"""Rows that are held against all others at once; it bounds the memory to some ten megabytes for 10,000 questions."""


@dataclass(frozen=True)
class Phrase:
    """One question of a group, in the words that were used most often.

    Attributes:
        text: the question.
        key: see :func:`bot.answers.missed.key_of`.
        language: of the reply to it.
        asked: how often.
    """

    text: str
    key: str
    language: str
    asked: int


@dataclass(frozen=True)
class Group:
    """Questions that ask the same.

    Attributes:
        phrases: the questions; the first stands for all, the others follow by how often they were asked.
        asked: how often in all.
        last: when the last of them was asked.
        how: how often which way they went wrong.
    """

    phrases: tuple[Phrase, ...]
    asked: int
    last: datetime
    how: dict[Miss, int]

    @property
    def key(self) -> str:
        """The key of the question that stands for all."""
        return self.phrases[0].key

    @property
    def text(self) -> str:
        """The question that stands for all."""
        return self.phrases[0].text


@dataclass(frozen=True)
class Nearest:
    """What the base says to a group's question by now.

    Attributes:
        answered: the facts that would answer it; none, if it would still be missed.
        candidates: the facts that come nearest, with their confidence, best first.
    """

    answered: tuple[str, ...]
    candidates: tuple[tuple[str, float], ...]


def group(questions: Sequence[Missed], index: Index) -> list[Group]:
    """Group questions, most asked first; of equal ones the one asked last.

    Takes some seconds for ten thousand different questions, so not on an event loop.

    Args:
        questions: what was missed.
        index: of the fact base.
    """
    asked: defaultdict[str, list[Missed]] = defaultdict(list)
    for question in questions:
        asked[question.key].append(question)
    # Often asked and short: most likely to be what the others are like.
    order = sorted(asked, key=lambda key: (-len(asked[key]), min(len(one.question) for one in asked[key]), key))
    phrases = [_phrase(asked[key]) for key in order]
    readings = [index.reader.read(phrase.text) for phrase in phrases]
    groups = [_group([phrases[n] for n in star], asked) for star in _stars(readings, index)]
    return sorted(groups, key=lambda one: (one.asked, one.last, one.key), reverse=True)


def nearest(answerer: Answerer, question: str, most: int = 10) -> Nearest:
    """The facts that come nearest to a question.

    Args:
        answerer: the fact base.
        question: its text.
        most: how many at most.
    """
    reply, understanding = answerer.explain(question)
    best: dict[int, float] = {}
    for decision in understanding.decisions:
        for rated in decision.rated:
            best[rated.fact] = max(best.get(rated.fact, 0.0), rated.confidence)
    facts = answerer.knowledge.facts
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:most]
    return Nearest(reply.facts, tuple((facts[number].id, confidence) for number, confidence in ranked))


def _phrase(same: Sequence[Missed]) -> Phrase:
    texts = Counter(one.question for one in same)
    text = min(texts, key=lambda text: (-texts[text], text))
    languages = Counter(one.language for one in same)
    language = min(languages, key=lambda tag: (-languages[tag], tag))
    return Phrase(text, same[0].key, language, len(same))


def _group(phrases: Sequence[Phrase], asked: dict[str, list[Missed]]) -> Group:
    every = [one for phrase in phrases for one in asked[phrase.key]]
    counts = Counter(one.how for one in every)
    how = {miss: counts[miss] for miss in Miss if counts[miss]}
    return Group(tuple(phrases), len(every), max(one.at for one in every), how)


def _stars(readings: Sequence[Reading], index: Index) -> list[list[int]]:
    """Numbers of questions that belong together; in each list the first one is like all others.

    The questions are taken in their order: the first one that has no group yet gathers all others that are like it
    and have none.
    """
    if not readings:
        return []
    rows = index.side_by_side(readings)
    # What stands in one question only makes no two alike; its weight is in the others' norm already.
    rows = rows[:, np.bincount(rows.indices, minlength=rows.shape[1]) > 1]
    columns = rows.T.tocsr()
    facets = [_Facets.of(reading, index) for reading in readings]
    free = np.ones(len(readings), dtype=bool)
    found: list[list[int]] = []
    while free.any():
        left = np.flatnonzero(free)
        some = left[:_CHUNK]
        alike = (rows[some] @ columns[:, left]).toarray() >= ALIKE
        for row, first in enumerate(some.tolist()):
            if not free[first]:
                continue
            free[first] = False
            near = (n for n in left[alike[row]].tolist() if free[n] and facets[first].agree(facets[n]))
            star = [first, *near]
            free[star] = False
            found.append(star)
    return found


class _Facets(NamedTuple):
    """Who, what and when a question names beyond what goes without saying."""

    subjects: frozenset[str]
    measures: frozenset[str]
    periods: frozenset[tuple[int, int, int | None]]

    @classmethod
    def of(cls, reading: Reading, index: Index) -> _Facets:
        named = reading.subjects | reading.names
        default = index.rules.subject
        implied = {owner for name in (*named, default) if name for owner in index.rules.owners.get(name, ())}
        periods = reading.periods.periods or ((index.rules.latest,) if index.rules.latest else ())
        return cls(
            frozenset(named - implied - {default}),
            reading.measures,
            frozenset((period.first, period.last, period.year) for period in periods),
        )

    def agree(self, other: _Facets) -> bool:
        """Whether two questions may ask the same."""
        if self.subjects != other.subjects:
            return False
        if self.measures and other.measures and not self.measures & other.measures:
            return False
        if all(year is not None for facets in (self, other) for _, _, year in facets.periods):
            return self.periods == other.periods
        return {time[:2] for time in self.periods} == {time[:2] for time in other.periods}
