"""Memory that forgets: so many entries at most, each for so long."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """A bounded mapping whose entries end some time after they were last set."""

    def __init__(self, limit: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Make an empty one.

        Args:
            limit: entries at most; the ones set longest ago go first.
            seconds: how long an entry lasts.
            clock: seconds that never go back.
        """
        self._limit, self._seconds, self._clock = limit, seconds, clock
        self._entries: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[K]:
        return iter(self._entries)

    def __contains__(self, key: K) -> bool:
        entry = self._entries.get(key)
        return entry is not None and entry[0] > self._clock()

    def put(self, key: K, value: V) -> None:
        """Set an entry; it lasts from now on."""
        now = self._clock()
        self._entries[key] = now + self._seconds, value
        self._entries.move_to_end(key)
        # In the order of their ends, so the first ones are all that can be over.
        while self._entries:
            oldest, (ends, _) = next(iter(self._entries.items()))
            if ends > now and len(self._entries) <= self._limit:
                break
            del self._entries[oldest]

    def get(self, key: K) -> V | None:
        """The value of an entry that has not ended, or None."""
        entry = self._entries.get(key)
        if entry is None or entry[0] <= self._clock():
            return None
        return entry[1]

    def pop(self, key: K) -> V | None:
        """Take an entry out."""
        value = self.get(key)
        self._entries.pop(key, None)
        return value
