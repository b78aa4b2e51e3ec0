"""What the client needs of a journal, and one that keeps nothing."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Protocol

from bot.storage.records import Asked, Vote


class Journal(Protocol):
    """Where questions, votes and members' language choices go; no call blocks or raises."""

    def asked(self, asked: Asked) -> None:
        """Keep a question with its outcome."""

    def voted(self, vote: Vote) -> None:
        """Keep a vote; a later one of the same member on the same answer takes its place."""

    def speaks(self, member: str, language: str | None) -> None:
        """Keep a member's own choice for private replies; None takes it back."""

    def language(self, member: str) -> str | None:
        """A member's own choice, or None."""

    def forget(self, member: str) -> None:
        """Delete a member's votes and choice."""


class Members(Protocol):
    """Turns members' ids into keyed hashes."""

    def member(self, user_id: int) -> str:
        """32 hex digits that stand for a member."""


class Unwritten:
    """A journal without a database: choices last as long as the process, all else is let go."""

    def __init__(self) -> None:
        self._languages: dict[str, str] = {}

    def asked(self, asked: Asked) -> None:
        """Let it go."""

    def voted(self, vote: Vote) -> None:
        """Let it go."""

    def speaks(self, member: str, language: str | None) -> None:
        """Keep a choice in memory."""
        self._languages.pop(member, None)
        if language is not None:
            self._languages[member] = language

    def language(self, member: str) -> str | None:
        """A choice made since the start, or None."""
        return self._languages.get(member)

    def forget(self, member: str) -> None:
        """Delete a member's choice."""
        self._languages.pop(member, None)


class Passing:
    """Hashes of members with a key that ends with the process."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def member(self, user_id: int) -> str:
        """32 hex digits that stand for a member until the process ends."""
        return hmac.new(self._key, str(user_id).encode(), hashlib.sha256).hexdigest()[:32]
