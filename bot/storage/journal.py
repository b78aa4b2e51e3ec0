"""Writes what happened, behind the replies: a slow or broken database costs records, never an answer."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable
from datetime import timedelta

from bot.storage.buffer import Batch, Buffer, joined
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.members import Members
from bot.storage.records import Asked, Vote
from bot.storage.retention import Retention

BATCH = 500
"""Records written in one transaction."""

GATHER = 0.5
"""Seconds that records gather before they are written."""

REFRESH = 60.0
"""Seconds after which the members' languages are read again."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 30.0
_LOG_EVERY = 600.0

_log = logging.getLogger(__name__)


class Journal:
    """Takes what happened at once and writes it later.

    No method but :meth:`stop` waits for anything, and none raises because of the database.

    Args:
        database: open or not; the journal opens it, again and again if need be.
        limit: questions and votes that may wait (see :class:`bot.storage.buffer.Buffer`).
        retention: how long questions are kept; None: for ever.
        again_after: how long what moderators have settled stays away, if it is asked again.
    """

    def __init__(
        self,
        database: Database,
        *,
        limit: int = 10_000,
        retention: timedelta | None = None,
        again_after: timedelta = timedelta(),
    ) -> None:
        self._database = database
        self._buffer = Buffer(limit)
        self._retention = Retention(database, retention, again_after) if retention else None
        self._languages: dict[str, str] = {}
        self._loaded: float | None = None
        self._healthy = False
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._refused = 0
        self._writing = 0
        self._trouble = _Seldom(_LOG_EVERY)
        self._losses = _Seldom(_LOG_EVERY / 10)
        self._reported = 0

    def start(self) -> None:
        """Begin to write, in the running event loop."""
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run(), name="journal")

    async def stop(self, timeout: float = 3.0) -> None:  # noqa: ASYNC109 - a part of the interface
        """Write what can be written within so many seconds, and stop. The database stays open."""
        task, self._task = self._task, None
        if task is None:
            return
        task.cancel()
        await asyncio.wait([task])
        try:
            async with asyncio.timeout(timeout):
                while len(self._buffer):
                    await self._attempt()
        except Exception as error:  # noqa: BLE001 - the bot stops all the same
            _log.warning("%d records were not written before the stop: %s", len(self._buffer), error or "no time left")

    def asked(self, asked: Asked) -> None:
        """A question was replied to."""
        self._buffer.add(asked)
        self._changed()

    def voted(self, vote: Vote) -> None:
        """A member voted, or took a vote back."""
        self._buffer.add(vote)
        self._changed()

    def speaks(self, member: str, language: str | None) -> None:
        """A member chose the language of private replies; None takes it back."""
        if language is None:
            self._languages.pop(member, None)
        else:
            self._languages[member] = language
        self._buffer.choose(member, language)
        self._changed()

    def language(self, member: str) -> str | None:
        """A member's own choice; None: none is known, or the database has not been read yet."""
        return self._languages.get(member)

    def forget(self, member: str) -> None:
        """Erase votes and choice of a member."""
        self._languages.pop(member, None)
        self._buffer.forget(member)
        self._changed()

    @property
    def dropped(self) -> int:
        """Records that were lost: the buffer was full, or the database refused them for good."""
        return self._buffer.dropped + self._refused

    @property
    def waiting(self) -> int:
        """Records that are not in the database yet."""
        return len(self._buffer) + self._writing

    @property
    def healthy(self) -> bool:
        """Whether the database took what it was last given."""
        return self._healthy

    def _changed(self) -> None:
        self._wake.set()
        if self.dropped > self._reported and self._losses.due():
            _log.warning("%d records were lost so far; %d wait to be written", self.dropped, self.waiting)
            self._reported = self.dropped

    async def _run(self) -> None:
        pause = _FIRST_PAUSE
        while True:
            try:
                await self._attempt()
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 - only a later attempt can tell whether it lasts
                self._failed(error)
                await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - spreads attempts
                pause = min(2 * pause, _LONGEST_PAUSE)
                continue
            pause = _FIRST_PAUSE
            if not len(self._buffer):
                self._wake.clear()
                try:
                    await asyncio.wait_for(self._wake.wait(), REFRESH)
                except TimeoutError:
                    continue
            await asyncio.sleep(GATHER)

    async def _attempt(self) -> None:
        """Open the database if need be, and write one batch."""
        await self._database.open()
        await self._write(self._buffer.take(BATCH))
        await self._load()
        if self._retention:
            await self._retention.keep_up()
        if not self._healthy:
            _log.info("the database %s is in use", self._database)
        self._healthy = True
        self._trouble.reset()

    async def _write(self, batch: Batch) -> None:
        """Write a batch whole, or what of it the database does not refuse."""
        if not len(batch):
            return
        self._writing = len(batch)
        try:
            await self._commit(batch)
        except (StorageError, asyncio.CancelledError):
            self._buffer.give_back(batch)
            raise
        except Exception:  # noqa: BLE001 - whatever is wrong with one record must not keep the others waiting
            await self._write_parts(batch.parts())
        finally:
            self._writing = 0

    async def _write_parts(self, parts: list[Batch]) -> None:
        while parts:
            try:
                await self._commit(parts[0])
            except (StorageError, asyncio.CancelledError):
                self._buffer.give_back(joined(parts))
                raise
            except Exception:  # noqa: BLE001 - a broken record is one lost record
                _log.exception("a record that the database refuses was dropped")
                self._refused += 1
            del parts[0]

    async def _commit(self, batch: Batch) -> None:
        async with self._database.writing() as connection:
            await batch.write(connection)

    async def _load(self) -> None:
        """Learn the members' languages, of which other processes may have written some."""
        now = time.monotonic()
        if self._loaded is None or now - self._loaded >= REFRESH:
            known = await Members(self._database).languages()
            self._languages = self._buffer.laid_over(known)
            self._loaded = now

    def _failed(self, error: Exception) -> None:
        self._healthy = False
        if not self._trouble.due():
            return
        known = isinstance(error, StorageError)
        _log.warning("not recording: %s; %d wait, answers go on", error, self.waiting, exc_info=not known)


class _Seldom:
    """Says whether it is time to speak again.

    Args:
        every: seconds between two times.
    """

    def __init__(self, every: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._every = every
        self._clock = clock
        self._last: float | None = None

    def due(self) -> bool:
        now = self._clock()
        if self._last is not None and now - self._last < self._every:
            return False
        self._last = now
        return True

    def reset(self) -> None:
        self._last = None
