"""The moderators' commands in every language, within what Discord takes."""

from __future__ import annotations

import re

import pytest

from bot.answers.moderation_wording import CommandWording, OptionWording
from bot.answers.wording import Wordings

NAME = re.compile(r"[-_'a-z0-9À-ɏЀ-ӿ؀-ۿ一-鿿]{1,32}")
"""What Discord takes for names, in the scripts that there are."""

LANGUAGES = ("ar", "de", "en", "es", "fr", "ru", "tr", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_and_options_can_be_told_apart(wordings: Wordings, language: str) -> None:
    fact = wordings.of(language).discord.commands.fact
    below = [part for _, part in fact if isinstance(part, CommandWording)]
    options = [part for _, part in fact.options if isinstance(part, OptionWording)]
    for parts in (below, options):
        names = [part.name for part in parts]
        assert len(set(names)) == len(names)
        assert all(NAME.fullmatch(name) and name == name.lower() for name in names)
    assert len(below) == 13


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_texts_of_its_own(wordings: Wordings, language: str) -> None:
    said, english = (wordings.of(tag).discord.moderation.model_dump() for tag in (language, "en"))
    if language != "en":
        assert not [key for key, text in said.items() if text == english[key]]


def test_all_of_a_command_counts_less_than_discord_allows(wordings: Wordings) -> None:
    def characters(part: object) -> int:
        return (
            len(part) if isinstance(part, str) else sum(map(characters, part.values())) if isinstance(part, dict) else 0
        )

    longest = max(characters(wordings.of(language).discord.commands.fact.model_dump()) for language in LANGUAGES)
    # The options stand below several commands each.
    assert 3 * longest < 8000
