"""Kills a process that publishes, over and over at random instants, and looks at what it left behind.

    python -m tests.storage.killing URL FOLDER KILLS SEED

Each round forks a child that publishes edits of two files at once and says which were confirmed. After the kill the
files must be readable without more ado; then both sides are reconciled, and every confirmed edit must be in the history
and in the files, and no other one half. Prints what was counted as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from bot.facts.reader import read
from bot.storage.database import Database
from bot.storage.publish import Publisher
from bot.storage.reconcile import Report
from bot.storage.states import State
from tests.storage.edits import ONE, TWO, number_in, texts


async def _publish(url: str, folder: Path, tell: int) -> None:
    """The child: publish numbered edits for ever."""
    database = Database(url)
    await database.open()
    publisher = Publisher(database, folder)
    report = await publisher.reconcile()
    assert report.head is not None
    parent = report.head.number
    os.write(tell, b"0\n")
    while True:
        revision = await publisher.publish(texts(parent + 1), parent=parent, author="child", reason=str(parent + 1))
        parent = revision.number
        os.write(tell, f"{parent}\n".encode())


def _child(url: str, folder: Path, seconds: float) -> list[int]:
    """Let a child publish until it is killed after so many seconds, and say which revisions it confirmed."""
    listen, tell = os.pipe()
    child = os.fork()
    if not child:
        os.close(listen)
        try:
            asyncio.run(_publish(url, folder, tell))
        except BaseException as error:  # noqa: BLE001 - told, and the round fails
            print(repr(error), file=sys.stderr)
        os._exit(9)
    os.close(tell)
    with os.fdopen(listen) as said:
        said.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "the child ended by itself"
        return [int(line) for line in said.read().split("\n") if line.strip()]


async def _look(url: str, folder: Path, confirmed: int) -> Report:
    """The start after a kill."""
    assert len(read(folder).facts) == 2, "the files cannot be read after the kill"
    database = Database(url)
    await database.open()
    publisher = Publisher(database, folder)
    report = await publisher.reconcile()
    assert report.settled, report
    head = report.head
    assert head is not None
    assert head.state is State.PUBLISHED
    assert head.number >= confirmed, f"revision {confirmed} was confirmed, and the newest is {head.number}"
    assert head.number <= confirmed + 1, "more than one edit was under way"
    in_files = {number_in(folder / name) for name in (ONE, TWO)}
    assert in_files == {head.number}, f"the files are {in_files}, the newest revision is {head.number}"
    history = await publisher.revisions.history(limit=12)
    assert [row.number for row in history] == list(range(head.number, max(0, head.number - 12), -1))
    assert all(row.reason == str(row.number) for row in history if row.parent)
    assert {name: data.decode() for name, data in (await publisher.revisions.files(head.number)).items()} == {
        name: (folder / name).read_text("utf-8") for name in (ONE, TWO)
    }
    assert _names(folder) == {ONE, TWO}
    await database.close()
    return report


def _names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def main(url: str, folder: Path, kills: int, seed: int) -> None:
    """Kill so many times."""
    random.seed(seed)
    for name, text in texts(1).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    confirmed = asyncio.run(_look(url, folder, 1)).head
    assert confirmed is not None
    newest, counted, steps = confirmed.number, 0, Counter[str]()
    pace = 0.2
    for _ in range(kills):
        seconds = random.uniform(0, 1.5 * pace)
        told = _child(url, folder, seconds)
        # So that as many kills come before the end of the first edit as after it, on a machine of any speed.
        pace = 0.9 * pace if told else 1.1 * pace
        counted += len(told)
        report = asyncio.run(_look(url, folder, max([newest, *told])))
        assert report.head is not None
        newest = report.head.number
        steps[" ".join(report.steps) or "nothing to do"] += 1
    print(json.dumps({"kills": kills, "confirmed": counted, "revisions": newest, "after": steps}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
