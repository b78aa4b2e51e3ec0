"""What was asked as a picture: the days as columns, below them languages and topics as bars.

Needs the extra ``factbot[charts]``, as :mod:`bot.answers.charts` does.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.lettering import (
    BRIGHT,
    CARD,
    DIM,
    LINE,
    directed,
    font_of,
    leftward,
    number,
    one_at_a_time,
    shown,
)
from bot.answers.stats import Counts, Span, Stats, bundled, ranked
from bot.answers.wording import Wordings
from bot.facts.model import Knowledge

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

ROWS = 6
"""Languages and topics at most; what is left over is counted together."""

_WIDTH, _HEIGHT, _DPI = 8.0, 7.0, 150  # inches
_TITLE, _HEADING, _TEXT = 18.0, 13.0, 11.0  # points
_ANSWERED, _SUGGESTED, _DECLINED = "#4fb477", "#e0b94a", "#8a90a0"
_BAR = "#5fa8ff"
_LABELS = 8
"""Days, weeks or months that are named at most."""

_FEWEST = 7
"""Columns have room for so many days at least, so that few are not as broad as the picture."""

_LEFT, _RIGHT = (0.05, 0.41), (0.55, 0.41)
"""The two sides below the days: where each begins, and how wide it is, as parts of the picture's width."""


@dataclass(frozen=True)
class Captions:
    """What stands in the picture, in the reader's language.

    Attributes:
        title: above all.
        answered, suggested, declined: kinds of outcome.
        asked, votes: what is counted.
        by: headings of the columns, by what is counted together.
        languages, topics: headings.
        rest: what is left over.
    """

    title: str
    asked: str
    answered: str
    suggested: str
    declined: str
    votes: str
    by: Mapping[Span, str]
    languages: str
    topics: str
    rest: str = "…"

    @classmethod
    def of(cls, stats: Stats, wordings: Wordings, language: str) -> tuple[Captions, str]:
        """The captions in a language, or in English where the font cannot show it; with the language that it is."""
        for tag in (language, "en"):
            said = wordings.of(tag).discord.stats
            captions = cls(
                said.title.format(first=stats.first, last=stats.last),
                said.asked,
                said.answered,
                said.suggested,
                said.declined,
                said.votes,
                {Span.DAY: said.by_day, Span.WEEK: said.by_week, Span.MONTH: said.by_month},
                said.languages,
                said.topics,
            )
            if captions.readable():
                break
        return captions, tag

    def readable(self) -> bool:
        """Whether the font has all letters, as it has not for Chinese."""
        texts = (self.title, self.asked, self.answered, self.suggested, self.declined, self.votes, *self.by.values())
        return all(shown(text) for text in (*texts, self.languages, self.topics))


def stats_picture(stats: Stats, knowledge: Knowledge, wordings: Wordings, language: str) -> bytes:
    """Draw figures in a language; as for :func:`draw_stats`.

    Args:
        stats: the figures.
        knowledge: names the topics.
        wordings: what the bot itself says.
        language: of the reader.
    """
    captions, used = Captions.of(stats, wordings, language)
    titles = {topic.topic: topic.title for topic in knowledge.topics}
    topics: dict[str, Counts] = {}
    for name, counts in stats.topics(knowledge).items():
        texts = titles.get(name, {})
        wanted = (texts.get(used, ""), texts.get("en", ""), *texts.values())
        title = next((text for text in wanted if shown(text)), name)
        topics[title] = topics.get(title, Counts()) + counts
    return draw_stats(stats, ranked(topics), captions, used)


def draw_stats(stats: Stats, topics: Mapping[str, Counts], captions: Captions, language: str) -> bytes:
    """Draw figures; it takes some tenths of a second, so not in an event loop.

    Args:
        stats: the figures.
        topics: counts by the topics' titles, most first.
        captions: all other texts; see :meth:`Captions.readable`.
        language: of the texts.

    Returns:
        A PNG.

    Raises:
        ModuleNotFoundError: without Matplotlib.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with one_at_a_time, rc_context():
        figure = Figure(figsize=(_WIDTH, _HEIGHT), dpi=_DPI, facecolor=CARD)
        _Board(figure, FigureCanvasAgg(figure), captions, language).draw(stats, topics)
        target = io.BytesIO()
        figure.savefig(target, format="png", facecolor=CARD, metadata={"Software": None})
    return target.getvalue()


class _Board:
    def __init__(self, figure: Figure, canvas: FigureCanvasAgg, captions: Captions, language: str) -> None:
        self.figure, self.captions, self.language = figure, captions, language
        self.renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
        self.leftward = leftward(language)

    def draw(self, stats: Stats, topics: Mapping[str, Counts]) -> None:
        self._write(0.955, self.captions.title, _TITLE, BRIGHT, bold=True)
        self._write(0.9, self._summary(stats.total), _TEXT, DIM)
        span, columns = bundled(stats.days)
        self._write(0.845, self.captions.by[span], _HEADING, BRIGHT, bold=True)
        # The numbers stand on the side where reading begins.
        self._columns(self._axes((0.04 if self.leftward else 0.07, 0.47, 0.89, 0.31)), columns, span)
        sides = (_RIGHT, _LEFT) if self.leftward else (_LEFT, _RIGHT)
        languages = {name: counts.asked for name, counts in stats.languages.items()}
        answers = {name: counts.asked for name, counts in topics.items()}
        for (x, width), heading, rows in zip(
            sides, (self.captions.languages, self.captions.topics), (languages, answers), strict=True
        ):
            self._write(0.385, heading, _HEADING, BRIGHT, bold=True, within=(x, width))
            self._bars(self._axes((x, 0.04, width, 0.325)), self._most(rows))

    def _summary(self, total: Counts) -> str:
        figures = [
            (self.captions.asked, total.asked, None),
            (self.captions.answered, total.answered, total.asked),
            (self.captions.suggested, total.suggested, total.asked),
            (self.captions.declined, total.declined, total.asked),
        ]
        told = [
            f"{name} {number(count, self.language)}" + (f" ({count / whole:.0%})" if whole else "")
            for name, count, whole in figures
        ]
        told.append(f"{self.captions.votes} +{total.up} / \u2212{total.down}")
        return "  ·  ".join(told)

    def _write(
        self,
        y: float,
        text: str,
        points: float,
        colour: str,
        *,
        bold: bool = False,
        within: tuple[float, float] = (0.05, 0.91),
    ) -> None:
        """Write a line from the side where reading begins, smaller if it would be too long."""
        width = self._width(text, points, bold=bold)
        points *= min(1.0, within[1] / width) if width else 1.0
        x = sum(within) if self.leftward else within[0]
        self.figure.text(
            x,
            y,
            directed(shown(text), self.language),
            fontproperties=font_of(points, bold=bold),
            color=colour,
            ha="right" if self.leftward else "left",
            va="center",
            parse_math=False,
        )

    def _width(self, text: str, points: float, *, bold: bool = False) -> float:
        """How much of the picture's width a line takes."""
        font = font_of(points, bold=bold)
        width: float = self.renderer.get_text_width_height_descent(text, font, ismath=False)[0]
        return width / (_WIDTH * _DPI)

    def _fitting(self, text: str, room: float) -> str:
        """A text cut short where it takes more than a part of the picture's width."""
        kept = text
        while len(kept) > 1 and self._width(kept + "…" * (kept != text), _TEXT) > room:
            kept = kept[:-1].rstrip()
        return kept if kept == text else kept + "…"

    def _axes(self, place: tuple[float, float, float, float]) -> Axes:
        axes = self.figure.add_axes(place, facecolor="none")
        for side in axes.spines.values():
            side.set_visible(False)
        axes.tick_params(length=0)
        return axes

    def _columns(self, axes: Axes, days: Mapping[dt.date, Counts], span: Span) -> None:
        from matplotlib.ticker import MaxNLocator

        places = range(len(days))
        bottoms = [0] * len(days)
        layers = (
            (self.captions.answered, _ANSWERED, [counts.answered for counts in days.values()]),
            (self.captions.suggested, _SUGGESTED, [counts.suggested for counts in days.values()]),
            (self.captions.declined, _DECLINED, [counts.declined for counts in days.values()]),
        )
        for name, colour, values in layers:
            axes.bar(
                places, values, bottom=bottoms, width=0.8, color=colour, label=directed(shown(name), self.language)
            )
            bottoms = [bottom + value for bottom, value in zip(bottoms, values, strict=True)]
        spare = max(0.0, (_FEWEST - len(days)) / 2)
        axes.set_xlim(-0.6 - spare, len(days) - 0.4 + spare)
        axes.set_ylim(0, max(1, *bottoms) * 1.05 if bottoms else 1)
        if self.leftward:
            axes.invert_xaxis()
            axes.yaxis.tick_right()
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        axes.grid(axis="y", color=LINE, linewidth=0.6)
        axes.set_axisbelow(True)
        step = -(-len(days) // _LABELS)
        named = list(places)[::step]
        labels = [self._date(day, span) for day in list(days)[::step]]
        axes.set_xticks(named, labels)
        for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            label.set(fontproperties=font_of(_TEXT), color=DIM)
        axes.legend(
            loc="lower left" if self.leftward else "lower right",
            bbox_to_anchor=(0.0, 1.0) if self.leftward else (1.0, 1.0),
            ncols=3,
            frameon=False,
            prop=font_of(_TEXT),
            labelcolor=BRIGHT,
            handlelength=0.9,
            handleheight=0.9,
            borderaxespad=0.2,
            columnspacing=1.2,
            reverse=self.leftward,
        )

    def _date(self, day: dt.date, span: Span) -> str:
        """A day; of a month its month and year."""
        german = self.language == "de"
        if span is Span.MONTH:
            return f"{day.month}.{day.year}" if german else f"{day:%Y-%m}"
        return f"{day.day}.{day.month}." if german else f"{day:%m-%d}"

    def _most(self, counts: Mapping[str, int]) -> list[tuple[str, int]]:
        rows = [(name, count) for name, count in counts.items() if count]
        if len(rows) > ROWS:
            rest = sum(count for _, count in rows[ROWS - 1 :])
            rows = [*rows[: ROWS - 1], (self.captions.rest, rest)]
        return rows

    def _bars(self, axes: Axes, rows: Sequence[tuple[str, int]]) -> None:
        """Bars from the side where reading begins, each below its name."""
        whole = max((count for _, count in rows), default=1)
        axes.set_axis_off()
        axes.set_xlim(0, whole * 1.2)
        axes.set_ylim(ROWS, 0)
        if self.leftward:
            axes.invert_xaxis()
        side = "right" if self.leftward else "left"
        for place, (name, count) in enumerate(rows):
            axes.barh(place + 0.68, count, height=0.34, color=_BAR)
            label = directed(self._fitting(shown(name) or name, _LEFT[1]), self.language)
            font = font_of(_TEXT)
            axes.text(0, place + 0.26, label, fontproperties=font, color=BRIGHT, ha=side, va="center", parse_math=False)
            told = number(count, self.language)
            axes.text(count + whole * 0.02, place + 0.68, told, fontproperties=font, color=DIM, ha=side, va="center")
