"""``factbot review``: the questions without a good answer, alike ones together."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Annotated, Any

import typer
from rich.text import Text

from bot.answers.answerer import Answerer
from bot.answers.grouping import Group, group, nearest
from bot.answers.missed import Heard, key_of, missed
from bot.cli.context import (
    CliError,
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
from bot.settings import Settings, load_settings
from bot.storage.review import Aside, Review

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
    aside: Annotated[
        bool,
        typer.Option("--aside", help="List what moderators set aside and what stays away for now, the latest first."),
    ] = False,
    put_back: Annotated[
        str | None,
        typer.Option(
            "--put-back",
            metavar="QUESTION",
            help="Let a question that was set aside come up again, with those set aside together with it.",
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
    if aside or put_back is not None:
        _aside(load_settings(config, data_dir=data), put_back, as_json=as_json, limit=limit)
        return
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


def _aside(settings: Settings, put_back: str | None, *, as_json: bool, limit: int) -> None:
    """List what was set aside, or put some of it back."""
    found, count = asyncio.run(_set_aside(settings, key_of(put_back) if put_back else None))
    if put_back is not None and not count:
        raise CliError("review: no such question was set aside lately; see: factbot review --aside")
    if as_json:
        values = [
            {"questions": list(one.texts), "asked": one.asked, "author": one.author, "at": one.at.isoformat()}
            for one in found
        ]
        print_json({"put_back": count, "aside": values[:limit]})
        return
    if put_back is not None:
        typer.echo(f"{count} {'question' if count == 1 else 'questions'} put back into the review")
        return
    if not found:
        typer.echo("nothing was set aside lately")
    for one in found[:limit]:
        show_line(console(), Text(f"{one.asked}  {_line(one.text)}", style="bold"))
        show_line(console(), Text(f"   set aside {one.at:%Y-%m-%d} by {plain(one.author)}", style="dim"))
    if len(found) > limit:
        typer.echo(f"and {len(found) - limit} more; --limit shows more")


async def _set_aside(settings: Settings, key: str | None) -> tuple[list[Aside], int]:
    """What was set aside, and how many questions of that were put back."""
    now = dt.datetime.now(dt.UTC)
    async with opened(url_of(settings)) as database:
        review = Review(database)
        found = await review.aside(
            now - dt.timedelta(days=settings.review.again_after_days),
            now - dt.timedelta(days=settings.questions.retention_days),
        )
        mine = [one for one in found if key in {record.key for record in one.records}]
        return found, sum([await review.put_back(one.records) for one in mine])


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
