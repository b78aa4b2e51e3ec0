"""Turkish endings that are written onto names without an apostrophe (``teslada``, ``xaiye``)."""

from __future__ import annotations

import re
from functools import lru_cache

_SHORTEST = 3
_ENDING = re.compile(r"(?:l[ae]r)?(?:n?[iu]n|[yn]?[iuea]|n?[dt][ae]n?|[yn]?l[ae]|[dt][iu]r|l[iu])?(?:ki)?")
"""Endings of plural and case in the normal form, which has no dotless i."""


@lru_cache(maxsize=4096)
def peeled(word: str) -> tuple[str, ...]:
    """What a word in its normal form may be without its endings, the shortest first; the word itself is not told."""
    return tuple(word[:end] for end in range(_SHORTEST, len(word)) if _ENDING.fullmatch(word[end:]))
