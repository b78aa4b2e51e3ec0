"""The bot as a process of its own on the stand-in for Discord: every scenario of this folder.

The stand-in holds what the bot sends against Discord's published document, and fails a scenario for each request that
breaks it, for each question that is not answered or answered twice.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import write_base
from tests.ferry import FERRY
from tests.storage.conftest import SERVER, admin, server

HERE = Path(__file__).parent
STANDIN = HERE.parents[2] / "shared" / "discord" / "scenario.py"
# The longest one first, so that all are done sooner.
SCENARIOS = sorted(HERE.glob("*.json"), key=lambda path: (path.stem != "endings", path.stem))
SECONDS = 300

pytestmark = [
    pytest.mark.discord,
    pytest.mark.skipif(not STANDIN.is_file(), reason="the stand-in for Discord is not there (../shared/discord)"),
]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The small fact base on disk, a scenario's own to edit."""
    folder = tmp_path / "ferry"
    folder.mkdir()
    return write_base(folder, FERRY)


@pytest.fixture
def database() -> Iterator[str]:
    """A database of the scenario's own where there is a PostgreSQL server; else none, and the bot has SQLite."""
    if not os.environ.get(SERVER):
        yield ""
        return
    name = f"test_{uuid.uuid4().hex}"
    admin(f"CREATE DATABASE {name}")
    yield server().set(database=name).render_as_string(hide_password=False)
    admin(f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    """A port of this machine that is free at the moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(scenario: Path, base: Path, database: str, tmp_path: Path) -> None:
    report, log = tmp_path / "report.json", tmp_path / "bot.log"
    factbot = [sys.executable, "-m", "bot"]
    done = subprocess.run(
        [sys.executable, STANDIN, "--scenario", scenario, "--report", report, "--log", log, "--", *factbot, "run"],
        env={
            **os.environ,
            "FACTBOT": " ".join(factbot),
            "SHIM": str(STANDIN.parent / "shim"),
            "FACTBOT_KNOWLEDGE_DIR": str(base),
            "COPY": str(shutil.copytree(base, tmp_path / "copy")),
            "FACTBOT_DATABASE_URL": database,
            "PORT": str(free_port()),
            "FACTBOT_DATA_DIR": str(tmp_path / "data"),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        },
        cwd=HERE.parents[1],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    said = log.read_text("utf-8") if log.exists() else ""
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n{said[-4000:]}"
    assert not json.loads(report.read_text("utf-8"))["findings"]
    # What only the end of a long log is searched for by a scenario.
    entries = [line for file in tmp_path.glob("bot*.log") for line in file.read_text("utf-8").splitlines()]
    assert not [line for line in entries if '"traceback"' in line or line.startswith("Traceback")]
