"""Words and numbers of a text, split where scripts, digits and punctuation meet."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bot.language.normalise import normalise


class Script(StrEnum):
    """What a token is written in."""

    LATIN = "latin"
    ARABIC = "arabic"
    CYRILLIC = "cyrillic"
    CJK = "cjk"
    OTHER = "other"
    NUMBER = "number"

    # That of an enumeration is worked out in Python, and every look at what is known of a token asks for it.
    __hash__ = str.__hash__


class Token(NamedTuple):
    """A word or a number in its normal form."""

    text: str
    script: Script


_TOKEN = re.compile(
    r"""
    (?P<word>[a-z]+)(?![a-z\d'])                                                     # most are of letters alone
  | (?P<arabic>[\u0621-\u064a\u066e-\u06d3]+)
  | (?<![\w.,])(?P<date>\d{1,2}\.\d{1,2}\.\d{4}|(?:0?\d|1[0-2])\.20\d\d|20\d\d\.(?:0\d|1[0-2])(?:\.\d{1,2})?)
    (?![\w.,]\d)
  | (?:(?<=\b[qht][1-4])|(?<=\b[1-4][qht])|(?<!\w))'(?P<short>2\d)(?![\w'])             # '24  Q3'24
  | (?<![\w.,])(?P<spaced>\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?)(?![\w']|[.,]\d)            # 1 460  7'800
  | (?P<number>\d+(?:[.,]\d+)*)(?:'s)?(?![a-z\d]|[.,]\d)                               # 1.46  7,800
  | (?P<measured>\d+(?:[.,]\d+)*)(?P<unit>bn|bln|b|mn|mln|mlr|mr|mrd|mds?|mio|mia|m|k|tn|t|gw|mw|usd|x
      |st|nd|rd|th|mo|mths?|months?|yrs?|q|h|milyar|milyon|mois|meses|monaten?|aylik|(?:m|b|tr)ill?ion(?:s|en)?|milliarden?|milliards?)(?![a-z\d'])
  | (?P<decimal>\d+(?:[.,]\d+)+)(?=[a-z])
  | (?P<latin>[a-z0-9]*[a-z][a-z0-9]*(?:'[a-z]+)*)
  | (?P<digits>\d+)
  | (?P<cyrillic>[\u0400-\u052f]+)
  | (?P<cjk>[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af])
  | (?P<symbol>[%&+])
  | (?P<other>[^\W\d_](?:[^\W\d_]|[\u0900-\u0d7f])*)  # the vowel signs of Indian scripts are no letters
    """,
    re.VERBOSE,
)
_PERIOD = re.compile(r"(q[1-4]|[1-4]q|[1-4][tc]|t[1-4]|h[12]|[12]h|9m|6m|fy)(?:fy)?([23]\d|20\d\d)?")
_YEAR_FIRST = re.compile(r"(20\d\d)(q[1-4]|h[12]|t[1-4])")
_TURKISH_TIME = re.compile(
    r"(20\d\d|[qh][1-4]|[69]m)([dt]e(?:n|ki|kin)?|[dt]a(?:n|ki|kin)?|n?[iu]n(?:ki|deki|daki|den|dan|de|da)?|[ys][iu]|[uo]n|l[iu]k)"
)
"""A year or quarter with the Turkish ending that belongs behind an apostrophe: ``2024te``, ``q3teki``."""
_CHAT_DIGIT = re.compile(r"[a-z][2356789][a-z]|^[235679][a-z]{2}|[a-z]{2}[37]$")
_PLAIN_DIGIT = re.compile(
    r"\d+(?:st|nd|rd|th|er|ere|re|eme|nde|d[oa]|r[oa]|t[oa]|vo|te[nrs]?|[uiu]?nc[iu]|ay\w*|gw|mw|gb|tb|bn|mn|usd|eur|pct)"
    r"|q[1-4]|h[12]|[1-4]q|(?:web|model|mp|ps)\d+|[a-z]{2,}(?:[01468]|\d{2,})|b2[bc]|p2p|k8s"
)
_MODEL = re.compile(r"([a-z]{3,})(\d+)")
_NEGATED = {"can't": "can", "won't": "will", "shan't": "shall"}
_ENCLITICS = {"s": "", "re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
_ELISIONS = {"l", "d", "j", "qu", "n", "m", "t", "s", "c", "jusqu", "lorsqu", "puisqu", "aujourd"}
_CURRENCIES = frozenset("$€£¥₺₽")
_INTERROGATIVES = frozenset(
    ("what", "who", "where", "when", "how", "why", "that", "it", "he", "she", "there", "here", "let")
)


@lru_cache(maxsize=16384)
def tokenise(text: str) -> tuple[Token, ...]:
    """Split text into tokens; the text is normalised first.

    Numbers keep their digits; units written onto them are split off (``1.46bn``), periods stay whole
    (``q3``), English possessives and contractions are resolved (``isn't`` gives ``is``, ``not``), French
    elisions split, and each Chinese or Japanese character is a token of its own.
    """
    tokens: list[Token] = []
    normal = normalise(text)
    for match in _TOKEN.finditer(normal):
        kind = match.lastgroup or "other"
        found = match[kind]
        if kind == "word":
            tokens.append(Token(found, Script.LATIN))
        elif kind in {"number", "digits", "decimal", "spaced"}:
            tokens.extend(Token(part, Script.NUMBER) for part in _plain(re.sub("[ ']", "", found)))
        elif kind == "short":
            tokens.append(Token("20" + found, Script.NUMBER))
        elif kind == "date":
            tokens.extend(Token(part, Script.NUMBER) for part in found.split("."))
        elif kind == "unit":
            whole = match.group()
            if _PERIOD.fullmatch(whole) and normal[match.start() - 1 : match.start()] not in _CURRENCIES:
                tokens.append(Token(whole, Script.LATIN))
            else:
                tokens.extend(Token(part, Script.NUMBER) for part in _plain(match["measured"]))
                tokens.append(Token(found, Script.LATIN))
        elif kind == "latin":
            tokens.extend(Token(p, Script.NUMBER if p.isdigit() else Script.LATIN) for p in _latin(found))
        elif kind == "symbol":
            tokens.append(Token(found, Script.OTHER))
        else:
            tokens.append(Token(found, Script(kind)))
    return tuple(tokens)


def _plain(number: str) -> list[str]:
    """Drop separators of thousands and use a point for decimals: ``7,800`` is 7800, ``1,46`` is 1.46.

    What can be no number (``1,2,3``) is read as several.
    """
    parts = re.split(r"[.,]", number)
    if len(parts) == 1:
        return parts
    whole, last = parts[:-1], parts[-1]
    grouped = len(parts[0]) <= 3 and parts[0] != "0"
    if grouped and all(len(part) == 3 for part in parts[1:]):
        return ["".join(parts)]
    if len(whole) == 1 or (grouped and all(len(part) == 3 for part in whole[1:])):
        return ["".join(whole) + "." + last]
    return parts


def _latin(word: str) -> list[str]:
    if "'" in word:
        return _apostrophe(word)
    if match := _PERIOD.fullmatch(word):
        year = match[2]
        return [match[1], f"20{year[-2:]}"] if year else [word]
    match = _YEAR_FIRST.fullmatch(word) or _TURKISH_TIME.fullmatch(word)
    if not match and not reads_as_arabizi(word):
        match = _MODEL.fullmatch(word)
    return [match[1], match[2]] if match else [word]


def reads_as_arabizi(word: str) -> bool:
    """Whether digits stand for Arabic letters in this word (``7arb``, ``ya3ni``), and not for numbers."""
    if word.isalpha() or not _CHAT_DIGIT.search(word):
        return False
    return not _PLAIN_DIGIT.fullmatch(word) and not _TURKISH_TIME.fullmatch(word)


def _apostrophe(word: str) -> list[str]:
    head, *rest = word.split("'")
    tail = rest[-1]
    if head in _ELISIONS and len(tail) > 1:
        return [head, *rest]
    if tail == "t" and head.endswith("n") and len(head) > 1:
        return [_NEGATED.get(word, head[:-1]), "not"]
    if tail in _ENCLITICS:
        verb = "is" if tail == "s" and head in _INTERROGATIVES else _ENCLITICS[tail]
        return [part for part in (head, verb) if part]
    return [part for part in (head, *rest) if part]


_MARKS = str.maketrans({"؟": "?", "？": "?", "。": ". ", "؛": ";", "！": "! "})
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|(?<=[?])|\n+")
_ABBREVIATED = re.compile(
    r"(?:(?<![\w.,])[1-4]|\b(?:vs|ca|approx|aprox|env|bzw|nr|кв|мес|млн|млрд|тыс|mrd|mio|st|trim))\.$",
    re.IGNORECASE,
)
"""What ends in a point that closes no sentence: an ordinal (``3. Quartal``) or an abbreviation."""


def sentences(text: str) -> tuple[str, ...]:
    """Split raw text into sentences at line ends and closing punctuation; decimals stay whole."""
    found: list[str] = []
    text = text[:8000]
    for piece in _SENTENCE.split(text if text.isascii() else text.translate(_MARKS)):
        part = piece.strip()
        if part and found and _ABBREVIATED.search(found[-1]):
            found[-1] += " " + part
        elif part:
            found.append(part)
    return tuple(found)
