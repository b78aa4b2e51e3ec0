"""The history of the facts as the terminal uses it: files and database brought together, edits published into both."""

from __future__ import annotations

import asyncio
import getpass
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.cli.context import CliError, data_path
from bot.facts.files import Snapshot
from bot.facts.publish import ConflictError
from bot.settings import Settings
from bot.storage.database import Database, default_url
from bot.storage.errors import StorageError
from bot.storage.publish import Publisher, UnsettledError
from bot.storage.reconcile import Report, Step, differing
from bot.storage.states import ConflictError as NewerError
from bot.storage.states import manifest_of

_ALONE = "to edit the files alone, without the history, give --files-only"


def author() -> str:
    """Who sits at the terminal, as histories name the author; containers may have no name for them."""
    try:
        return f"terminal: {getpass.getuser()}"
    except (KeyError, OSError):
        return "terminal"


def url_of(settings: Settings) -> str:
    """The database that the settings name."""
    return settings.database_url or default_url(data_path(settings))


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """An open database.

    Raises:
        StorageError: if it cannot be used.
    """
    database = Database(url)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


def bring_together(url: str, path: Path) -> Report:
    """Make files and newest revision the same, before an edit is made on the files.

    Args:
        url: the database.
        path: the fact base: a folder, or one file.

    Returns:
        What was done. Files that cannot be used are left to the strict reader, which tells more of them.

    Raises:
        CliError: if both changed, or another process is publishing.
        StorageError: if database or disk is out of order.
    """
    try:
        return asyncio.run(_bring_together(url, path))
    except StorageError as error:
        raise StorageError(f"{error}; {_ALONE}") from error


async def _bring_together(url: str, path: Path) -> Report:
    async with opened(url) as database:
        report = await Publisher(database, path).reconcile()
        if not report.settled and report.steps[-1] is not Step.BROKEN:
            raise _unsettled(UnsettledError(report), database)
        return report


class RevisionPublisher:
    """Publishes into the files and the history (see :class:`bot.facts.publish.Publisher`)."""

    def __init__(self, read: Snapshot, url: str) -> None:
        """Take the files as they were when the edit was made on them, and the database of the history."""
        self._read = read
        self._url = url

    def publish(self, changes: Mapping[str, str | None], reason: str | None, author: str) -> int:
        """Publish new texts of files as a new revision.

        The edit was held against all rules on the files that were read, so none of them may have changed.

        Raises:
            ConflictError: if somebody changed files of the base since.
            CliError: if files and database do not agree.
            StorageError: if database or disk is out of order; then nothing was published.
        """
        return asyncio.run(self._publish(changes, reason or "", author))

    async def _publish(self, changes: Mapping[str, str | None], reason: str, author: str) -> int:
        async with opened(self._url) as database:
            publisher = Publisher(database, self._read.root)
            report = await publisher.reconcile()
            if report.head is None or not report.settled:
                raise _unsettled(UnsettledError(report), database)
            parent = report.head.number
            read = manifest_of({file.name: data for file, data in self._read.files})
            moved = differing(read, await publisher.revisions.manifest(parent))
            if moved:
                raise ConflictError(tuple(moved))
            try:
                revision = await publisher.publish(changes, parent=parent, author=author, reason=reason)
            except NewerError as error:
                raise ConflictError(error.head.files if error.head else tuple(changes)) from error
            except UnsettledError as error:
                raise _unsettled(error, database) from error
            return revision.number


def _unsettled(error: UnsettledError, database: Database) -> CliError:
    if error.report.steps[-1] is not Step.CONFLICT:
        return CliError(str(error))
    return CliError(f"{error}; if {database} has the history of other facts, name a folder with --data; {_ALONE}")
