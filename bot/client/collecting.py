"""Keeps Python's collector of rings from stopping the bot while a fact base is made or asked.

A full collection goes through every object there is, and nothing else runs meanwhile: a fifth of a second for some
hundred thousand of them. What a fact base and its answers are made of has no rings (the tests hold it to that), so that
it goes by itself once nobody uses it, and looking for rings in it is time lost.
"""

from __future__ import annotations

import contextlib
import gc
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")

_NEVER = 1_000_000
"""A threshold of the oldest generation that is not reached."""


class _Collector:
    """The process's collector, held off from full collections while any work goes on that asked for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._working = 0
        self._usual = gc.get_threshold()

    @contextlib.contextmanager
    def held_off(self) -> Iterator[None]:
        with self._lock:
            if not self._working:
                self._usual = gc.get_threshold()
                gc.set_threshold(*self._usual[:2], _NEVER)
            self._working += 1
        try:
            yield
        finally:
            with self._lock:
                self._working -= 1
                if not self._working:
                    # Rings that others left meanwhile are young and go now: what is set aside is never looked at again.
                    gc.collect(1)
                    gc.freeze()
                    gc.set_threshold(*self._usual)


_collector = _Collector()


def uncollected(work: Callable[[], T]) -> Callable[[], T]:
    """The same work without full collections while it goes on; what is there at its end is set aside from later ones.

    Young objects are collected as ever. Works may go on in several threads at once.
    """

    def run() -> T:
        with _collector.held_off():
            return work()

    return run
