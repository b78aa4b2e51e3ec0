"""What one word of a text tells by itself, wherever it stands: worked out once for each word and language."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bot.language.numbers import counts
from bot.language.periods import beginnings
from bot.language.stems import token_stem
from bot.language.tokens import Script, Token
from bot.language.words import Phrase, Words, elsewhere, words
from bot.matching.forms import Group
from bot.matching.keys import Keys, is_function, joins, surface
from bot.matching.lexicon import Lexicon

_AND = "و"
_CLITICS = ("و", "ف", "ب", "ل", "ال", "ه")


_SURE = frozenset(("de", "fr", "tr", "zh"))
"""Languages as which no other is read."""


@cache
def vocabulary_of(language: str) -> tuple[Words, ...]:
    """The words that a text of a language may use: its own, English ones, and those of languages that have no file."""
    known = (words(language), words("en")) if language != "en" else (words("en"),)
    return known if language in _SURE else (*known, elsewhere())


@cache
def _scales(language: str) -> frozenset[str]:
    """The words for powers of ten that a text of a language may use."""
    return frozenset(word for known in vocabulary_of(language) for word in known.scale)


_BESIDE = {"ar": ("en", "fr"), "ru": ("en",), "zh": ("en",)}
"""The languages of words in Latin letters in texts of other letters: in the Maghreb French ones are as usual."""


class Word(NamedTuple):
    """A token as it reads in a text of some language.

    Attributes:
        keys: the readings under which a form may be kept.
        opens: the forms that begin with one of them.
        surfaces: its spellings, with and without what is written before it.
        stem: its stem.
        skippable: whether it is a function word; None for one that joins two things.
        substantial: whether it is a word of content, if it belongs to no concept, period or amount.
        timely: what may follow it where it begins a period.
        counts: whether it may belong to an amount.
    """

    keys: Keys
    opens: tuple[Group, ...]
    surfaces: tuple[str, ...]
    stem: str
    skippable: bool | None
    substantial: bool
    timely: frozenset[Phrase]
    counts: bool


def word(lexicon: Lexicon, token: Token, language: str) -> Word:
    """Read a token of a text.

    Args:
        lexicon: tells the readings that may be keys.
        token: the token.
        language: the language of the text.
    """
    vocabulary = vocabulary_of(language)
    function, joining = is_function(token, language) or _is_french(lexicon, token, language), joins(token, language)
    substantial = (
        not (function or joining)
        and token.script is not Script.NUMBER
        and token.text not in _scales(language)
        and len(token.text) > (0 if token.script is Script.CJK else 1)
        and not is_clitic_function(token)
    )
    keys = lexicon.token_keys(token, _BESIDE.get(language, (language, "en") if language != "en" else ("en",)))
    if token.text[:1] == _AND and token.text[1:] in words("ar").function:
        # A function word with an "and" written onto it names nothing either (وأود, I'd like).
        keys -= words("ar").function
    return Word(
        keys=keys,
        opens=lexicon.opened_by(keys),
        surfaces=surface(token),
        stem=token_stem(token, language),
        skippable=None if joining else function,
        substantial=substantial,
        timely=beginnings(token, vocabulary),
        counts=counts(token, vocabulary),
    )


def _is_french(lexicon: Lexicon, token: Token, language: str) -> bool:
    """Whether it is a French function word in an Arabic text; a word that names something is none (*car*)."""
    french = language == "ar" and token.script is Script.LATIN and token.text in words("fr").function
    return french and token.text not in lexicon.keys


def is_clitic_function(token: Token) -> bool:
    """Whether it is an Arabic function word with clitics written onto it (وهل, بكم)."""
    if token.script is not Script.ARABIC:
        return False
    function = words("ar").function
    return any(token.text.startswith(p) and token.text[len(p) :] in function for p in _CLITICS)
