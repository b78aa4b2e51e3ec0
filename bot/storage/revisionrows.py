"""Revisions as rows: what is read and written within one transaction."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.errors import StorageError
from bot.storage.factdiff import FactChange
from bot.storage.news import announce
from bot.storage.states import ConflictError, Entry, Revision, State, content_of, hash_of, manifest_of
from bot.storage.tables import contents, insert, places, revision_facts, revision_files, revisions

Changes = Mapping[str, bytes | None]
"""New contents by the files' names within the base; None takes a file away."""


async def append(
    connection: AsyncConnection, parent: int | None, changes: Changes, facts: Sequence[FactChange], entry: Entry
) -> Revision:
    """Write a revision down.

    Raises:
        ConflictError: if the parent is not the head, or not published yet.
    """
    head = await head_of(connection)
    if (head.number if head else None) != parent or (head and head.state is State.PENDING):
        raise ConflictError(head)
    number = (parent or 0) + 1
    after = {name: data for name, data in changes.items() if data is not None}
    manifest = {**(await manifest_at(connection, parent) if parent else {}), **manifest_of(after)}
    for name in changes.keys() - after.keys():
        manifest.pop(name, None)
    row = Revision(
        number,
        parent,
        content_of(manifest),
        _storable(entry.author)[:200],
        _storable(entry.reason),
        datetime.now(UTC),
        entry.state,
        entry.place,
        tuple(sorted(changes)),
        tuple(facts),
    )
    await connection.execute(revisions.insert().values(_columns(row)))
    if after:
        stored = insert(connection, contents).on_conflict_do_nothing(index_elements=["hash"])
        rows = [{"hash": hash_of(data), "data": zlib.compress(data)} for data in after.values()]
        await connection.execute(stored, rows)
    if changes:
        hashes = [{"revision": number, "name": name, "hash": manifest.get(name)} for name in row.files]
        await connection.execute(revision_files.insert(), hashes)
    if facts:
        changed = [{"revision": number, **vars(change)} for change in facts]
        await connection.execute(revision_facts.insert(), changed)
    if entry.state is State.PUBLISHED:
        await stand(connection, entry.place, number)
        await announce(connection, number)
    return row


def _storable(text: str) -> str:
    """A text without what no database takes: NUL, and half surrogate pairs."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _columns(row: Revision) -> dict[str, object]:
    return {column.name: getattr(row, column.name) for column in revisions.columns}


async def head_of(connection: AsyncConnection) -> Revision | None:
    """The newest revision."""
    number = (await connection.execute(select(func.max(revisions.c.number)))).scalar_one()
    return (await read_revisions(connection, [number]))[0] if number else None


async def manifest_at(connection: AsyncConnection, number: int) -> dict[str, str]:
    """All files of a state: of each, what the newest revision up to then made of it."""
    newest = (
        select(revision_files.c.name, func.max(revision_files.c.revision).label("revision"))
        .where(revision_files.c.revision <= number)
        .group_by(revision_files.c.name)
        .subquery()
    )
    query = select(revision_files.c.name, revision_files.c.hash).join(
        newest, (newest.c.name == revision_files.c.name) & (newest.c.revision == revision_files.c.revision)
    )
    return {name: digest for name, digest in await connection.execute(query) if digest is not None}


async def files_at(connection: AsyncConnection, number: int, names: Collection[str] | None = None) -> dict[str, bytes]:
    """The contents of files in a state."""
    manifest = await manifest_at(connection, number)
    wanted = {name: digest for name, digest in manifest.items() if names is None or name in names}
    query = select(contents.c.hash, contents.c.data).where(contents.c.hash.in_(set(wanted.values())))
    found = {digest: zlib.decompress(data) for digest, data in await connection.execute(query)}
    missing = sorted(name for name, digest in wanted.items() if digest not in found)
    if missing:
        raise StorageError(f"revision {number}: the content of {missing[0]} is missing: restore a copy of the database")
    return {name: found[digest] for name, digest in wanted.items()}


async def stand(connection: AsyncConnection, place: str, number: int) -> None:
    """Note which revision the files of a folder are."""
    query = insert(connection, places).values(place=place, revision=number, at=datetime.now(UTC))
    update_ = {"revision": query.excluded.revision, "at": query.excluded.at}
    await connection.execute(query.on_conflict_do_update(index_elements=["place"], set_=update_))


async def noted_at(connection: AsyncConnection, place: str) -> int | None:
    """Which revision the files of a folder were last noted to be; None if it was never seen."""
    seen = (await connection.execute(select(places.c.revision).where(places.c.place == place))).scalar_one_or_none()
    return None if seen is None else int(seen)


async def newest_with(connection: AsyncConnection, content: str) -> int | None:
    """The newest revision with this content."""
    alike = select(func.max(revisions.c.number)).where(revisions.c.content == content)
    number = (await connection.execute(alike)).scalar_one()
    return None if number is None else int(number)


async def read_revisions(connection: AsyncConnection, numbers: Sequence[int]) -> list[Revision]:
    """Revisions with their changes, newest first."""
    rows = await connection.execute(select(revisions).where(revisions.c.number.in_(numbers)))
    found = {row.number: row for row in rows}
    files: dict[int, list[str]] = {number: [] for number in found}
    of_files = select(revision_files.c.revision, revision_files.c.name).where(revision_files.c.revision.in_(found))
    for number, name in await connection.execute(of_files.order_by(revision_files.c.name)):
        files[number].append(name)
    facts: dict[int, list[FactChange]] = {number: [] for number in found}
    of_facts = select(revision_facts).where(revision_facts.c.revision.in_(found)).order_by(revision_facts.c.fact)
    for row in await connection.execute(of_facts):
        facts[row.revision].append(FactChange(row.fact, row.name, row.before, row.after))
    return [
        Revision(
            number,
            row.parent,
            row.content,
            row.author,
            row.reason,
            row.at,
            State(row.state),
            row.place,
            tuple(files[number]),
            tuple(facts[number]),
        )
        for number, row in sorted(found.items(), reverse=True)
    ]
