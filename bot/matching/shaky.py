"""Numbers that may shift a little, which note how much they would have to for any comparison to turn out otherwise."""

from __future__ import annotations

import math


class Slack:
    """How far all log-odds may shift before some comparison turns out otherwise.

    Attributes:
        least: the smallest distance noted, in log-odds.
    """

    def __init__(self) -> None:
        self.least = math.inf

    def note(self, distance: float) -> None:
        """Take in the distance of a comparison from turning out otherwise."""
        self.least = min(self.least, distance)


class Shaky(float):
    """A number that follows from learned ones.

    What is worked out from it is shaky too, and where it is compared, the slack is noted. It is exact to first order;
    whoever relies on it leaves room for the rest.
    """

    __slots__ = ("by", "slack")

    by: float
    """How far it moves at most where log-odds move by 1."""

    slack: Slack

    @classmethod
    def of(cls, value: float, by: float, slack: Slack) -> Shaky:
        """A number with how far it moves.

        Args:
            value: the number.
            by: how far it moves at most where log-odds move by 1.
            slack: where comparisons are noted.
        """
        new = cls(value)
        new.by, new.slack = by, slack
        return new

    def _with(self, value: float, by: float) -> Shaky:
        return Shaky.of(value, by, self.slack)

    def _noted(self, other: object) -> None:
        if isinstance(other, int | float) and (by := self.by + _by(other)):
            self.slack.note(abs(float(self) - float(other)) / by)

    def __lt__(self, other: float) -> bool:
        self._noted(other)
        return float(self) < float(other)

    def __le__(self, other: float) -> bool:
        self._noted(other)
        return float(self) <= float(other)

    def __gt__(self, other: float) -> bool:
        self._noted(other)
        return float(self) > float(other)

    def __ge__(self, other: float) -> bool:
        self._noted(other)
        return float(self) >= float(other)

    def __eq__(self, other: object) -> bool:
        self._noted(other)
        return float(self) == other if not isinstance(other, Shaky) else float(self) == float(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __bool__(self) -> bool:
        self._noted(0.0)
        return float(self) != 0.0

    def __hash__(self) -> int:
        return hash(float(self))

    def __add__(self, other: float) -> Shaky:
        return self._with(float(self) + float(other), self.by + _by(other))

    __radd__ = __add__

    def __sub__(self, other: float) -> Shaky:
        return self._with(float(self) - float(other), self.by + _by(other))

    def __rsub__(self, other: float) -> Shaky:
        return self._with(float(other) - float(self), self.by)

    def __neg__(self) -> Shaky:
        return self._with(-float(self), self.by)

    def __mul__(self, other: float) -> Shaky:
        # The last part is of second order, but all there is where both are 0.
        by = self.by * abs(float(other)) + _by(other) * abs(float(self)) + self.by * _by(other)
        return self._with(float(self) * float(other), by)

    __rmul__ = __mul__

    def __truediv__(self, other: float) -> Shaky:
        under = float(other)
        by = self.by / abs(under) + _by(other) * abs(float(self)) / under**2
        return self._with(float(self) / under, by)

    def __rtruediv__(self, other: float) -> Shaky:
        return self._with(float(other) / float(self), self.by * abs(float(other)) / float(self) ** 2)


def _by(value: object) -> float:
    return value.by if isinstance(value, Shaky) else 0.0
