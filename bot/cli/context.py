"""What every command needs: settings, the fact base, the answerer and a console."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from platformdirs import user_cache_path, user_data_path
from pydantic import TypeAdapter, ValidationError
from rich.console import Console

from bot.answers.answerer import Answerer
from bot.answers.wording import load_wordings
from bot.facts.lookup import tag_of
from bot.facts.model import Knowledge
from bot.facts.reader import read
from bot.facts.scalars import LanguageTag
from bot.matching.semantic import Encoder, load
from bot.settings import Settings, load_settings, shipped

_TAG = TypeAdapter[str](LanguageTag)


class CliError(Exception):
    """A call that cannot be carried out; the message says what to do."""


def language_tag(text: str | None) -> str | None:
    """A language as a member of staff may type it: ``AR`` is ``ar``, ``en_US`` is ``en-US``.

    Raises:
        typer.BadParameter: if it can be no language.
    """
    if text is None:
        return None
    try:
        return _TAG.validate_python(tag_of(text))
    except ValidationError:
        raise typer.BadParameter(f"{text!r} is not a language; write its tag, such as en, ar or zh-TW") from None


KnowledgeOption = Annotated[
    Path | None,
    typer.Option(
        "--knowledge",
        metavar="PATH",
        help="The fact base: a folder, or one YAML file of facts. Else FACTBOT_KNOWLEDGE_DIR, else ./knowledge.",
        show_default=False,
    ),
]
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="The settings file. Else FACTBOT_CONFIG, else config/factbot.yaml.",
        show_default=False,
    ),
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="The folder of the bot's database. Else FACTBOT_DATA_DIR, else the user's data directory.",
        show_default=False,
    ),
]
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="TAG",
        help="The language to answer in, such as en or ar; else the question's own.",
        callback=language_tag,
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        """Leave it to :func:`bot.cli.app.run`: rich itself would end with exit code 1."""
        raise BrokenPipeError


def console(*, stderr: bool = False) -> Console:
    """A console that colours only on a terminal and never reads text as markup."""
    return _Console(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=True)


def json_text(value: Any, *, indent: int | None = None) -> str:
    """JSON in which every script is readable; half a surrogate pair, which is no text, stays an escape."""
    return json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "backslashreplace").decode()


def print_json(value: Any) -> None:
    """Print a value as JSON for people and programs."""
    typer.echo(json_text(value, indent=2))


def examples(*lines: str) -> str:
    """The end of a command's help: lines that can be typed as they are."""
    return "\n".join(("Examples:\n\n\b", *lines))


def help_without_command(ctx: typer.Context) -> None:
    """Show what commands there are to who names none, which is a call that cannot be carried out."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), err=True)
        raise typer.Exit(2)


def knowledge_path(settings: Settings) -> Path:
    """The fact base to use: the one named, else ``knowledge/`` here, else the shipped one."""
    return settings.knowledge_dir or shipped("knowledge")


def data_path(settings: Settings) -> Path:
    """Where the bot keeps its database: the folder named, else the user's data directory."""
    return settings.data_dir or user_data_path("factbot", appauthor=False)


def open_knowledge(knowledge: Path | None, config: Path | None) -> Knowledge:
    """Read settings and fact base.

    Raises:
        SettingsError, KnowledgeError: if one of them cannot be used.
    """
    return read(knowledge_path(load_settings(config, knowledge_dir=knowledge)))


def open_answerer(knowledge: Path | None, config: Path | None, data: Path | None = None) -> tuple[Answerer, Settings]:
    """Read settings, fact base and wording, and build the answerer.

    Raises:
        SettingsError, KnowledgeError, WordingError, SemanticError: if one of them cannot be used.
    """
    settings = load_settings(config, knowledge_dir=knowledge, data_dir=data)
    wordings = load_wordings(shipped("config/wording"))
    base = read(knowledge_path(settings))
    return Answerer(base, wordings, cache_path(), encoder=open_encoder(settings)), settings


def open_encoder(settings: Settings) -> Encoder | None:
    """The model of sentence embeddings that the settings name; None if they name none.

    Raises:
        SemanticError: if it cannot be used.
    """
    semantic = settings.semantic
    return load(semantic.backend, str(Path(semantic.model).expanduser())) if semantic.model else None


def cache_path() -> Path:
    """Where built indexes are kept for the next start."""
    return user_cache_path("factbot", appauthor=False)
