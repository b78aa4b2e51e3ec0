"""What somebody tells of himself before he asks: "we moved house last week, who owns the mill?"."""

from __future__ import annotations

import re
from functools import cache

from bot.facts.model import Facet
from bot.language.tokens import tokenise
from bot.language.words import words
from bot.matching.index import Index
from bot.matching.keys import joins
from bot.matching.kinds import kinds_of
from bot.matching.lend import points_back, subject_of

_COMMA = re.compile(r"[,;]\s+|\s[-–—]\s")
_MOST = 3
"""Commas of a text that are looked at."""


def after_story(index: Index, text: str) -> str | None:
    """What an English text asks after a story, with those whom the story names if it points back at them.

    Returns:
        None, if the text does not begin with a story, or asks nothing after it.
    """
    known = words("en")
    opening = tokenise(text[:40])
    if not opening:
        return None
    tells = (opening[0].text,) in known.story
    for comma in list(_COMMA.finditer(text))[:_MOST]:
        before, after = text[: comma.start()], text[comma.end() :]
        asked = tokenise(after)
        concludes = bool(asked) and (asked[0].text,) in known.conclusion
        if not tells and not (concludes and _is_told(before)):
            continue
        start = int(concludes or (bool(asked) and joins(asked[0], "en")))
        story = index.reader.read(before)
        if kinds_of(story.tokens, "en") - {"yes_no"} or story.periods.periods:
            return None
        if not kinds_of(asked[start : start + 2], "en"):
            continue
        reading = index.reader.read(after)
        alone = reading.concepts(Facet.SUBJECT, weak=False) and not points_back(reading.tokens, "en")
        return after if alone else f"{after.rstrip(' ?!.')} {subject_of(index, story)}".strip()
    return None


def _is_told(text: str) -> bool:
    """Whether somebody speaks of himself."""
    return any((token.text,) in words("en").speaker for token in tokenise(text))


def with_workplace(index: Index, text: str) -> str:
    """A text with the name of who employs the speaker, if he says so before: "I work at the mill. Did my firm ...?"."""
    named = next(reversed(list(_workplace().finditer(text))), None)
    if not named or not _is_told(text[: named.start()]):
        return text
    before = index.reader.read(_workplace().sub("", text[: named.start()]))
    # Who works on a thing works for the one that makes it.
    makers = ((name, *index.lexicon.owners.get(name, ())) for name in before.concepts(Facet.SUBJECT, weak=False))
    known = {next((name for name in line if name in index.covered), None) for line in makers}
    employer = known.pop() if len(known) == 1 else None
    name = index.lexicon.names[employer].get("en", employer) if employer else None
    return f"{text[: named.start()]}{name}{text[named.end() :]}" if name else text


@cache
def _workplace() -> re.Pattern[str]:
    phrases = sorted(words("en").workplace, key=len, reverse=True)
    joined = "|".join(r"\s+".join(map(re.escape, phrase)) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
