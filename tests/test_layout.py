"""What holds for the project as a whole."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.facts.model import Facet, Knowledge

ROOT = Path(__file__).parents[1]
CODE = sorted((ROOT / "bot").rglob("*.py"))
EVERYDAY = {"x", "gate", "article"}
"""Names of concepts that are everyday words too."""


def test_the_engine_knows_no_word_of_the_article(shipped: Knowledge) -> None:
    """Another fact base must work as well, so names stand in data only."""
    names = {name for name, (facet, _) in shipped.concepts.items() if facet is Facet.SUBJECT}
    covered = {
        party for fact in shipped.facts for party in (*fact.about.subject, *fact.about.object)
    } & names - EVERYDAY
    assert covered
    words = re.compile(r"\b(" + "|".join(map(re.escape, sorted(covered))) + r")\b", re.IGNORECASE)
    found = {f"{path.name}: {match.group()}" for path in CODE for match in words.finditer(path.read_text("utf-8"))}
    assert not found


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_have_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    pinned = re.findall(r"^[a-z0-9][^\s=]*==", text, re.MULTILINE)
    assert pinned
    assert len(re.findall(r"\\\n    --hash=sha256:", text)) >= len(pinned)
    assert "://" not in text


def test_what_the_wheel_ships_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert set(shipped) == {"knowledge", "config"}
    assert all((ROOT / folder).is_dir() for folder in shipped)


def test_modules_stay_readable_in_one_sitting() -> None:
    assert not [path.name for path in CODE if path.read_text("utf-8").count("\n") > 360]
