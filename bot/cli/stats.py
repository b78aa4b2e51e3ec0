"""``factbot stats``: what was asked, answered and missed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.answers import charts
from bot.answers.stats import TOP, Counts, Stats, bundled
from bot.answers.stats_chart import stats_picture
from bot.answers.wording import load_wordings
from bot.cli.context import (
    CliError,
    ConfigOption,
    DataOption,
    JsonOption,
    KnowledgeOption,
    LanguageOption,
    console,
    knowledge_path,
    print_json,
)
from bot.cli.render import plain, show_figures
from bot.cli.revisions import opened, url_of
from bot.facts.model import Knowledge
from bot.facts.reader import read
from bot.matching.decision import Outcome
from bot.settings import load_settings, shipped
from bot.storage.stats import Statistics

DAYS = 30
"""How many days back, where nobody says."""

DaysOption = Annotated[
    int, typer.Option("--days", metavar="N", help="How many days back, today included.", min=1, max=3650)
]


def stats(
    days: DaysOption = DAYS,
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot", metavar="FILE.png", help="Draw the figures into a file, and print none.", show_default=False
        ),
    ] = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
    data: DataOption = None,
    knowledge: KnowledgeOption = None,
    config: ConfigOption = None,
) -> None:
    """Show what was asked, answered and missed, from the bot's database.

    By day (in UTC; of many days by the week or month that begins then), language of the reply, topic and fact; with the
    questions missed most often. A choice from a menu or with a button counts as a question that was answered.
    """
    if plot and plot.suffix.lower() != ".png":
        raise CliError(f"stats: {plot}: pictures are PNG files: give it a name that ends in .png")
    if plot and not charts.available():
        raise CliError("stats: --plot needs Matplotlib, which is not installed: pip install 'factbot[charts]'")
    settings = load_settings(config, knowledge_dir=knowledge, data_dir=data)
    base = read(knowledge_path(settings))
    found = asyncio.run(_counted(url_of(settings), days))
    if plot:
        plot.write_bytes(stats_picture(found, base, load_wordings(shipped("config/wording")), language or "en"))
    if as_json:
        print_json(found.values(base))
    elif plot:
        typer.echo(str(plot))
    else:
        _report(console(), found, base)


async def _counted(url: str, days: int) -> Stats:
    async with opened(url) as database:
        return await Statistics(database).last(days)


def _report(out: Console, found: Stats, base: Knowledge) -> None:
    total = found.total
    typer.echo(f"{found.first} to {found.last}: {total.asked} questions")
    if not total.asked:
        return
    outcomes = (("answered", Outcome.ANSWER), ("suggested", Outcome.SUGGEST), ("declined", Outcome.DECLINE))
    typer.echo(", ".join(f"{name} {100 * total.share(outcome):.0f} %" for name, outcome in outcomes))
    typer.echo(f"votes: {total.up} up, {total.down} down\n")
    span, together = bundled(found.days)
    days = {day.isoformat(): counts for day, counts in together.items() if counts.asked}
    for name, counted in ((span.value, days), ("language", found.languages)):
        show_figures(
            out, (name, "asked", "answered", "suggested", "declined", "up", "down"), list(map(_row, counted.items()))
        )
        typer.echo("")
    for name, answers in (("topic", found.topics(base)), ("fact", dict(list(found.facts.items())[:TOP]))):
        show_figures(out, (name, "answered", "up", "down"), list(map(_answers, answers.items())))
        typer.echo("")
    show_figures(
        out, ("missed most", "asked"), [(plain(" ".join(text.split()))[:90], str(n)) for text, n in found.missed]
    )


def _row(entry: tuple[str, Counts]) -> tuple[str, ...]:
    name, counts = entry
    figures = (counts.asked, counts.answered, counts.suggested, counts.declined, counts.up, counts.down)
    return plain(name), *map(str, figures)


def _answers(entry: tuple[str, Counts]) -> tuple[str, ...]:
    name, counts = entry
    return plain(name), str(counts.answered), str(counts.up), str(counts.down)
