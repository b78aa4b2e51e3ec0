"""Typed settings: the defaults, over them ``config/factbot.yaml``, over it the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as SourceError

from bot.facts.complaints import complaints
from bot.facts.files import contents
from bot.facts.places import Tree, Value
from bot.facts.problems import Problem
from bot.facts.scalars import LanguageTag
from bot.facts.yamltree import parse

_PACKAGE = Path(__file__).parent
_PREFIX = "FACTBOT_"

Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]
Folder = Annotated[Path, AfterValidator(Path.expanduser)]
"""A path, in which ``~`` stands for the user's own folder."""

Snowflake = Annotated[int, Field(gt=0, lt=2**63)]
"""An id of Discord's: of a guild, channel, role or user."""


class SettingsError(Exception):
    """Settings that cannot be used; each line of the message names a place, what is wrong and the remedy."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AnswerSettings(_Section):
    """How questions are answered."""

    language: LanguageTag = "en"


class ExamSettings(_Section):
    """Percentages under (right) or over (wrong, false) which ``factbot exam`` fails.

    ``right_at_least`` goes by language; ``other`` stands for all languages that it does not name.
    """

    right_at_least: dict[str, Percent] = {"en": 94, "ar": 92.5, "other": 90}
    wrong_at_most: Percent = 4
    false_at_most: Percent = 4


class ModerationSettings(_Section):
    """Who moderates: in which guilds, and there members with one of the roles, or users by themselves."""

    guilds: tuple[Snowflake, ...] = ()
    roles: tuple[Snowflake, ...] = ()
    users: tuple[Snowflake, ...] = ()


class DiscordSettings(_Section):
    """How the bot behaves on Discord.

    Attributes:
        token_file: a file that holds the bot's token, where ``DISCORD_TOKEN`` is not set.
        log_channel: where the bot tells moderators of errors; None: nowhere.
        answer_channels: where it answers in public; empty: everywhere.
        silent_channels: where it never does; commands are answered privately there.
        auto_answer_channels: where it answers messages that do not address it, if it is sure.
        auto_answer_from: confidence from which it is.
        cooldown: seconds between two questions of a member in a channel.
        ephemeral: whether commands are answered privately everywhere.
        moderation: who moderates.
    """

    token_file: Folder | None = None
    log_channel: Snowflake | None = None
    answer_channels: tuple[Snowflake, ...] = ()
    silent_channels: tuple[Snowflake, ...] = ()
    auto_answer_channels: tuple[Snowflake, ...] = ()
    auto_answer_from: Share = 0.9
    cooldown: Seconds = 0
    ephemeral: bool = False
    moderation: ModerationSettings = ModerationSettings()


class QuestionSettings(_Section):
    """What is kept of the questions asked: for how many days."""

    retention_days: Annotated[int, Field(ge=1, le=3650)] = 90


class ReviewSettings(_Section):
    """When a question that moderators have settled comes up for review again: if it is asked after so many days."""

    again_after_days: Annotated[int, Field(ge=0, le=3650)] = 30


class SemanticSettings(_Section):
    """Sentence embeddings, with the extra ``factbot[semantic]``.

    Attributes:
        model: a folder with a model, or a name that the backend knows; None: no embeddings.
        backend: what runs it.
    """

    model: Annotated[str, Field(min_length=1)] | None = None
    backend: Literal["model2vec", "fastembed"] = "model2vec"


class HttpSettings(_Section):
    """The local port for health and metrics; None: no such port."""

    port: Annotated[int, Field(ge=1, le=65535)] | None = None


class Settings(_Section):
    """All settings.

    Attributes:
        knowledge_dir: the fact base; None: ``knowledge/`` in the working directory, else the shipped one.
        data_dir: where the bot keeps its database; None: the user's data directory.
        database_url: the database; None: SQLite in the data directory.
        answers: how questions are answered.
        questions: what is kept of the questions asked.
        review: which questions come up for review.
        exam: what the exam must reach.
        discord: how the bot behaves on Discord.
        questions: what is kept of the questions asked.
        semantic: sentence embeddings.
        http: the local port.
    """

    knowledge_dir: Folder | None = None
    data_dir: Folder | None = None
    database_url: Annotated[str | None, Field(repr=False)] = None
    answers: AnswerSettings = AnswerSettings()
    exam: ExamSettings = ExamSettings()
    discord: DiscordSettings = DiscordSettings()
    questions: QuestionSettings = QuestionSettings()
    review: ReviewSettings = ReviewSettings()
    semantic: SemanticSettings = SemanticSettings()
    http: HttpSettings = HttpSettings()


class _Sources(Settings, BaseSettings):
    """The same settings, read from where they may stand: arguments first, then the environment, then the file."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_nested_delimiter="__", env_ignore_empty=True, frozen=True, extra="forbid"
    )
    of_file: ClassVar[dict[str, Any]] = {}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, InitSettingsSource(settings_cls, init_kwargs=cls.of_file)


def shipped(name: str) -> Path:
    """A file or folder of defaults: in the working directory, else beside the package (a checkout), else inside it."""
    inside = _PACKAGE / "_defaults"
    places = (Path(), _PACKAGE.parent, inside)
    return next((place / name for place in places if (place / name).exists()), inside / name)


def is_built_in(path: Path) -> bool:
    """Whether a file or folder is inside the installed program, where nothing is to be changed."""
    return path.resolve().is_relative_to(_PACKAGE.resolve())


def load_settings(config: Path | None = None, **given: Any) -> Settings:
    """Read the settings.

    Args:
        config: the settings file; None: ``FACTBOT_CONFIG``, else ``config/factbot.yaml``.
        given: settings from the command line, which go before everything; None values are left out.

    Raises:
        SettingsError: if the file is missing or broken, or a key is unknown or its value unusable.
    """
    from_environment = os.environ.get(f"{_PREFIX}CONFIG")
    named = config or (Path(from_environment) if from_environment else None)
    path = named or shipped("config/factbot.yaml")
    if named and not path.exists():
        raise SettingsError(f"{path}: there is no such settings file: name another with --config or {_PREFIX}CONFIG")

    class _Read(_Sources):
        of_file: ClassVar[dict[str, Any]] = _checked(path) if path.exists() else {}

    try:
        read = _Read(**{key: value for key, value in given.items() if value is not None})
    except SourceError as error:
        field = re.search(r'field "(\w+)"', str(error))
        key = f"{_PREFIX}{field.group(1).upper()}" if field else "the environment"
        raise SettingsError(f"{key}: it is not valid JSON: correct it, or set {key}__<KEY> instead") from error
    except ValidationError as error:
        # The file has been found sound, so this stands in the environment.
        raise SettingsError("\n".join(_of_environment(error.errors()))) from error
    return Settings.model_validate(read.model_dump())


def _checked(path: Path) -> dict[str, Any]:
    """What a settings file says, if it may stand for itself."""
    data, problem = contents(path)
    if problem:
        raise _refused([problem])
    tree, problems = parse(path, data)
    if problems:
        raise _refused(problems)
    if tree is None or tree.value is None:
        return {}  # nothing but comments
    if not isinstance(tree.value, dict):
        remedy = 'write "answers:" and the other sections as in the commented config/factbot.yaml'
        raise _refused([tree.problem((), "there are no sections with keys here", remedy)])
    # A section whose keys are all commented out is one that is not there.
    said = {key: value for key, value in tree.value.items() if value is not None}
    try:
        Settings.model_validate(said)
    except ValidationError as error:
        raise _refused(complaints(error.errors(), Settings, tree)) from error
    return said


def _refused(problems: Sequence[Problem]) -> SettingsError:
    return SettingsError("\n".join(str(problem) for problem in sorted(problems)))


def _of_environment(details: Sequence[ErrorDetails]) -> list[str]:
    """Complaints about values of the environment, each with the name of its variable."""
    said: dict[str, Value] = {}
    for detail in details:
        level = said
        for step in detail["loc"][:-1]:
            below = level.setdefault(str(step), {})
            level = below if isinstance(below, dict) else {}  # a value is refused as a whole or in its parts
        level[str(detail["loc"][-1])] = str(detail["input"])
    problems = complaints(details, Settings, Tree(Path("environment"), said))
    return [f"{_variable(problem.key)}: {problem.what}: {problem.remedy}" for problem in problems]


def _variable(key: str) -> str:
    """The variable that sets a key: its own, or the one that holds its section as JSON, with the key."""
    steps = key.upper().split(".")
    own, *sections = (_PREFIX + "__".join(steps[:length]) for length in range(len(steps), 0, -1))
    known = {name.upper() for name in os.environ}
    section = next((name for name in sections if name in known and own not in known), None)
    return f"{section}: {key}" if section else own
