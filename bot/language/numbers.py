"""Amounts in a text: ``$1.46bn``, ``1,46 Milliarden``, ``مليار دولار``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from bot.language.tokens import Script, Token
from bot.language.words import Words

_SUM = re.compile(r"\d\s*[+*×÷^]\s*\d|\d\s+x\s+\d")
"""A calculation; a line between numbers may be a range or a date."""


class Amount(NamedTuple):
    """A number and the tokens it was read from.

    Attributes:
        value: the number multiplied by its scale, if it has one.
        scaled: whether a scale word (million, bn) was written with it.
        positions: indices of the tokens.
    """

    value: float
    scaled: bool
    positions: tuple[int, ...]

    @property
    def key(self) -> str:
        """The same text for the same amount, however it was written."""
        return f"#{self.value:.6g}"


def amounts(tokens: Sequence[Token], vocabulary: Sequence[Words], taken: Collection[int] = ()) -> tuple[Amount, ...]:
    """Read all amounts; tokens in ``taken`` (periods, names) are left out.

    A bare scale word counts as one of it (``a billion``, مليار). Numbers are exact: nothing is rounded, so
    20, 200 and 230 stay apart.
    """
    found: list[Amount] = []
    at = 0
    while at < len(tokens):
        value, end = _number(tokens, at, vocabulary, taken)
        bare, factor = value is None, 1.0
        while end < len(tokens) and end not in taken and (scale := _scale(tokens[end], vocabulary)):
            factor *= scale
            end += 1
        amount = (1.0 if value is None else value) * factor
        token = tokens[at]
        # Words for numbers stand in passing (one of them), and a letter (m) may be another word.
        scaled = factor > 1 or (token.script is not Script.NUMBER and amount >= 1e6)
        if (amount >= 1e6 and len(token.text) > 2) if bare else (scaled or token.script is Script.NUMBER):
            found.append(Amount(amount, scaled, tuple(range(at, end))))
        at = max(end, at + 1)
    return tuple(found)


def counting(tokens: Sequence[Token], vocabulary: Sequence[Words]) -> list[int]:
    """Positions of numbers in words that a thousand, a million or more follows: they are nothing but numbers."""
    return [
        i
        for i, (token, following) in enumerate(itertools.pairwise(tokens))
        if _scale(following, vocabulary) and _word(token, vocabulary)
    ]


def is_sum(text: str) -> bool:
    """Whether a text holds numbers to be reckoned with (``2+2``): they are no amounts of anything."""
    return _SUM.search(text) is not None


def counts(token: Token, vocabulary: Sequence[Words]) -> bool:
    """Whether a token may be a number, or part of one; a text without such tokens names no amount.

    Args:
        token: the token.
        vocabulary: words of the languages that the text may use.
    """
    return (
        token.script is Script.NUMBER
        or any(token.text in w.scale for w in vocabulary)
        or bool(_word(token, vocabulary))
    )


def _number(
    tokens: Sequence[Token], at: int, vocabulary: Sequence[Words], taken: Collection[int]
) -> tuple[float | None, int]:
    """The number at a position, in digits or words (``two hundred and thirty``, 二十三), and its end."""
    if at not in taken and tokens[at].script is Script.NUMBER:
        return (float(tokens[at].text) if len(tokens[at].text) < 40 else None), at + 1
    parts: list[int] = []
    end = at
    while end < len(tokens) and end not in taken:
        joint = int(bool(parts) and any((tokens[end].text,) in known.conjunction for known in vocabulary))
        word = tokens[end + joint] if end + joint < len(tokens) and end + joint not in taken else None
        number = _word(word, vocabulary) if word else None
        if word is None or number is None:
            break
        multiplies = number >= 100 or (number == 10 and word.script is Script.CJK)
        if parts and multiplies and parts[-1] < number:
            parts[-1] *= number
        elif not parts or parts[-1] % 10 ** len(str(number)) == 0:
            parts.append(number)
        else:
            break
        end += joint + 1
    return (float(sum(parts)) if parts else None), end


def _word(token: Token, vocabulary: Sequence[Words]) -> int | None:
    forms = [token.text]
    if token.script is Script.ARABIC and token.text.startswith("و"):
        forms.append(token.text[1:])
    return next((w.numbers[form] for form in forms for w in vocabulary if form in w.numbers), None)


def _scale(token: Token, vocabulary: Sequence[Words]) -> float | None:
    return next((w.scale[token.text] for w in vocabulary if token.text in w.scale), None)
