"""Which interactions come too late to be answered as such: Discord gives them up after three seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.client.recent import Recent

LIFE = 3.0
"""Seconds that an interaction waits for its first response."""

_WINDOW = 600.0
_LIMIT, _KEPT = 10_000, 900.0
_TICKS = 1 << 22
"""What an id grows by in a millisecond."""


class Lateness:
    """Tells what was on its way for long, by the time that stands in its id.

    This machine's clock and Discord's may differ by any amount, so that what counts is how much longer than the
    quickest event of the last ten to twenty minutes one took. After a connection was down, Discord sends what happened
    meanwhile.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin without an event; the clock counts seconds and never jumps."""
        self._clock = clock
        self._least = self._before = float("inf")
        self._since = clock()
        self._late: Recent[int, None] = Recent(_LIMIT, _KEPT)

    def arrived(self, event: int) -> bool:
        """Note an event by its id, and tell whether an interaction with that id is over by now."""
        now = self._clock()
        if now - self._since > _WINDOW:
            self._least, self._before, self._since = float("inf"), self._least, now
        took = now - event / _TICKS / 1000
        self._least = min(self._least, took)
        if took - min(self._least, self._before) <= LIFE:
            return False
        self._late.put(event, None)
        return True

    def __contains__(self, event: object) -> bool:
        return isinstance(event, int) and event in self._late
