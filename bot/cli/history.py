"""``factbot facts history | undo``: what was published, and taking one of it back."""

from __future__ import annotations

import asyncio
from difflib import unified_diff
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from bot.cli.context import (
    CliError,
    ConfigOption,
    DataOption,
    JsonOption,
    KnowledgeOption,
    console,
    knowledge_path,
    open_knowledge,
    print_json,
)
from bot.cli.facts import find
from bot.cli.options import Options, changing
from bot.cli.publishing import open_files, publish, refuse, show_diff
from bot.cli.render import show_rows
from bot.cli.revisions import opened, url_of
from bot.facts.files import Snapshot
from bot.facts.problems import KnowledgeError
from bot.facts.reader import read
from bot.facts.undo import undone
from bot.settings import Settings, load_settings
from bot.storage.factdiff import FactChange
from bot.storage.revisions import Revisions
from bot.storage.states import Revision
from bot.storage.undoing import UndoError, states_around

_NAMED = 4
_SIGNS = {(False, True): "+", (True, False): "-"}


def history(
    fact_id: Annotated[
        str | None, typer.Argument(metavar="ID", help="Only what changed this fact.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="How many at most.", min=1, max=10_000)] = 50,
    as_json: JsonOption = False,
    data: DataOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """List what was published, the newest first.

    Each revision with its time (UTC), its author, the facts that it added (+), removed (-) or changed, and the reason.
    With a fact's id, or one that it had, also what became of the fact; as JSON with all facts before and after.
    """
    settings = load_settings(config, data_dir=data, knowledge_dir=knowledge)
    names = _names(settings, fact_id) if fact_id else frozenset()
    found = asyncio.run(_history(url_of(settings), names, limit))
    if not found and fact_id is not None:
        base = open_knowledge(knowledge, config)
        if fact_id not in base.former:
            find(base, fact_id)
    if as_json:
        print_json([_values(revision) for revision in found])
        return
    if not found:
        typer.echo("nothing has changed it yet" if fact_id else "nothing was published yet")
        return
    out = console()
    if fact_id is None:
        show_rows(out, ("revision", "time", "author", "facts", "reason"), [_row(revision) for revision in found])
        return
    for revision in found:
        out.print(Text("  ".join(_row(revision)), style="bold"))
        for change in revision.facts:
            if change.fact in names:
                show_diff(_diff(change))


def _names(settings: Settings, fact_id: str) -> frozenset[str]:
    """The ids that a fact has and had; where the files are broken the one that is given will do."""
    try:
        return read(knowledge_path(settings)).names_of(fact_id)
    except KnowledgeError:
        return frozenset([fact_id])


async def _history(url: str, names: frozenset[str], limit: int) -> list[Revision]:
    async with opened(url) as database:
        return await Revisions(database).history(names, limit=limit)


def _row(revision: Revision) -> tuple[str, ...]:
    """A revision in one line; what changed no fact is told by its files."""
    signs = [f"{_SIGNS.get((bool(one.before), bool(one.after)), '')}{one.fact}" for one in revision.facts]
    names = signs or revision.files
    more = [f"and {len(names) - _NAMED} more"] if len(names) > _NAMED else []
    what = ", ".join([*names[:_NAMED], *more])
    return str(revision.number), f"{revision.at:%Y-%m-%d %H:%M:%S}", revision.author, what, revision.reason


def _diff(change: FactChange) -> str:
    before, after = ((text or "").splitlines() for text in (change.before, change.after))
    return "\n".join(list(unified_diff(before, after, lineterm="", n=2))[2:])


def _values(revision: Revision) -> dict[str, Any]:
    return {
        "revision": revision.number,
        "parent": revision.parent,
        "at": revision.at.isoformat(),
        "author": revision.author,
        "reason": revision.reason,
        "state": revision.state.value,
        "files": list(revision.files),
        "facts": {one.fact: {"file": one.name, "before": one.before, "after": one.after} for one in revision.facts},
    }


@changing("files_only")
def undo(
    revision: Annotated[
        int | None,
        typer.Argument(
            metavar="REVISION",
            help="Its number, as facts history shows it; else the newest.",
            min=1,
            show_default=False,
        ),
    ] = None,
    *,
    options: Options,
) -> None:
    """Take back what a revision did.

    What others did to other facts since stays; a fact that was changed again since keeps it from being done. The undo
    is a revision too, and can be taken back likewise.
    """
    settings = load_settings(options.config, data_dir=options.data, knowledge_dir=options.knowledge)
    path = knowledge_path(settings)
    now = open_files(options)
    number, before, after = asyncio.run(_states(url_of(settings), path, revision))
    try:
        edited = undone(before, after, now)
    except KnowledgeError as error:
        refuse(error.problems, options)
    for file, was in before.files:
        unlike = was not in {after.bytes_of(file.name), now.bytes_of(file.name)}
        if unlike and file.name not in edited.changes:
            typer.echo(f"{file.name} stays as it is: more than this revision changed it", err=True)
    said = f"undo of revision {number}"
    publish(edited, options, f"{said}: {options.reason}" if options.reason else said)


async def _states(url: str, path: Path, number: int | None) -> tuple[int, Snapshot, Snapshot]:
    """A revision's number, and the files before and after it.

    Raises:
        CliError: if there is no such revision, or it cannot be taken back.
    """
    async with opened(url) as database:
        try:
            return await states_around(Revisions(database), path, number)
        except UndoError as error:
            raise CliError(f"facts undo: {error}; see: factbot facts history") from error
