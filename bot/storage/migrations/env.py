"""What Alembic runs: the migrations, on the connection that :mod:`bot.storage.upgrade` gives."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
