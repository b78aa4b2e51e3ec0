"""Files of a fact base for the tests, and the problems told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from bot.facts.problems import Problem

Lay = Callable[[Mapping[str, str | bytes]], Path]
Told = Callable[[Iterable[Problem]], list[str]]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Write files by their names into a new folder and give the folder."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "base"
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Problems as they are printed, with names that begin in the base's folder."""

    def lines(problems: Iterable[Problem]) -> list[str]:
        prefix = f"{tmp_path / 'base'}"
        return [str(problem).replace(prefix + "/", "").replace(prefix, ".") for problem in problems]

    return lines
