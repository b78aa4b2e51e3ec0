"""A reply: everything a member is told about one question, before Discord or the terminal dress it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from bot.matching.decision import Outcome


@dataclass(frozen=True)
class Footnote:
    """Where an answer comes from."""

    section: str | None
    title: str
    publisher: str
    checked: dt.date | None = None
    url: str | None = None


@dataclass(frozen=True)
class Suggestion:
    """A fact offered instead of an answer, with the curated question that asks for it."""

    fact: str
    question: str
    answer: str
    confidence: float
    footnote: Footnote | None = None


@dataclass(frozen=True)
class Reply:
    """What the bot says to one question.

    Attributes:
        question: as it was asked.
        outcome: answer, suggest or decline.
        facts: ids of the facts that answer, best first; empty unless the outcome is answer.
        answer: the whole text a member reads, caveat included; None unless the outcome is answer.
        language: BCP 47 tag of the reply.
        confidence: of the best fact, calibrated on the exam: of answers at 0.9 nine in ten are right.
        reason: for a decline or a half-answered question, what is missing, in the member's language.
        suggestions: facts offered (outcome suggest), or the nearest that the base does hold (decline).
        candidates: ids of the three best facts with their confidence, whatever the outcome.
        footnotes: one for each fact that answers.
        related: curated questions that a reader may ask next, by fact id.
        elapsed_us: microseconds spent on understanding and deciding.
    """

    question: str
    outcome: Outcome
    facts: tuple[str, ...]
    answer: str | None
    language: str
    confidence: float
    reason: str | None
    suggestions: tuple[Suggestion, ...]
    candidates: tuple[tuple[str, float], ...]
    footnotes: tuple[Footnote, ...] = ()
    related: tuple[tuple[str, str], ...] = ()
    elapsed_us: int = 0

    @property
    def fact(self) -> str | None:
        """The fact that answers, or None."""
        return self.facts[0] if self.facts else None

    def result(self) -> dict[str, Any]:
        """The terminal's JSON form; its names and types are a contract with those who read it."""
        first = self.footnotes[0] if self.footnotes else None
        return {
            "question": self.question,
            "outcome": self.outcome.value,
            "fact": self.fact,
            "facts": list(self.facts),
            "answer": self.answer,
            "language": self.language,
            "confidence": round(self.confidence, 4),
            "reason": self.reason,
            "suggestions": [
                {
                    "fact": s.fact,
                    "question": s.question,
                    "answer": s.answer,
                    "confidence": round(s.confidence, 4),
                }
                for s in self.suggestions
            ],
            "candidates": [{"fact": f, "confidence": round(c, 4)} for f, c in self.candidates],
            "source": {"section": first.section, "title": first.title, "publisher": first.publisher} if first else None,
            "elapsed_us": self.elapsed_us,
        }
