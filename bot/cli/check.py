"""``factbot check``: lint the fact base."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import ConfigOption, KnowledgeOption, knowledge_path
from bot.facts.lint import check
from bot.facts.reader import read
from bot.settings import load_settings


def check_command(
    source: Annotated[
        Path | None,
        typer.Option(
            "--source", help="The article's text: every figure in the answers must stand in it.", show_default=False
        ),
    ] = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Check the fact base: every problem as file:line:column: key: what is wrong: what to do."""
    path = knowledge_path(load_settings(config, knowledge_dir=knowledge))
    problems = check(path, source)
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        typer.echo(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}", err=True)
        raise typer.Exit(1)
    base = read(path)
    phrasings = sum(len(questions) for fact in base.facts for questions in fact.questions.values())
    typer.echo(f"{path}: {len(base.facts)} facts, {phrasings} questions, {len(base.concepts)} concepts: no problems")
