"""German as it is typed: without umlauts (``fuer``, ``Geschaefte``), and with *es* written onto a verb (``hängts``)."""

from __future__ import annotations

import re

_ES = re.compile(r"(?<=[a-z]{2}[tedrn])s$")
_WRITTEN_OUT = re.compile(r"([aou])e")


def with_umlauts(word: str) -> str:
    """A word with its umlauts in their normal form, which is the bare vowel; many words have no umlaut at all.

    Whether the result is a word must be told by the caller: *neue* and *Bauer* stay what they are.
    """
    return _WRITTEN_OUT.sub(r"\1", word)


def without_es(word: str) -> str:
    """A word without the *es* that may be written onto it; as above, the caller tells whether that is a word."""
    return _ES.sub("", word)
