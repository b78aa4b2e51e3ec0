"""Stems: what inflected forms of a word have in common, by the Snowball stemmers."""

from __future__ import annotations

from functools import cache, lru_cache

import Stemmer

from bot.language import arabic
from bot.language.tokens import Script, Token

_ALGORITHMS = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "tr": "turkish", "ru": "russian",
    "pt": "portuguese", "it": "italian", "nl": "dutch", "sv": "swedish", "id": "indonesian",
}  # fmt: skip

_TURKISH_LEAST = 3
"""Letters that a Turkish stem has at least."""

_FEMININE = ("ee", "ees")
_DOER = ("ateur", "ateurs")


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_ALGORITHMS[language])


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The stem of a normalised word; the word itself in a language without a stemmer."""
    if language == "ar":
        return arabic.stem(word)
    if language == "en" and word.endswith("ly"):
        # "monthly" and "month", "hardly" and "hard" are different things to ask for.
        return word
    if language == "fr" and word.endswith(_FEMININE):
        # Without its accents the stemmer does not know a participle's ending.
        word = word.removesuffix("s")[:-1] + "s" * word.endswith("s")
    if language == "fr" and word.endswith(_DOER):
        # *Utilisateur* and *utiliser*: whoever does it is another thing to ask for than doing it.
        return word.removesuffix("s")
    if language == "tr":
        # Without its own letters a Turkish word may lose too much: *dolar* and *dönüm* would be one.
        found = str(_stemmer(language).stemWord(word))
        return found if len(found) >= _TURKISH_LEAST else word
    if language in _ALGORITHMS:
        return str(_stemmer(language).stemWord(word))
    return word


def token_stem(token: Token, language: str) -> str:
    """The stem of a token in a text of ``language``: Arabic words are stemmed as Arabic in any text."""
    if token.script is Script.ARABIC:
        return arabic.stem(token.text)
    if token.script is Script.CYRILLIC:
        return stem(token.text, "ru")
    if token.script is Script.LATIN:
        return stem(token.text, language if language not in {"ar", "ru", "zh"} else "en")
    return token.text
