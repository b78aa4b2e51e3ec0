"""What every command needs: settings, the fact base, the answerer and a console."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_cache_path
from rich.console import Console

from bot.answers.answerer import Answerer
from bot.answers.wording import load_wordings
from bot.facts.reader import read
from bot.settings import Settings, load_settings, shipped

KnowledgeOption = Annotated[
    Path | None,
    typer.Option("--knowledge", help="The fact base: a folder, or one YAML file of facts.", show_default=False),
]
ConfigOption = Annotated[Path | None, typer.Option("--config", help="The settings file.", show_default=False)]
LanguageOption = Annotated[
    str | None,
    typer.Option("--language", help="Language to answer in, such as en or ar.", show_default=False),
]


class CliError(Exception):
    """A call that cannot be carried out; the message says what to do."""


def console(*, stderr: bool = False) -> Console:
    """A console that colours only on a terminal and never reads text as markup."""
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=True)


def knowledge_path(settings: Settings) -> Path:
    """The fact base to use: the one named, else ``knowledge/`` here, else the shipped one."""
    return settings.knowledge_dir or shipped("knowledge")


def open_answerer(knowledge: Path | None, config: Path | None) -> tuple[Answerer, Settings]:
    """Read settings, fact base and wording, and build the answerer.

    Raises:
        SettingsError, KnowledgeError, WordingError: if one of them cannot be used.
    """
    settings = load_settings(config, knowledge_dir=knowledge)
    wordings = load_wordings(shipped("config") / "wording")
    cache = user_cache_path("factbot", appauthor=False)
    return Answerer(read(knowledge_path(settings)), wordings, cache), settings
