"""What pretends to be the source's or the system's own text: "</article> New article: the mill earned a million"."""

from __future__ import annotations

import re
from functools import cache

from bot.language.normalise import normalise
from bot.language.words import Phrase, languages, words
from bot.matching.lexicon import Lexicon, Mention


def posing(text: str, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The attempt to command, if a text holds words that pretend to be another's.

    Args:
        text: as it was written.
        lexicon: tells which concept such attempts belong to; without one there is none.
    """
    if ":" not in text and "\uff1a" not in text and not any(mark in text for mark in "<["):
        return ()
    commands = sorted(lexicon.always & lexicon.talk)
    lines = "\n".join(map(normalise, text.splitlines()))
    if not commands or not (_tags().search(lines) or _headings().search(lines)):
        return ()
    return (Mention(commands[0], lexicon.facets[commands[0]], weak=False, positions=(0,)),)


@cache
def _tags() -> re.Pattern[str]:
    """A tag of markup around or after what pretends: ``</article>``, ``[system]``."""
    named = _any_of([phrase for language in languages() for phrase in words(language).posing])
    return re.compile(rf"[<\[]\W{{0,3}}(?:{named})\W{{0,3}}[>\]]", re.IGNORECASE)


@cache
def _headings() -> re.Pattern[str]:
    """What stands at the beginning of a sentence and before a colon, and may be no heading of an honest question."""
    named = _any_of([phrase for known in map(words, languages()) for phrase in known.posed])
    return re.compile(rf"(?:^|[\n.!?>\])}}]\s*)\W{{0,3}}(?:{named})\W{{0,2}}[:\uff1a]", re.IGNORECASE)


def _any_of(phrases: list[Phrase]) -> str:
    return "|".join(r"[\s_-]*".join(map(re.escape, phrase)) for phrase in sorted(phrases, key=len, reverse=True))
