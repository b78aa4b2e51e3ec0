"""Names and descriptions of commands in the languages of Discord's clients."""

from __future__ import annotations

from functools import reduce

import discord
from discord import app_commands

from bot.answers.discord_wording import DiscordWording
from bot.answers.wording import Wordings
from bot.client.languages import tag


def said(wording: DiscordWording, key: str) -> str:
    """A text below ``commands`` by its dotted key, such as ``ask.question.description``."""
    text: object = reduce(getattr, key.split("."), wording.commands)
    if not isinstance(text, str):
        raise TypeError(f"{key} is no text but a part of the wording")
    return text


class Texts:
    """Texts for the decorators of commands: the default language's, with the key for the others."""

    def __init__(self, wordings: Wordings) -> None:
        self._wording = wordings.of(None).discord

    def __call__(self, key: str) -> app_commands.locale_str:
        """A text that Discord shows, to be translated."""
        return app_commands.locale_str(said(self._wording, key), key=key)


class WordingTranslator(app_commands.Translator):
    """Translates by the wording files; a locale without a file keeps the default."""

    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002
    ) -> str | None:
        """The text in a locale, or None where it is the default's."""
        key = string.extras.get("key")
        language = tag(locale)
        if key is None or language not in self._wordings.by_language:
            return None
        return said(self._wordings.of(language).discord, key)
