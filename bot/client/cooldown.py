"""Not too many questions of one member in one channel."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable

from bot.client.recent import Recent

_LIMIT = 10_000


class Cooldown:
    """Lets one question through in so many seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with nobody waiting.

        Args:
            seconds: the wait; 0 lets everything through.
            clock: seconds that never go back.
        """
        self._seconds, self._clock = seconds, clock
        self._until: Recent[Hashable, float] = Recent(_LIMIT, seconds, clock)
        self._told: Recent[Hashable, float] = Recent(_LIMIT, seconds, clock)

    def left(self, who: Hashable) -> float:
        """Whole seconds still to wait; 0 lets a question through and starts the next wait."""
        if not self._seconds:
            return 0.0
        until = self._until.get(who)
        if until is not None:
            return max(1.0, math.ceil(until - self._clock()))
        self._until.put(who, self._clock() + self._seconds)
        return 0.0

    def tell(self, who: Hashable) -> bool:
        """Whether to tell somebody of the wait: once in each, lest the notices be what floods the channel."""
        if self._told.get(who) is not None:
            return False
        self._told.put(who, self._clock())
        return True
