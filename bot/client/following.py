"""Follows the history of the facts: what another process published is written to the files here and goes live."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.news import News
from bot.storage.publish import Publisher
from bot.storage.reconcile import Report, Step

PAUSE = 1.0
"""Seconds until a database or a disk that failed is tried again."""

SOON = 0.25
"""Seconds until files are looked at again into which somebody is just publishing."""

PATIENCE = 5.0
"""Seconds that trouble may last before anybody is told; a database that restarts is back by then."""

STOP_SECONDS = 0.5
"""How long the end of following is waited for; a database that is away may not answer."""

_LOST = (
    "What is published elsewhere does not arrive here, and what is changed here is not published; the facts that the "
    "bot has answer meanwhile. The log says why."
)
_CONFLICT = (
    "The facts on this machine's disk and those in the database have both changed. The ones on the disk still answer "
    "here; `factbot facts sync` shows the difference, and `--take disk` or `--take database` settles it."
)
_BACK = "Disk and database have the same facts again."

_log = logging.getLogger(__name__)


class Follower:
    """Keeps the files of a fact base as the newest revision has them, and the history as the files are.

    Trouble is told once, and its end once.
    """

    def __init__(
        self,
        database: Database,
        path: Path,
        live: Callable[[], Awaitable[None]],
        tell: Callable[[str], Awaitable[None]] | None = None,
    ) -> None:
        """Set up; nothing is followed yet.

        Args:
            database: open or not; it is opened here, again and again if need be.
            path: the fact base: a folder, or one file.
            live: answers from the files as they are now.
            tell: posts a message for moderators; None: there is only the log.
        """
        self._database = database
        self._path = path
        self._live = live
        self._tell = tell
        self._news = News(database)
        self._number: int | None = None
        self._trouble: str | None = None
        self._since: float | None = None

    @property
    def revision(self) -> int | None:
        """The number of the revision that the files are; None if that is not known yet."""
        return self._number

    def again(self) -> None:
        """Compare files and history again now; the files have changed."""
        self._news.again()

    async def run(self) -> None:
        """Follow until cancelled."""
        try:
            while True:
                try:
                    await self._step()
                except (StorageError, OSError) as error:
                    await self._failed(str(error), _LOST)
                    self._news.again()
                    await asyncio.sleep(PAUSE)
        finally:
            await self._news.close()

    async def _step(self) -> None:
        """Wait for news, and bring files and history together."""
        await self._database.open()
        await self._news.next()
        report = await Publisher(self._database, self._path).reconcile()
        last = report.steps[-1] if report.steps else None
        if last is Step.BUSY:
            self._news.again()
            await asyncio.sleep(SOON)
            return
        if last is Step.CONFLICT:
            await self._failed(f"{_CONFLICT}\n{report.diff}", _CONFLICT)
            return
        await self._settled(report)

    async def _settled(self, report: Report) -> None:
        if report.settled:
            self._number = report.head.number if report.head else None
            if report.steps:
                _log.info("files and history are at revision %s: %s", self._number, ", ".join(report.steps))
        # What is wrong with files that cannot be used, the watcher tells.
        await self._live()
        self._since = None
        if self._trouble is not None:
            self._trouble = None
            _log.info(_BACK)
            await self._said(_BACK)

    async def _failed(self, why: str, message: str) -> None:
        """Tell of trouble, once; that between two people at once, other trouble if it lasts."""
        now = time.monotonic()
        self._since = self._since or now
        if self._trouble == message or (message is _LOST and now - self._since < PATIENCE):
            return
        self._trouble = message
        _log.warning("%s", why if message is _CONFLICT else f"{message} {why}")
        await self._said(message)

    async def _said(self, text: str) -> None:
        if self._tell:
            await self._tell(text)


@contextlib.asynccontextmanager
async def following(follower: Follower | None, opened: asyncio.Future[None]) -> AsyncIterator[None]:
    """Follow in the background from when the first fact base is open until the end of the block.

    Args:
        follower: it follows; None: there is nothing to follow.
        opened: done once there is a fact base; if that fails, nothing is followed.
    """

    async def run() -> None:
        await asyncio.wait([opened])
        if follower is None or opened.cancelled() or opened.exception():
            return
        await follower.run()

    task = asyncio.create_task(run(), name="follow")
    task.add_done_callback(_ended)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task], timeout=STOP_SECONDS)


def _ended(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.error("what is published elsewhere no longer arrives, start the bot again", exc_info=error)
