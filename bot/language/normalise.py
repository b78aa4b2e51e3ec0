"""One spelling for many: what a member typed, brought to the form in which everything is compared.

The same function is applied to questions, curated phrasings and surface forms of concepts, so that two
texts that a reader would call the same are equal afterwards. Numbers keep every digit.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.language.hanzi import TO_SIMPLIFIED

MAX_CHARACTERS = 4000
"""Longer text is cut: no Discord message or form field holds more."""

# Letters that Arabic keyboards and writers use for one another. Hamza carriers and madda fall away
# with the combining marks (NFD), so they are not listed.
_ARABIC = str.maketrans(
    {
        "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "گ": "ك", "ة": "ه", "ۀ": "ه", "ە": "ه",
        "ھ": "ه", "ہ": "ه", "ٱ": "ا", "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز", "ـ": None, "ء": None,
        "٫": ".", "٬": ",", "،": ",", "؟": "?", "؛": ";",
    }
)  # fmt: skip
_OTHER = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "ʼ": "'", "`": "'",
        "´": "'", "＇": "'", "′": "'", "？": "?", "。": ".", "！": "!", "，": ",", "、": ",", "；": ";",
    }
)  # fmt: skip

# Cyrillic and Greek letters that look like Latin ones: read as Latin only in a word that has Latin letters.
_LOOKALIKES = str.maketrans("авекмнорстухіјѕԁɡαεικνορτυχ", "abekmhopctyxijsdgaeikvoptux")

_HAN = re.compile(r"[\u4e00-\u9fff]")
_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:|/[^:>]{1,80}:)\d+(?::\w)?>|https?://\S+")
_LATIN = re.compile(r"[a-z]")
_NOT_LATIN = re.compile(r"[а-яёіјѕԁα-ω]")
_WORD = re.compile(r"[^\W\d_]+")
_LONG_RUN = re.compile(r"(?<![^\W_])iii(?![^\W_])|([^\W\d_])\1{2,}")  # a Roman three stays
_THRICE = re.compile(r"(.)\1\1")  # told in a fraction of the time, and there is nothing to shorten without it
_USUAL_ARABIC = re.compile(r"[ -~\n\u0600-\u06ff]*")
"""Arabic with the marks and characters of any keyboard, each of which has one normal form wherever it stands."""
_ARABIC_RUN = re.compile(r"([\u0621-\u064a])\1{2,}")


# Fillers and the empty Braille cell count as letters or symbols, and yet show nothing.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


class _Visible(dict[int, int | None]):
    """What :meth:`str.translate` leaves of each character: itself, or nothing; told once for each."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if _is_invisible(chr(code)) else code
        return self[code]


class _Western(dict[int, str]):
    """For :meth:`str.translate` the Western digit for a decimal digit of any script; told once for each character."""

    def __missing__(self, code: int) -> str:
        self[code] = _western(chr(code))
        return self[code]


class _Single(dict[int, str]):
    """For :meth:`str.translate` the normal form of a character that has the same one everywhere; told once for each."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(code) if chr(code).isspace() else _anew(chr(code))
        return self[code]


_VISIBLE, _WESTERN, _SINGLE = _Visible(), _Western(), _Single()


def _is_invisible(character: str) -> bool:
    """Tell controls, bidi marks, zero-width characters, selectors, fillers and combining marks."""
    category = unicodedata.category(character)
    return (
        character in _BLANKS
        or category in {"Cf", "Mn", "Me", "Co", "Cs", "Cn"}
        or (category == "Cc" and not character.isspace())
    )


def _unmask(match: re.Match[str]) -> str:
    word = match.group()
    if _LATIN.search(word) and _NOT_LATIN.search(word):
        return word.translate(_LOOKALIKES)
    return word


def _shorten(match: re.Match[str]) -> str:
    return (match[1] or "") * 2 or match[0]


def strip_markup(text: str) -> str:
    """Replace Discord's mentions, custom emoji and links with a space: they are no words of the question."""
    return _MARKUP.sub(" ", text) if "<" in text or "://" in text else text


@lru_cache(maxsize=16384)
def normalise(text: str) -> str:
    """Bring text to the form in which it is compared; the result is stable under a second application.

    Compatibility forms are folded (NFKC), case and diacritics removed, Arabic letter variants made one,
    every script's digits made Western, invisible characters dropped, Latin look-alikes restored,
    traditional Chinese characters made simplified, runs of three or more of a letter shortened (to two in
    most scripts, where doubles are true spellings; to one in Arabic), and white space made single spaces.
    Text over :data:`MAX_CHARACTERS` is cut.
    """
    text = text[:MAX_CHARACTERS]
    if text.isascii() and text.isalpha():
        # Most single words: there is nothing else to do.
        text = text.lower()
        return _LONG_RUN.sub(_shorten, text) if _THRICE.search(text) else text
    if _USUAL_ARABIC.fullmatch(text):
        return " ".join(strip_markup(_LONG_RUN.sub(_shorten, _ARABIC_RUN.sub(r"\1", text.translate(_SINGLE)))).split())
    return _anew(text)


def _anew(text: str) -> str:
    """The normal form of any text, one step after the other."""
    if not text.isascii():
        text = _fold(text)
    text = text.casefold().translate(_OTHER)
    if not text.isascii():
        # Case folding may bring new marks (Turkish dotted I): folding again keeps the function idempotent.
        text = _fold(text).casefold().translate(_ARABIC)
    if _HAN.search(text):
        text = text.translate(TO_SIMPLIFIED)
    if not text.isprintable():
        text = "".join(c for c in text if c.isprintable() or c.isspace())
    if not text.isascii():
        text = _ARABIC_RUN.sub(r"\1", _WORD.sub(_unmask, unicodedata.normalize("NFKC", text)))
    text = strip_markup(_LONG_RUN.sub(_shorten, text) if _THRICE.search(text) else text)
    # Compatibility forms may be longer than what they stand for, so the end is cut once more.
    return " ".join(text.split())[:MAX_CHARACTERS].rstrip()


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
    return unicodedata.normalize("NFKC", text.translate(_VISIBLE)).translate(_WESTERN)


def _western(character: str) -> str:
    """Turn a decimal digit of any script into its Western one."""
    if character.isdecimal() and not character.isascii():
        return str(unicodedata.decimal(character))
    return character
