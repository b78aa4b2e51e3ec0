"""``factbot check``: lint the fact base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import CliError, ConfigOption, KnowledgeOption, knowledge_path
from bot.facts.lint import check
from bot.facts.model import Knowledge
from bot.facts.reader import read
from bot.settings import load_settings


def check_command(
    source: Annotated[
        Path | None,
        typer.Option(
            "--source",
            metavar="FILE",
            help="The article's text: every figure in the answers must stand in it.",
            show_default=False,
        ),
    ] = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Check the fact base.

    Every problem is printed as file:line:column: key: what is wrong: what to do. The exit code is 0 if there is
    none, 1 if there are some, and 2 if there is nothing to check.
    """
    path = knowledge_path(load_settings(config, knowledge_dir=knowledge))
    if not path.exists():
        raise CliError(f"check: there is no fact base at {path}; name another with --knowledge")
    if source is not None and not source.is_file():
        raise CliError(f"check: there is no file {source}; --source names the article's text")
    problems = check(path, source)
    for problem in problems:
        typer.echo(problem)
    if problems:
        typer.echo(_counted(len(problems), "problem"), err=True)
        raise typer.Exit(1)
    base = read(path)
    phrasings = sum(len(questions) for fact in base.facts for questions in fact.questions.values())
    counts = (len(base.facts), "fact"), (phrasings, "question"), (len(base.concepts), "concept")
    typer.echo(f"{path}: {', '.join(_counted(*count) for count in counts)}: no problems")
    for note in _notes(base):
        typer.echo(f"note: {note}")


def _notes(base: Knowledge) -> Iterator[str]:
    """What is no problem, since concepts and sources are optional, and yet may not be meant."""
    framed = sum(bool(fact.about.subject or fact.about.object or fact.about.measure) for fact in base.facts)
    if framed and not base.concepts:
        yield f"{_counted(framed, 'fact')} with about: there are no concepts, so it tells nothing; words alone decide"
    cited = sum(fact.source is not None for fact in base.facts)
    if cited and not base.sources:
        yield f"{_counted(cited, 'fact')} with source: there are no sources, so answers have no footnote"


def _counted(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
