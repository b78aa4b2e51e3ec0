from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kills", [12, pytest.param(500, marks=pytest.mark.long)])
def test_a_kill_at_any_instant_loses_nothing_that_was_confirmed(url: str, tmp_path: Path, kills: int) -> None:
    """What must hold after each kill stands in :mod:`tests.storage.killing`."""
    command = [sys.executable, "-m", "tests.storage.killing", url, str(tmp_path / "base"), str(kills), "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    counted = json.loads(done.stdout)
    assert counted["kills"] == kills
    print(done.stdout)
