"""Letters of pictures: a font that all of them share, what it can show, and how numbers are written."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

CARD, BRIGHT, DIM, LINE = "#26272b", "#f5f5f7", "#b5b9c4", "#565a66"
"""A picture brings its own background, so that it reads alike on Discord's dark and light."""

one_at_a_time = threading.Lock()
"""Held while something is drawn: Matplotlib's fonts are shared by all threads."""

_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
_MARK = "\u200f"  # lets a line run from the right even if it begins with a Latin name
_ISOLATE, _END = "\u2066", "\u2069"
_FIGURES = re.compile(r"\d+(?:[-–/:]\d+)+")
_COMMA = {"de", "es", "fr", "ru", "tr"}


def leftward(language: str) -> bool:
    """Whether a language is written from right to left."""
    return language.partition("-")[0] in _RIGHT_TO_LEFT


def directed(text: str, language: str) -> str:
    """A line that runs in the direction of its language; dates and ranges in it keep the order of their parts."""
    if not leftward(language) or not text:
        return text
    return _MARK + _FIGURES.sub(lambda found: f"{_ISOLATE}{found.group()}{_END}", text)


def shows(text: str) -> bool:
    """Whether the font has all letters of a text, as it has not for Chinese."""
    return bool(shown(text))


def shown(text: str) -> str:
    """A text as the font can show it, without emoji; nothing if it has letters that the font lacks."""
    known = characters()
    if any(ord(letter) not in known for letter in text if letter.isalnum()):
        return ""
    return " ".join("".join(letter for letter in text if ord(letter) in known or letter.isspace()).split())


@lru_cache(maxsize=1)
def characters() -> frozenset[int]:
    """The code points of all letters that the font has."""
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(font("Sans"))).get_charmap())


def font(name: str) -> Path:
    """Matplotlib's own font, whatever others are installed."""
    from matplotlib import get_data_path

    return Path(get_data_path()) / "fonts" / "ttf" / f"DejaVu{name}.ttf"


@lru_cache(maxsize=16)
def font_of(points: float, *, bold: bool = False) -> FontProperties:
    """The font in a size."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=font("Sans-Bold" if bold else "Sans"), size=points)


def number(value: float, language: str) -> str:
    """A number as the language writes it, in as many digits as it has, at most 12."""
    text = f"{value:,.12g}".replace("-", "\u2212")
    if language.partition("-")[0] in _COMMA:
        text = text.replace(",", "\u00a0").replace(".", ",")
    return text
