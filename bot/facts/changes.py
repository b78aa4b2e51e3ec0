"""What an edit changes, for people to see before they say yes."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import unified_diff

from bot.facts.files import Snapshot

_CONTEXT = 2


def diffs(before: Snapshot, changes: Mapping[str, str | None]) -> dict[str, str]:
    """A unified diff for each changed file by its name within the base.

    Line ends do not show in it; a file whose line ends alone differ has an empty diff.
    """
    return {name: _diff(name, before.bytes_of(name), text) for name, text in changes.items()}


def _diff(name: str, data: bytes | None, text: str | None) -> str:
    old = (data or b"").decode("utf-8", "replace").splitlines()
    new = (text or "").splitlines()
    before, after = name if data is not None else "/dev/null", name if text is not None else "/dev/null"
    return "\n".join(unified_diff(old, new, before, after, lineterm="", n=_CONTEXT))
