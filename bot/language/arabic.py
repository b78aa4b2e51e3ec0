"""Arabic words with what is written onto them: clitics before, endings after, and Latin-letter skeletons."""

from __future__ import annotations

import re
from functools import lru_cache

_CONJUNCTIONS = ("و", "ف")
_PREFIXES = ("بال", "كال", "وال", "فال", "هال", "عال", "لل", "ال", "ب", "ل", "ك", "س", "ه", "ح")
_VERBAL = ("بي", "بت", "بن", "سي", "ست", "سن", "هي", "هت", "حي", "حت", "ت", "ي", "ن", "م")
_SUFFIXES = (
    "اتها", "اتهم", "اته", "تهم", "تها", "هما", "كم", "هم", "ها", "نا", "ات", "ين", "ون", "ان", "يه", "ته", "وا",
    "تي", "ه", "ي", "ك", "ت", "ا", "و",
)  # fmt: skip
_SHORTEST = 3
"""Letters that must remain: shorter remains are most often another word."""


def _peel(word: str) -> list[str]:
    """The word without the clitics that may stand before it, longest remains first."""
    found = [word]
    for conjunction in _CONJUNCTIONS:
        if word.startswith(conjunction) and len(word) - 1 >= _SHORTEST:
            found.append(word[1:])
    for start in tuple(found):
        for prefix in _PREFIXES:
            if start.startswith(prefix) and len(start) - len(prefix) >= _SHORTEST:
                found.append(start[len(prefix) :])
    return found


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """The form under which a curated word is kept: no article, and no ending where enough remains.

    A light stemmer in the manner of Larkey's light10: one prefix and one suffix from closed lists, never below
    three letters.
    """
    for prefix in ("وال", "بال", "كال", "فال", "لل", "ال"):
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            word = word[len(prefix) :]
            break
    for suffix in ("اتها", "اتهم", "تها", "تهم", "ها", "هم", "ات", "ين", "ون", "ان", "يه", "ته", "ه", "ي"):
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            return word[: -len(suffix)]
    return word


@lru_cache(maxsize=32768)
def variants(word: str) -> tuple[str, ...]:
    """All readings of a word with clitics peeled off, the word itself first.

    Which one is meant is for the vocabulary to say: a reading counts only where it is a known word.
    """
    readings = dict.fromkeys(_peel(word))
    for reading in tuple(readings):
        for suffix in _SUFFIXES:
            if reading.endswith(suffix) and len(reading) - len(suffix) >= _SHORTEST:
                readings[reading[: -len(suffix)]] = None
        readings[stem(reading)] = None
    return tuple(readings)


@lru_cache(maxsize=8192)
def verb_readings(word: str) -> tuple[str, ...]:
    """Readings with a verb's prefix taken off as well (``بتخسر`` gives ``خسر``), for words not known otherwise."""
    found: dict[str, None] = {}
    for start in (word, word[1:] if word[:1] in _CONJUNCTIONS else word):
        for prefix in _VERBAL:
            if start.startswith(prefix) and len(start) - len(prefix) >= _SHORTEST:
                for reading in variants(start[len(prefix) :]):
                    found[reading] = None
    return tuple(found)


_LETTER_CLASSES = str.maketrans(
    {
        "ح": "h", "ه": "h", "خ": "x", "س": "s", "ص": "s", "د": "d", "ض": "d", "ت": "t", "ط": "t", "ق": "k", "ك": "k",
        "ذ": "z", "ز": "z", "ظ": "z", "ث": "s", "ش": "c", "ج": "j", "غ": "g", "ع": "e", "ا": None, "و": None,
        "ي": None, "ب": "b", "ف": "f", "ل": "l", "م": "m", "ن": "n", "ر": "r",
    }
)  # fmt: skip
_CHAT_LETTERS = (
    ("sh", "c"), ("ch", "c"), ("kh", "x"), ("gh", "g"), ("th", "s"), ("dh", "z"), ("3'", "g"), ("7'", "x"),
    ("5", "x"), ("7", "h"), ("3", "e"), ("2", ""), ("8", "k"), ("6", "t"), ("9", "s"), ("q", "k"), ("g", "j"),
    ("p", "b"), ("v", "f"),
)  # fmt: skip
_VOWELS = str.maketrans("", "", "aeiouwy")
_DOUBLE = re.compile(r"(.)\1")


@lru_cache(maxsize=32768)
def skeleton(arabic: str) -> str:
    """The consonants of an Arabic word as Latin classes: letters that Arabizi confuses are one class."""
    word = arabic[:-1] if len(arabic) > 3 and arabic.endswith("ه") else arabic
    return _DOUBLE.sub(r"\1", word.translate(_LETTER_CLASSES))


@lru_cache(maxsize=8192)
def chat_skeletons(latin: str) -> tuple[str, ...]:
    """The consonant classes of a word in Arabizi, with and without an article or clitic before it.

    ``5asara``, ``khosara`` and ``5sara`` all give ``xsr``, which is also the skeleton of خسارة.
    """
    found: dict[str, None] = {}
    for start in ("", "el", "al", "il", "wel", "bel", "lel", "fel", "w", "b", "l"):
        if not latin.startswith(start) or len(latin) - len(start) < 3:
            continue
        for hard_g in (False, True):
            word = latin[len(start) :]
            # Final h is most often the feminine ending, which the Arabic skeleton drops too.
            word = word[:-1] if word.endswith(("ah", "eh")) else word
            if hard_g:
                word = word.replace("g", "k")
            marked = word
            for chat, letter in _CHAT_LETTERS:
                marked = marked.replace(chat, letter.upper())
            classes = _DOUBLE.sub(r"\1", marked.translate(_VOWELS).lower())
            found[classes] = None
            if "th" in word or "dh" in word:
                found[classes.replace("z", "d")] = None
    return tuple(reading for reading in found if len(reading) >= 2)
