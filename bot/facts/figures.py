"""The figures in a text as values, so that ``7.8 billion``, ``78亿`` and ``7.8 مليار`` are one.

Amounts and years are figures. Small counts in words (``two``, تسعة) are not, nor are the numbers of quarters
and the number of months in a period (``Q3``, ``9 months``), which languages write in words or digits at will.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from functools import lru_cache

from bot.language.arabic import variants
from bot.language.detect import detect
from bot.language.numbers import amounts
from bot.language.periods import find_periods
from bot.language.tokens import Script, Token, tokenise
from bot.language.words import Words, languages, words

# Scale words that mean one of it when no number stands before them. "Millions" and the like mean no figure.
_ONE = {
    "million", "billion", "trillion", "مليون", "مليونا", "مليار", "مليارا", "بليون", "تريليون", "milliard",
    "milliarde", "millon", "millardo", "billon", "milyon", "milyar", "trilyon", "миллион", "миллиард",
    "триллион",
}  # fmt: skip
_TWO = {
    "مليونين": "مليون", "مليوني": "مليون", "مليونان": "مليون", "مليارين": "مليار", "ملياري": "مليار",
    "ملياران": "مليار",
}  # fmt: skip
# "Hundreds of millions" in languages that say it with a number word, and what makes a Chinese number vague.
_VAGUE = {"milyonlarca", "milyarlarca", "trilyonlarca", "сотни", "сотен", "десятки", "десятков"}
_VAGUE_BEFORE = {"数", "數", "几", "幾"}
_SPACES_THOUSANDS = {"fr", "ru", "es", "de"}
_DUAL = ("ان", "ين", "تا", "تي")
_DUAL_FROM = 5
"""Letters at least of an Arabic noun with the ending of two."""

_ARTICLES = frozenset(("a", "an"))
_YEAR = re.compile(r"(18|19|20)\d\d")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_NARROW = re.compile(r"(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))")
_SENTENCE_END = re.compile(r"(?<=[.!?؟。])\s+")
_PIECE = 3000  # characters; the normaliser cuts longer texts


def has_words(language: str) -> bool:
    """Whether the scale words of a language are known, without which ``1,46 bilhões`` is only 1.46."""
    return language in languages() or language.partition("-")[0] in languages()


def unsupported(text: str, language: str, known: frozenset[float]) -> frozenset[float]:
    """The figures of a text that are not among the known values.

    In a language whose scale words are not known, a number may stand for a known value of any scale.
    """
    found = figures(text, language) - known
    if has_words(language):
        return found
    scaled = {float(f"{value / scale:.12g}") for value in known for scale in (1e3, 1e4, 1e6, 1e8, 1e9, 1e12)}
    return found - scaled


def vocabulary(language: str) -> Words:
    """The words of a language, of ``zh`` for ``zh-TW``; English ones where it is not known."""
    return words(language if language in languages() else language.partition("-")[0])


@lru_cache(maxsize=32768)
def figures(text: str, language: str) -> frozenset[float]:
    """The values of all figures in a text.

    Args:
        text: an answer, a caveat or a sentence of an article.
        language: the tag of its language, which decides what scale words mean.
    """
    known = vocabulary(language)
    text = _NARROW.sub("", text)
    if known.language in _SPACES_THOUSANDS:
        text = _SPACED.sub(lambda match: match.group().replace(" ", ""), text)
    tokens = tuple(_plain(tokenise(text), known))
    found: set[float] = set()
    for amount in amounts(tokens, (known,), _counts(tokens, known)):
        start = amount.positions[0]
        if tokens[start].script is Script.NUMBER or _is_exact(tokens, start, amount.positions[-1]):
            found.add(float(f"{amount.value:.12g}"))  # 14.6 * 1e8 and 1.46 * 1e9 may differ in the last bit
    return frozenset(found)


def _counts(tokens: tuple[Token, ...], known: Words) -> set[int]:
    """Positions of the digits that number a quarter or count the months of a period."""
    numbers = {
        at
        for at, token in enumerate(tokens)
        if token.script is Script.NUMBER
        and not _YEAR.fullmatch(token.text)
        and not (at + 1 < len(tokens) and tokens[at + 1].text in known.scale)
    }
    # Finding periods takes a hundred times as long, and few texts have such digits.
    periods = find_periods(tokens, (known,)).positions if numbers else frozenset()
    return {at for at in numbers if at in periods or _counts_time([token.text for token in tokens[at:]], known)}


def _counts_time(texts: list[str], known: Words) -> bool:
    """Whether the first of these texts numbers a month, or counts months or quarters: 9月, ``9 months``."""
    units = known.time.get("month", frozenset()) | known.time.get("quarter", frozenset())
    return any(tuple(texts[1 : 1 + len(unit)]) == unit for unit in units) or any(
        tuple(texts[: len(month)]) == month for month in known.months
    )


def _is_exact(tokens: tuple[Token, ...], start: int, last: int) -> bool:
    """Whether an amount in words is a figure: ``a billion`` is, ``hundreds of millions`` is not."""
    texts = [token.text for token in tokens[start : last + 1]]
    if len(texts) == 1:
        return texts[0] in _ONE
    return _VAGUE.isdisjoint(texts) and not (start and tokens[start - 1].text in _VAGUE_BEFORE)


def _plain(tokens: tuple[Token, ...], known: Words) -> Iterator[Token]:
    """Write Arabic duals as 2 and the scale word, and take article and prepositions off scale words."""
    for token in tokens:
        if token.script is not Script.ARABIC or token.text in _ONE:
            yield token
            continue
        readings = variants(token.text)
        two = next((_TWO[reading] for reading in readings if reading in _TWO), None)
        if two:
            yield Token("2", Script.NUMBER)
            yield Token(two, Script.ARABIC)
        else:
            scale = next((reading for reading in readings if reading in known.scale), None)
            yield Token(scale, Script.ARABIC) if scale else token


def article_figures(text: str) -> frozenset[float]:
    """The values of all figures in an article of any length and language, small counts in words included."""
    found: set[float] = set()
    usual = detect(text) or "en"
    for piece in _pieces(text):
        language = detect(piece) or usual
        found |= figures(piece, language)
        found |= _in_words(piece, vocabulary(language))
    return frozenset(found)


def spelled(text: str, language: str) -> frozenset[float]:
    """The small counts that a text may say without a digit: ``two``, ``a``, and in Arabic by a noun alone (ساعتين)."""
    known = vocabulary(language)
    found = set(_in_words(text, known))
    words_of = [token.text for token in tokenise(text)]
    if known.language == "ar":
        # A noun by itself is one of it, or two of it by its ending.
        found.add(1.0)
        if any(len(word) >= _DUAL_FROM and word.endswith(_DUAL) for word in words_of):
            found.add(2.0)
    elif known.language == "en" and not _ARTICLES.isdisjoint(words_of):
        found.add(1.0)
    return frozenset(found)


def _in_words(text: str, known: Words) -> frozenset[float]:
    """The values of the words for small numbers in a text."""
    readings = {reading for token in tokenise(text) for reading in _readings(token)}
    return frozenset(float(known.numbers[reading]) for reading in readings if reading in known.numbers)


def _readings(token: Token) -> tuple[str, ...]:
    return variants(token.text) if token.script is Script.ARABIC else (token.text,)


def _pieces(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for sentence in _SENTENCE_END.split(line):
            yield from textwrap.wrap(sentence, _PIECE, break_long_words=False, break_on_hyphens=False)


def written(value: float) -> str:
    """A value as a moderator would write it: ``7.8 billion``, ``2025``."""
    for scale, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= scale:
            return f"{value / scale:.12g} {name}"
    return f"{value:.12g}"
