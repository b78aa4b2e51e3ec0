"""The log: readable on a terminal, JSON where a program reads it; no tokens and no ids of members in either."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
from typing import TextIO

_BOT_TOKEN = re.compile(r"\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}\b")
_URL_TOKEN = re.compile(r"(/(?:webhooks|interactions)/)[^/\s'\"]+/[^/\s?'\"]+")
_ID = re.compile(r"(?<!\d)\d{15,20}(?!\d)")


def redacted(text: str) -> str:
    """Text without tokens and without Discord's ids, any of which may be a member's."""
    return _ID.sub("(id)", _URL_TOKEN.sub(r"\1(hidden)", _BOT_TOKEN.sub("(token)", text)))


class _Plain(logging.Formatter):
    """A line for people, with the traceback below."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


class _Json(logging.Formatter):
    """An object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redacted(record.getMessage()),
        }
        if record.exc_info:
            entry["traceback"] = redacted(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)


def _reconnects(record: logging.LogRecord) -> bool:
    """Tell in one line why a connection is begun anew, or cannot be had yet, in the place of a traceback."""
    if record.exc_info and str(record.msg).startswith(("Attempting a reconnect", "Failed to connect for shard_id")):
        why = record.exc_info[1]
        record.msg, record.args = f"{record.getMessage().rstrip('.')}: {type(why).__name__}: {why}", None
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
    return True


def start_log(level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Write the log of the whole process.

    Args:
        level: from which level on.
        stream: where to; standard error if None.
    """
    target = stream or sys.stderr
    handler = logging.StreamHandler(target)
    readable = _Plain("{asctime} {levelname:<7} {name}: {message}", "%Y-%m-%d %H:%M:%S", style="{")
    handler.setFormatter(readable if target.isatty() else _Json())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # The library tells of every session and every retry; what matters of it is a warning.
    logging.getLogger("discord").setLevel(max(level, logging.WARNING))
    # It tells of each font that it passes over.
    logging.getLogger("matplotlib").setLevel(max(level, logging.WARNING))
    # It tells of each file that it sees written.
    logging.getLogger("watchfiles").setLevel(max(level, logging.WARNING))
    # It tells with each connection what kind of database it is.
    logging.getLogger("alembic.runtime.migration").addFilter(lambda record: str(record.msg).startswith("Running"))
    # It begins a connection anew by itself, which is no fault of the program.
    logging.getLogger("discord.shard").addFilter(_reconnects)
    # That there are no libraries for voice is no news for a bot that does not speak.
    logging.getLogger("discord.client").addFilter(lambda record: "voice will NOT be supported" not in str(record.msg))
