"""A fact's series as a small picture, for places that can show one.

Needs the extra ``factbot[charts]``; without it an answer goes out without a picture. Matplotlib shapes Arabic and
orders mixed directions itself (from 3.11 on), and brings a font with Arabic, Cyrillic and Greek.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

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
_CARD, _BRIGHT, _DIM, _BAR, _LINE = "#26272b", "#f5f5f7", "#b5b9c4", "#5fa8ff", "#565a66"
"""The card brings its own background, so that it reads alike on Discord's dark and light."""

_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
_MARK = "\u200f"  # lets a line run from the right even if it begins with a Latin name
_COMMA = {"de", "es", "fr", "ru", "tr"}
_one_at_a_time = threading.Lock()  # Matplotlib's fonts are shared by all threads


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


def shows(text: str) -> bool:
    """Whether the font has all letters of a text, as it has not for Chinese."""
    return bool(_shown(text))


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
    return _drawn(_Content(labels, values, _text(series.unit, language), _shown(title), language, _shown(footnote)))


def _text(texts: Mapping[str, str], language: str) -> str:
    """A text in the language, else in one that the font can show."""
    wanted = (language, language.partition("-")[0], "en", *texts)
    return next((shown for name in wanted if (shown := _shown(texts.get(name, "")))), "")


def _shown(text: str) -> str:
    """A text as the font can show it, without emoji; nothing if it has letters that the font lacks."""
    known = _characters()
    if any(ord(letter) not in known for letter in text if letter.isalnum()):
        return ""
    return " ".join("".join(letter for letter in text if ord(letter) in known or letter.isspace()).split())


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(_font("Sans"))).get_charmap())


def _font(name: str) -> Path:
    """Matplotlib's own font, whatever others are installed."""
    from matplotlib import get_data_path

    return Path(get_data_path()) / "fonts" / "ttf" / f"DejaVu{name}.ttf"


@lru_cache(maxsize=KEPT)
def _drawn(content: _Content) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with _one_at_a_time, rc_context():
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
        self.leftward = content.language.partition("-")[0] in _RIGHT_TO_LEFT

    def draw(self) -> None:
        from matplotlib.patches import FancyBboxPatch

        card = FancyBboxPatch((0, 0), 1, 1, "round,pad=0,rounding_size=0.04", mutation_aspect=_WIDTH / _HEIGHT)
        card.set(facecolor=_CARD, edgecolor="none", transform=self.figure.transFigure, zorder=-1)
        self.figure.add_artist(card)
        top = self._lines(self.content.title, 1 - 0.05, _font_of(_TITLE, bold=True), _BRIGHT, most=2)
        top = self._lines(self.content.unit, top - 0.01, _font_of(_TEXT), _DIM, most=1)
        bottom = self._foot()
        self._columns(bottom + 0.02, top - 0.04)

    def _foot(self) -> float:
        """Draw the footnote, and say where it ends above."""
        font = _font_of(_SMALL)
        lines = self._wrapped(self.content.footnote, font, 1 - 2 * _EDGE)[:2]
        height = len(lines) * self._line(font)
        self._lines(self.content.footnote, 0.04 + height, font, _DIM, most=2)
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
        to(*at, self._directed(text), fontproperties=font, va="baseline", parse_math=False, **how)

    def _columns(self, bottom: float, top: float) -> None:
        values = self.content.values
        width = 1 - 2 * _EDGE
        font, labels, step = self._labels(width / len(values))
        under = max(map(len, labels)) * self._line(font) + 0.03
        axes = self.figure.add_axes((_EDGE, bottom + under, width, top - bottom - under), facecolor="none")
        places = range(len(values))
        axes.bar(places, values, width=0.62, color=_BAR)
        axes.axhline(0, color=_LINE, linewidth=1)
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
                self._write(self.figure.text, (x, y), line, font, color=_BRIGHT, ha="center")

    def _value(self, axes: Axes, place: int, value: float) -> None:
        from matplotlib.patheffects import withStroke

        axes.annotate(
            number(value, self.content.language),
            (place, value),
            (0, 5 if value >= 0 else -5),
            textcoords="offset points",
            ha="center",
            va="bottom" if value >= 0 else "top",
            fontproperties=_font_of(_TEXT, bold=True),
            color=_BRIGHT,
            parse_math=False,
            path_effects=[withStroke(linewidth=3, foreground=_CARD)],  # where it meets a neighbour
        )

    def _labels(self, room: float) -> tuple[FontProperties, list[list[str]], int]:
        """A font, the labels in their lines, and of how many labels one is shown.

        Args:
            room: of one column, as a part of the picture's width.
        """
        for step in range(1, len(self.content.labels) + 1):
            for points in (_TEXT, 0.85 * _TEXT, _SMALL, _LEAST):
                font = _font_of(points)
                wrapped = [self._wrapped(label, font, 0.92 * step * room) for label in self.content.labels]
                lines = [line for label in wrapped for line in label]
                values = [number(value, self.content.language) for value in self.content.values]
                widths = [self._width(line, font) for line in lines]
                widths += [self._width(value, _font_of(_TEXT, bold=True)) for value in values]
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

    def _directed(self, text: str) -> str:
        return _MARK + text if self.leftward and text else text

    def _width(self, text: str, font: FontProperties) -> float:
        """How much of the picture's width a line takes."""
        key = (text, font.get_size_in_points(), font.get_file())
        if key not in self.widths:
            self.widths[key] = self.renderer.get_text_width_height_descent(text, font, ismath=False)[0]
        return self.widths[key] / (_WIDTH * _DPI)

    def _line(self, font: FontProperties) -> float:
        """How much of the picture's height a line takes."""
        return 1.35 * font.get_size_in_points() / 72 / _HEIGHT


@lru_cache(maxsize=16)
def _font_of(points: float, *, bold: bool = False) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=_font("Sans-Bold" if bold else "Sans"), size=points)


def number(value: float, language: str) -> str:
    """A number as the language writes it, in as many digits as it has, at most 12."""
    text = f"{value:,.12g}".replace("-", "\u2212")
    if language.partition("-")[0] in _COMMA:
        text = text.replace(",", "\u00a0").replace(".", ",")
    return text
