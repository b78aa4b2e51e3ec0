"""``factbot run``: the bot on Discord."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from bot.answers.wording import load_wordings
from bot.cli.context import CliError, ConfigOption, KnowledgeOption, cache_path, knowledge_path, open_encoder
from bot.facts.reader import read
from bot.log import start_log
from bot.settings import Settings, load_settings, shipped

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
    path = knowledge_path(settings)
    base = read(path)
    wordings = load_wordings(shipped("config/wording"))
    encoder = open_encoder(settings)
    # discord.py takes long to import, and the other commands do without.
    from bot.client.start import StartError, start  # noqa: PLC0415

    start_log()
    try:
        start(
            settings,
            token,
            base,
            wordings,
            knowledge=path,
            data_dir=settings.data_dir or user_data_path("factbot", appauthor=False),
            cache=cache_path(),
            encoder=encoder,
            shards=own,
        )
    except StartError as error:
        raise CliError(f"run: {error}") from error


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
