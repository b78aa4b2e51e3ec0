"""Facts as they stand in their files, with their comments, to be edited elsewhere and given back."""

from __future__ import annotations

import re

from bot.facts.draft import draft_of
from bot.facts.files import Snapshot
from bot.facts.model import Fact
from bot.facts.plainvalues import values_of
from bot.facts.yamledit import item_text
from bot.facts.yamlwrite import mapping_lines

_HEAD = "# Exported at revision {}."
_EXPORTED = re.compile(r"\A\ufeff?# Exported at revision (\d{1,9})\.$", re.MULTILINE)


def fact_excerpt(snapshot: Snapshot, name: str) -> str | None:
    """A fact as it stands in its file; laid out anew if it does not stand in lines of its own.

    Returns:
        Its YAML, one mapping, not indented; None if there is no such fact.
    """
    for part in draft_of(snapshot).topics:
        for number, fact in enumerate(part.model.facts):
            if fact.id == name:
                return item_text(_text(snapshot, part.name), "facts", number) or _laid_out(fact)
    return None


def topics_excerpt(snapshot: Snapshot, topic: str | None = None) -> str:
    """The files of a topic, or of all, as a stream of documents; empty if there is no such topic."""
    parts = [part for part in draft_of(snapshot).topics if topic in {None, part.model.topic}]
    return "---\n".join(_text(snapshot, part.name).rstrip("\n") + "\n" for part in parts)


def headed(text: str, revision: int | None) -> str:
    """An excerpt that says at which revision it was made."""
    return text if revision is None else f"{_HEAD.format(revision)}\n{text}"


def exported_at(data: bytes) -> int | None:
    """The revision at which an excerpt was made, if it says so."""
    found = _EXPORTED.match(data[:200].decode("utf-8", "replace").replace("\r\n", "\n"))
    return int(found[1]) if found else None


def _text(snapshot: Snapshot, name: str) -> str:
    return (snapshot.bytes_of(name) or b"").decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")


def _laid_out(fact: Fact) -> str:
    return "\n".join(mapping_lines(values_of(fact), 0)) + "\n"
