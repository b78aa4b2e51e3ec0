"""What the bot itself says, in each language: reasons, footnotes, periods, lists, and all that Discord needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, ClassVar

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from bot.answers.discord_wording import DiscordWording
from bot.answers.part import Part
from bot.facts.scalars import FormLanguage
from bot.language.periods import Period


class SourceNoun(Part):
    """What the bot calls the place its facts come from."""

    article: str
    base: str


class DeclineWording(Part):
    """Why there is no answer. Fields: {source}, {Source}, {subject}, {measure}, {asked}, {held}."""

    fields: ClassVar[Mapping[str, frozenset[str]]] = {
        "subject": frozenset({"source", "Source", "subject"}),
        "subject_measure": frozenset({"source", "Source", "subject", "measure"}),
        "measure": frozenset({"source", "Source", "subject", "measure"}),
        "measure_alone": frozenset({"source", "Source", "measure"}),
        "pair": frozenset({"source", "Source", "subject", "measure"}),
        "period": frozenset({"source", "Source", "subject", "measure", "asked", "held"}),
        "period_alone": frozenset({"source", "Source", "asked"}),
        "nothing": frozenset({"source", "Source"}),
        "empty": frozenset({"source", "Source"}),
    }

    subject: str
    subject_measure: str
    measure: str
    measure_alone: str
    pair: str
    period: str
    period_alone: str
    nothing: str
    empty: str


class FootnoteWording(Part):
    """Parts of a footnote. Fields: {section}, {date}."""

    fields: ClassVar[Mapping[str, frozenset[str]]] = {
        "section": frozenset({"section"}),
        "checked": frozenset({"date"}),
        "sources": frozenset(),
    }

    section: str
    checked: str
    sources: str


class Joining(Part):
    """How a list is written: between items, and before the last."""

    comma: str
    last: str


class PeriodWording(Part):
    """How periods are written. Fields: {number}, {year}, {part}, {first}, {last}, {count}."""

    fields: ClassVar[Mapping[str, frozenset[str]]] = {
        "quarter": frozenset({"number"}),
        "half": frozenset({"number"}),
        "year": frozenset({"year"}),
        "part_of_year": frozenset({"part", "year"}),
        "months_of_year": frozenset({"part", "year"}),
        "months": frozenset({"first", "last"}),
        "first_months": frozenset({"count"}),
    }

    quarter: str
    quarters: dict[int, str] = Field(default_factory=dict)
    half: str
    halves: dict[int, str] = Field(default_factory=dict)
    year: str
    part_of_year: str
    months_of_year: str = ""
    months: str
    first_months: str
    counts: dict[int, str]
    names: Annotated[tuple[str, ...], Field(min_length=12, max_length=12)]


class Wording(Part):
    """One language's file of ``config/wording``.

    Attributes:
        articles: words that a concept's name loses at its beginning, since the texts have one before {measure}.
    """

    fields: ClassVar[Mapping[str, frozenset[str]]] = {
        "nearest": frozenset({"questions"}),
        "lacking": frozenset({"reason"}),
        "suggest": frozenset(),
    }

    source: SourceNoun
    articles: tuple[str, ...] = ()
    decline: DeclineWording
    nearest: str
    lacking: str
    suggest: str
    footnote: FootnoteWording
    join: Joining
    period: PeriodWording
    discord: DiscordWording

    def bare(self, name: str) -> str:
        """A concept's name without the article that it may begin with: ``landing`` for ``the landing``."""
        first, _, rest = name.partition(" ")
        return rest if rest and first.casefold() in self.articles else name

    def listed(self, items: Iterable[str]) -> str:
        """A list in words: ``a, b and c``."""
        parts = list(items)
        if len(parts) < 2:
            return "".join(parts)
        return self.join.comma.join(parts[:-1]) + self.join.last + parts[-1]

    def period_text(self, period: Period, *, with_year: bool = True) -> str:
        """A period in words: ``Q3 2025``, ``the first nine months of 2025``."""
        words, of_year = self.period, self.period.part_of_year
        if period.is_year and period.year is not None:
            return words.year.format(year=period.year)
        length = period.last - period.first + 1
        if length == 3 and period.first % 3 == 1:
            number = period.last // 3
            part = words.quarters.get(number) or words.quarter.format(number=number)
        elif length == 6 and period.first in {1, 7}:
            number = period.last // 6
            part = words.halves.get(number) or words.half.format(number=number)
        elif period.first == 1 and length in words.counts:
            of_year = words.months_of_year or of_year
            part = words.first_months.format(count=words.counts[length])
        elif length == 1:
            part = words.names[period.first - 1]
        else:
            part = words.months.format(first=words.names[period.first - 1], last=words.names[period.last - 1])
        if period.year is None or not with_year:
            return part
        return of_year.format(part=part, year=period.year)

    def periods_text(self, periods: Iterable[Period]) -> str:
        """Several periods in words; a year that all share is said once: ``Q1 and Q3 2025``."""
        several = list(periods)
        years = {p.year for p in several}
        if len(several) > 1 and len(years) == 1 and None not in years and not any(p.is_year for p in several):
            parts = self.listed(self.period_text(p, with_year=False) for p in several)
            return self.period.part_of_year.format(part=parts, year=several[0].year)
        return self.listed(self.period_text(p) for p in several)


class WordingError(Exception):
    """A wording file that cannot be used; the message names the file, the key and what is wrong."""


class Wordings:
    """The wording of every language there is a file for."""

    def __init__(self, by_language: Mapping[str, Wording], default: str = "en") -> None:
        self.by_language = dict(by_language)
        self.default = default

    @property
    def languages(self) -> tuple[str, ...]:
        """Tags of the languages with a wording of their own."""
        return tuple(sorted(self.by_language))

    def of(self, language: str | None) -> Wording:
        """A language's wording; the default's where it has none."""
        return self.by_language.get(language or self.default) or self.by_language[self.default]


def load_wordings(folder: Path, default: str = "en") -> Wordings:
    """Read all ``*.yaml`` of a folder, one language a file.

    Raises:
        WordingError: if the folder lacks the default language, or a file has an unknown or missing key.
    """
    tag = TypeAdapter(FormLanguage)
    found: dict[str, Wording] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            data = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
            found[tag.validate_python(path.stem)] = Wording.model_validate(data)
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise WordingError(f"{path}: cannot be read: {error}") from error
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"]) or path.name
            raise WordingError(f"{path}: {key}: {first['msg']}") from error
    if default not in found:
        raise WordingError(f"{folder}: there is no {default}.yaml; it is needed as the stand-in for the others")
    return Wordings(found, default)
