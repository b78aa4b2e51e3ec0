"""Spelling repair: a word that nobody knows is read as the known word it most resembles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language import arabic
from bot.language.everyday import everyday_words

_SHORT = 5
"""Letters of an Arabic word, without its article, up to which another consonant most often makes another word."""

_Bucket = tuple[int, str, bool]
"""Length of a word, a letter, and whether the word begins or ends with it."""


def _buckets(word: str) -> tuple[_Bucket, ...]:
    """Where a word is kept; nowhere if it is too short to be anybody's correction."""
    if len(word) < 4 or not word.isalpha():
        return ()
    return (len(word), word[0], True), (len(word), word[-1], False)


def _by_bucket(words: Iterable[str]) -> defaultdict[_Bucket, list[str]]:
    found: defaultdict[_Bucket, list[str]] = defaultdict(list)
    for word in words:
        for bucket in _buckets(word):
            found[bucket].append(word)
    return found


class Speller:
    """Finds the known word that a misspelt one stands for.

    Guards: digits must be exact; words under four letters are never repaired, those of four only where two neighbouring
    letters were swapped or one inside was left out; one edit is allowed from five letters on and two from nine;
    the first or the last letter must agree. Of several words equally far, the one that shares the first letter, names a
    concept, has the same letters in another order, has the same consonants (in Arabic a long vowel is the letter most
    often left out), is used most, or is of the same length is meant, in this order.
    """

    def __init__(self, known: Iterable[str], preferred: Mapping[str, int] | None = None) -> None:
        """Take the vocabulary.

        Args:
            known: correctly spelled words.
            preferred: those of them that win over others at the same distance, with how often they are used.
        """
        self._preferred = preferred or {}
        # Few words share a length and a first or last letter, so few distances are computed.
        # In order, since of many words equally near only the first are looked at.
        self._buckets = _by_bucket(sorted(set(known)))
        self.repair = lru_cache(maxsize=8192)(self._repair)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "repair"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.repair = lru_cache(maxsize=8192)(self._repair)

    def revised(self, more: Iterable[str], less: Iterable[str]) -> Speller:
        """The speller that knows some words more and others no longer."""
        new = copy(self)
        new._buckets = defaultdict(list, self._buckets)
        come, gone = _by_bucket(more), _by_bucket(less)
        for bucket in come.keys() | gone.keys():
            new._buckets[bucket] = sorted({*new._buckets[bucket], *come[bucket]}.difference(gone[bucket]))
        return new

    def _repair(self, word: str) -> str | None:
        """The known word nearest to ``word`` within the guards, or None."""
        size = len(word)
        if size < 4 or not word.isalpha():
            return None
        allowed = 1 if size < 9 else 2
        best: tuple[int, bool, bool, bool, bool, int, int, str] | None = None
        for length in range(max(4, size - allowed), size + allowed + 1):
            for letter, first in ((word[0], True), (word[-1], False)):
                for candidate, distance, _ in process.extract(
                    word,
                    self._buckets.get((length, letter, first), ()),
                    scorer=OSA.distance,
                    score_cutoff=allowed,
                ):
                    other = candidate not in self._preferred
                    sounds = word.isascii() or arabic.skeleton(word) != arabic.skeleton(candidate)
                    uses = self._preferred.get(candidate, 0)
                    swapped = word.isascii() and sorted(word) == sorted(candidate)
                    alien = (word[0] != candidate[0], other, not swapped, sounds, -uses, abs(length - size))
                    found = (int(distance), *alien, candidate)
                    if self._plausible(word, candidate, int(distance)) and (best is None or found < best):
                        best = found
        return best[-1] if best else None

    @staticmethod
    def _plausible(word: str, candidate: str, distance: int) -> bool:
        if word[0] != candidate[0] and (word[-1] != candidate[-1] or distance > 1):
            return False
        if not word.isascii() and (min(len(word), len(candidate)) == 4 or arabic.length(word) <= _SHORT):
            # A long vowel left out, two letters swapped, or dots forgotten: ملين, مليون.
            alike = arabic.skeleton(word) == arabic.skeleton(candidate) or sorted(word) == sorted(candidate)
            return alike or (len(word) > 4 and arabic.undotted(word) == arabic.undotted(candidate))
        if min(len(word), len(candidate)) == 4:
            # Two letters swapped (cahs), or one inside the word left out (gros, mony).
            swapped = sorted(word) == sorted(candidate) and len(word) == len(candidate)
            return swapped or (len(candidate) > len(word) and (word[0], word[-1]) == (candidate[0], candidate[-1]))
        return True


@cache
def everyday_speller(language: str) -> Speller:
    """Spelling repair over the everyday words of a language."""
    return Speller(everyday_words(language))
