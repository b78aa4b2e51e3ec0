"""Opens the fact base while the bot is already on its way to Discord."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings
from bot.client.collecting import uncollected
from bot.client.desk import Desk
from bot.facts.model import Knowledge
from bot.language.everyday import spelt_words
from bot.matching.completion import Completion
from bot.matching.semantic import Encoder

T = TypeVar("T")

_SETTLING = threading.Lock()

_WARM = "what"
"""A first question, so that no member waits for tables that are made at their first use."""

_WARM_SELDOM = ("skolko", "wen awwal mara nenshar hal 7aki")
"""Others, in Russian and Arabic with Latin letters, for the tables that few questions need."""


def aside(work: Callable[[], T], name: str) -> asyncio.Future[T]:
    """Do something lengthy in a thread of its own, which does not keep the process from ending.

    Args:
        work: what to do; it uses nothing of the event loop's.
        name: of the thread.

    Returns:
        Done with what the work returned; it raises what that raised.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def succeed(result: T) -> None:
        if not done.done():
            done.set_result(result)

    def give_up(error: Exception) -> None:
        if not done.done():
            done.set_exception(error)

    def run() -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            try:
                result = work()
            except Exception as error:  # noqa: BLE001  # it is raised where the future is awaited
                loop.call_soon_threadsafe(give_up, error)
            else:
                loop.call_soon_threadsafe(succeed, result)

    threading.Thread(target=run, name=name, daemon=True).start()
    return done


def open_aside(
    desk: Desk,
    base: Knowledge,
    wordings: Wordings,
    cache: Path | None,
    before: Answerer | None = None,
    ready: Answerer | None = None,
    encoder: Encoder | None = None,
    languages: Iterable[str] = (),
) -> asyncio.Future[None]:
    """Open a fact base for a desk in a thread of its own, which does not keep the process from ending.

    Args:
        desk: it answers as soon as the index is there, and offers questions a little later.
        base: the fact base.
        wordings: what the bot itself says.
        cache: where built indexes are kept for the next start; None: nowhere.
        before: of the base that this one was edited from.
        ready: the base's answerer, where it is there already.
        encoder: tells what texts mean; None: that of the answerer before, if there is one.
        languages: whose lists of everyday words are loaded before; the first question would else load them while all
            others, and the network, wait.

    Returns:
        Done once all is open; it raises what opening raised.
    """
    loop = asyncio.get_running_loop()

    def work() -> None:
        answerer = ready or Answerer(base, wordings, cache, before, encoder)
        warm(languages)
        _go_live(desk, answerer, loop)
        if before:
            loop.call_soon_threadsafe(_settle_aside, desk, answerer, cache)

    return aside(uncollected(work), "index")


def warm(languages: Iterable[str]) -> None:
    """Load the lists of everyday words that questions in these languages need, so that no member waits for them."""
    for language in languages:
        spelt_words(language)


def _go_live(desk: Desk, answerer: Answerer, loop: asyncio.AbstractEventLoop, after: Answerer | None = None) -> None:
    """Let a desk answer and offer questions from a fact base; from a thread.

    Args:
        desk: the desk.
        answerer: what it is to answer from.
        loop: the desk's.
        after: whose place it takes; if another edit has taken it already, nothing is done.
    """

    def hand(give: Callable[[], None]) -> None:
        if after is None or desk.answerer in {after, answerer}:
            give()

    answerer.ask(_WARM)
    loop.call_soon_threadsafe(hand, partial(desk.use, answerer))
    completion = Completion(answerer.index)
    completion(_WARM, answerer.wordings.default)
    loop.call_soon_threadsafe(hand, partial(desk.offer, completion))
    first = next(iter(answerer.knowledge.facts), None)
    # Something is added, so that it is no curated question, of which nothing has to be looked up.
    everyday = (f"{each[0]} {_WARM}" for each in first.questions.values() if each) if first else ()
    for text in (*_WARM_SELDOM, *everyday):
        answerer.ask(text)


def _settle_aside(desk: Desk, answerer: Answerer, cache: Path | None) -> None:
    """Keep for the next start what an edit was worked into, and build it in full where that makes a difference."""
    loop = asyncio.get_running_loop()

    def work() -> None:
        # One at a time, and of edits in quick succession only the last.
        with _SETTLING:
            if desk.answerer is answerer and (full := answerer.settled(cache)) is not answerer:
                _go_live(desk, full, loop, after=answerer)

    aside(uncollected(work), "settle")
