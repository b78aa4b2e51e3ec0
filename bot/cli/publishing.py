"""From edits to a published fact base: the diff and the impact shown, a yes asked for, the files written."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from rich.progress import Progress as Bar
from rich.text import Text

from bot.answers.answerer import Answerer
from bot.answers.impact import Progress, impact
from bot.answers.remembered import keep, recall
from bot.answers.wording import load_wordings
from bot.cli.context import CliError, cache_path, console, knowledge_path, open_encoder, print_json
from bot.cli.impact_view import impact_lines, impact_values
from bot.cli.options import Options
from bot.cli.render import plain
from bot.cli.revisions import RevisionPublisher, author, bring_together, url_of
from bot.cli.sync import SAID
from bot.facts.apply import Edited, Origins, apply
from bot.facts.changes import diffs
from bot.facts.edits import Edit
from bot.facts.files import Snapshot, load
from bot.facts.problems import KnowledgeError, Problem
from bot.facts.publish import ConflictError, FilePublisher, Publisher
from bot.facts.reader import understood
from bot.settings import is_built_in, load_settings, shipped
from bot.storage.reconcile import Step

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def open_files(options: Options) -> Snapshot:
    """The files of the fact base to be edited, which are the newest revision then; a dry run takes them as they are.

    Raises:
        SettingsError, KnowledgeError: if settings or fact base cannot be used.
        CliError: if the fact base is the one inside the installed program, or files and history do not agree.
        StorageError: if the history cannot be used.
    """
    settings = load_settings(options.config, data_dir=options.data, knowledge_dir=options.knowledge)
    path = knowledge_path(settings)
    if is_built_in(path):
        raise CliError(
            "these facts are part of the installed program; copy them with "
            "factbot facts export --output DIR, and name the copy with --knowledge DIR"
        )
    if not (options.files_only or options.dry_run):
        for step in bring_together(url_of(settings), path).steps:
            if step not in {Step.BEGUN, Step.BROKEN}:  # the one changes nothing, of the other the reader tells more
                typer.echo(SAID[step], err=True)
    snapshot = load(path)
    understood(snapshot)
    return snapshot


def carry_out(snapshot: Snapshot, edits: Sequence[Edit], options: Options, origins: Origins | None = None) -> None:
    """Show what edits do, ask for a yes, and publish.

    Raises:
        typer.Exit: with 1 if they cannot be carried out, or are not wanted after all.
    """
    try:
        edited = apply(snapshot, edits, origins)
    except KnowledgeError as error:
        refuse(error.problems, options)
    publish(edited, options)


def refuse(problems: Sequence[Problem], options: Options) -> NoReturn:
    """Tell what keeps an edit from being carried out, and end with exit code 1."""
    if options.as_json:
        print_json({"status": "refused", "problems": [_problem(problem) for problem in problems]})
    for problem in () if options.as_json else problems:
        typer.echo(plain(str(problem)), err=True)
    raise typer.Exit(1)


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "file": str(problem.path),
        "line": problem.line,
        "column": problem.column,
        "key": problem.key,
        "what": problem.what,
        "remedy": problem.remedy,
    }


def publish(edited: Edited, options: Options, reason: str | None = None) -> None:
    """Show a change, ask for a yes, and publish it; as for :func:`carry_out`.

    Args:
        edited: the change.
        options: how the command was called.
        reason: what the history says; None: the reason of the call.
    """
    told: dict[str, Any] = {"status": "unchanged", "facts": {}, "files": {}, "impact": None, "revision": None}
    if not edited.changes:
        _finish("nothing to change", told, options)
        return
    told["facts"] = {name: _states(*states) for name, states in edited.facts.items()}
    told["files"] = diffs(edited.before, edited.changes)
    for diff in () if options.as_json else told["files"].values():
        show_diff(diff)
    weighed = None if options.no_impact else _Weighed(edited, options)
    if weighed:
        told["impact"] = impact_values(weighed.impact)
        for line in () if options.as_json else impact_lines(weighed.impact):
            console().print(Text(line))
    if options.dry_run:
        _finish("nothing was written (--dry-run)", told | {"status": "preview"}, options)
        return
    if not options.yes and not _confirmed():
        _finish("nothing was written", told | {"status": "cancelled"}, options)
        raise typer.Exit(1)
    try:
        publisher = publisher_of(edited.before, options)
        told["revision"] = publisher.publish(edited.changes, reason or options.reason, author())
    except ConflictError as error:
        problems = [
            Problem(edited.before.path_of(name), 1, 1, "file", "somebody changed it in the meantime", "try again")
            for name in error.names
        ]
        refuse(problems, options)
    if weighed:
        weighed.keep()
    number = f" as revision {told['revision']}" if told["revision"] else ""
    _finish(f"published{number}: {', '.join(edited.changes)}", told | {"status": "published"}, options)


def publisher_of(snapshot: Snapshot, options: Options) -> Publisher:
    """Where a change of these files goes: into the history too, if that is not to be left alone."""
    if options.files_only:
        return FilePublisher(snapshot)
    return RevisionPublisher(snapshot, url_of(load_settings(options.config, data_dir=options.data)))


def _finish(line: str, told: dict[str, Any], options: Options) -> None:
    if options.as_json:
        print_json(told | {"problems": []})
    else:
        typer.echo(line)


def _states(before: Any, after: Any) -> dict[str, Any]:
    return {
        name: fact.model_dump(mode="json", exclude_defaults=True) if fact else None
        for name, fact in (("before", before), ("after", after))
    }


def show_diff(diff: str) -> None:
    """Print a unified diff."""
    out = console()
    for line in diff.split("\n"):
        heading = line.startswith(("--- ", "+++ "))
        out.print(Text(plain(line), style="bold" if heading else _STYLES.get(line[:1], "")))


def _confirmed() -> bool:
    """Ask for a yes; the end of the input is a no."""
    sys.stdout.flush()
    typer.echo("publish? [y/N] ", nl=False, err=True)
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}


class _Weighed:
    """A change with what it does.

    Attributes:
        impact: what it does to the answers.
    """

    def __init__(self, edited: Edited, options: Options) -> None:
        wordings = load_wordings(shipped("config/wording"))
        encoder = open_encoder(load_settings(options.config))
        before = Answerer(edited.old, wordings, cache_path(), encoder=encoder)
        known = recall(before, cache_path())
        self._after = Answerer(edited.new, wordings, cache_path(), before)
        self._fresh = recall(self._after, cache_path())
        with _progress() as progress:
            self.impact = impact(before, self._after, known, progress, self._fresh)
        keep(before, known, cache_path())

    def keep(self) -> None:
        """Keep what was worked out of the changed base for whoever opens it next."""
        if not self._after.index.provisional:
            self._after.keep(cache_path())
            keep(self._after, self._fresh, cache_path())


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Something that shows on a terminal how far the questions are."""
    out = console(stderr=True)
    if not out.is_terminal:
        yield None
        return
    with Bar(console=out, transient=True) as bar:
        task = bar.add_task("Asking the exam", total=None)
        yield lambda done, total, *_: bar.update(task, completed=done, total=total)
