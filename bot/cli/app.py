"""The command line: its commands, and one place where errors become one clear line and an exit code.

Exit codes: 0 done; 1 the fact base has problems or the exam is under its thresholds; 2 the call, the settings
or the fact base cannot be used.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import version as installed
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.answers.wording import WordingError
from bot.cli import ask, chat, check, data, exam, facts, facts_edit, history, review, stats, sync
from bot.cli import run as running
from bot.cli.context import CliError, examples, help_without_command
from bot.facts.problems import KnowledgeError
from bot.matching.semantic import SemanticError
from bot.settings import SettingsError
from bot.storage.errors import StorageError


class _ReaderGone(Exception):  # noqa: N818 - what head and less do is no error
    """Nobody reads the output any more."""


class _Commands(TyperGroup):
    """The commands; typer itself would end with exit code 1 when the output's reader goes away."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise _ReaderGone from error
        return result


app = typer.Typer(
    name="factbot",
    cls=_Commands,
    help="Answers questions about an article from a curated fact base, and declines precisely what it does not hold.",
    epilog="Exit codes: 0 done; 1 problems found, or the exam is under its thresholds; 2 the call, the settings or "
    "the fact base cannot be used.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(
    "ask",
    epilog=examples(
        'factbot ask "what is it about?"',
        'factbot ask --language ar --json "what is it about?"',
        "factbot ask --jsonl < questions.jsonl > results.jsonl",
    ),
)(ask.ask)
app.command("chat", epilog=examples("factbot chat", "factbot chat < questions.txt"))(chat.chat)
app.command("check", epilog=examples("factbot check", "factbot check --knowledge my-facts --source article.txt"))(
    check.check_command
)
app.command(
    "exam", epilog=examples("factbot exam", "factbot exam --half tune -v", "factbot exam my-questions.yaml --json")
)(exam.exam)
facts.app.command("add", epilog=examples("factbot facts add --from new.yaml --dry-run"))(facts_edit.add)
facts.app.command("edit", epilog=examples("factbot facts edit ID", "factbot facts edit ID --from fact.yaml --yes"))(
    facts_edit.edit
)
facts.app.command("alias", epilog=examples('factbot facts alias ID "what is it worth?" --language en'))(
    facts_edit.alias
)
facts.app.command("rename", epilog=examples("factbot facts rename ID NEW"))(facts_edit.rename)
facts.app.command("remove", epilog=examples('factbot facts remove ID --reason "no longer true"'))(facts_edit.remove)
facts.app.command(
    "import", epilog=examples("factbot facts export > facts.yaml", "factbot facts import facts.yaml --dry-run")
)(facts_edit.import_facts)
facts.app.command("history", epilog=examples("factbot facts history", "factbot facts history ID --json"))(
    history.history
)
facts.app.command("undo", epilog=examples("factbot facts undo", "factbot facts undo 12 --dry-run"))(history.undo)
facts.app.command("sync", epilog=examples("factbot facts sync", "factbot facts sync --take disk"))(sync.sync)
app.command("run", epilog=examples("factbot run", "factbot run --shards 0-3/8"))(running.run)
app.command(
    "stats", epilog=examples("factbot stats", "factbot stats --days 7 --json", "factbot stats --plot stats.png")
)(stats.stats)
app.command("review", epilog=examples("factbot review", "factbot review --days 7 --limit 5 --json"))(review.review)
app.add_typer(facts.app, name="facts")
app.add_typer(data.app, name="data")


@app.callback(invoke_without_command=True)
def _root(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"factbot {installed('factbot')}")
        raise typer.Exit
    help_without_command(ctx)


def run(arguments: list[str] | None = None) -> None:
    """Run a command and exit with its code; no traceback reaches the user for an expected error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Lone surrogates and a C locale must not break the output of an answer.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app(args=arguments, prog_name="factbot", standalone_mode=False)
    except typer.TyperException as error:
        _fail(_usage(error))
    except KnowledgeError as error:
        _fail(*error.problems)
    except SettingsError as error:
        _fail(error)
    except (CliError, SemanticError, StorageError, WordingError) as error:
        _fail(f"factbot: {error}")
    except OSError as error:
        _fail(f"factbot: {error.filename or 'input or output'}: {error.strerror or error}")
    except typer.Abort:
        sys.exit(130)
    except _ReaderGone:
        # Nothing more can be written, not even what Python flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(*lines: object) -> None:
    for line in lines:
        typer.echo(line, err=True)
    sys.exit(2)


def _usage(error: typer.TyperException) -> str:
    """A wrong call in one line, with where to look."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "factbot"
    message = " ".join(error.format_message().replace("Value error, ", "").split()).rstrip(".")
    return f"{command}: {message[:1].lower()}{message[1:]}; see: {command} --help"
