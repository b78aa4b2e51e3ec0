"""The tables as they are after the last migration; the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A time with its zone, kept in UTC; SQLite itself forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse times without a zone, which would shift on their way."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Names(TypeDecorator[tuple[str, ...]]):
    """Ids of facts, which hold no space, in one text: it can be grouped by on every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:  # noqa: ARG002
        """Join the ids."""
        return " ".join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:  # noqa: ARG002
        """Split them again."""
        return tuple((value or "").split())


asked = Table(
    "asked",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("language", String(35), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("facts", Names, nullable=False),
    Column("candidates", Names, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("why", String(32), nullable=False),
    Column("place", String(16), nullable=False),
    Column("guild", BigInteger),
    Column("channel", BigInteger),
)

# Without a foreign key: a vote may be written before its question, or after the question was deleted.
votes = Table(
    "votes",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("voter", String(32), primary_key=True, index=True),
    Column("value", SmallInteger, nullable=False),
    Column("at", Moment, nullable=False),
)

choices = Table(
    "choices",
    metadata,
    Column("member", String(32), primary_key=True),
    Column("language", String(35), nullable=False),
    Column("at", Moment, nullable=False),
)


revisions = Table(
    "revisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("parent", Integer),
    Column("content", String(64), nullable=False, index=True),
    Column("author", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("place", String(32), nullable=False),
)

# The files that a revision changed; without a hash one was removed.
revision_files = Table(
    "revision_files",
    metadata,
    Column("revision", Integer, ForeignKey("revisions.number", ondelete="CASCADE"), primary_key=True),
    Column("name", String(400), primary_key=True),
    Column("hash", String(64)),
)

contents = Table(
    "contents",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

revision_facts = Table(
    "revision_facts",
    metadata,
    Column("revision", Integer, ForeignKey("revisions.number", ondelete="CASCADE"), primary_key=True),
    Column("fact", String(60), primary_key=True, index=True),
    Column("name", String(400), nullable=False),
    Column("before", Text),
    Column("after", Text),
)

# Which revision the files of each folder were last seen to be.
places = Table(
    "places",
    metadata,
    Column("place", String(32), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

# Without the question's text, which goes with the questions asked: the key is made of it (bot.answers.missed.key_of).
settled = Table(
    "settled",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("how", String(16), nullable=False),
    Column("fact", String(60)),
    Column("phrasing", String(32)),
    Column("author", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("asked", Integer, nullable=False),
)


def insert(connection: AsyncConnection, table: Table) -> Any:
    """An INSERT that knows ``on_conflict_do_update`` in the connection's dialect."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
