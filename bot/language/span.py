"""A span of months at one place of a text, and the forms under which a word may name one."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from bot.language.period import Period
from bot.language.tokens import Script, Token

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("بال", "فال", "كال", "هال", "عال", "لل", "ال", "ب", "ل", "ك", "")
_CLITICS = tuple(one + other for one in _CONJUNCTIONS for other in _PREPOSITIONS if one + other)


class Span(NamedTuple):
    """Months read at some position and where reading goes on; no months where they cannot be told."""

    first: int
    last: int
    end: int
    year: int | None = None

    @property
    def period(self) -> Period | None:
        """The months as a period; None where they cannot be told or lie in two years."""
        return Period(self.year, self.first, self.last) if 1 <= self.first <= self.last <= 12 else None


@lru_cache(maxsize=16384)
def forms_of(token: Token) -> tuple[str, ...]:
    """A word, and in Arabic also without what is written onto it."""
    if token.script is not Script.ARABIC:
        return (token.text,)
    bare = (token.text.removeprefix(clitic) for clitic in _CLITICS if token.text.startswith(clitic))
    return (token.text, *(word for word in bare if len(word) >= 3))
