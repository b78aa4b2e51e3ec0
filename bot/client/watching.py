"""Watches the fact base on disk: what is edited by hand goes live, and what is broken is told and left alone."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

from watchfiles import Change, awatch

from bot.answers.answerer import Answerer
from bot.answers.moderation_wording import FilesWording
from bot.client.collecting import uncollected
from bot.client.desk import Desk
from bot.client.opening import aside, open_aside
from bot.client.ui.text import cut, directed, isolated, plain
from bot.facts.files import Snapshot, load
from bot.facts.problems import KnowledgeError, Problem
from bot.facts.reader import understood

QUIET_MS = 250
"""How long nothing may be written before the files are read: an editor and a checkout write several."""

WAIT_MS = 1_000
"""After so long they are read, however much is still being written."""

ANYWAY_MS = 5_000
"""How often they are looked at without a sign of change, as some disks give none."""

STOP_SECONDS = 0.5
"""How long the end of watching is waited for."""

MESSAGE = 2_000
"""Characters of a message."""

_LOGGED = 20
_PROBLEM = 300
_BROKEN = "The fact base on disk cannot be used; the last good one still answers."
_MENDED = "The fact base on disk is good again and in use."
_FAILED = "The changed fact base could not be opened, the log says why; the one before it still answers."

_log = logging.getLogger(__name__)


class Watcher:
    """Keeps a desk's fact base as it is on disk.

    What is on disk is compared by its bytes, so an editor's temporary files and a save without a change do nothing.

    Attributes:
        changed: all called after files that have changed were found good and went live.
    """

    def __init__(
        self,
        path: Path,
        desk: Desk,
        cache: Path | None = None,
        tell: Callable[[str], Awaitable[None]] | None = None,
        language: str | None = None,
    ) -> None:
        """Set up; nothing is watched yet.

        Args:
            path: the folder or file of the fact base.
            desk: answers from it.
            cache: where built indexes are kept for the next start; None: nowhere.
            tell: posts a message for moderators; None: there is only the log.
            language: of those messages; None: the wording's own. The log is in English.
        """
        self._path = path
        self._desk = desk
        self._cache = cache
        self._tell = tell
        self._language = language or desk.wordings.default
        self.changed: list[Callable[[], None]] = []
        self._seen: Snapshot | None = None
        self._broken: tuple[Problem, ...] = ()
        self._failed = False
        self._looking = asyncio.Lock()
        self._order = asyncio.Lock()
        self._telling: set[asyncio.Task[None]] = set()

    @property
    def _words(self) -> FilesWording:
        return self._desk.wording(self._language).discord.moderation.files

    async def run(self, stop: asyncio.Event) -> None:
        """Watch until told to stop; the desk has a fact base already.

        Args:
            stop: set it, and then cancel the task.
        """
        warned = False
        try:
            while not stop.is_set():
                await self.look()
                try:
                    await self._watch(stop)
                    warned = False
                except (OSError, RuntimeError) as error:
                    # The folder is gone for the moment, or the system has no watches left.
                    if not warned:
                        _log.warning("%s cannot be watched, only looked at now and then: %s", self._path, error)
                    warned = True
                    await asyncio.sleep(ANYWAY_MS / 1000)
        finally:
            for task in self._telling:
                task.cancel()

    async def _watch(self, stop: asyncio.Event) -> None:
        """Look whenever something changes, until the folder is another one."""
        is_folder = self._path.is_dir()
        # Editors put a new file in the old one's place, so a single file is watched from its folder.
        folder = self._path if is_folder else self._path.parent
        watched = folder.stat().st_ino

        def concerns(_: Change, name: str) -> bool:
            return is_folder or Path(name).name == self._path.name

        changes = awatch(
            folder,
            watch_filter=concerns,
            debounce=WAIT_MS,
            step=QUIET_MS,
            rust_timeout=ANYWAY_MS,
            yield_on_timeout=True,
            stop_event=stop,
            recursive=is_folder,
            ignore_permission_denied=True,
        )
        async with contextlib.aclosing(changes):
            async for _ in changes:
                await self.look()
                if folder.stat().st_ino != watched:
                    return

    async def look(self, ready: Answerer | None = None) -> None:
        """Read the files if they have changed, and answer from them if they are good.

        It may be called at any time; it returns once the answers are the files'.

        Args:
            ready: what may be the answerer of the changed files, so that none has to be built.
        """
        async with self._looking:
            await self._look(ready)

    async def _look(self, ready: Answerer | None) -> None:
        snapshot = await aside(partial(load, self._path), "look")
        if snapshot == self._seen:
            return
        self._seen = snapshot
        try:
            await self._take(snapshot, ready)
        except KnowledgeError as error:
            if error.problems != self._broken:
                self._broken = error.problems
                _log.error("%s\n%s", _BROKEN, "\n".join(_lines(error.problems)))
                self._say(broken_message(error.problems, self._path, self._words, self._language))
        except Exception:  # noqa: BLE001  # the bot goes on answering, whatever is on disk
            self._failed = True
            _log.exception(_FAILED)
            self._say(directed(self._words.failed, self._language))
        else:
            if self._broken or self._failed:
                self._broken, self._failed = (), False
                _log.info(_MENDED)
                self._say(directed(self._words.mended, self._language))
            for tell in self.changed:
                tell()

    async def _take(self, snapshot: Snapshot, ready: Answerer | None) -> None:
        base = await aside(uncollected(partial(understood, snapshot)), "read")
        before = self._desk.answerer
        if base.digest == before.knowledge.digest:
            return
        if ready and ready.knowledge.digest != base.digest:
            ready = None
        await open_aside(self._desk, base, before.wordings, self._cache, before, ready)
        _log.info("the fact base has changed on disk, the new one answers: %d facts", len(base.facts))

    def _say(self, text: str) -> None:
        """Tell moderators, without waiting for Discord."""
        if self._tell:
            task = asyncio.create_task(self._said(self._tell, text), name="log channel")
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    async def _said(self, tell: Callable[[str], Awaitable[None]], text: str) -> None:
        async with self._order:
            await tell(text)


@contextlib.asynccontextmanager
async def watching(watcher: Watcher, opened: asyncio.Future[None]) -> AsyncIterator[None]:
    """Watch in the background from when the first fact base is open until the end of the block.

    Args:
        watcher: it watches.
        opened: done once there is a fact base; if that fails, nothing is watched.
    """
    stop = asyncio.Event()

    async def run() -> None:
        await asyncio.wait([opened])
        if opened.cancelled() or opened.exception():
            return
        await watcher.run(stop)

    task = asyncio.create_task(run(), name="watch")
    task.add_done_callback(_ended)
    try:
        yield
    finally:
        stop.set()
        task.cancel()
        await asyncio.wait([task], timeout=STOP_SECONDS)


def _ended(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.error("the fact base is no longer watched, start the bot again after edits", exc_info=error)


def _lines(problems: Sequence[Problem]) -> list[str]:
    lines = [str(problem) for problem in problems[:_LOGGED]]
    left = len(problems) - len(lines)
    return [*lines, f"and {left} more; factbot check lists them all"] if left else lines


def broken_message(problems: Sequence[Problem], root: Path, said: FilesWording, language: str) -> str:
    """What moderators are told of a broken fact base: as many problems as a message holds, the others counted.

    Args:
        problems: what is wrong.
        root: the fact base; files are named within it, since the machine's folders are nobody's business.
        said: the wording.
        language: of the wording.
    """

    def rest(told: int) -> list[str]:
        left = len(problems) - told
        return [directed(said.rest.format(count=left), language)] if left else []

    told = [directed(said.broken, language)]
    for number, problem in enumerate(problems, start=1):
        line = directed(_line(problem.within(root), said), language)
        text = "\n".join([*told, line, *rest(number)])
        if cut(text, MESSAGE) != text:
            return "\n".join([*told, *rest(number - 1)])
        told.append(line)
    return "\n".join(told)


def _line(problem: Problem, said: FilesWording) -> str:
    place = isolated(f"{problem.path}:{problem.line}:{problem.column}: {problem.key}")
    line = f"{place}: {said.sentences(problem.what)}: {said.sentences(problem.remedy)}"
    return plain(cut(" ".join(line.split()), _PROBLEM))
