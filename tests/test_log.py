"""The log: readable or JSON, and without tokens and ids."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.log import redacted, start_log

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.Gh1jKl.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105  # nobody's


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def root() -> Iterator[None]:
    logger = logging.getLogger()
    handlers, level = logger.handlers[:], logger.level
    yield
    logger.handlers[:] = handlers
    logger.setLevel(level)
    logging.getLogger("discord").setLevel(logging.NOTSET)


@pytest.mark.parametrize(
    "secret",
    [
        TOKEN,
        "1575951483327741952",
        "https://discord.com/api/v10/webhooks/1575951483327741952/aW50ZXJhY3Rpb24/messages/@original",
        "https://discord.com/api/v10/interactions/1575951483327741952/aW50ZXJhY3Rpb24/callback",
    ],
)
def test_secrets_and_ids_do_not_reach_the_log(secret: str) -> None:
    said = redacted(f"before {secret} after")
    assert said.startswith("before ")
    assert said.endswith(" after")
    assert "aW50ZXJhY3Rpb24" not in said
    assert "1575951483327741952" not in said
    assert TOKEN not in said


def test_figures_stay() -> None:
    assert redacted("230 billion in 2025, 1 day, 3600.5 s") == "230 billion in 2025, 1 day, 3600.5 s"


def test_a_program_reads_objects() -> None:
    stream = io.StringIO()
    start_log(stream=stream)
    try:
        int(TOKEN)
    except ValueError:
        logging.getLogger("bot.x").exception("it %s", "failed")
    entry = json.loads(stream.getvalue())
    assert (entry["level"], entry["logger"], entry["message"]) == ("error", "bot.x", "it failed")
    assert "ValueError: invalid literal for int() with base 10: '(token)'" in entry["traceback"]


def test_a_person_reads_lines() -> None:
    stream = Terminal()
    start_log(stream=stream)
    logging.getLogger("bot.x").info("hello %d", 1575951483327741952)
    logging.getLogger("discord.gateway").info("a session")
    logging.getLogger("discord.client").warning("PyNaCl is not installed, voice will NOT be supported")
    logging.getLogger("alembic.runtime.migration").info("Will assume transactional DDL.")
    logging.getLogger("alembic.runtime.migration").info("Running %s %s -> %s", "upgrade", "", "0001")
    hello, running = stream.getvalue().splitlines()
    assert hello.endswith("INFO    bot.x: hello (id)")
    assert running.endswith("Running upgrade  -> 0001")


def test_a_connection_that_is_begun_anew_is_no_error() -> None:
    stream = io.StringIO()
    start_log(stream=stream)
    log = logging.getLogger("discord.shard")
    try:
        raise OSError("no route")  # noqa: TRY301 - as discord.py logs what it caught
    except OSError as error:
        log.error("Attempting a reconnect for shard ID %s in %.2fs", 0, 1.5, exc_info=error)  # noqa: TRY400
        log.exception("Failed to connect for shard_id: %s. Retrying...", 0)
        log.error("Something else", exc_info=error)  # noqa: TRY400
    reconnect, retry, other = map(json.loads, stream.getvalue().splitlines())
    assert reconnect["level"] == "warning"
    assert reconnect["message"] == "Attempting a reconnect for shard ID 0 in 1.50s: OSError: no route"
    assert retry["message"] == "Failed to connect for shard_id: 0. Retrying: OSError: no route"
    assert "traceback" not in reconnect | retry
    assert (other["level"], "traceback" in other) == ("error", True)
