"""Every command that answers questions loads the model of sentence embeddings that the settings name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

COMMANDS = (
    ("ask", "rent"),
    ("chat",),
    ("exam",),
    ("review",),
    ("run",),
    ("facts", "alias", "rent", "What does the shop cost a month?", "--language", "en", "--dry-run"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_model_that_is_not_there_is_told_in_one_line(
    factbot: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    monkeypatch.setenv("FACTBOT_SEMANTIC__MODEL", str(tmp_path / "gone"))
    ran = factbot(*command)
    assert ran.code == 2
    assert ran.err.strip().count("\n") == 0
    assert "semantic.model" in ran.err
    assert "gone: there is no such folder" in ran.err
