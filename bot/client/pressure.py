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

TOLD_BY = 2.0
"""Seconds after which the last of those that wait should have been told. Where there are too many for that, none is
answered at once any more: to tell is quicker than to find an answer."""

ON_TIME = 0.05
"""Seconds that a timer may come late if the bot has time left."""

CALM = 0.15
"""Seconds without a late question after which the postponed answers go out."""

LONGEST = 5.0
"""Seconds after which they go out in any case."""

ON_THE_WAY = 100
"""Answers that are on their way to Discord at one time: each needs a connection of its own, and to open one costs more
than to answer. Servers let some hundred new connections wait to be accepted (128 where nothing else is set) and drop
the others, which then take a second more. At a fifth of a second each, a hundred are 500 answers a second."""

ENOUGH = 500
"""Answers a second that have to arrive, so that of a thousand questions at one instant none is told too late."""

STUCK = 0.25
"""How often in seconds it is looked whether more have to be let on their way."""

_AT_ONCE = 4
_DRIFT = 0.001
_EACH, _WEIGHT = 0.001, 0.05
"""Seconds that it takes to tell, to begin with, and how much each time counts in their mean."""


class Pressure:
    """Tells questions that have waited long, and lets their answers stand back for new questions.

    Attributes:
        looking: held by who looks for an answer. One at a time does, as more would not be quicker, and between two of
            them the network has its turn.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin without a queue.

        Args:
            clock: seconds since any moment, which nobody sets while the bot runs.
        """
        self._clock = clock
        self._least: tuple[float, float] | None = None
        self._calm = asyncio.Event()
        self._calm.set()
        self._since = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self.looking = asyncio.Lock()
        self._waiting = 0
        self._each, self._last = _EACH, 0.0

    @contextlib.asynccontextmanager
    async def waiting(self) -> AsyncIterator[None]:
        """Count a question among those that wait for their first response, until the end of the block."""
        self._waiting += 1
        try:
            # So all that are there are counted before the first is looked at.
            await asyncio.sleep(0)
            yield
        finally:
            self._waiting -= 1

    def responded(self) -> None:
        """Take note that Discord was told that an answer comes later."""
        now = self._clock()
        if self._waiting > _AT_ONCE:
            self._each += _WEIGHT * (min(now - self._last, CALM) - self._each)
        self._last = now

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
        """Whether Discord has to be told first, since a question has waited long or many wait.

        Args:
            asked: as for :meth:`waited`.
        """
        waited = self.waited(asked)
        if waited < LATE and waited + self._waiting * self._each < TOLD_BY:
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


class Gate:
    """Lets so many through at one time, in the order in which they came; more where it is not the bot that is slow.

    Use as ``async with gate: …``.
    """

    def __init__(self, width: int = ON_THE_WAY, patience: float = STUCK) -> None:
        """Open the gate.

        Args:
            width: how many may be inside.
            patience: seconds after which it is looked whether as many again can be let in.
        """
        self._width, self._patience = width, patience
        self._free = width
        self._queue: deque[asyncio.Future[None]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._due = 0.0
        self._left = 0
        self._empty = asyncio.Event()
        self._empty.set()

    async def quiet(self) -> None:
        """Wait until nobody waits for a turn."""
        await self._empty.wait()

    async def __aenter__(self) -> None:
        if self._free > 0 and not self._queue:
            self._free -= 1
            return
        loop = asyncio.get_running_loop()
        if self._timer is None:
            self._look_later(loop)
        turn = loop.create_future()
        self._queue.append(turn)
        self._empty.clear()
        try:
            await turn
        except asyncio.CancelledError:
            # One that was cancelled in the queue is passed over when its turn comes.
            if not turn.cancelled():
                self._leave()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._leave()

    def _leave(self) -> None:
        self._left += 1
        self._free = min(self._free + 1, self._width)
        self._admit()

    def _admit(self) -> None:
        while self._queue and self._free > 0:
            turn = self._queue.popleft()
            if not turn.done():
                self._free -= 1
                turn.set_result(None)
        if not self._queue:
            self._empty.set()

    def _look_later(self, loop: asyncio.AbstractEventLoop) -> None:
        self._due = loop.time() + self._patience
        self._timer = loop.call_at(self._due, self._look)

    def _look(self) -> None:
        """Let more in if too few came out since the last time although the bot has time left.

        Then it is Discord that is slow, and who is inside only waits.
        """
        self._timer = None
        if not self._queue:
            return
        loop = asyncio.get_running_loop()
        if self._left < ENOUGH * self._patience and loop.time() - self._due < ON_TIME:
            self._free += self._width
            self._admit()
        self._left = 0
        if self._queue:
            self._look_later(loop)


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
