"""Names of somebody whom the base does not know: such a question is about somebody else.

Told in English and Arabic texts, in which other Latin words are English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.language.everyday import all_words, everyday_words
from bot.language.normalise import normalise
from bot.language.tokens import Script, Token, reads_as_arabizi
from bot.language.words import words
from bot.matching.keys import surface
from bot.matching.lexicon import Lexicon
from bot.matching.spelling import everyday_speller

_NAME = re.compile(r"(?=.*[aeiouy])[a-z]{4,}")

_WITHIN = re.compile(r"(?:(?<=[^\W_] )|(?<=[^\W_], ))[A-Z][A-Za-z]{2,}")
"""A capitalised word that opens no sentence."""

_WORD = re.compile(r"[A-Za-z]+")

_TITLE = 0.5
"""Share of capitalised words from which a text is written like a headline, where a capital tells nothing."""

_SHORTEST = 3


def unknown_names(
    text: str,
    tokens: Sequence[Token],
    plain: Sequence[int],
    language: str,
    knows: Callable[[Token], bool],
    lexicon: Lexicon,
) -> frozenset[str]:
    """The words of a text that are likely names of somebody whom the base does not know.

    In Latin letters: no word of the dictionary and none misspelt, or written with a capital within a sentence. In
    either script also what stands right after a word for a company or the like (``the startup Bun``, شركة بن).

    Args:
        text: as it was given.
        tokens: its tokens.
        plain: positions of the words of content that belong to no concept, period or amount.
        language: whose words the text is read with.
        knows: whether the base or the everyday language has a word.
        lexicon: tells the base's own words.
    """
    capital = _capitalised(text)
    strange = [i for i in plain if lexicon.is_name(tokens[i].text) or not knows(tokens[i])]
    found = frozenset(tokens[i].text for i in strange if _is_strange(tokens[i].text, capital))
    if found and any(reads_as_arabizi(token.text) for token in tokens):
        found = frozenset()
    return found.union(tokens[i].text for i in plain if _is_heralded(tokens, i, language, lexicon))


def _is_strange(word: str, capital: frozenset[str]) -> bool:
    """Whether a word that the base does not know is written like a name."""
    if word in capital and word not in everyday_words("en"):
        return True
    return bool(_NAME.fullmatch(word)) and word not in all_words("en") and everyday_speller("en").repair(word) is None


def _capitalised(text: str) -> frozenset[str]:
    """The words that are written with a capital within a sentence, unless most words of the text are."""
    found = [normalise(word) for word in _WITHIN.findall(text)]
    return frozenset(found) if len(found) < _TITLE * len(_WORD.findall(text)) else frozenset()


def _is_heralded(tokens: Sequence[Token], at: int, language: str, lexicon: Lexicon) -> bool:
    """Whether a word stands right after one that leads to a name, and is no everyday word itself."""
    word = tokens[at]
    before = tokens[at - 1].text if at else ""
    if before.removeprefix("ل").removeprefix("ب") not in words(language).herald | words("en").herald:
        return False
    everyday = everyday_words("ar" if word.script is Script.ARABIC else "en")
    if len(word.text) < _SHORTEST or word.script is Script.NUMBER or not everyday.isdisjoint(surface(word)):
        return False
    return all(lexicon.is_name(spelt) or not lexicon.knows(spelt) for spelt in surface(word))
