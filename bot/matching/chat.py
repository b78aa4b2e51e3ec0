"""Arabic in Latin letters, as people chat: the words of the base that are meant."""

from __future__ import annotations

from functools import cache

from bot.language import arabic
from bot.language.detect import reads_as_arabizi
from bot.language.everyday import everyday_words
from bot.language.tokens import Script, Token
from bot.language.words import arabizi, arabizi_beside, elsewhere
from bot.language.words_elsewhere import words_elsewhere
from bot.matching.lexicon import Lexicon

_HEARD = 4
"""Letters of a word in Arabizi from which its sound tells which word it is."""

_ALIKE = 86.0
"""How alike two words must sound then, of 100."""


def arabic_word(lexicon: Lexicon, token: Token) -> Token | None:
    """The Arabic word that a word in Latin letters stands for; None if it is none."""
    word = arabizi().get(token.text) or arabizi_beside().get(token.text) or _within(token.text)
    if word:
        return Token(word, Script.ARABIC)
    if lexicon.knows(token.text) and not reads_as_arabizi(token.text):
        return None
    for bones in arabic.chat_skeletons(token.text):
        candidates = lexicon.skeletons.get(bones) if len(bones) >= arabic.BONES else None
        if candidates:
            # Of words with the same consonants the one whose long vowels are likest is meant.
            spelt = token.text
            return Token(max(candidates, key=lambda w: (arabic.likeness(w, spelt), w)), Script.ARABIC)
    return _by_sound(lexicon, token.text)


def _by_sound(lexicon: Lexicon, latin: str) -> Token | None:
    """The Arabic word with the same few consonants, if its vowels are the same too (``yzid``, يزيد)."""
    if len(latin) < _HEARD or latin in everyday_words("en") or latin in _told_elsewhere():
        return None
    near = (
        (arabic.likeness(word, latin), word)
        for bones in arabic.chat_skeletons(latin)
        for word in lexicon.skeletons.get(bones, ())
        if not lexicon.is_name(word)
    )
    alike, word = max(near, default=(0.0, ""))
    return Token(word, Script.ARABIC) if alike >= _ALIKE else None


def _within(latin: str) -> str | None:
    """The everyday word in an Arabizi word with an article, an "and" or a pronoun written onto it; None without one."""
    return next((arabizi()[text] for text in arabic.chat_peeled(latin) if text in arabizi()), None)


@cache
def _told_elsewhere() -> frozenset[str]:
    """Words of languages that have no file, and their words of time."""
    timely = (phrase for told in elsewhere().roles.values() for _, phrase in told)
    return words_elsewhere().union(*timely)
