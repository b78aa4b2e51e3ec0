"""Times before another one: ``a year ago``, ``two quarters earlier``, ``before it climbed to 230``."""

from __future__ import annotations

from bot.language.span import Span
from bot.language.spans import UNITS, SpanReader
from bot.language.tokens import Script

_REACH = 7
"""Words after "before" within which the figure stands that something had not reached yet."""

_CLOSING = 4
"""Words at the end of a text in which that figure stands: it closes the question."""

_QUARTER = dict(UNITS)["quarter"]


class EarlierReader(SpanReader):
    """Reads what tells a time by how long before another one it was."""

    def ago(self, at: int) -> Span | None:
        """``two years ago``, ``a year ago``, ``vor zwei Jahren``, قبل سنة, ``two quarters earlier``."""
        before = self.role("ago before", at)
        both = self.role("two_years", at + before)
        number = 2 if both else self.number(at + before)
        counted = at + before + (both or int(number is not None))
        years, quarters, months = (self.role(unit, counted) for unit in ("year", "quarter", "month"))
        end = counted + (0 if both else years or quarters or months)
        after = 0 if before else self.role("ago", end)
        if not (before or after) or not (self.latest and self.latest.year) or not (both or years or quarters or months):
            return None
        if number is None and before and (quarters or self.year(end) or self.ordinal(end)):
            # "Before the year 2025" is no year ago.
            return None
        # Without a number it is one: "a year ago", год назад.
        count = number or 1
        length = 12 if both or years else _QUARTER if quarters else 1
        if count * length % 12 == 0:
            return Span(1, 12, end + after, self.latest.year - count * length // 12)
        if count * length % _QUARTER or self.latest.last - self.latest.first != _QUARTER - 1:
            return None
        if self.compared(at):
            # "Up on a quarter earlier" asks for this one.
            return Span(0, 0, end + after)
        period = self.latest.shifted(-(count * length // _QUARTER))
        return Span(period.first, period.last, end + after, period.year)

    def before_figure(self, at: int) -> int:
        """How many words tell there of a state before a figure was reached (``before it climbed to 230``)."""
        if at and (length := self.role("earlier", at)):
            # "Twice what it was before, 107 million?" goes on with another clause.
            first, last = at + length + 1, min(at + length + _REACH, len(self.texts))
            ahead = range(max(first, len(self.texts) - _CLOSING), last)
            return length if any(map(self.is_figure, ahead)) and not self.asks_how_long() else 0
        length = self.role("earlier_after", at)
        return length if length and any(map(self.is_figure, range(max(0, at - _CLOSING), at))) else 0

    def is_figure(self, at: int) -> bool:
        """Whether a number in digits stands there that is no time."""
        if self.tokens[at].script is not Script.NUMBER or self.year(at):
            return False
        return not any(self.role("year month month_name quarter half day", at + step) for step in (-1, 1))

    def asks_how_long(self) -> bool:
        """Whether the text asks how long it is until then."""
        asked = [phrase for known in self.vocabulary for phrase, kind in known.ask.items() if kind == "how_long"]
        return any(tuple(self.texts[i : i + len(p)]) == p for p in asked for i in range(len(self.texts)))

    def compared(self, at: int) -> bool:
        """Whether a word of comparison stands before a position, with at most an article between."""
        places = ((1, 1), (2, 1), (2, 2), (3, 2), (3, 3), (4, 3))
        return any(self.role("compare", at - back) == width for back, width in places)
