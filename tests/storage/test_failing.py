"""Edits while disk or database come and go; what must hold after each stands in :mod:`tests.storage.failing`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.storage.database import default_url
from tests.storage.conftest import needs_postgres
from tests.storage.failing import FullDisk, LostFile, LostServer, Trouble, endure
from tests.storage.test_publish_faults import tmpfs

often = pytest.mark.parametrize("failures", [5, pytest.param(500, marks=pytest.mark.long)])


def endured(url: str, folder: Path, trouble: Trouble, failures: int) -> None:
    counted = asyncio.run(endure(url, folder, trouble, failures))
    assert counted.total() - counted["confirmed"] >= failures
    print(dict(counted))


@often
def test_a_disk_that_fills_up_over_and_over(url: str, tmp_path: Path, failures: int) -> None:
    with tmpfs(tmp_path / "small", "2m"):
        endured(url, tmp_path / "small" / "base", FullDisk(tmp_path / "small"), failures)


@often
def test_a_disk_that_fills_up_under_files_and_database(tmp_path: Path, failures: int) -> None:
    small = tmp_path / "small"
    with tmpfs(small, "64m"):
        endured(default_url(small / "data"), small / "base", FullDisk(small), failures)


@often
def test_a_database_file_that_goes_away_over_and_over(tmp_path: Path, failures: int) -> None:
    endured(default_url(tmp_path / "data"), tmp_path / "base", LostFile(tmp_path / "data"), failures)


@often
@needs_postgres
def test_a_database_server_that_goes_away_over_and_over(postgres_url: str, tmp_path: Path, failures: int) -> None:
    endured(postgres_url, tmp_path / "base", LostServer(postgres_url), failures)
