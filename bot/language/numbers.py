"""Amounts in a text: ``$1.46bn``, ``1,46 Milliarden``, ``مليار دولار``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from bot.language.tokens import Script, Token
from bot.language.words import Words


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


def amounts(
    tokens: Sequence[Token], vocabulary: Sequence[Words], taken: Collection[int] = ()
) -> tuple[Amount, ...]:
    """Read all amounts; tokens in ``taken`` (periods, names) are left out.

    A bare scale word counts as one of it (``a billion``, مليار). Numbers are exact: nothing is rounded, so
    20, 200 and 230 stay apart.
    """
    found: list[Amount] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if i in taken:
            i += 1
            continue
        number = _number(token, vocabulary)
        factor = _scale(token, vocabulary)
        if number is not None:
            positions = [i]
            scale = _scale(tokens[i + 1], vocabulary) if i + 1 < len(tokens) else None
            while scale is not None and positions[-1] + 1 not in taken:
                number *= scale
                positions.append(positions[-1] + 1)
                following = positions[-1] + 1
                scale = _scale(tokens[following], vocabulary) if following < len(tokens) else None
            if token.script is Script.NUMBER or len(positions) > 1:
                found.append(Amount(number, len(positions) > 1, tuple(positions)))
            i = positions[-1] + 1
        elif factor is not None and factor >= 1e6 and len(token.text) > 2:
            found.append(Amount(factor, scaled=True, positions=(i,)))
            i += 1
        else:
            i += 1
    return tuple(found)


def _number(token: Token, vocabulary: Sequence[Words]) -> float | None:
    if token.script is Script.NUMBER:
        return float(token.text) if len(token.text) < 40 else None
    return next((float(w.numbers[token.text]) for w in vocabulary if token.text in w.numbers), None)


def _scale(token: Token, vocabulary: Sequence[Words]) -> float | None:
    return next((w.scale[token.text] for w in vocabulary if token.text in w.scale), None)
