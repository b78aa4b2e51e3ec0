"""``factbot review``: the questions without a good answer, alike ones together."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Annotated, Any

import typer
from rich.text import Text

from bot.answers.answerer import Answerer
from bot.answers.grouping import Group, group, nearest
from bot.answers.missed import Heard, missed
from bot.cli.context import (
    ConfigOption,
    DataOption,
    JsonOption,
    KnowledgeOption,
    console,
    open_answerer,
    print_json,
)
from bot.cli.render import plain, show_line
from bot.cli.revisions import opened, url_of
from bot.matching.index import Index
from bot.storage.review import Review

_NEAREST, _PHRASES = 3, 5
_SHOWN = 200


def review(
    days: Annotated[
        int | None,
        typer.Option(
            "--days",
            metavar="N",
            help="How many days back; else as long as questions are kept.",
            min=1,
            show_default=False,
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="How many groups at most.", min=1)] = 20,
    as_json: JsonOption = False,
    data: DataOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """List the questions without a good answer: declined, no suggestion taken, or an answer that did not help.

    Alike ones stand together, those asked most often first, each with the facts that come nearest. What moderators have
    settled is left out. Add a question to a fact with: factbot facts alias.
    """
    answerer, settings = open_answerer(knowledge, config, data)
    since = dt.timedelta(days=days or settings.questions.retention_days)
    again = dt.timedelta(days=settings.review.again_after_days)
    heard, settled = asyncio.run(_read(url_of(settings), since, answerer.index, again))
    groups = group(missed(heard, settled=settled, curated=answerer.index.curated), answerer.index)
    if as_json:
        print_json({"groups": len(groups), "missed": [_values(one, answerer) for one in groups[:limit]]})
        return
    if not groups:
        typer.echo("nothing to review")
    for one in groups[:limit]:
        _show(one, answerer)
    if len(groups) > limit:
        typer.echo(f"and {len(groups) - limit} more; --limit shows more")


async def _read(
    url: str, since: dt.timedelta, index: Index, again: dt.timedelta
) -> tuple[list[Heard], dict[str, dt.datetime]]:
    async with opened(url) as database:
        found = Review(database)
        return await found.heard(dt.datetime.now(dt.UTC) - since), await found.until(index, again)


def _values(one: Group, answerer: Answerer) -> dict[str, Any]:
    near = nearest(answerer, one.text, _NEAREST)
    return {
        "question": one.text,
        "asked": one.asked,
        "last": one.last.isoformat(),
        "how": {miss.value: count for miss, count in one.how.items()},
        "questions": [
            {"question": phrase.text, "language": phrase.language, "asked": phrase.asked} for phrase in one.phrases
        ],
        "answered": list(near.answered),
        "nearest": [{"fact": name, "confidence": round(confidence, 4)} for name, confidence in near.candidates],
    }


def _show(one: Group, answerer: Answerer) -> None:
    out = console()
    how = ", ".join(f"{miss.value} {count}" for miss, count in one.how.items())
    show_line(out, Text(f"{one.asked}  {_line(one.text)}", style="bold"))
    for phrase in one.phrases[1:_PHRASES]:
        show_line(out, Text(f"   {phrase.asked}  {_line(phrase.text)}"))
    if len(one.phrases) > _PHRASES:
        typer.echo(f"   and {len(one.phrases) - _PHRASES} more")
    near = nearest(answerer, one.text, _NEAREST)
    told = ", ".join(f"{name} {confidence:.2f}" for name, confidence in near.candidates)
    show_line(out, Text(f"   {how}; last {one.last:%Y-%m-%d}; nearest: {told}", style="dim"))


def _line(text: str) -> str:
    return plain(" ".join(text.split()))[:_SHOWN]
