"""Everyday words of a language: correctly spelled, whatever the fact base knows of them.

The lists are the frequency dictionaries of pyspellchecker, counted in film subtitles, which is how people talk.
"""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib import resources

import orjson

from bot.language.normalise import normalise

MOST = 20_000
"""How many of the most frequent words count: further down stand misspellings and names."""

SPELT = 40_000
"""How many of the most frequent English words are taken to be spelled as they are meant: slips among them stand further
down, as that list alone was gone through by hand, and with them names and rare terms."""


@cache
def spelt_words(language: str) -> frozenset[str]:
    """The words of a language that are no slips of others, though a fact base may not know them."""
    rarer = _by_frequency(language)[MOST:SPELT] if language == "en" else ()
    return everyday_words(language).union(rarer)


@cache
def everyday_words(language: str) -> frozenset[str]:
    """The most frequent words of a language in their normal form; none where there is no list."""
    return frozenset(filter(None, map(normalise, _by_frequency(language)[:MOST])))


@lru_cache(maxsize=1)
def _by_frequency(language: str) -> list[str]:
    file = resources.files("spellchecker").joinpath("resources", f"{language}.json.gz")
    counts: dict[str, int] = orjson.loads(gzip.decompress(file.read_bytes())) if file.is_file() else {}
    return sorted(counts, key=counts.__getitem__, reverse=True)
