"""Everyday words of a language: correctly spelled, whatever the fact base knows of them.

The lists are the frequency dictionaries of pyspellchecker, counted in film subtitles, which is how people talk.
"""

from __future__ import annotations

import gzip
import math
from functools import cache
from importlib import resources

import orjson

from bot.language.normalise import normalise

MOST = 20_000
"""How many of the most frequent words count: further down stand misspellings and names."""

SPELT = 40_000
"""How many of the most frequent English words are taken to be spelled as they are meant: slips among them stand further
down, as that list alone was gone through by hand, and with them names and rare terms."""

_normal = normalise.__wrapped__
"""Of what is normalised for members the last is remembered, and tens of thousands of words would drive it out."""

_SHORTEST_DROPPED = 3
_TELLS_NOTHING, _SPAN, _LEAST = 7.5, 4.5, 0.1
"""From which power of ten of uses in a milliard words a word tells nothing, the powers down to one that tells all, and
what the commonest still tells."""


@cache
def spelt_words(language: str) -> frozenset[str]:
    """The words of a language that are no slips of others, though a fact base may not know them."""
    rarer = _by_frequency(language)[MOST:SPELT] if language == "en" else ()
    return everyday_words(language).union(rarer)


@cache
def everyday_words(language: str) -> frozenset[str]:
    """The most frequent words of a language in their normal form; none where there is no list."""
    return frozenset(in_order(language))


def in_order(language: str) -> tuple[str, ...]:
    """The everyday words of a language in their normal form, the most frequent first."""
    return tuple(filter(None, map(_normal, _by_frequency(language)[:MOST])))


def with_its_g(word: str) -> str:
    """An English word with the last letter that speakers drop: ``makin`` is making, but a cabin stays one.

    So where the longer word is an everyday one, and the more frequent of the two.
    """
    longer = word + "g"
    ranks = _ranks("en")
    dropped = len(word) > _SHORTEST_DROPPED and word.endswith("in") and longer in ranks
    return longer if dropped and ranks[longer] < ranks.get(word, MOST) else word


@cache
def _ranks(language: str) -> dict[str, int]:
    """The everyday words of a language with their places, the most frequent first."""
    return {word: place for place, word in enumerate(_by_frequency(language)[:MOST])}


def weight(word: str, language: str) -> float:
    """How much a word tells by its rarity in everyday talk, 0.1 to 1; 1 for a word that is no everyday word.

    It falls with the logarithm of the word's share of all talk, from 1 for three words in a million.
    """
    return _weights(language).get(word, 1.0)


@cache
def _weights(language: str) -> dict[str, float]:
    counts = _counts(language)
    total = max(1, sum(counts.values()))
    found: dict[str, float] = {}
    for word in _by_frequency(language)[:MOST]:
        per_milliard = 1e9 * counts[word] / total
        found.setdefault(_normal(word), min(1.0, max(_LEAST, (_TELLS_NOTHING - math.log10(per_milliard)) / _SPAN)))
    return found


@cache
def _by_frequency(language: str) -> list[str]:
    """The words that anybody asks for, the most frequent first: the rest of a list is not held in memory."""
    counts = _counts(language)
    return sorted(counts, key=counts.__getitem__, reverse=True)[:SPELT]


def _counts(language: str) -> dict[str, int]:
    file = resources.files("spellchecker").joinpath("resources", f"{language}.json.gz")
    return orjson.loads(gzip.decompress(file.read_bytes())) if file.is_file() else {}
