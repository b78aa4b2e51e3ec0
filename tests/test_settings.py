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
