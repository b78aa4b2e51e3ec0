"""What is recorded behind the replies. No record names a member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Asked:
    """A question and what came of it.

    Attributes:
        key: 32 hex digits, made when the reply goes out; the reply's vote buttons carry it.
        at: when, with its time zone.
        question: as it was asked.
        language: of the reply.
        outcome: ``answer``, ``suggest`` or ``decline``.
        facts: ids of the facts that answered.
        candidates: ids of the best three facts, best first, whatever the outcome.
        confidence: of the best, 0 to 1.
        why: the rule that decided.
        place: where it was asked: ``slash``, ``mention``, ``reply``, ``direct``, ``menu``, ``auto`` or ``terminal``.
        guild: the server; None in direct messages.
        channel: None in direct messages.
    """

    key: str
    at: datetime
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
    """What a member thinks of an answer; the last one of a member counts.

    Attributes:
        key: of the question.
        voter: the member's keyed hash (:meth:`bot.storage.identity.Identity.member`), never an id.
        value: +1, -1, or 0, which takes the vote back.
        at: when, with its time zone.
    """

    key: str
    voter: str
    value: int
    at: datetime
