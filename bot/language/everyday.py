"""Everyday words of a language: correctly spelled, whatever the fact base knows of them.

The lists are the frequency dictionaries of pyspellchecker, counted in film subtitles, which is how people talk.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib import resources

from bot.language.normalise import normalise

MOST = 20_000
"""How many of the most frequent words count: further down stand misspellings and names."""


@cache
def everyday_words(language: str) -> frozenset[str]:
    """The most frequent words of a language in their normal form; none where there is no list."""
    file = resources.files("spellchecker").joinpath("resources", f"{language}.json.gz")
    if not file.is_file():
        return frozenset()
    counts: dict[str, int] = json.loads(gzip.decompress(file.read_bytes()))
    frequent = sorted(counts, key=lambda word: -counts[word])[:MOST]
    return frozenset(filter(None, map(normalise, frequent)))
