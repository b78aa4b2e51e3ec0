"""``factbot run``: the bot on Discord."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import re
import threading
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from platformdirs import user_data_path

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings, load_wordings
from bot.cli.context import CliError, ConfigOption, KnowledgeOption, cache_path, knowledge_path
from bot.client.client import Factbot
from bot.client.desk import Desk
from bot.client.journal import Passing, Unwritten
from bot.client.serve import StartError, serve
from bot.facts.model import Knowledge
from bot.facts.reader import read
from bot.log import start_log
from bot.matching.completion import Completion
from bot.settings import Settings, load_settings, shipped

_WARM = "what"
"""A first question, so that no member waits for tables that are made at their first use."""

_SHARDS = re.compile(r"(\d+)(?:-(\d+))?/(\d+)")


def run(
    shards: Annotated[
        str | None,
        typer.Option(
            metavar="FIRST-LAST/ALL",
            help="The shards of this process, such as 0-3/8; else all that Discord recommends.",
            show_default=False,
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="DIR",
            help="Where the bot keeps its data. Else FACTBOT_DATA_DIR, else the user's data folder.",
            show_default=False,
        ),
    ] = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Answer on Discord until stopped.

    The bot's token comes from DISCORD_TOKEN, or from the file that discord.token_file names.
    """
    settings = load_settings(config, knowledge_dir=knowledge, data_dir=data)
    token = read_token(settings)
    own = shard_range(shards) if shards else None
    base = read(knowledge_path(settings))
    start_log()
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_run(settings, token, own, base))
    except StartError as error:
        raise CliError(f"run: {error}") from error


async def _run(settings: Settings, token: str, own: tuple[range, int] | None, base: Knowledge) -> None:
    wordings = load_wordings(shipped("config/wording"))
    client = Factbot(
        wordings,
        settings,
        journal=Unwritten(),
        members=Passing(),
        data_dir=settings.data_dir or user_data_path("factbot", appauthor=False),
        shards=own,
    )
    opened = open_aside(client.desk, base, wordings)
    await serve(client, token, opened)


def open_aside(desk: Desk, base: Knowledge, wordings: Wordings) -> asyncio.Future[None]:
    """Open a fact base for a desk in a thread of its own, which does not keep the process from ending.

    Building the index takes seconds, in which the bot can already be on Discord.

    Returns:
        Done once the desk answers; it raises what opening raised.
    """
    loop = asyncio.get_running_loop()
    opened: asyncio.Future[None] = loop.create_future()

    def finish(completion: Completion) -> None:
        desk.offer(completion)
        # What the fact base is made of stays; the collector need not look at it again.
        gc.freeze()
        opened.set_result(None)

    def work() -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            try:
                answerer = Answerer(base, wordings, cache_path())
                answerer.ask(_WARM)
                loop.call_soon_threadsafe(desk.use, answerer)
                completion = Completion(answerer.index)
                completion(_WARM, wordings.default)
                loop.call_soon_threadsafe(finish, completion)
            except Exception as error:  # noqa: BLE001  # it is raised where the future is awaited
                loop.call_soon_threadsafe(opened.set_exception, error)

    threading.Thread(target=work, name="index", daemon=True).start()
    return opened


def read_token(settings: Settings) -> str:
    """The bot's token.

    Raises:
        CliError: if there is none, or its file cannot be read.
    """
    token = os.environ.get("DISCORD_TOKEN", "").strip()
    path = settings.discord.token_file
    if not token and path is not None:
        try:
            token = path.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise CliError(f"run: the token file {path} cannot be read: {error}; correct discord.token_file") from error
        if not token:
            raise CliError(f"run: the token file {path} is empty: write the bot's token into it")
    if not token:
        raise CliError("run: there is no token: set DISCORD_TOKEN to the bot's token from the developer portal")
    return token


def shard_range(text: str) -> tuple[range, int]:
    """Ids of shards and how many there are in all, from ``0-3/8`` or ``2/8``.

    Raises:
        CliError: if the text is nothing of the kind.
    """
    match = _SHARDS.fullmatch(text.strip())
    if match:
        first, total = int(match[1]), int(match[3])
        last = int(match[2]) if match[2] else first
        if first <= last < total:
            return range(first, last + 1), total
    raise CliError(f"run: --shards {text} names no shards: write FIRST-LAST/ALL, such as 0-3/8, counted from 0")
