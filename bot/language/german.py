"""German as it is typed where a keyboard has no umlauts: ``fuer``, ``koennen``, ``Geschaefte``."""

from __future__ import annotations

import re

_WRITTEN_OUT = re.compile(r"([aou])e")


def with_umlauts(word: str) -> str:
    """A word with its umlauts in their normal form, which is the bare vowel; many words have no umlaut at all.

    Whether the result is a word must be told by the caller: *neue* and *Bauer* stay what they are.
    """
    return _WRITTEN_OUT.sub(r"\1", word)
