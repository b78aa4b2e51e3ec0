"""French as it is typed in chat: what is elided stands before its word without an apostrophe (``jcomprends``)."""

from __future__ import annotations

import re

_ELIDED = re.compile(r"(?:(?:qu|[cdlmnst])(?=[aeiouyh])|jusqu(?=[aeiouyh])|[jt])(?=[a-z]{2})")


def without_elided(word: str) -> str:
    """A word without the pronoun, article or conjunction written onto it; the word itself where it has none.

    Whether what is left is a word must be told by the caller: *jaune* and *lundi* have none.
    """
    return _ELIDED.sub("", word, count=1) if _ELIDED.match(word) else word
