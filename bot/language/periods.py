"""When: quarters, halves, months, ranges and years are parsed, not listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.language.period import Period, parse_written
from bot.language.tokens import Script, Token
from bot.language.words import Phrase, Words

__all__ = ["Found", "Period", "find_periods", "parse_written"]


@dataclass(frozen=True)
class Found:
    """Periods of a text, the tokens they stand in, and whether the text asks for all so far (``to date``)."""

    periods: tuple[Period, ...]
    positions: frozenset[int]
    to_date: bool = False


class _Span(NamedTuple):
    """Months read at some position and where reading goes on; no months where they cannot be told."""

    first: int
    last: int
    end: int
    year: int | None = None

    @property
    def period(self) -> Period | None:
        return Period(self.year, self.first, self.last) if 1 <= self.first <= self.last <= 12 else None


_CODE = re.compile(r"(?:[qt]([1-4])|([1-4])[qtc]|(?:h[yj]?|s)([12])|([12])(?:h[yj]?|s)|([369])m|(fy))")
_UNITS = (("quarter", 3), ("half", 6))
_SHIFTS = (("previous", -1), ("last", -1), ("next", 1), ("this", 0), ("latest", 0), ("full", 0))
_CLITICS = ("ولل", "وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")


class _Parser:
    """One pass over the tokens; every method reads at a position and returns what it found, or None."""

    def __init__(self, tokens: Sequence[Token], vocabulary: Sequence[Words], latest: Period | None) -> None:
        self.tokens = tokens
        self.texts = [token.text for token in tokens]
        self.vocabulary = vocabulary
        self.latest = latest

    # Words.

    def forms(self, at: int) -> list[str]:
        """The word at a position, and in Arabic also without what is written onto it."""
        if not 0 <= at < len(self.texts):
            return []
        text = self.texts[at]
        if self.tokens[at].script is not Script.ARABIC:
            return [text]
        bare = (text.removeprefix(clitic) for clitic in _CLITICS if text.startswith(clitic))
        return [text, *(word for word in bare if len(word) >= 3)]

    def stands(self, phrase: Phrase, form: str, at: int) -> bool:
        return phrase[0] == form and tuple(self.texts[at + 1 : at + len(phrase)]) == phrase[1:]

    def role(self, names: str, at: int) -> int:
        """How many tokens at a position play one of these roles of time (0: none)."""
        wanted = names.split()
        return max(
            (
                len(phrase)
                for form in self.forms(at)
                for known in self.vocabulary
                for role, phrase in known.roles.get(form, ())
                if role in wanted and self.stands(phrase, form, at)
            ),
            default=0,
        )

    def skip(self, names: str, at: int, most: int = 3) -> int:
        """The position after words of these roles."""
        for _ in range(most):
            at += self.role(names, at)
        return at

    def digits(self, at: int, highest: int) -> int | None:
        """A number in digits from 1 to ``highest`` that counts no money."""
        if not (0 <= at < len(self.texts) and self.tokens[at].script is Script.NUMBER and len(self.texts[at]) <= 4):
            return None
        text, following = self.texts[at], self.texts[at + 1 : at + 2]
        if not text.isdigit() or following == ["%"] or any(following[0] in w.scale for w in self.vocabulary if following):
            return None
        return int(text) if 1 <= int(text) <= highest else None

    def number(self, at: int) -> int | None:
        known = (w.numbers[form] for form in self.forms(at) for w in self.vocabulary if form in w.numbers)
        return self.digits(at, 12) or next((number for number in known if number <= 12), None)

    def ordinal(self, at: int) -> int | None:
        known = (w.ordinal[form] for form in self.forms(at) for w in self.vocabulary if form in w.ordinal)
        return self.digits(at, 4) or next(known, None)

    def year(self, at: int) -> int | None:
        found = self.digits(at, 2049)
        return found if found and found >= 1990 else None

    def year_after(self, at: int) -> tuple[int | None, int]:
        """A year that belongs to a period ending before ``at`` (``of 2025``, عام 2025), and where reading goes on."""
        for start in range(3):
            following = self.skip("of year ending full", at, start)
            year = self.year(following)
            if year:
                following += 1
                return year, following if self.role("to_date", following) else self.skip("year ending", following, 2)
        return None, at

    # Spans of months.

    def dated(self, at: int) -> _Span | None:
        """A part of a year with the year that stands before or after it."""
        year = self.year(at)
        span = self.part(self.skip("of year ending mark", at + 1)) if year else self.part(at)
        if not span or (year and span.year):
            return None
        following, end = self.year_after(span.end) if year is None and span.year is None else (span.year or year, span.end)
        if following is None and _CODE.fullmatch(self.texts[span.end - 1]):
            short = self.digits(span.end, 29)
            if short and short > 22:
                following, end = 2000 + short, end + 1
        return span._replace(year=following, end=end)

    def part(self, at: int) -> _Span | None:
        readers: tuple[Callable[[int], _Span | None], ...]
        readers = (self.listed, self.coded, self.named, self.counted, self.month)
        return next((span for reader in readers if (span := reader(at))), None)

    def listed(self, at: int) -> _Span | None:
        """Words such as 上半年 that name a span by themselves."""
        spans = [
            (len(phrase), months)
            for known in self.vocabulary
            for phrase, months in known.spans.items()
            if tuple(self.texts[at : at + len(phrase)]) == phrase
        ]
        return _Span(*max(spans)[1], at + max(spans)[0]) if spans else None

    def coded(self, at: int) -> _Span | None:
        """``q3``, ``3t``, ``h1``, ``9m``, ``fy``."""
        text = "".join(self.texts[at : at + 1])
        end = at + 1
        if text in {"q", "h"}:
            text, end = "".join(self.texts[at : at + 2]), at + 2
        match = _CODE.fullmatch(text)
        if not match:
            return None
        if quarter := match[1] or match[2]:
            return _Span(int(quarter) * 3 - 2, int(quarter) * 3, end)
        if half := match[3] or match[4]:
            return _Span(int(half) * 6 - 5, int(half) * 6, end)
        return _Span(1, 12 if match[6] else int(match[5]), end)

    def named(self, at: int) -> _Span | None:
        """``third quarter``, ``quarter 3``, الربع الثالث, 第三季度, ``first to third quarter``, ``quarter to June``."""
        mark = self.role("mark", at)
        first, end = self.ordinal(at + mark), at + mark + 1
        last = first
        to = self.skip("suffix", end, 1)
        to += self.role("to", to)
        if to > end and (further := self.ordinal(self.skip("mark", to, 1))) and first and further > first:
            last, end = further, self.skip("mark", to, 1) + 1
        counter = self.role("suffix counter" if mark else "suffix", end)
        for role, length in _UNITS:
            unit = self.role(role, end + counter)
            counted = self.role("several", end + counter) and not counter and self.digits(at, 4) and first == last
            if first and last and unit and not counted and last * length <= 12:
                return _Span((first - 1) * length + 1, last * length, end + counter + unit)
            unit = self.role(role, at)
            after = self.skip("mark", at + unit, 1)
            part = self.ordinal(after) or self.number(after) if unit else None
            if part and part * length <= 12:
                return _Span((part - 1) * length + 1, part * length, self.skip("suffix", after + 1, 1))
            closing = self.closing_month(at + unit) if unit else None
            if closing:
                return closing._replace(first=closing.last - length + 1)
        return None

    def closing_month(self, at: int) -> _Span | None:
        """``ended September 30``, ``to September``: the month with which a span closes."""
        start = self.role("ended to until until_month", at)
        return self.month(self.skip("end last", at + start)) if start else None

    def counted(self, at: int) -> _Span | None:
        """``first nine months``, ``last 9 months``, ``nine months to September``, التسعة أشهر الأولى, 前三季度."""
        edges = [at := self.edge(at, found := [])]
        for role, length in (("quarter", 3), ("month", 1)):
            unit_first = self.role(role, at)
            after = self.edge(at + unit_first + 1 if not unit_first else at + unit_first, inner := list(found))
            if unit_first:
                count, end = self.number(after), after + 1
            else:
                count, end = self.number(at), self.skip("counter", after, 1)
                end += (unit := self.role(role, end)) or 0
                count = count if unit else None
            if not count or count * length > 12:
                continue
            del edges
            end = self.edge(end, inner)
            return self.bounded(count * length, end, inner, bare=length == 1 and count == 9)
        return None
