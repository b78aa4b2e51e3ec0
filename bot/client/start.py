"""Starts the bot: its parts are put together here, and run until the bot is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import gc
import logging
import sys
from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path

import uvloop

from bot.answers import charts
from bot.answers.pictures import picture
from bot.answers.wording import Wordings
from bot.client.alone import alone
from bot.client.client import Factbot
from bot.client.desk import Desk
from bot.client.following import Follower, following
from bot.client.health import health
from bot.client.journal import Journal, Members, Passing, Unwritten
from bot.client.moderation.reviews import Reviews
from bot.client.moderation.workshop import Workshop
from bot.client.opening import open_aside
from bot.client.pictures import no_pictures
from bot.client.serve import StartError, serve
from bot.client.vitals import Vitals
from bot.client.watching import Watcher, watching
from bot.facts.model import Fact, Knowledge
from bot.matching.semantic import Encoder
from bot.settings import Settings, is_built_in
from bot.storage.database import Database, default_url
from bot.storage.errors import StorageError
from bot.storage.identity import Identity
from bot.storage.journal import Journal as Written

__all__ = ["StartError", "start"]

STOP_SECONDS = 0.8
"""How long writing what is left, and then closing the database, may take at the end."""

COLLECT_AFTER = 50_000, 10, 10
"""New objects after which the collector looks for rings among them, and how often that is done until older ones are
looked at. An interaction is a few hundred objects in a ring; with Python's own 700 the collector runs for every second
one, and takes longer than the answers."""

SWITCH_SECONDS = 0.0005
"""How long a thread that works on an index may keep answers waiting, each time that they have looked at the network;
Python's own 5 ms, many times over, would be longer than the answers take."""

_log = logging.getLogger(__name__)


def start(
    settings: Settings,
    token: str,
    base: Knowledge,
    wordings: Wordings,
    *,
    knowledge: Path,
    data_dir: Path,
    cache: Path | None,
    encoder: Encoder | None = None,
    shards: tuple[Sequence[int], int] | None = None,
) -> None:
    """Answer on Discord until a signal ends it.

    Args:
        settings: all settings.
        token: the bot's.
        base: the fact base.
        wordings: what the bot itself says.
        knowledge: the folder or file that the fact base was read from; what changes there goes live.
        data_dir: where the bot keeps its data.
        cache: where built indexes are kept; None: nowhere.
        encoder: tells what texts mean; None: only their words and letters count.
        shards: ids of the shards of this process and how many there are in all; None: all that Discord recommends.

    Raises:
        StartError: if the token, the intents or the network do not let it run.
    """

    async def run() -> None:
        desks: list[Desk] = []

        def drawn(fact: Fact, language: str) -> tuple[str, bytes] | None:
            return picture(desks[0].answerer, fact, language)

        async with _kept(settings, data_dir) as (journal, members, database):
            client = Factbot(
                wordings,
                settings,
                journal=journal,
                members=members,
                attachment=drawn if charts.available() else no_pictures,
                data_dir=data_dir,
                shards=shards,
            )
            desks.append(client.desk)
            opened = open_aside(client.desk, base, wordings, cache, encoder=encoder, languages=wordings.languages)
            watcher = Watcher(knowledge, client.desk, cache, client.tell_log_channel, settings.answers.language)
            client.workshop = Workshop(knowledge, database, client.desk, cache=cache, live=watcher.look)
            client.reviews = Reviews(database, client.desk, settings)
            follower = _follower(database, knowledge, watcher, client)
            if settings.discord.moderation.guilds:
                foresee = partial(client.workshop.foresee, gently=True)
                opened.add_done_callback(lambda _: foresee())
                watcher.changed.append(foresee)
            kept = journal if isinstance(journal, Written) else None

            def look() -> Vitals:
                return client.vitals(follower.revision if follower else None, kept)

            async with (
                health(settings.http.port, client.desk.metrics, look),
                watching(watcher, opened),
                following(follower, opened),
            ):
                await serve(client, token, opened)

    sys.setswitchinterval(SWITCH_SECONDS)
    gc.set_threshold(*COLLECT_AFTER)
    with alone(data_dir, shards), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())


def _follower(database: Database | None, knowledge: Path, watcher: Watcher, client: Factbot) -> Follower | None:
    """What follows the history; there is none of the facts inside the installed program."""
    if database is None or is_built_in(knowledge):
        return None
    follower = Follower(database, knowledge, watcher.look, client.tell_log_channel)
    watcher.changed.append(follower.again)
    return follower


@contextlib.asynccontextmanager
async def _kept(settings: Settings, data_dir: Path) -> AsyncIterator[tuple[Journal, Members, Database | None]]:
    """Where questions, votes and choices go, and the database under it.

    Without a usable data directory the bot answers and keeps nothing.
    """
    try:
        members = Identity.open(data_dir)
        database = Database(settings.database_url or default_url(data_dir))
    except (OSError, StorageError) as error:
        _log.error("nothing will be kept of questions and votes: %s", error)
        yield Unwritten(), Passing(), None
        return
    journal = Written(
        database,
        retention=dt.timedelta(days=settings.questions.retention_days),
        again_after=dt.timedelta(days=settings.review.again_after_days),
    )
    journal.start()
    try:
        yield journal, members, database
    finally:
        # The bot has a few seconds to stop in all, and a connection that is cut off in the middle then is no fault.
        logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)
        await journal.stop(timeout=STOP_SECONDS)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(database.close(), STOP_SECONDS)
