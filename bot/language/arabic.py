"""Arabic words with what is written onto them: clitics before, endings after, and Latin-letter skeletons."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from rapidfuzz import fuzz

_CONJUNCTIONS = ("و", "ف")
_PREFIXES = ("بال", "كال", "وال", "فال", "هال", "عال", "لل", "ال", "ب", "ل", "ك", "س", "ه", "ح")
_VERBAL = (
    "بي", "بت", "بن", "سي", "ست", "سن", "هي", "هت", "حي", "حت", "غاي", "غات", "غان", "باي", "كي", "كت", "كن", "ت",
    "ي", "ن", "م",
)  # fmt: skip
_SUFFIXES = (
    "اتها", "اتهم", "اته", "تهم", "تها", "هما", "كم", "هم", "ها", "نا", "ات", "ين", "ون", "ان", "يه", "ته",
    "وا", "تي", "ه", "ي", "ك", "ت", "ا", "و",
)  # fmt: skip
_THEIRS = frozenset(("هم", "ها", "كم", "نا"))
_SHORTEST = 3
"""Letters that must remain: shorter remains are most often another word."""


_RELATIVE = frozenset(("الذي", "التي", "الذين", "اللي"))
"""Who, that: they begin like nouns with the article."""

_PRONOUNS = frozenset(("كل", "هذا", "هذه", "هذي", "ذلك", "هاد", "هالشي"))


@lru_cache(maxsize=32768)
def peeled(word: str) -> tuple[str, ...]:
    """The word itself, and without the clitics that may stand before it."""
    return tuple(_peel(word))


def _peel(word: str) -> list[str]:
    starts = [word, *_without(word, _CONJUNCTIONS)]
    return starts + [rest for start in starts for rest in _without(start, _PREFIXES)]


def _without(word: str, prefixes: tuple[str, ...]) -> list[str]:
    """What remains of a word after each of the prefixes that it has, if enough remains."""
    rests = (word[len(prefix) :] for prefix in prefixes if word.startswith(prefix))
    return [rest for rest in rests if len(rest) >= _SHORTEST]


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """The form under which a curated word is kept: no article, and no ending where enough remains.

    A light stemmer in the manner of Larkey's light10: one prefix and one suffix from closed lists, never
    below three letters.
    """
    for prefix in ("وال", "بال", "كال", "فال", "لل", "ال"):
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            word = word[len(prefix) :]
            break
    if word.endswith("وا") and len(word) > _SHORTEST:
        # The silent alif of "they did" is as often left out.
        return word[:-1]
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
    if len(word) > 3 and word[-1] == word[-2]:
        # A last letter held too long: ماسكك.
        readings.update(dict.fromkeys(_peel(word[:-1])))
    for reading in tuple(readings):
        for suffix in _SUFFIXES:
            if reading.endswith(suffix) and len(reading) - len(suffix) >= _SHORTEST:
                rest = reading[: -len(suffix)]
                readings[rest] = None
                if suffix in _THEIRS:
                    # The dialects keep a plural's ending before it: ممولينهم.
                    readings[stem(rest)] = None
        readings[stem(reading)] = None
    return tuple(readings)


@lru_cache(maxsize=8192)
def verb_readings(word: str) -> tuple[str, ...]:
    """Readings with a verb's prefix taken off too, for words not known otherwise: ``بتخسر``, ``خسر``."""
    starts = [word, *_without(word, _CONJUNCTIONS)]
    rests = [rest for start in starts for rest in _without(start, _VERBAL)]
    return tuple(dict.fromkeys(reading for rest in rests for reading in variants(rest)))


def is_noun(word: str) -> bool:
    """Whether a word is told to be a noun by its article, or stands for one (``الروبوت``, ``كل``, ``هذا``)."""
    return word in _PRONOUNS or (word.startswith("ال") and len(word) > _SHORTEST and word not in _RELATIVE)


_VERB_STARTS = ("ي", "ت", "بي", "بت", "هي", "هت", "حي", "حت", "كي", "كت", "دي", "دت")
_VERB_ENDS = ("وا", "و", "ت", "ون", "نا")


def may_be_counted(word: str) -> bool:
    """Whether a word after "how many" may be the noun that is counted (كم باب), and looks like no verb (كم يبيعون)."""
    return not word.startswith(("ال", *_VERB_STARTS)) and not word.endswith(_VERB_ENDS)


_UNDOTTED = str.maketrans(
    {
        "ت": "ب", "ث": "ب", "ن": "ب", "ي": "ب", "ج": "ح", "خ": "ح", "ذ": "د", "ز": "ر", "ش": "س", "ض": "ص", "ظ": "ط",
        "غ": "ع", "ق": "ف",
    }
)  # fmt: skip


def undotted(word: str) -> str:
    """A word as it looks without the dots of its letters."""
    return word.translate(_UNDOTTED)


def length(word: str) -> int:
    """The letters of a word without its article."""
    return len(word) - 2 * (word.startswith("ال") and len(word) > _SHORTEST + 1)


_LETTER_CLASSES = str.maketrans(
    {
        "ح": "h", "ه": "h", "خ": "x", "س": "s", "ص": "s", "د": "d", "ض": "d", "ت": "t", "ط": "t", "ق": "k",
        "ك": "k", "ذ": "z", "ز": "z", "ظ": "z", "ث": "s", "ش": "c", "ج": "j", "غ": "g", "ع": "e", "ا": None,
        "و": None, "ي": None, "ب": "b", "ف": "f", "ل": "l", "م": "m", "ن": "n", "ر": "r",
    }
)  # fmt: skip
_CHAT_LETTERS = {
    "sh": ("c",), "ch": ("c",), "kh": ("x",), "gh": ("g",), "th": ("s", "z", "t"), "dh": ("z", "d"),
    "3'": ("g",), "7'": ("x",), "5": ("x",), "7": ("h",), "3": ("e",), "2": ("", "k"), "8": ("k", "g"),
    "6": ("t",), "9": ("s", "k"), "q": ("k",), "g": ("j", "k"), "c": ("k",), "p": ("b",), "v": ("f",),
    "a": ("",), "e": ("",), "i": ("",), "o": ("",), "u": ("",), "w": ("",), "y": ("",),
}  # fmt: skip
"""What letters and digits stand for, the likeliest first; vowels are not written in Arabic."""

_CHAT_UNIT = re.compile(r"[sckgtd]h|[37]'|.")
_CHAT_CLITICS = (
    "", "el", "al", "il", "wel", "wil", "bel", "bil", "lel", "lil", "fel", "fil", "w", "b", "l",
    "ha", "7a", "bt", "ka", "gha", "kay", "kat", "ghay", "ghat", "bey", "by", "hay", "hat",
)  # fmt: skip
_MOST_READINGS = 12

_CHAT_STARTS = ("wel", "wil", "bel", "bil", "fel", "fil", "lel", "lil", "el", "al", "il", "l", "w")
_CHAT_ENDS = ("hom", "hum", "houm", "hon", "ha")
_CHAT_SHORTEST = 4
"""Letters that must remain of a word in Arabizi."""

BONES = 3
"""Consonants that tell a word by themselves."""

_DOUBLE = re.compile(r"(.)\1+")


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
    for clitic in _CHAT_CLITICS:
        word = latin.removeprefix(clitic)
        if not latin.startswith(clitic) or len(word) < 3:
            continue
        # The feminine ending is h or, before another noun, t; the Arabic skeleton drops it.
        feminine = word.endswith(("ah", "eh", "at", "et", "it"))
        endings = (word[:-1], word) if feminine and word.endswith("h") else (word, word[:-1])[: 1 + feminine]
        for ending in endings:
            letters = [_CHAT_LETTERS.get(unit, (unit,)) for unit in _CHAT_UNIT.findall(ending)]
            for reading in itertools.islice(itertools.product(*letters), _MOST_READINGS):
                found[_DOUBLE.sub(r"\1", "".join(reading))] = None
    return tuple(filter(None, found))


@lru_cache(maxsize=8192)
def chat_peeled(latin: str) -> tuple[str, ...]:
    """A word in Arabizi without what is written before and after it: ``lkhsara``, ``iradathom``."""
    starts = [latin, *(latin[len(s) :] for s in _CHAT_STARTS if latin.startswith(s))]
    ends = [start[: -len(e)] for start in starts for e in _CHAT_ENDS if start.endswith(e)]
    return tuple(text for text in (*starts[1:], *ends) if len(text) >= _CHAT_SHORTEST)


_SOUNDS = str.maketrans(
    {
        "ا": "a", "و": "o", "ي": "i", "ه": "h", "ح": "7", "خ": "5", "ع": "3", "ق": "k", "ك": "k", "ش": "sh",
        "س": "s", "ص": "s", "ض": "d", "د": "d", "ت": "t", "ط": "t", "ث": "s", "ذ": "z", "ز": "z", "ظ": "z",
        "ج": "g", "غ": "gh", "ب": "b", "ف": "f", "ل": "l", "م": "m", "ن": "n", "ر": "r",
    }
)  # fmt: skip
_LATIN_SOUNDS = str.maketrans({"e": "i", "u": "o", "q": "k", "j": "g", "y": "i", "w": "o"})


@lru_cache(maxsize=32768)
def likeness(word: str, latin: str) -> float:
    """How alike an Arabic word and a word in Arabizi sound, 0 to 100, vowels included."""
    spoken = word[:-1] + "ا" if word.endswith("ه") else word
    return fuzz.ratio(spoken.translate(_SOUNDS), latin.translate(_LATIN_SOUNDS))
