"""Starts the bot: its parts are put together here, and run until the bot is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import uvloop

from bot.answers.wording import Wordings
from bot.client.client import Factbot
from bot.client.journal import Passing, Unwritten
from bot.client.opening import open_aside
from bot.client.serve import StartError, serve
from bot.facts.model import Knowledge
from bot.settings import Settings

__all__ = ["StartError", "start"]


def start(
    settings: Settings,
    token: str,
    base: Knowledge,
    wordings: Wordings,
    *,
    data_dir: Path,
    cache: Path | None,
    shards: tuple[Sequence[int], int] | None = None,
) -> None:
    """Answer on Discord until a signal ends it.

    Args:
        settings: all settings.
        token: the bot's.
        base: the fact base.
        wordings: what the bot itself says.
        data_dir: where the bot keeps its data.
        cache: where built indexes are kept; None: nowhere.
        shards: ids of the shards of this process and how many there are in all; None: all that Discord recommends.

    Raises:
        StartError: if the token, the intents or the network do not let it run.
    """

    async def run() -> None:
        client = Factbot(wordings, settings, journal=Unwritten(), members=Passing(), data_dir=data_dir, shards=shards)
        await serve(client, token, open_aside(client.desk, base, wordings, cache))

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())
