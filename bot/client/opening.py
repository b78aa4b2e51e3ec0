"""Opens the fact base while the bot is already on its way to Discord."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
from pathlib import Path

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings
from bot.client.desk import Desk
from bot.facts.model import Knowledge
from bot.matching.completion import Completion

_WARM = "what"
"""A first question, so that no member waits for tables that are made at their first use."""


def open_aside(desk: Desk, base: Knowledge, wordings: Wordings, cache: Path | None) -> asyncio.Future[None]:
    """Open a fact base for a desk in a thread of its own, which does not keep the process from ending.

    Args:
        desk: it answers as soon as the index is there, and offers questions a little later.
        base: the fact base.
        wordings: what the bot itself says.
        cache: where built indexes are kept for the next start; None: nowhere.

    Returns:
        Done once all is open; it raises what opening raised.
    """
    loop = asyncio.get_running_loop()
    opened: asyncio.Future[None] = loop.create_future()

    def finish(completion: Completion) -> None:
        desk.offer(completion)
        # What the fact base is made of stays; the collector need not look at it again.
        gc.freeze()
        if not opened.done():
            opened.set_result(None)

    def give_up(error: Exception) -> None:
        if not opened.done():
            opened.set_exception(error)

    def work() -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            try:
                answerer = Answerer(base, wordings, cache)
                answerer.ask(_WARM)
                loop.call_soon_threadsafe(desk.use, answerer)
                completion = Completion(answerer.index)
                completion(_WARM, wordings.default)
                loop.call_soon_threadsafe(finish, completion)
            except Exception as error:  # noqa: BLE001  # it is raised where the future is awaited
                loop.call_soon_threadsafe(give_up, error)

    threading.Thread(target=work, name="index", daemon=True).start()
    return opened
