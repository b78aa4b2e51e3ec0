"""``factbot check``: lint the fact base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import CliError, ConfigOption, KnowledgeOption, knowledge_path
from bot.facts.draft import gather
from bot.facts.hints import counted, hints
from bot.facts.lint import check
from bot.facts.model import Knowledge
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
    none, 1 if there are some, and 2 if there is nothing to check. Where there is none, notes follow on what may
    not be meant or would do better; they change no exit code.
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
        # A line of its own wherever it is shown, behind the problems or without them.
        typer.echo(f"\n{counted(len(problems), 'problem')}", err=True)
        raise typer.Exit(1)
    draft = gather(path)
    typer.echo(f"{path}: {', '.join(_counts(draft.knowledge()))}: no problems")
    for hint in hints(path, draft):
        typer.echo(f"note: {hint}")


def _counts(base: Knowledge) -> Iterator[str]:
    yield counted(len(base.facts), "fact")
    yield counted(sum(len(questions) for fact in base.facts for questions in fact.questions.values()), "question")
    yield counted(len(base.concepts), "concept")
    yield counted(sum(len(exam.questions) for exam in base.exams.values()), "exam question")
