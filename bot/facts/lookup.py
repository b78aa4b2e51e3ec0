"""What people mean when they name a fact, or write a question without its language."""

from __future__ import annotations

from rapidfuzz import process

from bot.facts.model import Knowledge
from bot.language.detect import detect

_NEAR, _BEHIND = 50, 20
"""How like an id must be, of 100, and how much less so than the likest one."""

_WRITTEN = {"ar-Latn": "ar"}
"""Languages that are written down under the tag of another."""


def nearest(base: Knowledge, name: str, limit: int = 3) -> list[str]:
    """Ids of facts that look like one that there is not, the likest first; of those alike first who share a word."""
    ids = [fact.id for fact in base.facts]
    found = process.extract(name, ids, limit=None, score_cutoff=_NEAR)
    words = set(name.split("-"))
    ranked = sorted(found, key=lambda one: (-one[1], words.isdisjoint(one[0].split("-"))))
    return [one for one, score, _ in ranked[:limit] if score >= ranked[0][1] - _BEHIND]


def language_of(question: str, base: Knowledge) -> str:
    """The language tag under which a question belongs, by what it is written in; else the base's default."""
    found = detect(question)
    return _WRITTEN.get(found or "", found) or base.base.languages.default


def tag_of(text: str) -> str:
    """A language as people write it, as its tag: ``AR`` is ``ar``, ``en_US`` is ``en-US``. It may still be none."""
    primary, *more = text.strip().replace("_", "-").split("-")
    return "-".join([primary.lower(), *more])
