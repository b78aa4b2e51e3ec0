"""The commands that show facts: whole, as a list, their history, as a file; and what the bot makes of a question."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import discord

from bot.client import askers
from bot.client.delivery import defer, respond
from bot.client.desk import Answered
from bot.client.moderation import texts
from bot.client.moderation.editing import known
from bot.client.moderation.pages import history_page, list_page
from bot.client.opening import aside
from bot.client.ui.action import reader
from bot.client.ui.embeds import ALL, ANSWER, DESCRIPTION, LACK, TITLE, notice, reply_embed
from bot.client.ui.text import cut, directed, plain
from bot.facts.excerpts import fact_excerpt, headed, topics_excerpt
from bot.facts.files import Snapshot, load
from bot.facts.lint import check as problems_of
from bot.facts.model import Fact
from bot.matching.understand import Understanding
from bot.storage.errors import StorageError
from bot.storage.publish import UnsettledError

if TYPE_CHECKING:
    from bot.client.client import Factbot

_CANDIDATES = 5


async def show(interaction: discord.Interaction[Any], client: Factbot, name: str) -> None:
    """Show a fact whole: what members read, and its YAML."""
    fact = await known(interaction, client, name)
    if fact is None:
        return
    text = texts.fact_text(fact)
    code, whole = texts.block(text, "yaml")
    answers = "\n".join(_answers(fact))
    embed = discord.Embed(
        title=cut(fact.id, TITLE), description=f"{cut(answers, DESCRIPTION - len(code) - 1)}\n{code}", colour=ANSWER
    )
    files = [] if whole else [texts.file_of(f"{fact.id}.yaml", text)]
    await respond(interaction, embed, ephemeral=True, files=files)


def _answers(fact: Fact) -> Iterator[str]:
    for language, answer in fact.answer.items():
        yield directed(answer, language)


async def list_facts(interaction: discord.Interaction[Any], client: Factbot, topic: str | None) -> None:
    """List the facts of a topic, or all."""
    embed, view = list_page(client, reader(interaction, client), topic or "", 0)
    await respond(interaction, embed, ephemeral=True, view=view)


async def history(interaction: discord.Interaction[Any], client: Factbot, fact: str | None) -> None:
    """List what was published, the newest first."""
    await defer(interaction, ephemeral=True, thinking=True)
    language = reader(interaction, client)
    try:
        embed, view = await history_page(client, language, fact or "", 0)
    except StorageError as error:
        said = client.desk.wording(language).discord.moderation
        await respond(interaction, notice(texts.why(error, said), language), ephemeral=True)
        return
    await respond(interaction, embed, ephemeral=True, view=view)


async def check(interaction: discord.Interaction[Any], client: Factbot) -> None:
    """Look for problems in the files as they are."""
    await defer(interaction, ephemeral=True, thinking=True)
    language = reader(interaction, client)
    said = client.desk.wording(language).discord.moderation
    path = client.bench.path
    problems = await aside(lambda: problems_of(path), "check")
    if problems:
        lines = texts.problem_lines(problems, path, said)
        text = "\n".join([said.doubts.format(count=len(problems)), *lines])
        files = [texts.file_of("problems.txt", texts.problems_text(problems, path))]
        await respond(interaction, notice(text, language), ephemeral=True, files=files)
        return
    facts = client.desk.answerer.knowledge.facts
    asked = sum(len(questions) for fact in facts for questions in fact.questions.values())
    await respond(interaction, notice(said.sound.format(facts=len(facts), questions=asked), language), ephemeral=True)


async def export(interaction: discord.Interaction[Any], client: Factbot, name: str | None, topic: str | None) -> None:
    """Hand over a fact, a topic or all facts as a file that may be imported again."""
    if name is not None and await known(interaction, client, name) is None:
        return
    await defer(interaction, ephemeral=True, thinking=True)
    language = reader(interaction, client)
    number: int | None = None
    try:
        snapshot, number = await client.bench.snapshot()
    except (StorageError, UnsettledError):
        # Without a history there are the files all the same.
        path = client.bench.path
        snapshot = await aside(lambda: load(path), "read")
    text = await aside(lambda: _excerpt(snapshot, name, topic), "export")
    if not text:
        said = client.desk.wording(language).discord.moderation
        wanted = plain(texts.short(name or topic or ""))
        await respond(interaction, notice(said.unknown.format(fact=wanted, near="—"), language), ephemeral=True)
        return
    file = texts.file_of(f"{name or topic or 'facts'}.yaml", headed(text, number))
    await interaction.followup.send(file=file, ephemeral=True)


def _excerpt(snapshot: Snapshot, name: str | None, topic: str | None) -> str | None:
    return fact_excerpt(snapshot, name.strip()) if name is not None else topics_excerpt(snapshot, topic)


async def attempt(interaction: discord.Interaction[Any], client: Factbot, question: str) -> None:
    """Show what the bot would answer, and why; nothing of it is counted as asked."""
    language = reader(interaction, client)
    reply, understanding = client.desk.answerer.explain(question, locale=language)
    asker = askers.of_interaction(interaction, "menu", private=True)
    answered = Answered(reply, asker, uuid.uuid4().hex, None, understanding.main.why.name.lower())
    code, _ = texts.block("\n".join(_reasons(client, understanding)), "")
    why = discord.Embed(description=code, colour=LACK)
    desk = client.desk
    wording, title = desk.wording(reply.language), desk.title(answered)
    embed = reply_embed(answered, wording, title=title, caveats=desk.caveats(answered))
    embeds = [embed, why] if len(embed) + len(why) <= ALL else [embed]
    await interaction.response.send_message(embeds=embeds, ephemeral=True)


def _reasons(client: Factbot, understanding: Understanding) -> Iterator[str]:
    """For each thing asked the rule that decided, the frame and the candidates."""
    profiles = client.desk.answerer.index.profiles
    for decision in understanding.decisions:
        frame = decision.frame
        named = sorted(frame.subjects), sorted(frame.measures), [period.code for period in frame.periods]
        yield f"{decision.outcome.value}: {decision.why.value}"
        yield " | ".join(", ".join(part) or "-" for part in named)
        for rated in decision.rated[:_CANDIDATES]:
            yield f"{rated.confidence:.2f} {profiles[rated.fact].id}"
