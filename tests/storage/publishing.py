"""A publisher over a fact base of its own, for tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.storage.database import Database
from bot.storage.publish import Publisher
from tests.conftest import BAKERY, write_base
from tests.storage.conftest import on

FACTS, BASE = "facts/bakery.yaml", "base.yaml"
RENT = "The rent is **900 crowns** a month."


def rent(amount: int) -> str:
    """The file of facts with another rent."""
    assert RENT in BAKERY[FACTS]
    return BAKERY[FACTS].replace(RENT, f"The rent is **{amount} crowns** a month.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_base(tmp_path / "knowledge", BAKERY)


Work = Callable[[Publisher], Awaitable[Any]]


def publishing(url: str, folder: Path, work: Work) -> Any:
    """Do something with a publisher that has been started."""

    async def main(database: Database) -> Any:
        publisher = Publisher(database, folder)
        await publisher.reconcile()
        return await work(publisher)

    return on(url, main)


def left(folder: Path) -> list[str]:
    """Files that are no part of the base."""
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return sorted(names - BAKERY.keys())


def dies(_: object) -> None:
    raise KeyboardInterrupt
