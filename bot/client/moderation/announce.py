"""The log channel: who published what, with the facts before and after, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.answers.impact import Impact
from bot.client.moderation import texts
from bot.client.moderation.buttons import TakeBack, standing
from bot.client.moderation.effect import exam_line
from bot.client.moderation.proposal import Proposal
from bot.client.ui.embeds import ANSWER, DESCRIPTION, LACK
from bot.client.ui.text import cut, directed, inserted, isolated
from bot.facts.apply import Edited
from bot.storage.states import Revision

if TYPE_CHECKING:
    from bot.client.client import Factbot


async def published(client: Factbot, revision: Revision, edited: Edited, impact: Impact | None = None) -> None:
    """Post who published what, with a button that takes it back.

    Args:
        client: the bot.
        revision: what was published.
        edited: the base before and after.
        impact: what it does; None if not all has been asked.
    """
    language = client.settings.answers.language
    said = client.desk.wording(language).discord.moderation
    facts = edited.facts
    names = texts.signs(facts) or list(edited.changes)
    lines = [
        said.log_published.format(
            author=inserted(revision.author),
            number=revision.number,
            facts=inserted(texts.listed(names)),
        )
    ]
    if revision.reason:
        lines.append(said.reason.format(reason=inserted(revision.reason)))
    if impact and impact.worse:
        lines.append(exam_line(impact, said.effect))
    change = texts.change_text(edited)
    shown, whole = texts.block(change)
    text = directed("\n".join(lines), language)
    embed = discord.Embed(description=f"{cut(text, DESCRIPTION - len(shown) - 1)}\n{shown}", colour=ANSWER)
    states = {"before.yaml": [was for was, _ in facts.values()], "after.yaml": [now for _, now in facts.values()]}
    files = [texts.file_of(name, text) for name, state in states.items() if (text := texts.facts_text(state))]
    if not whole:
        files.append(texts.file_of("change.diff", change))
    view = standing(TakeBack(revision.number, directed(said.undo, language)))
    await client.post_in_log_channel(embed=embed, files=files, view=view)


async def failed(client: Factbot, proposal: Proposal, error: BaseException) -> None:
    """Post that an edit was not published, and why."""
    language = client.settings.answers.language
    said = client.desk.wording(language).discord.moderation
    text = said.log_failed.format(author=inserted(proposal.author), why=isolated(texts.why(error, said)))
    embed = discord.Embed(description=cut(directed(text, language), DESCRIPTION), colour=LACK)
    await client.post_in_log_channel(embed=embed)
