"""The fact base as values: what a folder of YAML files means once it has been read and checked.

Every class is frozen; the reader (:mod:`bot.facts.reader`) is the only place that makes them from files.
``Text`` maps a BCP 47 language tag to a sentence in that language.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from bot.language.periods import parse_written

ANSWER_LIMIT = 500
"""Characters of an answer with its caveat; more does not read well on a phone."""

QUESTION_LIMIT = 200
"""Characters of one curated question."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A kebab-case name, such as ``net-loss-q3``."""

LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A BCP 47 tag, such as ``en``, ``ar`` or ``zh-TW``."""

FormLanguage = Annotated[str, StringConstraints(pattern=r"^(any|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$")]


def _period(text: str) -> str:
    """Refuse ranges that :func:`bot.language.periods.parse_written` cannot read."""
    parse_written(text)
    return text


PeriodText = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?(/\d{4}-(0[1-9]|1[0-2]))?$"),
    AfterValidator(_period),
]
"""``2025``, ``2025-Q3``, ``2025-H1``, ``2025-09`` or a range of months ``2025-01/2025-09``."""


Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=QUESTION_LIMIT)]
Text = dict[LanguageTag, Sentence]
"""A sentence by language tag."""


def _truth(value: object) -> object:
    """Take only ``true`` and ``false`` from a file: ``yes`` and ``on`` are texts."""
    if isinstance(value, str) and value not in {"true", "false"}:
        raise ValueError("neither true nor false")
    return value


Truth = Annotated[bool, BeforeValidator(_truth)]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _day(value: object) -> object:
    """Take only ``2026-11-24`` from a file, not times or numbers of seconds."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("not a date")
    return value


Day = Annotated[dt.date, BeforeValidator(_day)]


def _listed(value: object) -> object:
    """Let ``subject: xai`` stand for ``subject: [xai]``."""
    return [value] if isinstance(value, str) else value


Identifiers = Annotated[tuple[Identifier, ...], BeforeValidator(_listed)]


class Model(BaseModel):
    """Base of all parts: immutable, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class About(Model):
    """A fact's frame: who and what it is about, and when.

    Attributes:
        subject: concepts it is about; any of them may be the question's subject.
        object: the other parties of the relation, such as the company invested in.
        measure: concepts of what is said; together they are the fact's core.
        period: what time it speaks of; None where it is as of the article.
        negated: the fact denies the relation, so it does not correct a question that turns it round.
    """

    subject: Identifiers = ()
    object: Identifiers = ()
    measure: Identifiers = ()
    period: PeriodText | None = None
    negated: Truth = False


class Point(Model):
    """One value of a fact's series, for its chart."""

    label: Text
    value: Annotated[float, Field(allow_inf_nan=False)]


class Series(Model):
    """Values that a reply may draw: points in their order, and their unit."""

    unit: Text
    points: Annotated[tuple[Point, ...], Field(min_length=2, max_length=24)]


class Fact(Model):
    """One curated answer and the questions that ask for it.

    Attributes:
        id: unique in the whole base, never given to another fact.
        questions: curated phrasings by language.
        answer: what a member reads, by language.
        source: ``article#section``, the footnote; None in a base without sources.
        related: ids of facts that a reader may want next.
        caveat: shown small where the article is unclear or contradicts itself.
        checked: when a person last held the fact against the article.
    """

    id: Identifier
    about: About = About()
    questions: Annotated[
        dict[LanguageTag, Annotated[tuple[Question, ...], Field(min_length=1)]], Field(min_length=1)
    ]
    answer: Annotated[Text, Field(min_length=1)]
    source: (
        Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(#[a-z0-9]+(-[a-z0-9]+)*)?$")]
        | None
    ) = None
    related: tuple[Identifier, ...] = ()
    caveat: Text = {}
    checked: Day | None = None
    series: Series | None = None


class Topic(Model):
    """One file of facts."""

    topic: Identifier
    title: Text = {}
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]


class Section(Model):
    """A part of an article that a footnote can name."""

    id: Identifier
    title: Text


class Source(Model):
    """An article that facts come from."""

    id: Identifier
    title: Text
    publisher: Sentence
    origin: Text = {}
    republisher: Sentence | None = None
    url: Sentence | None = None
    date: Day | None = None
    date_note: Text = {}
    period: PeriodText | None = None
    disclaimer: Text = {}
    sections: tuple[Section, ...] = ()


class Languages(Model):
    """Languages that every fact must have, and the one that stands in for a missing one."""

    required: tuple[LanguageTag, ...] = ()
    default: LanguageTag = "en"


class Defaults(Model):
    """What a question means where it names no subject or period."""

    subject: Identifier | None = None
    period: PeriodText | None = None
    source: Identifier | None = None


class Base(Model):
    """``base.yaml``: the fact base's name and rules."""

    name: Text = {}
    languages: Languages = Languages()
    defaults: Defaults = Defaults()


class Facet(StrEnum):
    """Which part of a frame a concept fills."""

    SUBJECT = "subject"
    MEASURE = "measure"


class Concept(Model):
    """Something that questions name, with its surface forms.

    Attributes:
        of: subjects that are naturally named beside this one, such as its owner.
        weak: naming it supports a fact that has it and never rules out one that has not.
        forms: surface forms by language; ``any`` holds in every language.
    """

    id: Identifier
    name: Text = {}
    of: tuple[Identifier, ...] = ()
    weak: Truth = False
    forms: Annotated[
        dict[FormLanguage, Annotated[tuple[Sentence, ...], Field(min_length=1)]], Field(min_length=1)
    ]


class Lexicon(Model):
    """One file of concepts of one facet."""

    facet: Facet
    concepts: Annotated[tuple[Concept, ...], Field(min_length=1)]


class Half(StrEnum):
    """``tune`` may be looked at when working on the engine, ``hold`` is only counted."""

    TUNE = "tune"
    HOLD = "hold"


class Decline(StrEnum):
    """Why an exam question must be declined."""

    SUBJECT = "subject"
    PERIOD = "period"
    MEASURE = "measure"
    CHATTER = "chatter"
    INJECTION = "injection"
    JUNK = "junk"


class ExamQuestion(Model):
    """A question and what must come of it: exactly one of ``fact``, ``both`` and ``decline``.

    Attributes:
        q: the question.
        fact: facts of which any one is the right answer.
        both: facts that must all be answered.
        decline: why it has no answer.
        after: the question before it in the same conversation.
        language: where it differs from the file's.
    """

    q: str
    fact: Identifiers = ()
    both: Identifiers = ()
    decline: Decline | None = None
    after: str | None = None
    language: LanguageTag | None = None


class Exam(Model):
    """One file of exam questions."""

    half: Half = Half.TUNE
    language: LanguageTag = "en"
    questions: Annotated[tuple[ExamQuestion, ...], Field(min_length=1)]


class Knowledge(Model):
    """A whole fact base.

    Attributes:
        base: its name and rules.
        topics: files of facts in the order of their names.
        sources: articles by id.
        concepts: concepts by id, each with its facet.
        exams: exam files by file name.
        digest: hash of the files' contents, so that an unchanged base is recognised.
    """

    base: Base = Base()
    topics: tuple[Topic, ...] = ()
    sources: dict[Identifier, Source] = {}
    concepts: dict[Identifier, tuple[Facet, Concept]] = {}
    exams: dict[str, Exam] = {}
    digest: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts in the order of the files."""
        return tuple(fact for topic in self.topics for fact in topic.facts)
