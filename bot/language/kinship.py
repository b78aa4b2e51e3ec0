"""Words that mean nearly the same in everyday requests, read from ``bot/language/kindred/*.yaml``.

A fact base of ten questions a fact has seen few of the words that people use for the same thing: *purchase* beside
*buy*, a dialect's word beside the standard one. The groups tell no subject matter of any fact base.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from bot.language import arabic
from bot.language.stems import token_stem
from bot.language.tokens import Script, Token, tokenise

_FOLDER = "kindred"


@cache
def _groups(language: str) -> dict[str, tuple[str, ...]]:
    """For each word and stem of a language the names of its groups; empty for a language without any."""
    path = resources.files(__package__).joinpath(_FOLDER).joinpath(f"{language}.yaml")
    if not path.is_file():
        return {}
    data: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    found: dict[str, dict[str, None]] = {}
    for number, group in enumerate(data["groups"]):
        for token in tokenise(group):
            for key in {token.text, token_stem(token, language)}:
                found.setdefault(key, {})[f"{language}{number}"] = None
    return {key: tuple(names) for key, names in found.items()}


@lru_cache(maxsize=65536)
def kin(token: Token, language: str) -> tuple[str, ...]:
    """The names of the groups that a word belongs to, in a text of ``language``; none for most words.

    An Arabic word is looked up with its clitics, endings and verbal prefixes peeled off where it is in no group as
    it is written.
    """
    if token.script is Script.ARABIC:
        known = _groups("ar")
        for readings in ((token.text, arabic.stem(token.text)), arabic.variants(token.text)):
            for reading in readings:
                if reading in known:
                    return known[reading]
        return next((known[r] for r in arabic.verb_readings(token.text) if r in known), ())
    if token.script is not Script.LATIN:
        return ()
    known = _groups(language if language != "ar" else "en")
    return known.get(token.text) or known.get(token_stem(token, language), ())
