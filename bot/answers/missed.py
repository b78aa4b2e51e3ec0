"""Which of the questions asked got no good answer, so that moderators should see them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.matching.decision import Outcome, Why
from bot.matching.index import exact

PICKED = "picked"
"""What stands as the rule that decided, where a member chose the answer from a menu."""

_IDLE = Why.EMPTY.name.lower()


class Miss(StrEnum):
    """How a question went wrong: declined, offered facts of which none was taken, or an answer that did not help."""

    DECLINED = "declined"
    SUGGESTED = "suggested"
    DISLIKED = "disliked"


@dataclass(frozen=True)
class Heard:
    """A question as it was asked and what came of it.

    Attributes:
        question: its text.
        at: when, with its time zone.
        language: of the reply.
        outcome: answer, suggest or decline.
        why: the rule that decided, in lower case.
        up, down: members whom the answer helped, and whom it did not.
    """

    question: str
    at: datetime
    language: str
    outcome: Outcome
    why: str
    up: int = 0
    down: int = 0

    @property
    def disliked(self) -> bool:
        """Whether it helped no more members than it failed, one at least."""
        return self.down > 0 and self.down >= self.up


@dataclass(frozen=True)
class Missed:
    """A question without a good answer.

    Attributes:
        question: its text.
        key: see :func:`key_of`.
        at: when, with its time zone.
        language: of the reply.
        how: what went wrong.
    """

    question: str
    key: str
    at: datetime
    language: str
    how: Miss


def key_of(question: str) -> str:
    """16 hex digits that stand for a question but for case, punctuation and spelling variants."""
    return f"{exact(question):016x}"


def worded(heard: Iterable[Heard], keys: Container[str]) -> dict[str, str]:
    """Questions by their keys, in the words in which each was asked last.

    Args:
        heard: the questions, in the order in which they were asked.
        keys: of those that are wanted.
    """
    return {key: one.question for one in heard if (key := key_of(one.question)) in keys}


def missed(
    heard: Iterable[Heard],
    *,
    settled: Mapping[str, datetime] | None = None,
    curated: Container[int] = (),
) -> list[Missed]:
    """The questions that moderators should see, in the order in which they were asked.

    Chatter without a question is none of them. A suggestion counts unless the member took one of the facts offered,
    or liked it.

    Args:
        heard: the questions.
        settled: until when a question, by its key, does not count again.
        curated: the curated questions of today (:attr:`bot.matching.index.Index.curated`), which are answered by now.
    """
    until = settled or {}
    found: list[Missed | None] = []
    offered: defaultdict[str, list[int]] = defaultdict(list)
    for one in sorted(heard, key=lambda one: one.at):
        number = exact(one.question)
        key = f"{number:016x}"
        how = _how(one)
        # What was chosen from a menu settles the suggestion that had the menu.
        if one.why == PICKED and offered[key]:
            found[offered[key].pop()] = None
        if how is None or (number in curated and how is not Miss.DISLIKED) or (key in until and one.at < until[key]):
            continue
        if how is Miss.SUGGESTED:
            offered[key].append(len(found))
        found.append(Missed(one.question, key, one.at, one.language, how))
    return [one for one in found if one is not None]


def _how(one: Heard) -> Miss | None:
    """What went wrong, if anything did."""
    if one.outcome is Outcome.SUGGEST:
        return None if one.up > one.down else Miss.SUGGESTED
    if one.disliked:
        return Miss.DISLIKED
    return Miss.DECLINED if one.outcome is Outcome.DECLINE and one.why != _IDLE else None
