"""Curated questions for what somebody is typing, best first."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from bot.language.detect import ARABIZI, detect
from bot.language.tokens import tokenise
from bot.matching.frame import Frame
from bot.matching.index import Index
from bot.matching.score import candidates

LIMIT = 25
"""Questions at most."""

_LEAST = 0.25
"""Share of the typed words that a question must have, if the engine sees nothing in it."""

_BEGUN = 0.5
"""What a question gains that begins with just what was typed."""

_SEEN = 0.02
"""Probability from which the engine sees something in a fact."""


@dataclass
class _Language:
    """The curated questions of one language, with an index of their words."""

    questions: list[tuple[int, str]] = field(default_factory=list)
    holders: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    words: list[str] = field(default_factory=list)

    def holding(self, word: str, *, begun: bool) -> set[int]:
        """The questions that have a word, or one that begins so."""
        if not begun:
            return set(self.holders.get(word, ()))
        found: set[int] = set()
        for known in self.words[bisect_left(self.words, word) :]:
            if not known.startswith(word):
                break
            found.update(self.holders[known])
        return found


class Completion:
    """Ranks curated questions by what has been typed so far; immutable once built, and safe between threads."""

    def __init__(self, index: Index, longest: int = 100) -> None:
        """Index the questions.

        Args:
            index: the fact base.
            longest: characters of the longest question to offer.
        """
        self._index = index
        self._languages: dict[str, _Language] = {}
        for number, fact in enumerate(index.knowledge.facts):
            for language, questions in fact.questions.items():
                of = self._languages.setdefault(language, _Language())
                of.questions += [(number, question) for question in questions if len(question) <= longest]
        for of in self._languages.values():
            for place, (_, question) in enumerate(of.questions):
                for word in {token.text for token in tokenise(question)}:
                    of.holders[word].append(place)
            of.words = sorted(of.holders)

    def language(self, text: str, reads: str) -> str:
        """The language to offer questions in: the one being typed, else what the member reads, else the base's."""
        # One word in Latin letters, perhaps only begun, tells little.
        typed = detect(text) if not text.isascii() or len(text.split()) > 1 else None
        wanted = ("ar" if typed == ARABIZI else typed, reads, self._index.knowledge.base.languages.default)
        return next((tag for tag in wanted if tag in self._languages), next(iter(self._languages), reads))

    def __call__(self, text: str, reads: str) -> list[str]:
        """Curated questions for a text that is being typed, at most one for each fact and :data:`LIMIT` in all.

        Args:
            text: what has been typed so far.
            reads: the member's language, for a text that does not tell its own.
        """
        of = self._languages.get(self.language(text, reads))
        if of is None:
            return []
        shares = self._shares(of, text)
        confidence = self._confidence(text)
        best: dict[int, tuple[float, int]] = {}
        for place, (fact, _) in enumerate(of.questions):
            share = shares.get(place, 0.0)
            if fact not in best or share > best[fact][0]:
                best[fact] = share, place
        ranked = sorted(
            (-(share + confidence.get(fact, 0.0)), place)
            for fact, (share, place) in best.items()
            if not text.strip() or share >= _LEAST or confidence.get(fact, 0.0) >= _SEEN
        )
        return [of.questions[place][1] for _, place in ranked[:LIMIT]]

    def _shares(self, of: _Language, text: str) -> dict[int, float]:
        """For each question that has any of the typed words, their share by weight: rare words weigh more."""
        words = list(dict.fromkeys(token.text for token in tokenise(text)))
        found: defaultdict[int, float] = defaultdict(float)
        total = 0.0
        for number, word in enumerate(words):
            # The last word may still be on its way.
            holding = of.holding(word, begun=number == len(words) - 1 and not text[-1:].isspace())
            weight = 1.0 / (1.0 + len(holding)) ** 0.5 if holding else 1.0
            total += weight
            for place in holding:
                found[place] += weight
        if not total:
            return {}
        begun = text.strip().casefold()
        return {
            place: weight / total + _BEGUN * of.questions[place][1].casefold().startswith(begun)
            for place, weight in found.items()
        }

    def _confidence(self, text: str) -> dict[int, float]:
        """The engine's view of the text as a question: probabilities of the facts that it does not rule out."""
        reading = self._index.reader.read(text)
        found = candidates(self._index, reading, Frame.of(reading))
        return {c.fact: c.probability for c in found if c.compatible}
