"""What the client hands over to be kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A question and what became of it; nobody's identity stands in it.

    Attributes:
        key: 32 hex digits, made when the reply is; the vote buttons carry it.
        at: when, in UTC.
        question: as it was asked.
        language: of the reply.
        outcome: answer, suggest or decline.
        facts: ids of the facts that answered.
        candidates: ids of the best three, best first.
        confidence: of the best.
        why: name of the rule that decided (:class:`bot.matching.decision.Why`), in lower case.
        place: slash, mention, reply, direct, menu, auto or terminal.
        guild, channel: where; None in direct messages.
    """

    key: str
    at: dt.datetime
    question: str
    language: str
    outcome: str
    facts: tuple[str, ...]
    candidates: tuple[str, ...]
    confidence: float
    why: str
    place: str
    guild: int | None = None
    channel: int | None = None


@dataclass(frozen=True)
class Vote:
    """A member's opinion of an answer.

    Attributes:
        key: of the question asked.
        voter: a keyed hash of the member, never an id.
        value: +1, -1, or 0 to take it back.
        at: when, in UTC.
    """

    key: str
    voter: str
    value: int
    at: dt.datetime
