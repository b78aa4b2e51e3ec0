"""What somebody takes back and asks instead: "when is the fair, never mind, who owns the mill?"."""

from __future__ import annotations

import re
from functools import cache

from bot.language.words import words
from bot.matching.reading import Reader

_GAP = r"[\s,.!:;–—-]*"


def without_retracted(reader: Reader, text: str) -> str:
    """A text without what it takes back; the text itself, if nothing is asked after that.

    Args:
        reader: tells whether there is anything in what follows.
        text: what was asked.
    """
    taken_back = list(_taking_back().finditer(text))
    if not taken_back:
        return text
    last = taken_back[-1]
    before, after = text[: last.start()], text[last.end() :]
    if not before.strip() or not reader.read(after).measures:
        return text
    return after


@cache
def _taking_back() -> re.Pattern[str]:
    """What takes back; English words are used so in all languages' chats."""
    phrases = sorted(words("en").retracting, key=len, reverse=True)
    joined = "|".join(r"['’\s]*".join(map(re.escape, phrase)) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w){_GAP}", re.IGNORECASE)
