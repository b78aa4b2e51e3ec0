from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings


def test_the_shipped_file_holds_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    empty = tmp_path / "empty.yaml"
    empty.write_text("", "utf-8")
    assert load_settings().model_dump() == load_settings(empty).model_dump()


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "factbot.yaml"
    file.write_text("answers: {language: de}\nexam: {wrong_at_most: 9}\n", "utf-8")
    monkeypatch.setenv("FACTBOT_ANSWERS__LANGUAGE", "ar")
    settings = load_settings(file)
    assert (settings.answers.language, settings.exam.wrong_at_most) == ("ar", 9)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("answres: {language: de}", "answres"),
        ("exam: {wrong_at_most: many}", "exam.wrong_at_most"),
        ("a: [", "file ends inside"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, part: str) -> None:
    file = tmp_path / "factbot.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=part):
        load_settings(file)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"gone\.yaml"):
        load_settings(tmp_path / "gone.yaml")


def test_the_lists_of_discord_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FACTBOT_DISCORD__SILENT_CHANNELS", '["123456789012345678", 7]')
    monkeypatch.setenv("FACTBOT_DISCORD__MODERATION__ROLES", "[5]")
    monkeypatch.setenv("FACTBOT_DISCORD__COOLDOWN", "2.5")
    discord = load_settings().discord
    assert discord.silent_channels == (123456789012345678, 7)
    assert discord.moderation.roles == (5,)
    assert discord.cooldown == 2.5


@pytest.mark.parametrize(
    "text",
    [
        "discord: {silent_channels: [general]}",
        "discord: {cooldown: -1}",
        "semantic: {backend: word2vec}",
        "discord: {auto_answer_from: 2}",
        "discord: {moderation: {role: [1]}}",
        "questions: {retention_days: 0}",
        "http: {port: 70000}",
    ],
)
def test_values_that_discord_cannot_have_are_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "factbot.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"factbot\.yaml:1:"):
        load_settings(file)
