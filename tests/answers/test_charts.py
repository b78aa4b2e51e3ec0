from __future__ import annotations

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from bot.answers import charts, lettering
from bot.facts.model import Knowledge, Series

Image = pytest.importorskip("PIL.Image", reason="pictures need the extra factbot[charts]")

LOAVES: dict[str, Any] = {
    "unit": {"en": "loaves", "ar": "رغيف", "zh": "个面包"},
    "points": [
        {"label": {"en": "Q1", "ar": "الربع الأول"}, "value": 900},
        {"label": {"en": "Q2", "ar": "الربع الثاني"}, "value": 4200.5},
    ],
}


def series(**changes: Any) -> Series:
    return Series.model_validate({**LOAVES, **changes})


def draw(drawn: Series, language: str = "en", title: str = "Loaves sold", footnote: str = "The bakery") -> bytes:
    return charts.draw(drawn, title=title, language=language, footnote=footnote)


def pixels(picture: bytes) -> Any:
    with Image.open(io.BytesIO(picture)) as image:
        assert image.format == "PNG"
        return np.asarray(image.convert("RGBA")).astype(int)


def columns(picture: bytes) -> list[int]:
    """Heights of the columns from left to right, in pixels."""
    shown = pixels(picture)
    bar = np.array([int(charts._BAR[at : at + 2], 16) for at in (1, 3, 5)])
    heights = (np.abs(shown[:, :, :3] - bar).sum(axis=2) < 12).sum(axis=0)
    starts = np.flatnonzero((heights[1:] > 20) & (heights[:-1] <= 20)) + 1
    return [int(np.max(heights[start : start + 5])) for start in starts]


def test_columns_stand_in_proportion() -> None:
    first, second = columns(draw(series()))
    assert first / second == pytest.approx(900 / 4200.5, abs=0.02)


def test_in_arabic_they_stand_from_right_to_left() -> None:
    second, first = columns(draw(series(), "ar", "الأرغفة المباعة"))
    assert first < second


def test_it_brings_its_own_background_and_is_small() -> None:
    picture = draw(series())
    shown = pixels(picture)
    assert shown.shape[1] < 1200
    assert len(picture) < 100_000
    assert shown[0, 0, 3] == 0  # the round corner
    assert shown[30, shown.shape[1] // 2, 3] == 255


def test_equal_contents_are_drawn_once() -> None:
    charts._drawn.cache_clear()
    assert draw(series()) is draw(series())
    assert draw(series()) != draw(series(), footnote="Another")
    first = draw(series())
    charts._drawn.cache_clear()
    assert draw(series()) == first


def test_arabic_is_joined() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    content = charts._Content((), (), "", "", "ar", "")
    chart = charts._Chart(figure, FigureCanvasAgg(figure), content)
    # A zero-width non-joiner keeps letters in their lone forms.
    joined, alone = (chart._width(text, lettering.font_of(20.0)) for text in ("ععع", "ع\u200cع\u200cع"))
    assert joined < 0.95 * alone


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (1.46, "en", "1.46"),
        (1.46, "ar", "1.46"),
        (1234.5, "de", "1\u00a0234,5"),
        (-2.0, "tr", "\u22122"),
        (0.1 + 0.2, "en", "0.3"),
    ],
)
def test_numbers(value: float, language: str, written: str) -> None:
    assert lettering.number(value, language) == written


@pytest.mark.parametrize("title", ["$1 or $2", "a_b^{c}", "\\frac{1}{2}", "100%", "", "Bread 🥖", "x" * 300, "面包"])
def test_whatever_a_moderator_writes_is_drawn(title: str) -> None:
    assert len(columns(draw(series(), title=title, footnote=title))) == 2


def test_what_the_font_lacks_is_left_out() -> None:
    assert lettering.shown("Bread 🥖 and salt") == "Bread and salt"
    assert lettering.shown("新鮮な bread") == ""
    assert charts._text(series().unit, "zh") == "loaves"


def test_many_and_negative_values() -> None:
    many = series(points=[{"label": {"en": f"Quarter {n}"}, "value": 1000 * (n + 9) * (-1) ** n} for n in range(24)])
    assert len(columns(draw(many))) == 24


def test_threads_draw_alike() -> None:
    titles = [f"Loaves {number % 4}" for number in range(12)]
    charts._drawn.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda title: draw(series(), title=title), titles))
    assert len(set(pictures)) == 4


@pytest.mark.parametrize("language", ["en", "ar", "tr", "ru", "zh"])
def test_the_shipped_series(shipped: Knowledge, language: str) -> None:
    facts = [fact for fact in shipped.facts if fact.series]
    assert facts
    for fact in facts:
        assert fact.series is not None
        title = next(iter(fact.questions.get(language, fact.questions["en"])))
        assert len(columns(draw(fact.series, language, title))) == len(fact.series.points)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    assert charts.available()
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert not charts.available()


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    code = "import sys, bot.answers.charts; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
