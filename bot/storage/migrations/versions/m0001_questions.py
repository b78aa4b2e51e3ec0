"""Questions asked, votes and members' languages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "asked",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("at", moment, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("candidates", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("why", sa.String(32), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("guild", sa.BigInteger),
        sa.Column("channel", sa.BigInteger),
    )
    op.create_index("ix_asked_at", "asked", ["at"])
    op.create_table(
        "votes",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("voter", sa.String(32), primary_key=True),
        sa.Column("value", sa.SmallInteger, nullable=False),
        sa.Column("at", moment, nullable=False),
    )
    op.create_index("ix_votes_voter", "votes", ["voter"])
    op.create_table(
        "choices",
        sa.Column("member", sa.String(32), primary_key=True),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("at", moment, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("choices", "votes", "asked"):
        op.drop_table(name)
