"""Words that mean nearly the same in everyday requests, and words of one sort.

A fact base of ten questions a fact has seen few of the words that people use for the same thing: *purchase* beside
*buy*, a dialect's word beside the standard one (``bot/language/kindred/*.yaml``); and few of the names that may stand
in one place: *Tuesday* beside *Monday*, *Spanish* beside *French* (``bot/language/sorts/*.yaml``). The groups tell no
subject matter of any fact base.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from bot.language import arabic
from bot.language.stems import token_stem
from bot.language.tokens import Script, Token, tokenise

Table = Mapping[str, tuple[str, ...]]
"""For each word and stem of a language the names of its groups."""

NUMBER = "#number"
"""The sort of all numbers."""


@cache
def _groups(language: str, folder: str = "kindred", mark: str = "") -> Table:
    """Words that mean nearly the same; empty for a language without any."""
    groups: list[str] = _load(folder, language).get("groups", [])
    named = {f"{language}{mark}{number}": group for number, group in enumerate(groups)}
    return _table(named, lambda word: token_stem(word, language))


@cache
def _sorts(language: str) -> Table:
    """Words of one sort; empty for a language without any. In all languages the names of the sorts are the same."""
    sorts: dict[str, str] = _load("sorts", language).get("sorts", {})

    def without_article(word: Token) -> str:
        return arabic.stem(word.text) if word.script is Script.ARABIC else word.text

    return _table({f"#{name}": words for name, words in sorts.items()}, without_article)


def _load(folder: str, language: str) -> dict[str, Any]:
    path = resources.files(__package__).joinpath(folder).joinpath(f"{language}.yaml")
    if not path.is_file():
        return {}
    data: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return data


def _table(groups: Mapping[str, str], stem: Callable[[Token], str]) -> Table:
    found: dict[str, dict[str, None]] = {}
    for name, words in groups.items():
        for token in tokenise(words):
            for key in {token.text, stem(token)}:
                found.setdefault(key, {})[name] = None
    return {key: tuple(names) for key, names in found.items()}


@lru_cache(maxsize=65536)
def kin(token: Token, language: str) -> tuple[str, ...]:
    """The names of the groups of words like it that a word belongs to, in a text of ``language``; none for most words.

    An Arabic word is looked up with its clitics, endings and verbal prefixes peeled off where it is in no group as
    it is written.
    """
    return _found(token, language, "kindred")


@lru_cache(maxsize=16384)
def akin(token: Token, language: str) -> tuple[str, ...]:
    """The names of the wider groups that a word belongs to: words that are often about the same.

    They are looser than :func:`kin` (``bot/language/akin/*.yaml``): for texts of which no concept says what they mean.
    """
    return _found(token, language, "akin", "~")


def _found(token: Token, language: str, folder: str, mark: str = "") -> tuple[str, ...]:
    """The names of a folder's groups that a word belongs to."""
    if token.script is Script.ARABIC:
        known = _groups("ar", folder, mark)
        for readings in ((token.text, arabic.stem(token.text)), arabic.variants(token.text)):
            for reading in readings:
                if reading in known:
                    return known[reading]
        return next((known[r] for r in arabic.verb_readings(token.text) if r in known), ())
    if token.script is not Script.LATIN:
        return ()
    known = _groups(language if language != "ar" else "en", folder, mark)
    return known.get(token.text) or known.get(token_stem(token, language), ())


@lru_cache(maxsize=16384)
def sorts(token: Token, language: str) -> tuple[str, ...]:
    """The sorts that a word belongs to, in a text of ``language``: a weekday, a country, a number; none for most words.

    Only as it is written, an Arabic word also without what is written onto it: a name has no inflected forms.
    """
    if token.script is Script.NUMBER:
        return (NUMBER,)
    if token.script is Script.ARABIC:
        known = _sorts("ar")
        return next((known[word] for word in (token.text, *arabic.variants(token.text)) if word in known), ())
    return _sorts(language if language != "ar" else "en").get(token.text, ()) if token.script is Script.LATIN else ()
