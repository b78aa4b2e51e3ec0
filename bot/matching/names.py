"""Names of somebody whom the base does not know: such a question is about somebody else.

Told in English and Arabic texts, in which other Latin words are English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from bot.language.capitals import set_apart
from bot.language.everyday import everyday_words, spelt_words
from bot.language.tokens import Script, Token, reads_as_arabizi
from bot.language.words import words
from bot.matching.keys import surface
from bot.matching.lexicon import Lexicon
from bot.matching.roles import is_hearsay, reports
from bot.matching.spelling import everyday_speller

_NAME = re.compile(r"(?=.*[aeiouy])[a-z]{4,}")

_SHORTEST = 3

_MADE_WITH = ("wise", "ward", "wards", "ish", "ly", "less", "ness", "able", "like")
"""Endings that make an English word of another one."""


class Knows(Protocol):
    """What tells whether a word is known."""

    def __call__(self, token: Token, *, everyday: bool = True) -> bool:
        """Whether the base has it, or the everyday language, if that counts."""


def unknown_names(
    text: str,
    tokens: Sequence[Token],
    plain: Sequence[int],
    language: str,
    knows: Knows,
    lexicon: Lexicon,
    *,
    capitals: bool,
    chat: bool = False,
) -> frozenset[str]:
    """The words of a text that are likely names of somebody whom the base does not know.

    In Latin letters: rare words and none misspelt, or set apart by a capital; but not where somebody is only said to
    have told it. In either script also what stands right after a word for a company or the like (``the startup Bun``,
    شركة بن). A word that the base has in names of others alone is as good as unknown by itself.

    Args:
        text: as it was given.
        tokens: its tokens.
        plain: positions of the words of content that belong to no concept, period or amount.
        language: whose words the text is read with.
        knows: tells the words that are known.
        lexicon: tells the base's own words.
        capitals: whether they tell anything in the text.
        chat: whether it is Arabic in Latin letters, where a word that nobody knows is rather a dialect's.
    """
    apart = set_apart(text) if capitals else frozenset()

    def is_name(token: Token) -> bool:
        foreign = lexicon.is_name(token.text)
        if token.text in apart and (foreign or not knows(token, everyday=False)):
            return True
        return not chat and (foreign or not knows(token)) and is_rare(token.text)

    found = frozenset(
        tokens[i].text
        for i in plain
        if tokens[i].script is Script.LATIN and is_name(tokens[i])
        if not is_hearsay(tokens, i, language) and not reports(tokens, i)
    )
    if found and any(reads_as_arabizi(token.text) for token in tokens):
        found = frozenset()
    return found.union(tokens[i].text for i in plain if _is_heralded(tokens, i, language, lexicon))


def is_rare(word: str) -> bool:
    """Whether a word is so rare that it is rather a name, and not misspelt: a slip seldom changes the first letter."""
    known = spelt_words("en")
    if not _NAME.fullmatch(word) or word in known:
        return False
    if any(word.endswith(ending) and word.removesuffix(ending) in known for ending in _MADE_WITH):
        # Made up of another word: "moneywise".
        return False
    repaired = everyday_speller("en").repair(word)
    return repaired is None or repaired[0] != word[0]


def is_herald(word: str, language: str) -> bool:
    """Whether a word leads to a name (``the startup Bun``)."""
    return word.removeprefix("ل").removeprefix("ب") in words(language).herald | words("en").herald


def _is_heralded(tokens: Sequence[Token], at: int, language: str, lexicon: Lexicon) -> bool:
    """Whether a word stands right after one that leads to a name, and is no everyday word itself."""
    word = tokens[at]
    if not at or not is_herald(tokens[at - 1].text, language):
        return False
    everyday = everyday_words("ar" if word.script is Script.ARABIC else "en")
    if len(word.text) < _SHORTEST or word.script is Script.NUMBER or not everyday.isdisjoint(surface(word)):
        return False
    return all(lexicon.is_name(spelt) or not lexicon.knows(spelt) for spelt in surface(word))
