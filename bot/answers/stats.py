"""Figures of what was asked: counts by day, language, topic and fact. Pure; the database counts (bot.storage.stats)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.answers.missed import key_of
from bot.facts.model import Knowledge
from bot.matching.decision import Outcome

TOP = 10
"""How many facts and missed questions are listed."""

DAYS, WEEKS = 92, 104
"""So many days, and so many weeks, can be told from one another in a picture; of more, weeks and months are shown."""


class Span(StrEnum):
    """What is counted together."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Counts:
    """Questions by what came of them, and votes on the answers.

    Attributes:
        answered, suggested, declined: questions.
        up, down: votes.
    """

    answered: int = 0
    suggested: int = 0
    declined: int = 0
    up: int = 0
    down: int = 0

    @property
    def asked(self) -> int:
        """All questions."""
        return self.answered + self.suggested + self.declined

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.answered + other.answered,
            self.suggested + other.suggested,
            self.declined + other.declined,
            self.up + other.up,
            self.down + other.down,
        )

    def share(self, outcome: Outcome) -> float:
        """An outcome's share of the questions, 0 to 1; 0 without any."""
        count = {Outcome.ANSWER: self.answered, Outcome.SUGGEST: self.suggested, Outcome.DECLINE: self.declined}
        return count[outcome] / max(1, self.asked)


@dataclass(frozen=True)
class Stats:
    """What was asked within some days.

    Attributes:
        first, last: the days, both included, in UTC.
        days: by day, every day of the time in its order.
        languages: by language of the reply, most asked first.
        facts: by fact that answered; a question that two facts answered counts for both.
        missed: questions that were declined, or offered facts of which none was taken, with how often; most first.
    """

    first: dt.date
    last: dt.date
    days: Mapping[dt.date, Counts] = field(default_factory=dict)
    languages: Mapping[str, Counts] = field(default_factory=dict)
    facts: Mapping[str, Counts] = field(default_factory=dict)
    missed: Sequence[tuple[str, int]] = ()

    @property
    def total(self) -> Counts:
        """All together."""
        return sum(self.days.values(), Counts())

    def topics(self, knowledge: Knowledge) -> dict[str, Counts]:
        """Answers by topic, most answered first; a fact that is gone counts for the topic ``-``.

        Args:
            knowledge: says which topic a fact belongs to.
        """
        found: dict[str, Counts] = {}
        homes = {fact.id: topic.topic for topic in knowledge.topics for fact in topic.facts}
        for name, counts in self.facts.items():
            topic = homes.get(today(name, knowledge), "-")
            found[topic] = found.get(topic, Counts()) + counts
        return ranked(found)

    def values(self, knowledge: Knowledge) -> dict[str, Any]:
        """All figures as plain values, for JSON."""
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "total": _values(self.total),
            "days": {day.isoformat(): _values(counts) for day, counts in self.days.items()},
            "languages": {name: _values(counts) for name, counts in self.languages.items()},
            "topics": {name: _answers(counts) for name, counts in self.topics(knowledge).items()},
            "facts": {name: _answers(counts) for name, counts in self.facts.items()},
            "missed": [{"question": question, "asked": count} for question, count in self.missed],
        }


def today(name: str, knowledge: Knowledge) -> str:
    """The id that a fact has today, which may have been called otherwise; itself where there is no such fact."""
    former, known = knowledge.former, {fact.id for fact in knowledge.facts}
    now: str | None = name
    while now is not None and now not in known:
        now = former.pop(now, None)
    return now or name


def ranked(counts: Mapping[str, Counts]) -> dict[str, Counts]:
    """Counts by how much was asked, most first."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1].asked, item[0])))


def every_day(counts: Mapping[dt.date, Counts], first: dt.date, last: dt.date) -> dict[dt.date, Counts]:
    """Counts of every day of a time, in its order; nothing was asked on days that have none."""
    number = (last - first).days + 1
    return {day: counts.get(day, Counts()) for day in (first + dt.timedelta(days=n) for n in range(number))}


def bundled(days: Mapping[dt.date, Counts]) -> tuple[Span, dict[dt.date, Counts]]:
    """Counts of days in their order, put together in weeks or months where there are very many.

    Weeks end with the last day, so that the last one is whole and the first may not be; months are those of the
    calendar.

    Returns:
        What is counted together, and the counts by the first day of each.
    """
    if len(days) <= DAYS:
        return Span.DAY, dict(days)
    span = Span.WEEK if len(days) <= 7 * WEEKS else Span.MONTH
    last, found, starts = max(days), dict[dt.date, Counts](), dict[object, dt.date]()
    for day, counts in days.items():
        start = starts.setdefault((last - day).days // 7 if span is Span.WEEK else (day.year, day.month), day)
        found[start] = found.get(start, Counts()) + counts
    return span, found


def top_missed(texts: Iterable[tuple[str, int]], most: int = TOP) -> list[tuple[str, int]]:
    """Questions with how often they were asked, those together that differ in case and punctuation only.

    Args:
        texts: questions with their counts.
        most: how many are listed.
    """
    counts: Counter[str] = Counter()
    spelt: dict[str, Counter[str]] = {}
    for text, count in texts:
        key = key_of(text)
        counts[key] += count
        spelt.setdefault(key, Counter())[text] += count
    named = [(min(spelt[key].items(), key=_most)[0], count) for key, count in counts.items()]
    return sorted(named, key=_most)[:most]


def _most(one: tuple[str, int]) -> tuple[int, str]:
    return -one[1], one[0]


def _values(counts: Counts) -> dict[str, int]:
    return {
        "asked": counts.asked,
        "answered": counts.answered,
        "suggested": counts.suggested,
        "declined": counts.declined,
        "up": counts.up,
        "down": counts.down,
    }


def _answers(counts: Counts) -> dict[str, int]:
    return {"answered": counts.answered, "up": counts.up, "down": counts.down}
