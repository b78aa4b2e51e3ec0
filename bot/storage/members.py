"""What is kept of a member: a language and votes, under a keyed hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.tables import choices, insert, votes


class Members:
    """Reads and erases. Every method raises StorageError without a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def languages(self) -> dict[str, str]:
        """The language of every member who chose one."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(choices.c.member, choices.c.language))
            return {member: language for member, language in rows}  # noqa: C416 - rows are no pairs to mypy

    async def forget(self, member: str) -> int:
        """Delete all that is kept of a member.

        Returns:
            How many votes and choices there were.
        """
        async with self._database.writing() as connection:
            return await erase(connection, [member])


async def erase(connection: AsyncConnection, members: Iterable[str]) -> int:
    """Delete all that is kept of members, and count it."""
    listed = list(members)
    if not listed:
        return 0
    gone = await connection.execute(delete(votes).where(votes.c.voter.in_(listed)))
    more = await connection.execute(delete(choices).where(choices.c.member.in_(listed)))
    return gone.rowcount + more.rowcount


async def write_choices(connection: AsyncConnection, said: Mapping[str, tuple[str | None, datetime]]) -> None:
    """Write members' languages with when they chose them; None takes a choice back."""
    back = [member for member, (language, _) in said.items() if language is None]
    if back:
        await connection.execute(delete(choices).where(choices.c.member.in_(back)))
    rows = [{"member": member, "language": language, "at": at} for member, (language, at) in said.items() if language]
    if rows:
        query = insert(connection, choices)
        query = query.on_conflict_do_update(
            index_elements=["member"], set_={"language": query.excluded.language, "at": query.excluded.at}
        )
        await connection.execute(query, rows)
