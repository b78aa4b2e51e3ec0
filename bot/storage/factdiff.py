"""Which facts differ between two states of the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.facts.places import Value
from bot.facts.yamltree import parse

ID_LIMIT = 60
"""Characters of an id; a longer one stands in a file that cannot be used anyhow."""


@dataclass(frozen=True)
class FactChange:
    """A fact before and after a revision.

    Attributes:
        fact: its id.
        name: the file that it is in, or was in, within the base.
        before: its YAML, of which layout and comments are not a part; None: there was no such fact.
        after: likewise; None: it is gone.
    """

    fact: str
    name: str
    before: str | None
    after: str | None


def changed_facts(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[FactChange]:
    """The facts that differ.

    Args:
        before: files by their names within the base; only those that differ are needed.
        after: likewise.

    Returns:
        In the order of their ids. Of a file that cannot be read, no facts are known.
    """
    old, new = _facts(before), _facts(after)
    changes = []
    for fact in sorted(old.keys() | new.keys()):
        was, now = old.get(fact), new.get(fact)
        if (was and was[1]) != (now and now[1]):
            name, _ = new.get(fact) or old[fact]
            changes.append(FactChange(fact, name, was and _yaml(was[1]), now and _yaml(now[1])))
    return changes


def _facts(files: Mapping[str, bytes]) -> dict[str, tuple[str, dict[str, Value]]]:
    """The file and the values of every fact."""
    found = {}
    for name, data in sorted(files.items()):
        tree, problems = parse(Path(name), data)
        if tree is None or problems or not isinstance(tree.value, dict):
            continue
        facts = tree.value.get("facts")
        for fact in facts if isinstance(facts, list) else ():
            if isinstance(fact, dict) and isinstance(fact.get("id"), str) and len(str(fact["id"])) <= ID_LIMIT:
                found[str(fact["id"])] = (name, fact)
    return found


def _yaml(fact: Value) -> str:
    return yaml.safe_dump(fact, allow_unicode=True, sort_keys=False, width=120)
