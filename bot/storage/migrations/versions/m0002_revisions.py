"""Published states of the facts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _revision() -> sa.Column[int]:
    """The revision that a row belongs to, with which it goes."""
    return sa.Column("revision", sa.Integer, sa.ForeignKey("revisions.number", ondelete="CASCADE"), primary_key=True)


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "revisions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("parent", sa.Integer),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("place", sa.String(32), nullable=False),
    )
    op.create_index("ix_revisions_content", "revisions", ["content"])
    op.create_table(
        "revision_files",
        _revision(),
        sa.Column("name", sa.String(400), primary_key=True),
        sa.Column("hash", sa.String(64)),
    )
    op.create_table(
        "contents",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "revision_facts",
        _revision(),
        sa.Column("fact", sa.String(60), primary_key=True),
        sa.Column("name", sa.String(400), nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
    )
    op.create_index("ix_revision_facts_fact", "revision_facts", ["fact"])
    op.create_table(
        "places",
        sa.Column("place", sa.String(32), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("at", moment, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("places", "revision_facts", "contents", "revision_files", "revisions"):
        op.drop_table(name)
