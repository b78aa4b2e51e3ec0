"""What may go wrong with storage."""

from __future__ import annotations


class StorageError(Exception):
    """Storage cannot be used now; the message is one line that names the place and the remedy."""


class RefusedError(Exception):
    """The database works and refuses the values it was given, now and later."""
