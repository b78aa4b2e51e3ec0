"""Discord's locales and the languages of the fact base and wording."""

from __future__ import annotations

import discord

_PRIMARY = {locale: locale.value.split("-", maxsplit=1)[0] for locale in discord.Locale}


def tag(locale: discord.Locale | None) -> str | None:
    """The language of a member's client as a tag: ``es`` for ``es-419``; None where Discord does not say.

    Discord has no Arabic locale, so this never says that somebody reads Arabic, nor that somebody does not.
    """
    return _PRIMARY.get(locale) if locale is not None else None
