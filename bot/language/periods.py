"""When: quarters, halves, months, ranges and years are parsed, not listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.tokens import Script, Token
from bot.language.words import Phrase, Words


@dataclass(frozen=True, order=True)
class Period:
    """A span of months of one year.

    Attributes:
        year: None where the text names none.
        first, last: months, 1 to 12, both within.
    """

    year: int | None
    first: int
    last: int

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return (self.first, self.last) == (1, 12)

    def same_as(self, other: Period) -> bool:
        """Whether both name the same months, a missing year matching any."""
        return (self.first, self.last) == (other.first, other.last) and self._year_fits(other)

    def contains(self, other: Period) -> bool:
        """Whether the other lies wholly within this one."""
        return self.first <= other.first and other.last <= self.last and self._year_fits(other)

    def _year_fits(self, other: Period) -> bool:
        return self.year is None or other.year is None or self.year == other.year

    def with_year(self, year: int | None) -> Period:
        """This period in another year."""
        return Period(year, self.first, self.last)

    def shifted(self, spans: int) -> Period:
        """The period so many of its own lengths later (earlier if negative)."""
        length = self.last - self.first + 1
        index = (self.year or 0) * 12 + self.first - 1 + spans * length
        return Period(index // 12, index % 12 + 1, index % 12 + length)


_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)))?(?:/(\d{4})-(\d\d))?")


def parse_written(text: str) -> Period:
    """Read the notation of the fact base: ``2025``, ``2025-Q3``, ``2025-H1``, ``2025-09``, ``2025-01/2025-09``.

    Raises:
        ValueError: if the text is of another form, or a range spans two years or runs backwards.
    """
    match = _WRITTEN.fullmatch(text)
    if not match:
        raise ValueError(f"not a period: {text!r}")
    year, quarter, half, month, end_year, end_month = match.groups()
    if quarter:
        first, last = int(quarter) * 3 - 2, int(quarter) * 3
    elif half:
        first, last = int(half) * 6 - 5, int(half) * 6
    elif month:
        first = last = int(month)
    else:
        first, last = 1, 12
    if end_year:
        last = int(end_month)
        if end_year != year or last < first or not month:
            raise ValueError(f"a range must run forward within one year: {text!r}")
    return Period(int(year), first, last)


@dataclass(frozen=True)
class Found:
    """Periods of a text, the tokens they stand in, and whether the text asks for all so far (``to date``)."""

    periods: tuple[Period, ...]
    positions: frozenset[int]
    to_date: bool = False


_CODE = re.compile(r"(?:[qt]([1-4])|([1-4])[qt]|h([12])|([12])h|([369])m|(fy))")


class _Parser:
    """One pass over the tokens; every method reads at a position and returns a period and where it ends."""

    def __init__(self, tokens: Sequence[Token], vocabulary: Sequence[Words], latest: Period | None) -> None:
        self.tokens = tokens
        self.texts = [token.text for token in tokens]
        self.vocabulary = vocabulary
        self.latest = latest

    def role(self, name: str, at: int) -> int:
        """How many tokens at a position play this role of time (0: none)."""
        longest = 0
        for known in self.vocabulary:
            for phrase in known.time.get(name, ()):
                if self._stands(phrase, at):
                    longest = max(longest, len(phrase))
        if longest == 0 and 0 <= at < len(self.tokens) and self.tokens[at].script is Script.ARABIC:
            for prefix in ("ال", "وال", "بال", "لل", "ب", "ل", "و"):
                bare = self.texts[at].removeprefix(prefix)
                if bare != self.texts[at] and any((bare,) in k.time.get(name, ()) for k in self.vocabulary):
                    return 1
        return longest

    def _stands(self, phrase: Phrase, at: int) -> bool:
        return at >= 0 and tuple(self.texts[at : at + len(phrase)]) == phrase

    def ordinal(self, at: int) -> int | None:
        if not 0 <= at < len(self.texts):
            return None
        text = self.texts[at]
        for form in (text, text.removeprefix("ال"), text.removeprefix("وال"), text.removeprefix("بال")):
            for known in self.vocabulary:
                if form in known.ordinal:
                    return known.ordinal[form]
        if self.tokens[at].script is Script.NUMBER and text in {"1", "2", "3", "4"}:
            return int(text)
        return None

    def number(self, at: int) -> int | None:
        if not 0 <= at < len(self.texts):
            return None
        if self.tokens[at].script is Script.NUMBER and self.texts[at].isdigit():
            return int(self.texts[at][:6])
        text = self.texts[at].removeprefix("ال")
        return next((w.numbers[text] for w in self.vocabulary if text in w.numbers), None)

    def month(self, at: int) -> tuple[int, int] | None:
        """The month named at a position and the number of its tokens."""
        for known in self.vocabulary:
            for phrase, month in known.months.items():
                if self._stands(phrase, at) or (len(phrase) == 1 and self._with_clitic(phrase[0], at)):
                    # "may" and "march" are also verbs: only after a preposition or before a year.
                    if phrase[0] in {"may", "march", "mar", "set"} and not self._dated(at):
                        continue
                    return month, len(phrase)
        return None

    def _with_clitic(self, word: str, at: int) -> bool:
        text = self.texts[at] if 0 <= at < len(self.texts) else ""
        return len(word) > 3 and text in {"ل" + word, "ب" + word, "و" + word, "لل" + word}

    def _dated(self, at: int) -> bool:
        before = self.texts[at - 1] if at else ""
        return self.year(at + 1) is not None or before in {"in", "of", "by", "until", "till", "since", "to", "en", "im"}

    def year(self, at: int) -> int | None:
        """The year at a position, or one word further (``of 2025``, عام 2025)."""
        if not 0 <= at < len(self.texts) or self.tokens[at].script is not Script.NUMBER:
            return None
        text = self.texts[at]
        return int(text) if len(text) == 4 and "1990" <= text <= "2049" else None

    def year_after(self, at: int) -> tuple[int | None, int]:
        """A year that belongs to a period ending before ``at``, and where reading goes on."""
        for skip in range(3):
            year = self.year(at + skip)
            if year is not None:
                return year, at + skip + 1
            if not (at + skip < len(self.texts) and self._connects(at + skip)):
                break
        if at < len(self.texts) and self.tokens[at].script is Script.NUMBER and re.fullmatch("2[3-9]", self.texts[at]):
            return 2000 + int(self.texts[at]), at + 1
        return None, at

    def _connects(self, at: int) -> bool:
        text = self.texts[at]
        return self.role("year", at) > 0 or any(text in known.function for known in self.vocabulary)

    def read(self, at: int) -> tuple[Period | None, int] | None:
        """Read one period at a position: the period (None: a relative one that cannot be told) and its end."""
        for reader in (self.coded, self.named_part, self.month_count, self.month_range, self.relative, self.plain_year):
            found = reader(at)
            if found:
                return found
        return None

    def coded(self, at: int) -> tuple[Period, int] | None:
        match = _CODE.fullmatch(self.texts[at])
        end = at + 1
        if not match and self.texts[at] in {"q", "h"} and at + 1 < len(self.texts):
            match = _CODE.fullmatch(self.texts[at] + self.texts[at + 1])
            end = at + 2
        if not match:
            return None
        quarter, half, months, fiscal = match[1] or match[2], match[3] or match[4], match[5], match[6]
        year, end = self.year_after(end)
        if quarter:
            return Period(year, int(quarter) * 3 - 2, int(quarter) * 3), end
        if half:
            return Period(year, int(half) * 6 - 5, int(half) * 6), end
        return Period(year, 1, 12 if fiscal else int(months)), end

    def named_part(self, at: int) -> tuple[Period, int] | None:
        """``third quarter``, ``quarter 3``, الربع الثالث, ``first half``."""
        for role, length in (("quarter", 3), ("half", 6)):
            for start, part in ((at, self.ordinal(at)), (None, None)):
                if start is not None and part is not None:
                    for gap in (1, 2):
                        tokens = self.role(role, at + gap)
                        if tokens and (gap == 1 or self.texts[at + 1] in {"rd", "st", "nd", "th", "e", "er", "eme", "个"}):
                            return self._part(part, length, at + gap + tokens)
            tokens = self.role(role, at)
            if tokens:
                part = self.ordinal(at + tokens)
                if part is not None:
                    return self._part(part, length, at + tokens + 1)
        return None

    def _part(self, part: int, length: int, end: int) -> tuple[Period, int] | None:
        if part * length > 12:
            return None
        year, end = self.year_after(end)
        return Period(year, (part - 1) * length + 1, part * length), end

    def month_count(self, at: int) -> tuple[Period, int] | None:
        """``first nine months``, التسعة أشهر الأولى, ``9 months``."""
        start = at
        first = self.role("first", at)
        at += first
        count = self.number(at)
        tokens = self.role("month", at + 1)
        if not tokens and first:  # الأشهر التسعة الأولى
            return None
        if not tokens:
            tokens = self.role("month", at)
            count = self.number(at + tokens) if tokens else None
            if not tokens or count is None:
                return None
        if count not in {3, 6, 9}:
            return None
        end = at + 1 + tokens
        after = self.role("first", end)
        if not first and not after and count != 9:
            return None
        year, end = self.year_after(end + after)
        return (Period(year, 1, count), end) if end > start else None

    def month_range(self, at: int) -> tuple[Period, int] | None:
        """``January to September``, ``through September``, ``September 2025``."""
        until = self.role("until", at)
        if until:
            following = at + until
            while following < len(self.texts) and self._is_end_word(following):
                following += 1
            month = self.month(following)
            if month:
                year, end = self.year_after(following + month[1])
                return Period(year, 1, month[0]), end
            part = (self.coded(following) or self.named_part(following)) if following < len(self.texts) else None
            if part:
                return Period(part[0].year, 1, part[0].last), part[1]
            return None
        month = self.month(at)
        if not month:
            return None
        end = at + month[1]
        second_at = end + (1 if end < len(self.texts) and self._connects(end) else 0)
        second = self.month(second_at)
        if second and second[0] > month[0]:
            year, end = self.year_after(second_at + second[1])
            return Period(year, month[0], second[0]), end
        year, end = self.year_after(end)
        return Period(year, month[0], month[0]), end

    def _is_end_word(self, at: int) -> bool:
        return self.role("last", at) > 0 or self.texts[at] in {"the", "end", "of", "نهايه", "اخر", "fin", "ende", "конец", "конца", "de", "la"}

    def relative(self, at: int) -> tuple[Period | None, int] | None:
        """``this year``, ``last year``, ``previous quarter``, العام الماضي."""
        for unit in ("quarter", "half", "year"):
            for modifier, spans in (("previous", -1), ("last", -1), ("next", 1), ("this", 0), ("latest", 0), ("full", 0)):
                # In Arabic and French the modifier follows; "last quarter" is the latest one reported.
                for first, second in ((modifier, unit), (unit, modifier)):
                    head = self.role(first, at)
                    tail = self.role(second, at + head) if head else 0
                    if head and tail:
                        return self._relative(unit, modifier, spans), at + head + tail
        ago = self.number(at)
        unit_tokens = self.role("year", at + 1) if ago is not None else 0
        if ago is not None and unit_tokens and self.role("ago", at + 1 + unit_tokens) and self.latest and self.latest.year:
            return Period(self.latest.year - ago, 1, 12), at + 2 + unit_tokens
        return None

    def _relative(self, unit: str, modifier: str, spans: int) -> Period | None:
        if unit == "year" and modifier in {"full", "latest"}:
            return Period(None, 1, 12)
        if self.latest is None or self.latest.year is None:
            return None
        if unit == "year":
            return Period(self.latest.year + spans, 1, 12)
        if modifier in {"last", "latest", "this"} and unit == "quarter":
            return self.latest
        length = {"quarter": 3, "half": 6}[unit]
        first = (self.latest.last - 1) // length * length + 1
        return Period(self.latest.year, first, first + length - 1).shifted(spans)

    def plain_year(self, at: int) -> tuple[Period, int] | None:
        year = self.year(at)
        return (Period(year, 1, 12), at + 1) if year is not None else None


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
    to_date = False
    at = 0
    while at < len(tokens):
        found = parser.read(at)
        if found:
            period, end = found
            if period is not None:
                periods.append(period)
            positions.update(range(at, end))
            at = end
            continue
        length = parser.role("to_date", at)
        if length:
            to_date = True
            positions.update(range(at, at + length))
        at += max(1, length)
    return Found(_complete(periods), frozenset(positions), to_date)


def _complete(periods: list[Period]) -> tuple[Period, ...]:
    years = {p.year for p in periods if p.year is not None}
    parts = [p for p in periods if not p.is_year]
    if parts and len(years) == 1:
        year = next(iter(years))
        periods = [p.with_year(p.year or year) for p in periods if not (p.is_year and p.year == year)]
    return tuple(dict.fromkeys(periods))
