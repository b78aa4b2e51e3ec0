"""Embeds of replies, within Discord's limits whatever a moderator wrote."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot.answers.footnotes import footnote_parts
from bot.answers.reply import Reply
from bot.answers.wording import Wording
from bot.client.desk import Answered
from bot.client.ui.text import SEPARATOR, cut, directed, plain
from bot.matching.decision import Outcome

CONTENT = 2000
"""Characters of a message's plain text."""

TITLE, DESCRIPTION, FOOTER, FIELD_NAME, FIELD = 256, 4096, 2048, 256, 1024
"""Discord's limits of an embed's parts, in characters."""

ALL = 6000
"""Discord's limit of all embeds of a message together."""

ANSWER, OFFER, LACK = discord.Colour(0x2E8B57), discord.Colour(0xC9A227), discord.Colour(0x7A7F87)


def reply_embed(
    answered: Answered,
    wording: Wording,
    *,
    title: str | None = None,
    link: str | None = None,
    caveats: frozenset[str] = frozenset(),
) -> discord.Embed:
    """The embed of a reply.

    Args:
        answered: the reply.
        wording: of its language.
        title: the curated question above its answer, for readers who do not see what was asked.
        link: the message that is answered, where the reply does not hang on it.
        caveats: lines of the answer that are set apart in italics.
    """
    reply = answered.reply
    language = reply.language
    lines = [wording.discord.asked_in.format(link=link)] if link else []
    if reply.answer is not None:
        if answered.above:
            lines.append(wording.discord.above.format(link=answered.above))
        lines += [_small(line) if line in caveats else line for line in reply.answer.split("\n")]
        if reply.reason:
            lines.append(wording.lacking.format(reason=plain(reply.reason)))
        embed = _embed("\n".join(lines), language, ANSWER)
        if title and not answered.above:
            embed.title = cut(directed(plain(title), language), TITLE)
        if not answered.above:
            note = "\n".join(map(SEPARATOR.join, footnote_parts(reply.footnotes, wording.footnote)))
            if note:
                embed.set_footer(text=cut(directed(note, language), min(FOOTER, ALL - len(embed))))
        return embed
    if reply.outcome is Outcome.SUGGEST:
        lines += [wording.suggest, *_numbered(reply)]
        return _embed("\n".join(lines), language, OFFER)
    return _embed("\n".join([*lines, *_declined(reply, wording)]), language, LACK)


def notice(text: str, language: str) -> discord.Embed:
    """A short text of the bot's own as an embed."""
    return _embed(text, language, LACK)


def _small(caveat: str) -> str:
    """A caveat in italics, unless it has markup of its own."""
    return caveat if "*" in caveat or "_" in caveat else f"*{caveat}*"


def _declined(reply: Reply, wording: Wording) -> Iterable[str]:
    if reply.reason:
        yield plain(reply.reason)
    if reply.suggestions:
        yield wording.nearest.format(questions="").rstrip()
        yield from _numbered(reply)


def _numbered(reply: Reply) -> Iterable[str]:
    """The questions offered, each with the number of its button."""
    for number, suggestion in enumerate(reply.suggestions, 1):
        yield f"{number}{SEPARATOR}{plain(suggestion.question)}"


def _embed(text: str, language: str, colour: discord.Colour) -> discord.Embed:
    return discord.Embed(description=cut(directed(text, language), DESCRIPTION), colour=colour)


def in_words(embed: discord.Embed) -> str:
    """What an embed says as plain text, for a channel where the bot may not post embeds."""
    title = f"**{embed.title}**" if embed.title else None
    note = f"-# {' · '.join(embed.footer.text.split(chr(10)))}" if embed.footer.text else None
    said = cut("\n".join(filter(None, (title, embed.description))), CONTENT - (len(note) + 1 if note else 0))
    return "\n".join(filter(None, (said, note)))
