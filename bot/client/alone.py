"""Notices a second process that does the same work, by a lock in the data directory."""

from __future__ import annotations

import contextlib
import fcntl
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

_log = logging.getLogger(__name__)


@contextlib.contextmanager
def alone(data_dir: Path, shards: tuple[Sequence[int], int] | None) -> Iterator[None]:
    """Hold a lock until the end of the block, and warn if another process has it.

    Discord lets both of them in, and each answers every question. Nothing is refused here: the other one may just be
    ending, and without a usable directory there is nothing to tell by.

    Args:
        data_dir: where the bot keeps its data.
        shards: ids of the shards of this process and how many there are in all; None: all.
    """
    name = f"-{shards[0][0]}-{shards[0][-1]}-{shards[1]}" if shards else ""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (data_dir / f"running{name}.lock").open("w")
    except OSError:
        yield
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _log.warning(
                "another process runs the bot for the same shards and data directory: if it is not just ending, "
                "members get two answers to a question; stop one of them"
            )
        except OSError as error:
            _log.info("whether the bot runs twice cannot be told: %s", error)
        yield
