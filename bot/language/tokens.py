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


class Token(NamedTuple):
    """A word or a number in its normal form."""

    text: str
    script: Script


_TOKEN = re.compile(
    r"""
    (?P<number>\d+(?:[.,]\d+)*)(?![a-z\d]|[.,]\d)       # 1.46  7,800
  | (?P<measured>\d+(?:[.,]\d+)*)(?P<unit>bn|b|mn|mln|mio|m|k|tn|t|gw|mw|usd|x|st|nd|rd|th|mo|months?|yrs?|q|h)(?![a-z\d'])
  | (?P<latin>[a-z0-9]*[a-z][a-z0-9]*(?:'[a-z]+)*)
  | (?P<digits>\d+)
  | (?P<arabic>[\u0621-\u064a\u066e-\u06d3]+)
  | (?P<cyrillic>[\u0400-\u052f]+)
  | (?P<cjk>[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af])
  | (?P<percent>%)
  | (?P<other>[^\W\d_]+)
    """,
    re.VERBOSE,
)
_PERIOD = re.compile(r"(q[1-4]|[1-4]q|[1-4]t|t[1-4]|h[12]|[12]h|9m|6m|fy)([23]\d|20\d\d)?")
_ARABIZI = re.compile(r"[a-z]+[2356789][a-z]|^[235679][a-z]{2}|[a-z]{2}[37]$")
_MODEL = re.compile(r"([a-z]{3,})(\d+)")
_NEGATED = {"can't": "can", "won't": "will", "shan't": "shall"}
_ENCLITICS = {"s": "", "re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
_ELISIONS = {"l", "d", "j", "qu", "n", "m", "t", "s", "c", "jusqu", "lorsqu", "puisqu", "aujourd"}
_INTERROGATIVES = {"what", "who", "where", "when", "how", "why", "that", "it", "he", "she", "there", "here", "let"}


@lru_cache(maxsize=16384)
def tokenise(text: str) -> tuple[Token, ...]:
    """Split text into tokens; the text is normalised first.

    Numbers keep their digits; units written onto them are split off (``1.46bn``), periods stay whole
    (``q3``), English possessives and contractions are resolved (``isn't`` gives ``is``, ``not``), French
    elisions split, and each Chinese or Japanese character is a token of its own.
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(normalise(text)):
        kind = match.lastgroup or "other"
        found = match.group()
        if kind in {"number", "digits"}:
            tokens.append(Token(_plain(found), Script.NUMBER))
        elif kind == "unit":
            if _PERIOD.fullmatch(found):
                tokens.append(Token(found, Script.LATIN))
            else:
                tokens.append(Token(_plain(match["measured"]), Script.NUMBER))
                tokens.append(Token(match["unit"], Script.LATIN))
        elif kind == "latin":
            tokens.extend(Token(part, Script.LATIN) for part in _latin(found))
        elif kind == "percent":
            tokens.append(Token("%", Script.OTHER))
        else:
            tokens.append(Token(found, Script(kind)))
    return tuple(tokens)


def _plain(number: str) -> str:
    """Drop separators of thousands and use a point for decimals: ``7,800`` is 7800, ``1,46`` is 1.46."""
    parts = re.split(r"[.,]", number)
    if len(parts) == 1:
        return number
    if len(parts[-1]) == 3 and all(len(p) == 3 for p in parts[1:]) and parts[0] != "0" and len(parts[0]) <= 3:
        return "".join(parts)
    return "".join(parts[:-1]) + "." + parts[-1]


def _latin(word: str) -> list[str]:
    if "'" in word:
        return _apostrophe(word)
    if word.isalpha():
        return [word]
    if match := _PERIOD.fullmatch(word):
        year = match[2]
        return [match[1], f"20{year[-2:]}"] if year else [word]
    if _ARABIZI.search(word):
        return [word]
    if match := _MODEL.fullmatch(word):
        return [match[1], match[2]]
    return [word]


def _apostrophe(word: str) -> list[str]:
    head, *rest = word.split("'")
    tail = rest[-1]
    if head in _ELISIONS and len(tail) > 1:
        return [head, *rest]
    if tail == "t" and head.endswith("n"):
        return [_NEGATED.get(word, head[:-1]), "not"]
    if tail in _ENCLITICS:
        verb = "is" if tail == "s" and head in _INTERROGATIVES else _ENCLITICS[tail]
        return [part for part in (head, verb) if part]
    return [part for part in (head, *rest) if part]


_SENTENCE = re.compile(r"(?<=[.!?;])\s+|(?<=[?])|\n+")


def sentences(text: str) -> tuple[str, ...]:
    """Split raw text into sentences at line ends and closing punctuation; decimals stay whole."""
    text = text[:8000].replace("؟", "?").replace("？", "?").replace("。", ". ").replace("؛", ";").replace("！", "! ")
    return tuple(part for part in (piece.strip() for piece in _SENTENCE.split(text)) if part)
