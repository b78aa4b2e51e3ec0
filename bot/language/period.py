"""A span of months, and its notation in the fact base."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


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

    @property
    def code(self) -> str:
        """The period in a short form that is read in every language: ``q3 2025``, ``h1``, ``9m``."""
        length = self.last - self.first + 1
        year = f" {self.year}" if self.year else ""
        if self.is_year:
            return year.strip() or "fy"
        if length == 3 and self.last % 3 == 0:
            return f"q{self.last // 3}{year}"
        if length == 6 and self.last % 6 == 0:
            return f"h{self.last // 6}{year}"
        if self.first == 1 and length == 9:
            return f"9m{year}"
        first, last = _MONTHS[self.first - 1], _MONTHS[self.last - 1]
        return f"{first} {last}{year}" if length > 1 else f"in {first}{year}"

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
        """The period so many of its own lengths later (earlier if negative).

        One that does not tile the year, such as the first nine months, is moved by whole years instead; one
        without a year stays without.
        """
        length = self.last - self.first + 1
        if 12 % length or (self.first - 1) % length:
            return self.with_year(None if self.year is None else self.year + spans)
        years, first = divmod(self.first - 1 + spans * length, 12)
        return Period(None if self.year is None else self.year + years, first + 1, first + length)


_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2])))?(?:/(\d{4})-(0[1-9]|1[0-2]))?")


def parse_written(text: str) -> Period:
    """Read the notation of the fact base.

    It knows ``2025``, ``2025-Q3``, ``2025-H1``, ``2025-09`` and ``2025-01/2025-09``.

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
