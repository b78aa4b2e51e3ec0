"""The console script."""

from __future__ import annotations

import gc

import pytest

from bot.__main__ import COLLECT_AFTER, main


def test_a_command_is_not_held_up_by_looks_at_all_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    usual, seen = gc.get_threshold(), []
    monkeypatch.setattr("bot.__main__.run", lambda: seen.append(gc.get_threshold()))
    try:
        main()
    finally:
        gc.set_threshold(*usual)
    assert seen == [COLLECT_AFTER]
    assert seen[0][2] > 100_000
