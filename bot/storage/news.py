"""News of the history: whoever follows it hears of a new revision, wherever that was published."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.states import State
from bot.storage.tables import revisions

EVERY = 1.0
"""Seconds between two looks at the newest revision, which need nothing but the database."""

_CHANNEL = "factbot_revisions"
_POSTGRES = "postgresql"


@dataclass(frozen=True)
class Newest:
    """The newest revision.

    Attributes:
        number: its number.
        state: how far it has come.
    """

    number: int
    state: State


async def announce(connection: AsyncConnection, number: int) -> None:
    """Tell all who listen of a revision, once the transaction holds; SQLite has no way to."""
    if connection.dialect.name == _POSTGRES:
        await connection.execute(select(func.pg_notify(_CHANNEL, str(number))))


class News:
    """Waits for new revisions.

    PostgreSQL tells of them at once. Behind that the newest one is looked at every second: SQLite tells nothing, a
    connection may be lost without a sign, and poolers swallow what is told.

    Args:
        database: an open one.
        every: seconds between two looks.
    """

    def __init__(self, database: Database, *, every: float = EVERY) -> None:
        self._database = database
        self._every = every
        self._woken = asyncio.Event()
        self._ear: Any = None
        self._holding = contextlib.AsyncExitStack()
        self._known: Newest | None = None
        self._fresh = True

    def again(self) -> None:
        """Let :meth:`next` return at once, whether there is something new or not."""
        self._fresh = True
        self._woken.set()

    async def next(self) -> Newest | None:
        """The newest revision, as soon as it is another one than the last time; None if there is none yet.

        The first call returns at once.

        Raises:
            StorageError: if the database cannot be used; it may be called again.
        """
        while True:
            self._woken.clear()
            await self._listen()
            newest = await self._newest()
            if self._fresh or newest != self._known:
                self._known, self._fresh = newest, False
                return newest
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), self._every)

    async def close(self) -> None:
        """Listen no more."""
        self._ear = None
        await self._holding.aclose()

    async def _newest(self) -> Newest | None:
        query = select(revisions.c.number, revisions.c.state).order_by(revisions.c.number.desc()).limit(1)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return Newest(row.number, State(row.state)) if row else None

    async def _listen(self) -> None:
        """Listen on a connection of its own, anew if the one before was lost."""
        if self._database.url.get_backend_name() != _POSTGRES or (self._ear and not self._ear.is_closed()):
            return
        await self.close()
        self._ear = await self._holding.enter_async_context(self._listening())

    @contextlib.asynccontextmanager
    async def _listening(self) -> AsyncIterator[Any]:
        async with self._database.driver() as ear:
            await ear.add_listener(_CHANNEL, self._heard)
            ear.add_termination_listener(self._heard)
            yield ear

    def _heard(self, *_: object) -> None:
        self._woken.set()
