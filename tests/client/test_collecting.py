"""While a fact base is made, nothing goes through all objects there are."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from bot.client.collecting import uncollected

SECONDS = 10


class Ring:
    """Goes by the collector only."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def full() -> int:
    """How many full collections there were."""
    return int(gc.get_stats()[2]["collections"])


def many(count: int = 300_000) -> list[list[int]]:
    return [[number] for number in range(count)]


def test_there_is_no_full_collection_meanwhile_and_there_may_be_one_again_afterwards() -> None:
    usual = gc.get_threshold()
    gc.collect()
    before = full()
    made = uncollected(many)()
    assert full() == before
    assert len(made) == 300_000
    assert gc.get_threshold() == usual


def test_what_was_made_is_set_aside() -> None:
    before = gc.get_freeze_count()
    made = uncollected(many)()
    assert gc.get_freeze_count() - before >= len(made)


def test_rings_that_others_left_meanwhile_go() -> None:
    def work() -> weakref.ref[Ring]:
        return weakref.ref(Ring())

    assert uncollected(work)()() is None


def test_the_last_of_several_ends_it_and_a_failure_too() -> None:
    usual = gc.get_threshold()
    begun, go = threading.Event(), threading.Event()

    def slow() -> bool:
        begun.set()
        return go.wait(SECONDS)

    thread = threading.Thread(target=uncollected(slow))
    thread.start()
    assert begun.wait(SECONDS)
    with pytest.raises(ZeroDivisionError):
        uncollected(lambda: 1 / 0)()
    assert gc.get_threshold() != usual
    go.set()
    thread.join(SECONDS)
    assert gc.get_threshold() == usual
