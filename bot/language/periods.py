"""When: quarters, halves, months, ranges and years are parsed, not listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.earlier import EarlierReader
from bot.language.period import Period, parse_written
from bot.language.span import Span, forms_of
from bot.language.spans import CODES, LAST_YEAR, UNITS
from bot.language.tokens import Token
from bot.language.words import Phrase, Words

__all__ = ["NO_PERIODS", "Found", "Period", "beginnings", "find_periods", "may_tell", "parse_written"]


@dataclass(frozen=True)
class Found:
    """Periods of a text.

    Attributes:
        periods: as far as they are parts of a year.
        positions: the tokens they stand in.
        to_date: whether the text asks for all so far.
        moment: whether it asks for a time that is no part of a year (``yesterday``, ``last week``), and for no period.
    """

    periods: tuple[Period, ...]
    positions: frozenset[int]
    to_date: bool = False
    moment: bool = False


NO_PERIODS = Found((), frozenset())

_SHIFTS = (("previous", -1), ("last", -1), ("next", 1), ("this", 0), ("latest", 0), ("full", 0))
_SPANNING = frozenset(
    ("quarter", "half", "year", "month", "month_no", "month_name", "span", "number", "ordinal", "two_years")
)
_TELLING = _SPANNING.union(f"{modifier}_{unit}" for modifier, _ in _SHIFTS for unit in ("quarter", "half", "year"))
"""Roles of words, one of which every period has that is not written in digits."""

_BEARING = _TELLING | {"timeless", "moment", "to_date", "earlier", "earlier_after"}
"""Roles of words, without one of which nothing in a text that is written in letters alone tells a time."""
_OPENING = _BEARING.union(
    (modifier for modifier, _ in _SHIFTS), ("mark", "first", "until", "until_month", "since", "ago", "before")
)
"""Roles of the words that anything which tells a time begins with."""

_ALONE: frozenset[Phrase] = frozenset({()})

_RELATING = _TELLING.union(modifier for modifier, _ in _SHIFTS)
"""Roles of the words that a period relative to the latest one begins with."""


def beginnings(token: Token, vocabulary: Sequence[Words]) -> frozenset[Phrase]:
    """What may follow a word that begins something which tells a time: nothing, if the word alone may do so.

    Args:
        token: the word.
        vocabulary: words of the languages that the text may use.
    """
    if not token.text.isalpha() or token.text in CODES:
        return _ALONE
    told = [known.roles.get(form, ()) for form in forms_of(token) for known in vocabulary]
    rests = frozenset([phrase[1:] for roles in told for role, phrase in roles if role in _BEARING])
    return _ALONE if () in rests else rests


def may_tell(texts: Sequence[str], begun: Sequence[frozenset[Phrase]]) -> bool:
    """Whether a text may name a period; else there is nothing to be found in it.

    Args:
        texts: its words.
        begun: the :func:`beginnings` of each.
    """
    return any(
        rest == tuple(texts[at : at + len(rest)]) for at, rests in enumerate(begun, 1) if rests for rest in rests
    )


class _Parser(EarlierReader):
    """One pass over the tokens of a text."""

    def read(self, at: int) -> tuple[Period | None, int] | None:
        """Read one period: itself (None: one that cannot be told) and where it ends."""
        readers = (
            self.cumulative,
            self.since,
            self.stretch,
            self.relative,
            self.ago,
            self.numeric,
            self.bare_year,
        )
        span = next((span for reader in readers if (span := reader(at))), None)
        return (span.period, span.end) if span else None

    @property
    def tells(self) -> bool:
        """Whether any word may belong to a period, so that a closer look is worth its time."""
        return not all(_TELLING.isdisjoint(marks) for marks in self.marks) or any(
            text in CODES or not text.isalpha() for text in self.texts
        )

    @property
    def retells(self) -> bool:
        """Whether the text tells that something was said or read: that may be when it was."""
        return any(text in known.hearsay for text in self.texts for known in self.vocabulary)

    def is_blank(self, at: int) -> bool:
        """Whether a word tells no time, so that nothing that does may begin with it."""
        text = self.texts[at]
        opens = text in CODES or text.startswith("ل") or not text.isalpha()
        return not opens and self.marks[at].keys().isdisjoint(_OPENING)

    def asks_for(self, at: int, end: int) -> bool:
        """Whether a moment tells of what is asked: at the beginning or the end, and not until when an answer is due."""
        function = {word for known in self.vocabulary for word in known.function}
        closes = function.issuperset(self.texts[end:])
        return at == 0 or (closes and not self.role("until of due", at - 1))

    def cumulative(self, at: int) -> Span | None:
        """``through September``, 截至9月, من أول السنة لأيلول: from the beginning of the year."""
        until = self.role("until", at)
        start = until or self.role("until_month", at)
        opened = self.texts[at].startswith("ل") and (self.role("year", at - 1) or self.year(at - 1))
        span = self.dated(self.skip("end last of", at + start)) if start or opened else None
        if not span or not (until or span.first == span.last):
            return None
        if length := self.length(self.skip("of", span.end)):
            return span._replace(first=span.last - length[0] + 1, end=length[1])
        return span._replace(first=1)

    def closes(self, before: Period, period: Period, place: range, after: int) -> bool:
        """Whether ``until September`` at a position says when a part named before it ends (``Q3, so until September``).

        Args:
            before: the part.
            period: from the beginning of the year to that month.
            place: where the words stand that name it.
            after: where the part's own words ended; what is joined by ``and`` is asked for besides.
        """
        ends = before.first > period.first == 1 and before.last == period.last
        ends = ends and before.same_as(before.with_year(period.year))
        until = self.role("until", place.start) or any(self.role("until_after", i) for i in place)
        return ends and bool(until) and not any(self.joins(i) for i in range(after, place.start + 1))

    def is_latest(self, period: Period, at: int) -> bool:
        """Whether a period is the latest one only because it is called so (``the last quarter``)."""
        return period == self.latest and not any(self.ordinal(i) for i in range(at, min(at + 2, len(self.texts))))

    def since(self, at: int) -> Span | None:
        """``since January``: up to the latest period known."""
        since = self.role("since", at)
        span = self.dated(at + since) if since else None
        if not span or span.first != span.last or self.ranged(at + since, span):
            return None
        return self.onwards(span)

    def onwards(self, span: Span) -> Span:
        """A span from its beginning to the end of the latest period."""
        latest = self.latest
        if not latest or span.first > latest.last or span.year not in {None, latest.year}:
            return span
        return span._replace(last=latest.last, year=latest.year)

    def stretch(self, at: int) -> Span | None:
        """A part of a year, or a range of them: ``January to September``, ``Q1-Q3``; ``Eylüle kadar``."""
        span = self.dated(at)
        if not span:
            return None
        span = self.row(span) or self.ranged(at, span) or span
        after = self.role("until_after", following := self.skip("ending end", span.end))
        if after:
            return span._replace(first=1, end=following + after)
        if since := self.role("since_after", following):
            return self.onwards(span._replace(end=following + since))
        if (closing := self.closing(span.end, 1)) and closing.last == span.last:
            return span._replace(year=span.year or closing.year, end=closing.end)
        return span

    def ranged(self, at: int, first: Span) -> Span | None:
        """The span from one part of a year to another of its kind."""
        start = self.skip("ending", first.end, 2)
        to, joined = self.role("to", start), self.joins(start)
        alone = joined and not self.texts[start].startswith("و")
        last = self.dated(self.skip("end mark", start + (to or int(alone))))
        if not last or last.first <= first.last or last.last - last.first != first.last - first.first:
            return None
        if first.year and last.year and first.year != last.year:
            return None
        if first.first == first.last:
            between = self.role("between", at - 1) or self.role("between", self.skip("ending", last.end, 2))
            fits = bool(to or between or not joined)
        else:
            # Side by side stand lists (Q2, Q3) and ranges (Q1-Q3).
            fits = not self.compares(at, start) and (to > 0 or (first.last == 3 and last.first >= 7))
        return Span(first.first, last.last, last.end, last.year or first.year) if fits else None

    def relative(self, at: int) -> Span | None:
        """``this year``, ``last year``, ``previous quarter``, العام الماضي."""
        marks = self.marks[at]
        if _RELATING.isdisjoint(marks):
            return None
        for unit in ("quarter", "half", "year"):
            for modifier, shift in _SHIFTS:
                if unit not in marks and modifier not in marks and f"{modifier}_{unit}" not in marks:
                    continue
                end = at + self.role(f"{modifier}_{unit}", at)
                # In Arabic and French the modifier follows.
                for one, other in ((modifier, unit), (unit, modifier)):
                    head = self.role(one, at)
                    start = self.skip("full", at + head, 1) if unit == "year" and other != "full" else at + head
                    tail = self.role(other, start) if head else 0
                    end = start + tail if tail and end == at else end
                if end > at:
                    longer = unit == "year" and self.latest is not None and not self.latest.is_year
                    if modifier == "previous" and not longer and (self.compared(at) or self.role("compare_after", end)):
                        # "Up on the previous quarter" asks for this one.
                        return Span(0, 0, end)
                    return self.shifted(unit, modifier, shift, end)
        return None

    def shifted(self, unit: str, modifier: str, shift: int, end: int) -> Span:
        if unit == "year" and modifier in {"full", "latest"}:
            year, end = self.year_after(end)
            return Span(1, 12, end, year)
        if self.latest is None or self.latest.year is None:
            return Span(0, 0, end)
        if unit == "year":
            return Span(1, 12, end, self.latest.year + shift)
        length = dict(UNITS)[unit]
        if unit == "quarter" and modifier == "last":
            # "The last quarter" is the latest reported one, "the last quarter of 2025" the year's fourth.
            shift = 0
            year, after = self.year_after(end)
            if year and (after > end + 1 or year != self.latest.year):
                return Span(10, 12, after, year)
        start = (self.latest.last - 1) // length * length + 1
        period = Period(self.latest.year, start, start + length - 1).shifted(shift)
        return Span(period.first, period.last, end, period.year)

    def numeric(self, at: int) -> Span | None:
        """``30.09.2025``, ``09/2025``, ``2025-09-30``."""
        one, two, three = (self.digits(at + step, LAST_YEAR) or 0 for step in range(3))
        year = self.year(at)
        if year and 1 <= two <= 12 and (self.texts[at + 1].startswith("0") or 1 <= three <= 31):
            return Span(two, two, at + 2 + (1 <= three <= 31), year)
        if self.year(at + 2) and 1 <= min(one, two) <= 12 and max(one, two) <= 31:
            month = two if two <= 12 else one
            return Span(month, month, at + 3, three)
        written = self.texts[at].startswith("0") or self.role("dating until", at - 1) > 0
        if self.year(at + 1) and 1 <= one <= 12 and written:
            return Span(one, one, at + 2, two)
        return None

    def beside(self, at: int, before: Period) -> tuple[Period, int] | None:
        """An ordinal alone that is compared with a part named before it (``Q2 compared to the first``)."""
        length, number = before.last - before.first + 1, self.ordinal(at)
        if not number or length not in dict(UNITS).values() or not 1 < length * number <= 12:
            return None
        if length == 1 or self.digits(at, 4) or not self.compared(at):
            return None
        return Period(before.year, length * (number - 1) + 1, length * number), at + 1

    def bare_year(self, at: int) -> Span | None:
        start = self.skip("full year of", at)
        year = self.year(start)
        if year is None or (start > at and not self.role("full year", at)):
            return None
        end = start + 1
        return Span(1, 12, end if self.role("to_date", end) else self.skip("year", end, 1), year)


def find_periods(tokens: Sequence[Token], vocabulary: Sequence[Words], latest: Period | None = None) -> Found:
    """Find all periods that a text names.

    Args:
        tokens: the text's tokens.
        vocabulary: words of the languages that the text may use.
        latest: the period that "this" and "latest" mean.

    A year that stands apart completes the periods named without one (``in 2025, what was Q3's``).
    """
    parser = _Parser(tokens, vocabulary, latest)
    periods: list[Period] = []
    positions: set[int] = set()
    named_latest: list[Period] = []
    to_date = moment = False
    tells = parser.tells
    at = 0
    while at < len(tokens):
        if parser.is_blank(at):
            at += 1
            continue
        if length := parser.role("timeless", at):
            at += length
            continue
        if length := parser.role("moment", at):
            moment = moment or parser.asks_for(at, at + length)
            end = at + length
        elif length := parser.before_figure(at):
            moment = True
            end = at + length
        elif length := parser.role("to_date", at):
            to_date = True
            end = at + length
        elif tells and (found := parser.read(at) or (parser.beside(at, periods[-1]) if periods else None)):
            period, end = found
            if period and not (periods and parser.closes(periods[-1], period, range(at, end), max(positions) + 1)):
                periods.append(period)
                if parser.is_latest(period, at):
                    named_latest.append(period)
        else:
            at += 1
            continue
        positions.update(range(at, end))
        at = end
    if latest and any(p.year in {None, latest.year} and p.first > latest.last for p in periods):
        # "In December, the last quarter" means the one with December, though none is reported for it.
        periods = [p for p in periods if p not in named_latest]
    moment = moment and not (periods or to_date or parser.retells)
    return Found(_complete(periods), frozenset(positions), to_date, moment)


def _complete(periods: list[Period]) -> tuple[Period, ...]:
    years = {p.year for p in periods if p.year is not None}
    if years:
        periods = [p for p in periods if not (p.is_year and p.year is None)]
    if len(years) == 1 and any(not p.is_year for p in periods):
        year = next(iter(years))
        periods = [p.with_year(p.year or year) for p in periods if not (p.is_year and p.year == year)]
    return tuple(dict.fromkeys(periods))
