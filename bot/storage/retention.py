"""Deletes what has been kept long enough, without trusting a clock that was just set.

A clock that jumps ahead would make all questions old at once, and one that was ahead leaves questions behind that never
grow old. So after a jump, and where most of what there is would go at once, nothing is deleted until the clock has gone
steadily for an hour, in which a wrong one is usually set right; and what was asked in the future, as a clock says that
has gone steadily for so long, counts as asked now.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.storage.database import Database
from bot.storage.questions import Questions
from bot.storage.review import Review

EVERY = timedelta(days=1)
"""How often old questions are looked for."""

STEADY = timedelta(hours=1)
"""How long a clock has to go steadily before it is believed that so much is old, or not yet there."""

_JUMP = timedelta(minutes=5)
_AHEAD = timedelta(days=1)
_MOST = 0.5
"""Share of all questions that goes at once only by a clock that has gone steadily."""

_log = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


class Retention:
    """Keeps one database free of what is too old."""

    def __init__(
        self,
        database: Database,
        keep: timedelta,
        again_after: timedelta,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = _now,
    ) -> None:
        """Set up; nothing is deleted yet.

        Args:
            database: an open one, by the time that it is used.
            keep: how long questions are kept.
            again_after: how long what moderators have settled stays away, if it is asked again.
            clock: seconds that never go back.
            now: the time that it is, which may be wrong.
        """
        self._database = database
        self._keep, self._again_after = keep, again_after
        self._clock, self._now = clock, now
        self._offset: float | None = None
        self._since = clock()
        self._due = self._since
        self._jumped = False
        self.purged: datetime | None = None

    async def keep_up(self) -> None:
        """Delete what is too old, if it is time to; to be called every minute or so.

        Raises:
            StorageError: if the database cannot be used.
        """
        now = self._now()
        steady = self._steady(now)
        if self._clock() < self._due:
            return
        if not steady and (self._jumped or await self._is_most(now)):
            self._due = self._since + STEADY.total_seconds()
            _log.warning("nothing is deleted after the retention period yet: the clock may be wrong (%s)", now)
            return
        questions, review = Questions(self._database), Review(self._database)
        number = await questions.purge(now - self._keep)
        # A question that is kept may have been asked while what was settled so long ago still kept it away.
        await review.purge(now - self._keep - self._again_after)
        if steady:
            await questions.bring_back(now + _AHEAD, now)
            await review.bring_back(now + _AHEAD, now)
        self.purged = now
        self._due = self._clock() + (EVERY if steady else STEADY).total_seconds()
        if number:
            _log.info("%d questions were deleted after the retention period", number)

    def _steady(self, now: datetime) -> bool:
        """Whether the clock has gone as time does, for long enough."""
        at = self._clock()
        offset = now.timestamp() - at
        if self._offset is not None and abs(offset - self._offset) > _JUMP.total_seconds():
            self._since, self._jumped = at, True
        self._offset = offset
        return at - self._since >= STEADY.total_seconds()

    async def _is_most(self, now: datetime) -> bool:
        old, every = await Questions(self._database).aged(now - self._keep)
        return old > _MOST * every
