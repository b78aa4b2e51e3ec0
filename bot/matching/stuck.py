"""Arabic words written together without the space between them (الإيراداتالتراكمية, هلاستثمرت)."""

from __future__ import annotations

from functools import cache

from bot.language import arabic
from bot.language.tokens import Script, Token
from bot.language.words import words
from bot.matching.keys import is_function
from bot.matching.repair import Repairer

_SHORTEST = 6
"""Letters of two words written together: shorter ones are one misspelt word."""

_NAMING = 4
"""Letters from which a word of a concept is told beside another word."""

_SMALLEST = 3
"""Letters of a word before one with the article, which shows where it begins."""

_LONG = 5
"""Letters from which a word of a concept is told beside a function word."""

_ARTICLE = "ال"


def parted(token: Token, language: str, repairer: Repairer) -> tuple[Token, ...]:
    """The words that a token is made of; the token itself where it is one word, known or misspelt.

    Args:
        token: as it is written.
        language: the language whose words the text is read with.
        repairer: tells the words that the base and the language have.
    """
    if token.script is not Script.ARABIC or len(token.text) < _SHORTEST or repairer.is_known(token, language):
        return (token,)
    if repairer.repaired(token, language) != token:
        return (token,)
    found = _parts(token.text, repairer)
    return tuple(Token(part, Script.ARABIC) for part in found) if found else (token,)


def _parts(word: str, repairer: Repairer) -> tuple[str, ...] | None:
    """Two known words or more that make up a word; the longest first one is tried first."""
    for at in range(len(word) - _SMALLEST, 1, -1):
        first, rest = word[:at], word[at:]
        if not _may_begin(first, rest, repairer):
            continue
        if _is_named(rest, repairer) or _is_everyday(rest):
            return first, rest
        if more := _parts(rest, repairer) if len(rest) >= _SHORTEST else None:
            return first, *more
    return None


def _may_begin(first: str, rest: str, repairer: Repairer) -> bool:
    """Whether a word may stand before the rest: one that asks, or a known one where the rest is marked off."""
    if first in _asking():
        return len(rest) >= _NAMING
    if rest.startswith(_ARTICLE):
        return len(first) >= _SMALLEST and (_is_named(first, repairer) or is_function(_token(first), "ar"))
    if _is_everyday(first) and len(rest) >= _LONG:
        return True
    apart = len(rest) >= _NAMING or (len(first) >= _LONG and _is_everyday(rest))
    return len(first) >= _NAMING and apart and _is_named(first, repairer)


def _is_named(word: str, repairer: Repairer) -> bool:
    """Whether a word is one of a concept's, as it is or without clitics."""
    keys = repairer.lexicon.keys
    return len(word) >= _SMALLEST and any(arabic.stem(reading) in keys for reading in (word, *arabic.peeled(word)))


def _is_everyday(word: str) -> bool:
    """Whether a word is a function word long enough to stand out (لسه, still)."""
    return len(word) >= _SMALLEST and is_function(_token(word), "ar")


def _token(word: str) -> Token:
    return Token(word, Script.ARABIC)


@cache
def _asking() -> frozenset[str]:
    """The single words that ask."""
    return frozenset(phrase[0] for phrase in words("ar").ask if len(phrase) == 1)
