"""Spans of months at one place of a text: ``third quarter``, ``first nine months``, ``30 September``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.period import Period
from bot.language.span import Span, forms_of
from bot.language.tokens import Script, Token
from bot.language.words import Phrase, Words

_CODE = re.compile(r"(?:[qt]([1-4])|([1-4])[qtc]|(?:h[yj]?|s)([12])|([12])(?:h[yj]?|s)|([369])m|(fy))")
_MONTH_DIGITS = re.compile(r"0[1-9]")
FIRST_YEAR, LAST_YEAR = 1800, 2099
_USUAL_YEARS = range(1990, 2050)
"""Years that need no word beside them: four digits are more often one of these than an amount."""

_AROUND = 10
"""Years before and after the latest period that need none either."""

UNITS = (("quarter", 3), ("half", 6))

CODES = frozenset(("q", "h", "fy"))
_ROW = 3
"""Months in a row from which they are one span; two may be compared."""

_PARTING = frozenset(
    ("span", "mark", "ordinal", "number", "first", "last", "quarter", "half", "month", "month_no", "month_name")
)
"""Roles of the words, one of which a part of a year begins with that is written in letters."""


class SpanReader:
    """One pass over the tokens; every method reads at a position and returns what it found, or None."""

    def __init__(self, tokens: Sequence[Token], vocabulary: Sequence[Words], latest: Period | None) -> None:
        self.tokens = tokens
        self.texts = [token.text for token in tokens]
        self.vocabulary = vocabulary
        self.latest = latest
        year = (latest.year if latest else None) or _USUAL_YEARS.start
        self.usual_years = range(min(_USUAL_YEARS.start, year - _AROUND), max(_USUAL_YEARS.stop, year + _AROUND))
        # Where a part named after its unit ended, and the unit's length: another ordinal may be joined to it.
        self.joined_unit = (0, 0)
        self.marks = [self.roles(at) for at in range(len(tokens))]

    def forms(self, at: int) -> tuple[str, ...]:
        """The word at a position, and in Arabic also without what is written onto it."""
        return forms_of(self.tokens[at]) if 0 <= at < len(self.texts) else ()

    def roles(self, at: int) -> dict[str, int]:
        """The roles of time that words at a position may play, with the number of their tokens."""
        found: dict[str, int] = {}
        for form in self.forms(at):
            for known in self.vocabulary:
                for role, phrase in known.roles.get(form, ()):
                    if len(phrase) > found.get(role, 0) and self.stands(phrase, at):
                        found[role] = len(phrase)
        return found

    def stands(self, phrase: Phrase, at: int) -> bool:
        """Whether a phrase whose first word is known to stand at a position stands there as a whole."""
        return len(phrase) == 1 or tuple(self.texts[at + 1 : at + len(phrase)]) == phrase[1:]

    def role(self, names: str, at: int) -> int:
        """How many tokens at a position play one of these roles (0: none)."""
        if not 0 <= at < len(self.marks) or not (marks := self.marks[at]):
            return 0
        return max([marks.get(name, 0) for name in names.split()]) if " " in names else marks.get(names, 0)

    def skip(self, names: str, at: int, most: int = 3) -> int:
        """The position after words of these roles."""
        for _ in range(most):
            at += self.role(names, at)
        return at

    def digits(self, at: int, highest: int) -> int | None:
        """A number in digits from 1 to ``highest`` that counts no money."""
        text = "".join(self.texts[at : at + 1]) if at >= 0 else ""
        if not (text.isdigit() and text.isascii() and len(text) <= 4) or self.is_scaled(at):
            return None
        return int(text) if 1 <= int(text) <= highest else None

    def is_scaled(self, at: int) -> bool:
        """Whether a scale or a per cent sign follows: such a number tells no time."""
        following = self.texts[at + 1 : at + 2]
        return following == ["%"] or any(w.scale.get(x, 1) > 1 for x in following for w in self.vocabulary)

    def number(self, at: int) -> int | None:
        """A number from 1 to 12, in digits or as a word."""
        known = (w.numbers[form] for form in self.forms(at) for w in self.vocabulary if form in w.numbers)
        word = next((number for number in known if number <= 12), None)
        return self.digits(at, 12) or (None if self.is_scaled(at) else word)

    def ordinal(self, at: int) -> int | None:
        """An ordinal from 1 to 4, in digits or as a word."""
        known = (w.ordinal[form] for form in self.forms(at) for w in self.vocabulary if form in w.ordinal)
        return self.digits(at, 4) or next(known, None)

    def year(self, at: int) -> int | None:
        """A year in four digits."""
        found = self.digits(at, LAST_YEAR)
        if not found or found < FIRST_YEAR:
            return None
        return found if found in self.usual_years or self.is_told(at) else None

    def is_told(self, at: int) -> bool:
        """Whether the words around a number tell that it is a year: ``in 1969``, ``July 16, 1969``, ``1969-07``."""
        last, following = "".join(self.texts[at - 1 : at]), "".join(self.texts[at + 1 : at + 2])
        if self.role("within year full month_name", at - 1) or _CODE.fullmatch(last):
            return True
        if self.digits(at - 1, 31):
            return self.digits(at - 2, 31) is not None or self.role("month_name", at - 2) > 0
        if _MONTH_DIGITS.fullmatch(following) or (
            self.role("year", at + 1) and self.tokens[at + 1].script is Script.CJK
        ):
            return True
        # "Until 1850 loaves were sold" counts something.
        plain = following and not self.marks[at + 1] and not any(following in w.function for w in self.vocabulary)
        return not plain and self.role("between until", at - 1) > 0

    def year_after(self, at: int) -> tuple[int | None, int]:
        """The year of a period ending before ``at`` (``of 2025``, عام 2025), and where reading goes on."""
        for start in range(3):
            following = self.skip("of year ending full", at, start)
            if year := self.year(following):
                end = following + 1
                return year, end if self.role("to_date", end) else self.skip("year ending", end, 2)
        return None, at

    def dated(self, at: int) -> Span | None:
        """A part of a year with the year that stands before or after it."""
        year = self.year(at)
        span = self.part(self.skip("of year ending mark", at + 1)) if year else self.part(at)
        if not span or (year and span.year):
            return None
        if year or span.year:
            return span._replace(year=year or span.year)
        year, end = self.year_after(span.end)
        short = self.digits(span.end, 29) if _CODE.fullmatch(self.texts[span.end - 1]) else None
        if not year and short and short > 22:
            year, end = 2000 + short, end + 1
        return span._replace(year=year, end=end)

    def part(self, at: int) -> Span | None:
        """A part of a year, in any of the ways in which one is written."""
        if at >= len(self.texts):
            return None
        text = self.texts[at]
        if text.isalpha() and text not in CODES and self.marks[at].keys().isdisjoint(_PARTING):
            return None
        readers = (self.listed, self.coded, self.named, self.counted, self.month)
        return next((span for reader in readers if (span := reader(at))), None)

    def row(self, first: Span) -> Span | None:
        """Three months or more that stand in a row after the first: ``July August September``, يوليو وأغسطس وسبتمبر."""
        last = first
        while first.first == first.last:
            apart = self.joins(last.end) and not self.texts[last.end].startswith("و")
            further = self.dated(last.end + int(apart))
            if not further or further.first != further.last or further.first != last.last + 1:
                break
            last = further
        row = last.last - first.first >= _ROW - 1 and first.first == first.last
        return last._replace(first=first.first, year=last.year or first.year) if row else None

    def listed(self, at: int) -> Span | None:
        """Words such as 上半年 that name a span by themselves."""
        length = self.role("span", at)
        phrases = [(form, *self.texts[at + 1 : at + length]) for form in (self.forms(at) if length else ())]
        months = next((known.spans[p] for p in phrases for known in self.vocabulary if p in known.spans), None)
        return Span(*months, at + length) if months else None

    def coded(self, at: int) -> Span | None:
        """``q3``, ``3t``, ``h1``, ``9m``, ``fy``."""
        text = "".join(self.texts[at : at + 1])
        end = at + 1
        if text in {"q", "h"}:
            text, end = "".join(self.texts[at : at + 2]), at + 2
        match = _CODE.fullmatch(text)
        if not match:
            return None
        if quarter := match[1] or match[2]:
            return Span(int(quarter) * 3 - 2, int(quarter) * 3, end)
        if half := match[3] or match[4]:
            return Span(int(half) * 6 - 5, int(half) * 6, end)
        return Span(1, 12 if match[6] else int(match[5]), end)

    def named(self, at: int) -> Span | None:
        """``third quarter``, ``quarter 3``, الربع الثالث, 第三季度, ``first to third quarter``."""
        if at >= len(self.texts):
            return None
        mark = self.role("mark", at)
        first, end = self.ordinal(at + mark), self.skip("suffix", at + mark + 1, 1)
        to = self.role("to", end) or int(self.joins(end))
        further = self.skip("end mark", end + to, 2)
        last = self.ordinal(further) if to else None
        after = self.skip("suffix", further + 1, 1) if last else end
        cardinal = not mark and end == at + 1 and self.tokens[at].script in {Script.NUMBER, Script.CJK}
        for role, length in UNITS:
            unit = self.role(role, after)
            counts = cardinal and self.role("several", end) > 0
            if first and unit and not counts and (last or first) * length <= 12:
                if last and (last <= first or self.compares(at, end)):
                    return Span((first - 1) * length + 1, first * length, end)
                return Span((first - 1) * length + 1, (last or first) * length, after + unit)
            if unit := self.role(role, at):
                return self.numbered_unit(at, self.skip("mark", at + unit, 1), length)
        if first and self.follows_unit(at):
            return Span((first - 1) * self.joined_unit[1] + 1, first * self.joined_unit[1], end)
        return None

    def numbered_unit(self, at: int, number_at: int, length: int) -> Span | None:
        """What follows a unit: its number (``quarter 3``, الربع الثالث والرابع) or its closing month."""
        part = self.ordinal(number_at) or self.number(number_at)
        if part and part * length <= 12 and not self.role("several", at) and not self.role("one", number_at):
            end = self.skip("suffix", number_at + 1, 1)
            self.joined_unit = end, length
            return Span((part - 1) * length + 1, part * length, end)
        return self.closing(number_at, length)

    def follows_unit(self, at: int) -> bool:
        """Whether the part before goes on here with another ordinal: joined, or compared (الربع الثاني عن الأول)."""
        end = self.joined_unit[0]
        return (end == at and self.joins(at)) or (0 < end < at and self.role("compare", end) == at - end)

    def joins(self, at: int) -> bool:
        """Whether a conjunction stands there, or is written onto the word (والثالث)."""
        words = self.texts[at : at + 1]
        if words and words[0].startswith("و"):
            return True
        return any((word,) in known.conjunction for word in words for known in self.vocabulary)

    def compares(self, at: int, end: int) -> bool:
        """Whether two parts are compared (``from Q1 to Q3``, ``Q1 and Q3``) and not a range."""
        return self.joins(end) or any(self.role("from between", at - back) for back in (1, 2))

    def closing(self, at: int, months: int) -> Span | None:
        """``ended September 30``, ``to September``: so many months that close with the one named here."""
        start = self.role("ended to until until_month", at)
        month = self.month_date(self.skip("end last", at + start)) if start else None
        if not month:
            return None
        year, end = self.year_after(month.end)
        return Span(month.last - months + 1, month.last, end, year)

    def edge(self, at: int) -> tuple[str, int]:
        """Whether the words here count from the beginning or from the end (``first``, ``last``)."""
        for name in ("first", "last"):
            if length := self.role(name, at):
                return name, at + length
        return "", at

    def counted(self, at: int) -> Span | None:
        """``first nine months``, ``last 9 months``, ``nine months to September``, 前三季度."""
        lead, start = self.edge(at)
        for role, length in (("quarter", 3), ("month", 1)):
            leading = self.role(role, start)
            count = self.number(start + leading)
            inner, end = self.edge(start + leading + 1)
            unit = leading or self.role(role, end)
            if not count or count == 1 or not unit:
                continue
            end += 0 if leading else unit
            tail, after = self.edge(end)
            if inner or (tail == "last" and self.role("year quarter half", after)):
                tail, after = inner, end
            months = count * length
            if closing := self.closing(after, months):
                return closing
            if "first" in (lead, inner, tail):
                return Span(1, months, after)
            if "last" in (lead, inner, tail) and self.latest:
                return Span(self.latest.last - months + 1, self.latest.last, after, self.latest.year)
            if length > 1 and months <= 9 and (past := self.elapsed(at, after)):
                return Span(1, months, past)
            # شهر 9 is September, الأشهر التسعة are nine months.
            several = not leading or not self.role("month_no", start)
            return Span(1, 9, after) if length == 1 and count == 9 and several else None
        return None

    def elapsed(self, at: int, end: int) -> int:
        """Where words end that count quarters from the year's beginning (``after three quarters``); 0 if none do."""
        if past := self.role("elapsed_after", end):
            return end + past
        return end if self.role("elapsed", at - 1) and not self.role("of", end) else 0

    def month(self, at: int) -> Span | None:
        """``September quarter``, ``eylülde biten dokuz ay``, 七到九月, or a month alone."""
        span = self.numbered_range(at) or self.month_date(at)
        if not span or span.first < span.last:
            return span
        if span.last >= 3 and (quarter := self.role("quarter", span.end)) and not self.named(span.end):
            return Span(span.last - 2, span.last, span.end + quarter)
        following = self.skip("of ending", span.end, 2)
        ended = self.role("ended", following)
        if ended and (length := self.length(following + ended)):
            return Span(span.last - length[0] + 1, span.last, length[1])
        return span

    def month_date(self, at: int) -> Span | None:
        """``September``, ``30 September``, ``Sept 30th``, ``month of September``, شهر 9."""
        start = at
        if self.digits(at, 31) and not self.month_name(at):
            start = self.skip("suffix of", at + 1, 2)
        if numbered := self.role("month_no", start):
            number = self.number(start + numbered)
            if number and not self.role("one", start + numbered):
                return Span(number, number, start + numbered + 1)
        head = self.role("month", start)
        found = self.month_name(self.skip("of", start + head, 1) if head else start, sure=start > at)
        if not found:
            return None
        month, end = found
        return Span(month, month, self.after_day(self.skip("month", end, 1)))

    def length(self, at: int) -> tuple[int, int] | None:
        """Months that words such as ``nine months`` or ``quarter`` span, and where the words end."""
        for role, months in (*UNITS, ("month", 1)):
            count = self.number(at)
            if unit := count and self.role(role, at + 1):
                return (count or 1) * months, at + 1 + unit
            if months > 1 and (unit := self.role(role, at)):
                return months, at + unit
        return None

    def month_name(self, at: int, *, sure: bool = False) -> tuple[int, int] | None:
        """The month named at a position and where its name ends."""
        if self.role("doubtful", at) and not sure and not self.is_dated(at):
            return None
        length = self.role("month_name", at)
        rest = tuple(self.texts[at + 1 : at + length])
        names = [(form, *rest) for form in (self.forms(at) if length else ())]
        months = (known.months[name] for name in names for known in self.vocabulary if name in known.months)
        return next(((month, at + length) for month in months), None)

    def is_dated(self, at: int) -> bool:
        """Whether the words around tell that a doubtful name (May, March) is meant as a month."""
        before = any(self.role("dating until between to ended", at - back) == back for back in (1, 2))
        beside = any(self.month_name(at + step, sure=True) for step in (-2, -1, 1, 2) if at + step >= 0)
        return before or beside or self.year(at + 1) is not None or self.role("quarter", at + 1) > 0

    def after_day(self, at: int) -> int:
        """The position after a day of the month: ``30, 2025``, ``30th``, 30日, 三十日."""
        for end in range(at, min(at + 4, len(self.texts))):
            if day := self.role("day", end):
                return end + day if end > at else at
            if not self.number(end) and not self.digits(end, 31):
                break
        suffix = self.role("suffix", at + 1)
        if self.digits(at, 31) and (suffix or at + 1 == len(self.texts) or self.year(at + 1)):
            return at + 1 + suffix
        return at

    def numbered_range(self, at: int) -> Span | None:
        """七到九月, 1-9月: months counted, of which only the last has its sign."""
        first, start = self.number(at), at + 1 + self.role("to", at + 1)
        last = self.month_name(start) if first and self.number(start) else None
        return Span(first, *last) if first and last and first < last[0] else None
