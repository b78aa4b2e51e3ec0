"""What somebody tells of himself before he asks: "we moved house last week, who owns the mill?"."""

from __future__ import annotations

import re

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
    if not opening or (opening[0].text,) not in known.story:
        return None
    for comma in list(_COMMA.finditer(text))[:_MOST]:
        before, after = text[: comma.start()], text[comma.end() :]
        asked = tokenise(after)
        start = 1 if asked and joins(asked[0], "en") else 0
        story = index.reader.read(before)
        if kinds_of(story.tokens, "en") - {"yes_no"} or story.periods.periods:
            return None
        if not kinds_of(asked[start : start + 2], "en"):
            continue
        reading = index.reader.read(after)
        alone = reading.concepts(Facet.SUBJECT, weak=False) and not points_back(reading.tokens, "en")
        return after if alone else f"{after.rstrip(' ?!.')} {subject_of(index, story)}".strip()
    return None
