"""Many questions at once: Discord is told in time that an answer comes, and the answers follow."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import time
from collections import deque
from collections.abc import AsyncIterator, Callable

LATE = 1.0
"""Seconds that a question may have waited and still be answered at once."""

CALM = 0.15
"""Seconds without a late question after which the postponed answers go out."""

LONGEST = 5.0
"""Seconds after which they go out in any case."""

_AT_ONCE = 4
_DRIFT = 0.001


class Pressure:
    """Tells questions that have waited long, and lets their answers stand back for new questions."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Begin without a queue.

        Args:
            clock: seconds since the epoch; it may differ from Discord's.
        """
        self._clock = clock
        self._least: tuple[float, float] | None = None
        self._calm = asyncio.Event()
        self._calm.set()
        self._since = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._turns = asyncio.Semaphore(_AT_ONCE)

    def waited(self, asked: dt.datetime) -> float:
        """Seconds that a question has waited longer than the quickest ones do, whatever the clocks say.

        Args:
            asked: when, by Discord's clock.
        """
        now = self._clock()
        age = now - asked.timestamp()
        if self._least is None:
            self._least = age, now
        least, at = self._least
        # Clocks drift, so what was the least wait long ago is not quite so now.
        least = min(age, least + _DRIFT * (now - at))
        self._least = least, now
        return age - least

    def late(self, asked: dt.datetime) -> bool:
        """Whether a question has waited so long that Discord has to be told first; arguments as for :meth:`waited`."""
        if self.waited(asked) < LATE:
            return False
        self._stir()
        return True

    def _stir(self) -> None:
        """Hold the postponed answers back for a moment more."""
        loop = asyncio.get_running_loop()
        if self._calm.is_set():
            self._calm.clear()
            self._since = loop.time()
        if self._timer is not None:
            self._timer.cancel()
        left = max(0.0, self._since + LONGEST - loop.time())
        self._timer = loop.call_later(min(CALM, left), self._calm.set)

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until a postponed answer may be worked on, a few at a time."""
        await self.calm()
        async with self._turns:
            yield

    async def calm(self) -> None:
        """Wait until no question is late; not for ever."""
        await self._calm.wait()


class Allowance:
    """Lets something happen so often in so many seconds and no more."""

    def __init__(self, times: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._times, self._seconds, self._clock = times, seconds, clock
        self._taken: deque[float] = deque()

    def take(self) -> bool:
        """Take one; False if there is none left now."""
        now = self._clock()
        while self._taken and self._taken[0] <= now - self._seconds:
            self._taken.popleft()
        if len(self._taken) >= self._times:
            return False
        self._taken.append(now)
        return True
