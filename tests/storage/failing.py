"""Publishes while disk or database fail over and over at random instants, and looks at what each edit left behind.

What was confirmed must be in files and history; what was refused in neither, and no file half; and as soon as the
trouble is over the next edit is published on top of the last one confirmed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from bot.facts.reader import read
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.publish import Publisher, UnsettledError
from bot.storage.states import State
from tests.storage.conftest import admin
from tests.storage.edits import ONE, TWO, number_in, texts

LASTS, OPENS = 0.06, 0.6
"""Seconds that a trouble lasts at most, about as long as an edit takes; and how long a database needs to be opened anew
and used for a while."""


class Trouble(Protocol):
    """Something that fails, and works again.

    Attributes:
        rest: seconds at most between two troubles.
    """

    rest: float

    def begin(self) -> None:
        """From now on it fails."""

    def end(self) -> None:
        """It works again."""


class FullDisk:
    """A small disk that is full but for some bytes."""

    rest = LASTS

    def __init__(self, disk: Path) -> None:
        self._filler = disk / "filler"
        self._disk = disk
        self._chance = random.Random(3)

    def begin(self) -> None:
        free = os.statvfs(self._disk)
        size = free.f_bavail * free.f_frsize - self._chance.randrange(100_000)
        with contextlib.suppress(OSError), self._filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, size))

    def end(self) -> None:
        self._filler.unlink(missing_ok=True)


class LostFile:
    """The folder of a SQLite database is moved away, and something else stands in its place."""

    rest = OPENS

    def __init__(self, data: Path) -> None:
        self._data, self._away = data, data.with_name("away")

    def begin(self) -> None:
        self._data.rename(self._away)
        self._data.write_text("no folder", "utf-8")

    def end(self) -> None:
        self._data.unlink()
        self._away.rename(self._data)


class LostServer:
    """A PostgreSQL database throws all out and lets nobody in."""

    rest = OPENS

    def __init__(self, url: str) -> None:
        self._name = url.rpartition("/")[2].partition("?")[0]

    def begin(self) -> None:
        admin(
            f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS false",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._name}'",
        )

    def end(self) -> None:
        admin(f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS true")


@contextlib.contextmanager
def _coming_and_going(trouble: Trouble, chance: random.Random) -> Iterator[None]:
    over = threading.Event()

    def work() -> None:
        while not over.wait(chance.uniform(0, trouble.rest)):
            trouble.begin()
            over.wait(chance.uniform(0, LASTS))
            trouble.end()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


async def _looked(database: Database, folder: Path, confirmed: int) -> None:
    """Once the trouble is over."""
    await database.open()
    publisher = Publisher(database, folder)
    report = await publisher.reconcile()
    assert report.settled, report
    assert report.head is not None
    assert (report.head.number, report.head.state) == (confirmed, State.PUBLISHED)
    history = await publisher.revisions.history(limit=100_000)
    assert [row.number for row in history] == list(range(confirmed, 0, -1))
    assert all(row.reason == str(row.number) for row in history if row.parent)
    assert {name: data.decode() for name, data in (await publisher.revisions.files(confirmed)).items()} == texts(
        confirmed
    )


def _whole(folder: Path, confirmed: int) -> None:
    """The files can be read, and are those of the last edit confirmed."""
    assert len(read(folder).facts) == 2
    assert {number_in(folder / name) for name in (ONE, TWO)} == {confirmed}


async def endure(url: str, folder: Path, trouble: Trouble, failures: int, seed: int = 7) -> Counter[str]:
    """Publish until so many edits were refused, and some confirmed.

    Args:
        url: the database.
        folder: of the fact base; made here.
        trouble: what fails.
        failures: how many refusals.
        seed: of the instants.

    Returns:
        How many edits were confirmed, and refused for which reason.
    """
    for name, text in texts(1).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    database, counted, number = Database(url), Counter[str](), 1
    await _looked(database, folder, number)
    chance = random.Random(seed)
    while not counted["confirmed"] or counted.total() - counted["confirmed"] < failures:
        with _coming_and_going(trouble, chance):
            for _ in range(20):
                try:
                    await database.open()
                    publisher = Publisher(database, folder)
                    revision = await publisher.publish(
                        texts(number + 1), parent=number, author="ada", reason=str(number + 1)
                    )
                    counted["confirmed"] += 1
                    number = revision.number
                except (StorageError, UnsettledError) as error:
                    counted[str(error).rpartition(": ")[2]] += 1
                await asyncio.to_thread(_whole, folder, number)
        await _looked(database, folder, number)
    await database.close()
    return counted
