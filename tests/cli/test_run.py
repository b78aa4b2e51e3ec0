"""``factbot run`` before it reaches the network; what it does there is in tests/discord."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.context import CliError
from bot.cli.run import read_token, shard_range
from bot.settings import DiscordSettings, Settings
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)


def test_without_a_token_there_is_one_line_that_says_what_to_do(factbot: Run) -> None:
    ran = factbot("run")
    assert ran.code == 2
    assert ran.err.strip().count("\n") == 0
    assert "set DISCORD_TOKEN" in ran.err


def test_a_broken_fact_base_ends_the_start(factbot: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    ran = factbot("run", "--knowledge", str(tmp_path / "nothing"))
    assert ran.code == 2
    assert "nothing" in ran.err


def test_the_token_comes_from_the_environment_or_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "token"
    settings = Settings(discord=DiscordSettings(token_file=path))
    with pytest.raises(CliError, match="cannot be read"):
        read_token(settings)
    path.write_text(" \n", "utf-8")
    with pytest.raises(CliError, match="is empty"):
        read_token(settings)
    path.write_text("from-file\n", "utf-8")
    assert read_token(settings) == "from-file"
    monkeypatch.setenv("DISCORD_TOKEN", " from-environment ")
    assert read_token(settings) == "from-environment"


@pytest.mark.parametrize(("text", "ids", "total"), [("0-3/8", [0, 1, 2, 3], 8), ("2/8", [2], 8), ("0/1", [0], 1)])
def test_shards_are_a_range_of_all(text: str, ids: list[int], total: int) -> None:
    own, count = shard_range(text)
    assert (list(own), count) == (ids, total)


@pytest.mark.parametrize("text", ["3-1/8", "8/8", "0-8/8", "x", "1", "-1/2", "0-1"])
def test_other_shards_are_refused(text: str) -> None:
    with pytest.raises(CliError, match="0-3/8"):
        shard_range(text)
