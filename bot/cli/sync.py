"""``factbot facts sync``: bring the files and the history in the database together."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import (
    CliError,
    ConfigOption,
    DataOption,
    JsonOption,
    KnowledgeOption,
    knowledge_path,
    print_json,
)
from bot.cli.revisions import author, opened, url_of
from bot.settings import load_settings
from bot.storage.publish import Publisher
from bot.storage.reconcile import Report, Step
from bot.storage.states import ConflictError


class Side(StrEnum):
    """What counts where both changed."""

    DISK = "disk"
    DATABASE = "database"


SAID = {
    Step.BEGUN: "the files are the first revision now",
    Step.FINISHED: "a revision that had been interrupted was put in place",
    Step.WITHDRAWN: "a revision that had been interrupted before its first file was taken back",
    Step.ADOPTED: "the changes made in the files are a revision now",
    Step.WRITTEN: "the newest revision was written to the files",
    Step.BUSY: "another process is publishing: try again in a moment",
    Step.BROKEN: "the files cannot be used: correct them, or take the newest revision with --take database",
    Step.CONFLICT: "files and database both changed: look at the difference, and say which counts with --take disk or "
    "--take database; the other stays in the history",
}
"""What each step is called at the terminal."""


def sync(
    take: Annotated[
        Side | None, typer.Option("--take", help="Which counts where both changed.", show_default=False)
    ] = None,
    as_json: JsonOption = False,
    data: DataOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> int:
    """Bring the files and the database together.

    What was interrupted is finished, what was changed in the files becomes a revision, and what was published elsewhere
    is written to the files. Where both changed, nothing is touched until --take says which counts. Exit code 1 if they
    still differ.
    """
    settings = load_settings(config, data_dir=data, knowledge_dir=knowledge)
    report = asyncio.run(_sync(url_of(settings), knowledge_path(settings), take))
    if as_json:
        number = report.head.number if report.head else None
        values = {"revision": number, "settled": report.settled, "steps": list(report.steps)}
        print_json({**values, "diff": report.diff, "problems": list(report.problems)})
    else:
        for line in (*(SAID[step] for step in report.steps), *report.problems, *report.diff.splitlines()):
            typer.echo(line)
        if report.settled and report.head:
            typer.echo(f"files and database are both at revision {report.head.number}")
    return 0 if report.settled else 1


async def _sync(url: str, path: Path, take: Side | None) -> Report:
    async with opened(url) as database:
        publisher = Publisher(database, path)
        if take is None:
            return await publisher.reconcile()
        try:
            return await publisher.settle(take.value, author=author())
        except ConflictError as error:
            raise CliError(f"facts sync: {error}") from error
