"""Two processes for the same shards are told of each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.client.alone import alone


def test_a_second_one_for_the_same_shards_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with (
        alone(tmp_path / "data", None),
        alone(tmp_path / "data", (range(1), 2)),
        alone(tmp_path / "data", (range(1, 2), 2)),
    ):
        assert not caplog.records
        with alone(tmp_path / "data", (range(1), 2)):
            assert "stop one of them" in caplog.text
    caplog.clear()
    with alone(tmp_path / "data", (range(1), 2)):
        assert not caplog.records


def test_a_folder_that_cannot_be_used_tells_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "data").write_text("a file")
    with alone(tmp_path / "data", None):
        assert not caplog.records
