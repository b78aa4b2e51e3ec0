"""``factbot data``: what the bot keeps of its members."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.cli.context import (
    CliError,
    ConfigOption,
    DataOption,
    JsonOption,
    data_path,
    examples,
    help_without_command,
    print_json,
)
from bot.settings import load_settings
from bot.storage.database import Database, default_url
from bot.storage.identity import KEY_FILE, Identity
from bot.storage.members import Members

app = typer.Typer(help="What the bot keeps of its members.")


@app.callback(invoke_without_command=True)
def _data(ctx: typer.Context) -> None:
    help_without_command(ctx)


@app.command("forget", epilog=examples("factbot data forget 80351110224678912"))
def forget(
    member_id: Annotated[
        int, typer.Argument(metavar="MEMBER_ID", help="The member's Discord id: 17 to 20 digits.", min=1)
    ],
    as_json: JsonOption = False,
    data: DataOption = None,
    config: ConfigOption = None,
) -> None:
    """Delete a member's votes and choice of language.

    Questions are kept without who asked them, so there is none to delete by member.
    """
    settings = load_settings(config, data_dir=data)
    folder = data_path(settings)
    if not (folder / KEY_FILE).exists():
        raise CliError(
            f"data forget: no bot has kept anything in {folder}: name its folder with --data or FACTBOT_DATA_DIR"
        )
    member = Identity.open(folder).member(member_id)
    number = asyncio.run(_forget(settings.database_url or default_url(folder), member))
    if as_json:
        print_json({"deleted": number})
    else:
        typer.echo(f"{number} votes and choices deleted" if number else "nothing is kept of this member")


async def _forget(url: str, member: str) -> int:
    database = Database(url)
    await database.open()
    try:
        return await Members(database).forget(member)
    finally:
        await database.close()
