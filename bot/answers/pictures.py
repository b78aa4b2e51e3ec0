"""The picture that goes with a fact's answer."""

from __future__ import annotations

from bot.answers import charts, lettering
from bot.answers.answerer import Answerer
from bot.answers.footnotes import footnote_parts
from bot.facts.model import Fact


def picture(answerer: Answerer, fact: Fact, language: str) -> tuple[str, bytes] | None:
    """Draw a fact's series with its question above and its footnote below.

    Args:
        answerer: whose fact it is.
        fact: with or without a series.
        language: of the reply.

    Returns:
        A file name and a PNG; None if there is no series, or nothing to draw with (see :mod:`bot.answers.charts`). It
        takes some tenths of a second, so not in an event loop.
    """
    if fact.series is None or not charts.available():
        return None
    default = answerer.knowledge.base.languages.default
    questions = (answerer.question(fact, language), answerer.question(fact, default))
    title = next((question for question in questions if lettering.shows(question)), "")
    footnote = _footnote(answerer, fact, language)
    return f"{fact.id}.png", charts.draw(fact.series, title=title, language=language, footnote=footnote)


def _footnote(answerer: Answerer, fact: Fact, language: str) -> str:
    note = answerer.footnote(fact, language)
    if note is None:
        return ""
    (parts,) = footnote_parts([note], answerer.wordings.of(language).footnote)
    return " · ".join(parts[1:])
