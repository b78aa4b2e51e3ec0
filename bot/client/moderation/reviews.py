"""Missed questions as moderators go through them: read and grouped in the background, and settled."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Callable
from functools import partial

from bot.answers.grouping import Group, group
from bot.answers.missed import Heard, missed
from bot.answers.stats import Stats
from bot.client.desk import Desk
from bot.client.opening import aside
from bot.matching.index import Index
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.review import Aside, How, Review, Settled
from bot.storage.stats import Statistics

FRESH_SECONDS = 60.0
"""How long a grouping is good enough for who begins a review; who is in one goes on with what there is."""


class Reviews:
    """Groups of missed questions, the same for all moderators of this process, and figures of what was asked."""

    def __init__(
        self,
        database: Database | None,
        desk: Desk,
        settings: Settings,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Set up; nothing is read yet.

        Args:
            database: where the questions are; None: there are none.
            desk: it answers from the fact base.
            settings: how long questions are kept, and when settled ones come up again.
            clock: seconds that never go back.
        """
        self.days = settings.questions.retention_days
        self._database = database
        self._desk = desk
        self._again = dt.timedelta(days=settings.review.again_after_days)
        self._clock = clock
        self._reading = asyncio.Lock()
        self._read: float | None = None
        self._base = ""
        self._groups: list[Group] = []
        self._done: set[str] = set()

    @property
    def known(self) -> bool:
        """Whether the groups are there, so that asking for them takes no time."""
        return self._read is not None

    async def _opened(self) -> Database:
        if self._database is None:
            raise StorageError("the bot has no database: look into its log for the reason")
        await self._database.open()
        return self._database

    async def stats(self, days: int) -> Stats:
        """What was asked in the last days.

        Args:
            days: how many, today included; no more than questions are kept.

        Raises:
            StorageError: if the database cannot be used.
        """
        return await Statistics(await self._opened()).last(min(days, self.days + 1))

    async def groups(self, *, fresh: bool = False) -> list[Group]:
        """Groups of missed questions, most asked first.

        Args:
            fresh: for who begins a review: they are read anew once a minute, and at any time after an edit, which may
                have answered some or, if it was an undo, brought some back, or if there were none left.

        Raises:
            StorageError: if the database cannot be used.
        """
        if self._read is not None and not fresh:
            # Who is in a review is not kept waiting by who begins one.
            return list(self._groups)
        async with self._reading:
            if self._read is None or (fresh and self._stale(self._read)):
                await self._read_anew()
            return list(self._groups)

    async def _read_anew(self) -> None:
        self._base = self._desk.answerer.knowledge.digest
        self._done.clear()
        groups = await self._grouped()
        # What was settled while that was read may still be among them.
        self._groups = [one for one in groups if one.key not in self._done]
        self._read = self._clock()

    def _stale(self, read: float) -> bool:
        edited = self._base != self._desk.answerer.knowledge.digest
        return edited or not self._groups or self._clock() - read >= FRESH_SECONDS

    async def _grouped(self) -> list[Group]:
        review = Review(await self._opened())
        index = self._desk.answerer.index
        heard = await review.heard(dt.datetime.now(dt.UTC) - dt.timedelta(days=self.days))
        settled = await review.until(index, self._again)
        return await aside(partial(_groups, heard, settled, index), "review")

    async def aside_lately(self) -> list[Aside]:
        """What was set aside and stays away for now, the latest first.

        Raises:
            StorageError: if the database cannot be used.
        """
        now = dt.datetime.now(dt.UTC)
        return await Review(await self._opened()).aside(now - self._again, now - dt.timedelta(days=self.days))

    async def put_back(self, key: str) -> Aside | None:
        """Let what was set aside come up again.

        Args:
            key: of what was set aside.

        Returns:
            What was put back; None if somebody did so already.

        Raises:
            StorageError: if the database cannot be used.
        """
        found = next((one for one in await self.aside_lately() if one.key == key), None)
        if found is None or not await Review(await self._opened()).put_back(found.records):
            return None
        async with self._reading:
            await self._read_anew()
        return found

    async def settle(self, settled: Group, how: How, author: str, fact: str | None = None) -> None:
        """Write down what became of a group; it does not come up again for some time.

        Args:
            settled: the group.
            how: what became of it.
            author: who settled it, as histories name the author.
            fact: the fact that got the phrasing, or the new one.

        Raises:
            StorageError: if the database cannot be used.
        """
        now = dt.datetime.now(dt.UTC)
        phrasing = settled.key if how is How.PHRASING else None
        await Review(await self._opened()).settle(
            Settled(phrase.key, how, author, now, phrase.asked, fact, phrasing) for phrase in settled.phrases
        )
        self._done.add(settled.key)
        self._groups = [one for one in self._groups if one.key != settled.key]


def _groups(heard: list[Heard], settled: dict[str, dt.datetime], index: Index) -> list[Group]:
    return group(missed(heard, settled=settled, curated=index.curated), index)
