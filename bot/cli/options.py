"""The options of all commands that change the facts."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any

import typer

from bot.cli.context import CliError, ConfigOption, DataOption, JsonOption, KnowledgeOption

YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Publish without asking.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]
ReasonOption = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help="Why, for the history.", show_default=False)
]
NoImpactOption = Annotated[
    bool, typer.Option("--no-impact", help="Do not ask the curated questions and the exam before and after.")
]
FilesOnlyOption = Annotated[
    bool, typer.Option("--files-only", help="Change the files without the history; it takes that up later.")
]


@dataclass(frozen=True)
class Options:
    """How a command that changes facts was called.

    Attributes:
        yes: publish without asking.
        dry_run: publish nothing.
        reason: why, for the history.
        as_json: print JSON.
        no_impact: ask no questions before and after.
        files_only: leave the database alone.
        data, knowledge, config: as for every command.
    """

    yes: YesOption = False
    dry_run: DryRunOption = False
    reason: ReasonOption = None
    as_json: JsonOption = False
    no_impact: NoImpactOption = False
    files_only: FilesOnlyOption = False
    data: DataOption = None
    knowledge: KnowledgeOption = None
    config: ConfigOption = None

    def check(self) -> None:
        """Refuse a call that could not be carried out.

        Raises:
            CliError: if nobody could be asked for a yes.
        """
        if self.as_json and not (self.yes or self.dry_run):
            raise CliError("--json asks for nothing; give --yes or --dry-run with it")


def changing(*without: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of all that change facts; it gets them as ``options``, checked.

    Args:
        without: names of those that it does not have.
    """
    common = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in inspect.signature(Options, eval_str=True).parameters.values()
        if parameter.name not in without
    ]

    def given(command: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(command, eval_str=True)
        own = [parameter for parameter in signature.parameters.values() if parameter.name != "options"]

        @wraps(command)
        def run(**values: Any) -> None:
            options = Options(**{parameter.name: values.pop(parameter.name) for parameter in common})
            options.check()
            command(**values, options=options)

        # The terminal's parser goes by these.
        parameters = [*own, *common]
        run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return run

    return given
