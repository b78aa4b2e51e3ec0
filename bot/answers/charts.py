"""A fact's series as a small picture, for places that can show one.

Needs the extra ``factbot[charts]``; without it an answer goes out without a picture. Matplotlib shapes Arabic and
orders mixed directions itself (from 3.11 on), and brings a font with Arabic, Cyrillic and Greek.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.answers.lettering import BRIGHT, CARD, DIM, LINE, directed, font_of, leftward, number, one_at_a_time, shown
from bot.facts.model import Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

KEPT = 64
"""Pictures kept in memory, of some 30 kB each."""

_WIDTH, _HEIGHT, _DPI = 7.2, 4.2, 150  # inches; a phone shows it at half a dot's size
_EDGE = 0.04  # of the width
_RISE = 0.75  # of a line's height, from its top to the baseline
_TITLE, _TEXT, _SMALL, _LEAST = 17.0, 14.0, 11.0, 9.0  # points
_BAR = "#5fa8ff"


class _Content(NamedTuple):
    """What is to be drawn, and nothing else: equal contents make equal pictures."""

    labels: tuple[str, ...]
    values: tuple[float, ...]
    unit: str
    title: str
    language: str
    footnote: str


def available() -> bool:
    """Whether pictures can be drawn here."""
    return find_spec("matplotlib") is not None


def draw(series: Series, *, title: str, language: str, footnote: str) -> bytes:
    """Draw a series as columns; it takes some tenths of a second, so not in an event loop.

    Args:
        series: at least two values.
        title: above them; what the font cannot show is left out.
        language: of labels and unit, where the series has them in it, and of how numbers are written.
        footnote: below them, small.

    Returns:
        A PNG, the same bytes for the same arguments. It is kept for the next time.

    Raises:
        ModuleNotFoundError: if :func:`available` is false.
    """
    labels = tuple(_text(point.label, language) for point in series.points)
    values = tuple(point.value for point in series.points)
    return _drawn(_Content(labels, values, _text(series.unit, language), shown(title), language, shown(footnote)))


def _text(texts: Mapping[str, str], language: str) -> str:
    """A text in the language, else in one that the font can show."""
    wanted = (language, language.partition("-")[0], "en", *texts)
    return next(filter(None, (shown(texts.get(name, "")) for name in wanted)), "")


@lru_cache(maxsize=KEPT)
def _drawn(content: _Content) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with one_at_a_time, rc_context():
        figure = Figure(figsize=(_WIDTH, _HEIGHT), dpi=_DPI)
        _Chart(figure, FigureCanvasAgg(figure), content).draw()
        target = io.BytesIO()
        figure.savefig(target, format="png", transparent=True, metadata={"Software": None})
    return target.getvalue()


class _Chart:
    def __init__(self, figure: Figure, canvas: FigureCanvasAgg, content: _Content) -> None:
        self.figure = figure
        self.renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
        self.content = content
        self.widths: dict[tuple[object, ...], float] = {}
        self.leftward = leftward(content.language)

    def draw(self) -> None:
        from matplotlib.patches import FancyBboxPatch

        card = FancyBboxPatch((0, 0), 1, 1, "round,pad=0,rounding_size=0.04", mutation_aspect=_WIDTH / _HEIGHT)
        card.set(facecolor=CARD, edgecolor="none", transform=self.figure.transFigure, zorder=-1)
        self.figure.add_artist(card)
        top = self._lines(self.content.title, 1 - 0.05, font_of(_TITLE, bold=True), BRIGHT, most=2)
        top = self._lines(self.content.unit, top - 0.01, font_of(_TEXT), DIM, most=1)
        bottom = self._foot()
        self._columns(bottom + 0.02, top - 0.04)

    def _foot(self) -> float:
        """Draw the footnote, and say where it ends above."""
        font = font_of(_SMALL)
        lines = self._wrapped(self.content.footnote, font, 1 - 2 * _EDGE)[:2]
        height = len(lines) * self._line(font)
        self._lines(self.content.footnote, 0.04 + height, font, DIM, most=2)
        return 0.04 + height

    def _lines(self, text: str, top: float, font: FontProperties, colour: str, most: int) -> float:
        """Write lines from the side where reading begins, and say where the last one ends below."""
        side = "right" if self.leftward else "left"
        lines = self._wrapped(text, font, 1 - 2 * _EDGE)
        if len(lines) > most:
            lines = [*lines[: most - 1], lines[most - 1] + " …"]
        for line in lines:
            x, y = (1 - _EDGE if self.leftward else _EDGE), top - _RISE * self._line(font)
            self._write(self.figure.text, (x, y), line, font, color=colour, ha=side)
            top -= self._line(font)
        return top

    def _write(
        self, to: Callable[..., object], at: tuple[float, float], text: str, font: FontProperties, **how: Any
    ) -> None:
        """Write one line with its baseline there: scripts differ in how far they rise above it."""
        to(*at, directed(text, self.content.language), fontproperties=font, va="baseline", parse_math=False, **how)

    def _columns(self, bottom: float, top: float) -> None:
        values = self.content.values
        width = 1 - 2 * _EDGE
        font, labels, step = self._labels(width / len(values))
        under = max(map(len, labels)) * self._line(font) + 0.03
        axes = self.figure.add_axes((_EDGE, bottom + under, width, top - bottom - under), facecolor="none")
        places = range(len(values))
        axes.bar(places, values, width=0.62, color=_BAR)
        axes.axhline(0, color=LINE, linewidth=1)
        axes.set_xlim(-0.5, len(values) - 0.5)
        if self.leftward:
            axes.invert_xaxis()
        low, high = min(0.0, *values), max(0.0, *values)
        room = 0.2 * (high - low or 1.0)
        axes.set_ylim(low - (room if low < 0 else 0), high + (room if high > 0 else 0))
        axes.set_axis_off()
        for place in places[(step - 1) // 2 :: step]:
            self._value(axes, place, values[place])
            # The axes fill the width, so a place in them is one in the picture.
            part = (place + 0.5) / len(values)
            x = _EDGE + width * (1 - part if self.leftward else part)
            for row, line in enumerate(labels[place]):
                y = bottom + under - 0.02 - (row + _RISE) * self._line(font)
                self._write(self.figure.text, (x, y), line, font, color=BRIGHT, ha="center")

    def _value(self, axes: Axes, place: int, value: float) -> None:
        from matplotlib.patheffects import withStroke

        axes.annotate(
            number(value, self.content.language),
            (place, value),
            (0, 5 if value >= 0 else -5),
            textcoords="offset points",
            ha="center",
            va="bottom" if value >= 0 else "top",
            fontproperties=font_of(_TEXT, bold=True),
            color=BRIGHT,
            parse_math=False,
            path_effects=[withStroke(linewidth=3, foreground=CARD)],  # where it meets a neighbour
        )

    def _labels(self, room: float) -> tuple[FontProperties, list[list[str]], int]:
        """A font, the labels in their lines, and of how many labels one is shown.

        Args:
            room: of one column, as a part of the picture's width.
        """
        for step in range(1, len(self.content.labels) + 1):
            for points in (_TEXT, 0.85 * _TEXT, _SMALL, _LEAST):
                font = font_of(points)
                wrapped = [self._wrapped(label, font, 0.92 * step * room) for label in self.content.labels]
                lines = [line for label in wrapped for line in label]
                values = [number(value, self.content.language) for value in self.content.values]
                widths = [self._width(line, font) for line in lines]
                widths += [self._width(value, font_of(_TEXT, bold=True)) for value in values]
                widest = max(widths)
                if widest <= 0.96 * step * room and max(map(len, wrapped)) <= 3:
                    break
            else:
                continue
            break
        return font, wrapped, step

    def _wrapped(self, text: str, font: FontProperties, room: float) -> list[str]:
        """A text in lines that have room, as far as its words are no longer than that."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._width(longer, font) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _width(self, text: str, font: FontProperties) -> float:
        """How much of the picture's width a line takes."""
        key = (text, font.get_size_in_points(), font.get_file())
        if key not in self.widths:
            self.widths[key] = self.renderer.get_text_width_height_descent(text, font, ismath=False)[0]
        return self.widths[key] / (_WIDTH * _DPI)

    def _line(self, font: FontProperties) -> float:
        """How much of the picture's height a line takes."""
        return 1.35 * font.get_size_in_points() / 72 / _HEIGHT
