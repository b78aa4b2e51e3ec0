"""Typed settings: the defaults, over them ``config/factbot.yaml``, over it the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, ClassVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    YamlConfigSettingsSource,
)

_PACKAGE = Path(__file__).parent


class SettingsError(Exception):
    """Settings that cannot be used; the message names the key and the remedy."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AnswerSettings(_Section):
    """How questions are answered."""

    language: str = "en"


class ExamSettings(_Section):
    """Percentages under (right) or over (wrong, false) which ``factbot exam`` fails."""

    right_at_least: dict[str, float] = {"en": 84, "ar": 84, "other": 84}
    wrong_at_most: float = 7
    false_at_most: float = 4


class Settings(BaseSettings):
    """All settings.

    Attributes:
        knowledge_dir: the fact base; None: ``knowledge/`` in the working directory, else the shipped one.
        data_dir: where the bot keeps its database; None: the user's data directory.
    """

    model_config = SettingsConfigDict(env_prefix="FACTBOT_", env_nested_delimiter="__", frozen=True, extra="forbid")
    file: ClassVar[Path | None] = None

    knowledge_dir: Path | None = None
    data_dir: Path | None = None
    answers: AnswerSettings = AnswerSettings()
    exam: ExamSettings = ExamSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file."""
        file = YamlConfigSettingsSource(settings_cls, yaml_file=cls.file, yaml_file_encoding="utf-8")
        return init_settings, env_settings, file


def shipped(folder: str) -> Path:
    """A folder of defaults: in the working directory, else beside the package (a checkout), else inside it."""
    for root in (Path.cwd(), _PACKAGE.parent, _PACKAGE / "_defaults"):
        if (root / folder).is_dir():
            return root / folder
    return _PACKAGE / "_defaults" / folder


def load_settings(config: Path | None = None, **given: Any) -> Settings:
    """Read the settings.

    Args:
        config: the settings file; None: ``FACTBOT_CONFIG``, else ``config/factbot.yaml``.
        given: settings from the command line, which go before everything; None values are left out.

    Raises:
        SettingsError: if the file is missing or broken, or a key is unknown or its value unusable.
    """
    named = config or (Path(os.environ["FACTBOT_CONFIG"]) if os.environ.get("FACTBOT_CONFIG") else None)
    path = named or shipped("config") / "factbot.yaml"
    if named and not path.is_file():
        raise SettingsError(f"{path}: there is no such settings file; name another with --config or FACTBOT_CONFIG")

    class _Read(Settings):
        file: ClassVar[Path | None] = path

    try:
        return _Read(**{key: value for key, value in given.items() if value is not None})
    except yaml.YAMLError as error:
        raise SettingsError(f"{path}: not valid YAML: {error}") from error
    except ValidationError as error:
        raise SettingsError("\n".join(_line(path, dict(problem)) for problem in error.errors())) from error


def _line(path: Path, problem: dict[str, Any]) -> str:
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"{path} or the environment: {key}: no such setting; see the commented config/factbot.yaml"
    return f"{path} or the environment: {key}: {problem['msg']}"
