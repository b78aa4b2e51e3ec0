"""Questions that moderators have settled in the review."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "settled",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("how", sa.String(16), nullable=False),
        sa.Column("fact", sa.String(60)),
        sa.Column("phrasing", sa.String(32)),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("settled")
