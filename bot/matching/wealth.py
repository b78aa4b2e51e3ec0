"""How many curated questions a fact base has, and what it is therefore decided by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.facts.model import Fact, Knowledge
from bot.matching.vectors import MANY_FACTS

FEW = 9.0
"""Phrasings a fact and language up to which a base without concepts is decided like one with, unless it is large: by
themselves so few teach too little when to say no."""

RICH_FROM = 25.0
"""Phrasings a fact, in the language that has most of them, from which a base without concepts is decided like one with,
if it says whom or when it is about.

What facts are asked there is so well known that the near misses count: another's name, another year. Those are told by
the frame, and hardly by how alike the words are.
"""


def wealth(facts: Sequence[Fact]) -> float:
    """How many curated questions a fact has in one language, on the average."""
    asked_in = [len(questions) for fact in facts for questions in fact.questions.values()]
    return sum(asked_in) / max(1, len(asked_in))


def wealth_in(facts: Sequence[Fact]) -> dict[str, float]:
    """For each language of the curated questions how many a fact has in it, on the average."""
    asked_in: Counter[str] = Counter()
    for fact in facts:
        asked_in.update({language: len(questions) for language, questions in fact.questions.items()})
    return {language: count / len(facts) for language, count in asked_in.items()}


def richness(facts: Sequence[Fact]) -> float:
    """How many curated questions a fact has in the language that has most of them, on the average."""
    return max(wealth_in(facts).values(), default=0.0)


def is_plain(knowledge: Knowledge) -> bool:
    """Whether words and letters alone decide: a base names no concepts, and has many phrasings or very many facts."""
    if knowledge.concepts:
        return False
    facts = knowledge.facts
    if len(facts) > MANY_FACTS:
        return True
    return wealth(facts) > FEW and not (_is_framed(knowledge) and richness(facts) >= RICH_FROM)


def _is_framed(knowledge: Knowledge) -> bool:
    """Whether a base says whom or when it is about, or some fact does so of itself."""
    defaults = knowledge.base.defaults
    return bool(defaults.subject or defaults.period) or any(fact.about.period for fact in knowledge.facts)
