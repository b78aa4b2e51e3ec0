"""Russian in Latin letters (``skolko``, ``kto vladelets``), read as Russian.

Everybody spells it in another way, and soft signs are left out, so no letter is put back by itself: a word is
compared with known Russian words in a spelling in which the usual ways are one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from bot.language.everyday import everyday_words, in_order
from bot.language.tokens import reads_as_arabizi
from bot.language.words import arabizi, common_words, languages, words

_LATIN_WORD = re.compile(r"(?<!\w)[A-Za-z']+(?!\w)")

_SHORTEST = 3
"""Letters from which a function word tells that a text is Russian; shorter ones are words of other languages too."""

_LONG = 4
"""Letters from which any word may tell it, beside another one."""

_ENOUGH = 2
"""How many such words tell it."""

_FROM_CYRILLIC = str.maketrans("абвгдежзийклмнопрстуфхцчшщыэюяё", "abvgdeZziiklmnoprstufHTCSSieuae", "ъь")

_FROM_LATIN = (
    (re.compile("shch|sch|sh"), "S"), (re.compile("ch"), "C"), (re.compile("zh"), "Z"), (re.compile("kh|h|x"), "H"),
    (re.compile("ts|c"), "T"), (re.compile("[yj](?=[aeou])|'"), ""), (re.compile("[yj]"), "i"), (re.compile("w"), "v"),
    (re.compile("q"), "k"), (re.compile("i+"), "i"),
)  # fmt: skip

_LETTERS = (
    ("shch", "щ"), ("sch", "щ"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("yu", "ю"),
    ("ju", "ю"), ("ya", "я"), ("ja", "я"), ("yo", "ё"), ("jo", "ё"), ("ye", "е"), ("je", "е"), ("ay", "ай"),
    ("ey", "ей"), ("oy", "ой"), ("iy", "ий"), ("yy", "ый"), ("uy", "уй"),
)  # fmt: skip
_LETTER = str.maketrans("abcdefghijklmnopqrstuvwxyz'", "абцдефгхийклмнопкрстуввхызь")
"""Letters of a word that no list has, in a text that is Russian beyond doubt."""

_KEPT = 8192
"""How many words that were read are remembered."""

_EVERYDAY = ("en", "es", "fr", "de", "pt", "it")


class _Read(NamedTuple):
    """A word in Latin letters.

    Attributes:
        own: the Russian word that it stands for; None for what the base knows, or for an English word.
        tells: whether that is a function word which only Russian has.
        clear: whether it is nothing but Russian.
        foreign: whether it is a word of another language.
    """

    own: str | None
    tells: bool
    clear: bool
    foreign: bool


_RUSSIAN = re.compile("[а-яё]{4,}")
"""A Russian word that is long enough to be told by its sound."""


class Transliterated:
    """Reads texts of one fact base."""

    def __init__(self, vocabulary: Iterable[str], knows: Callable[[str], bool], is_name: Callable[[str], bool]) -> None:
        """Compare with everyday words and those of a base.

        Args:
            vocabulary: words in their normal form, Russian ones among them.
            knows: tells the words that the base has in Latin letters, which stay as they are written.
            is_name: tells those of them that name somebody.
        """
        self._vocabulary = vocabulary
        self._is_name = is_name
        self._knows = knows
        self._seen: dict[str, _Read] = {}

    @cached_property
    def _has_russian(self) -> bool:
        """Whether the base has Russian words: no other one needs the long lists of everyday words."""
        return any(map(_RUSSIAN.fullmatch, self._vocabulary))

    @cached_property
    def _by_sound(self) -> dict[str, str]:
        """The Russian words by their sound, everyday ones first."""
        found = dict(_everyday_by_sound())
        # Of words that sound alike one with an ы comes first, which Russian alone has; and the same in every process.
        for word in sorted(filter(_RUSSIAN.fullmatch, self._vocabulary), reverse=True):
            for sound in _sounds(word):
                found.setdefault(sound, word)
        return found

    def in_own_letters(self, text: str) -> str:
        """A text with its Russian words in Cyrillic letters, if it is Russian in Latin ones; else as it is.

        It is where a Russian question word or the like stands in it, which no other known language has, or some other
        words that are nothing but Russian; and no more of its words are English.
        """
        found = list(_LATIN_WORD.finditer(text)) if text.isascii() and self._has_russian else []
        if not any(self._may_tell(match.group().lower()) for match in found):
            return text
        read = [self._read(match.group().lower()) for match in found]
        if not any(word.tells or word.clear for word in read) or any(map(reads_as_arabizi, text.lower().split())):
            return text
        if not any(word.tells for word in read) and sum(word.clear for word in read) < _ENOUGH:
            return text
        if sum(word.foreign for word in read) > sum(word.own is not None for word in read) / 2:
            return text
        pieces: list[str] = []
        end = 0
        for match, word in zip(found, read, strict=True):
            pieces += [text[end : match.start()], word.own or self._spelt(match.group(), word)]
            end = match.end()
        return "".join((*pieces, text[end:]))

    def _spelt(self, written: str, read: _Read) -> str:
        """A word that nothing knows in the letters that it is likest written with: its stem may be known."""
        word = written.lower()
        if word != written or len(word) < _LONG or read.foreign or self._knows(word) or word in everyday_words("en"):
            return written
        for latin, own in _LETTERS:
            word = word.replace(latin, own)
        return word.translate(_LETTER)

    def _may_tell(self, word: str) -> bool:
        """Whether a word may be Russian: the lists of words are long, and no text in English should wait for them."""
        word = word.removesuffix("'s")
        if len(word) < _SHORTEST or self._is_name(word) or word in everyday_words("en"):
            return False
        sound = _latin_sound(word)
        return sound in _function_sounds() or (len(word) >= _LONG and not self._knows(word) and sound in self._by_sound)

    def _read(self, word: str) -> _Read:
        read = self._seen.get(word)
        if read is None:
            if len(self._seen) >= _KEPT:
                self._seen.clear()
            read = self._seen[word] = self._read_anew(word)
        return read

    def _read_anew(self, word: str) -> _Read:
        elsewhere, known = word in _elsewhere(), self._knows(word)
        own = self._by_sound.get(_latin_sound(word))
        if own in words("ru").function:
            own = None if self._is_name(word) and not elsewhere else own
        elif len(word) < _SHORTEST or known or word in everyday_words("en"):
            own = None
        strange = own is not None and not elsewhere and not known
        return _Read(own, own in _telling(), strange and len(word) >= _LONG, own is None and elsewhere)


@lru_cache(maxsize=_KEPT)
def _latin_sound(word: str) -> str:
    for pattern, sound in _FROM_LATIN:
        word = pattern.sub(sound, word)
    return word


def _sounds(word: str) -> tuple[str, ...]:
    """How a Russian word in its normal form sounds: a soft sign before a vowel may be a letter of its own."""
    spelt = (word, re.sub("ь(?=[аеиоуюяё])", "и", word)) if "ь" in word else (word,)
    return tuple(re.sub("i+", "i", each.translate(_FROM_CYRILLIC).replace("ts", "T")) for each in spelt)


@cache
def _everyday_by_sound() -> dict[str, str]:
    """The everyday Russian words by their sound, of those that sound alike the most frequent."""
    found: dict[str, str] = {}
    for word in (*sorted(words("ru").function), *in_order("ru"), *sorted(common_words("ru"))):
        if re.fullmatch("[а-яё]+", word):
            for sound in _sounds(word):
                found.setdefault(sound, word)
    return found


@cache
def _telling() -> frozenset[str]:
    """Russian function words that in Latin letters are words of no other known language."""
    others = {_latin_sound.__wrapped__(word) for word in _elsewhere()}
    return frozenset(word for word in _asking() if len(word) >= _SHORTEST and others.isdisjoint(_sounds(word)))


@cache
def _function_sounds() -> frozenset[str]:
    return frozenset(sound for word in _asking() for sound in _sounds(word))


def _asking() -> frozenset[str]:
    """Russian function words, and those of which questions are made."""
    known = words("ru")
    return known.function | {part for phrase in known.ask for part in phrase}


@cache
def _elsewhere() -> frozenset[str]:
    """Words of other languages in Latin letters."""
    known = (words(language).function | words(language).telling for language in languages() if language != "ru")
    every = frozenset(arabizi()).union(*known, *map(everyday_words, _EVERYDAY))
    return frozenset(word for word in every if word.isascii() and word.isalpha())
