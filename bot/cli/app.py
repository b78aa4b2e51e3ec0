"""The command line: its commands, and one place where errors become one clear line and an exit code.

Exit codes: 0 done; 1 the fact base has problems or the exam is under its thresholds; 2 the call, the settings
or the fact base cannot be used.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import version as installed

import typer

from bot.answers.wording import WordingError
from bot.cli import ask, chat, check, exam, facts
from bot.cli.context import CliError
from bot.facts.problems import KnowledgeError
from bot.settings import SettingsError

app = typer.Typer(
    name="factbot",
    help="Answers questions about an article from a curated fact base, and declines precisely what it does not hold.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("ask")(ask.ask)
app.command("chat")(chat.chat)
app.command("check")(check.check_command)
app.command("exam")(exam.exam)
app.add_typer(facts.app, name="facts")


@app.callback(invoke_without_command=True)
def _root(
    version: bool = typer.Option(False, "--version", help="Show the version and exit.", is_eager=True),
) -> None:
    if version:
        typer.echo(f"factbot {installed('factbot')}")
        raise typer.Exit


def run(arguments: list[str] | None = None) -> None:
    """Run a command and exit with its code; no traceback reaches the user for an expected error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Lone surrogates and a C locale must not break the output of an answer.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        # typer itself turns a wrong call into one line and exit code 2, and Ctrl-C into 130.
        app(args=arguments)
    except KnowledgeError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        sys.exit(2)
    except (CliError, SettingsError, WordingError) as error:
        typer.echo(f"factbot: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader (head, less) went away: that is no error, and nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
