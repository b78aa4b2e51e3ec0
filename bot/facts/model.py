"""The fact base as values: what a folder of YAML files means once it has been read and checked.

Every class is frozen; the reader (:mod:`bot.facts.reader`) is the only place that makes them from files.
``Text`` maps a BCP 47 language tag to a sentence in that language.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.facts.scalars import (
    Day,
    FormLanguage,
    Identifier,
    Identifiers,
    LanguageTag,
    Number,
    PeriodText,
    Question,
    Sentence,
    SourceText,
    Text,
    Truth,
)

ANSWER_LIMIT = 500
"""Characters of an answer with its caveat; more does not read well on a phone."""


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
    """One value of a fact's series, for its chart.

    Attributes:
        label: what stands below it, by language.
        value: the number, in the series' unit.
    """

    label: Text
    value: Number


class Series(Model):
    """Values that a reply may draw.

    Attributes:
        unit: what the values count, by language.
        points: 2 to 24 values in their order.
    """

    unit: Text
    points: Annotated[tuple[Point, ...], Field(min_length=2, max_length=24)]


class Fact(Model):
    """One curated answer and the questions that ask for it.

    Attributes:
        id: unique in the whole base, never given to another fact.
        about: its frame.
        questions: curated phrasings by language.
        answer: what a member reads, by language.
        source: ``article#section``, the footnote; None in a base without sources.
        related: ids of facts that a reader may want next.
        caveat: shown small where the article is unclear or contradicts itself.
        checked: when a person last held the fact against the article.
        series: values for a chart.
    """

    id: Identifier
    about: About = About()
    questions: Annotated[dict[LanguageTag, Annotated[tuple[Question, ...], Field(min_length=1)]], Field(min_length=1)]
    answer: Annotated[Text, Field(min_length=1)]
    source: SourceText | None = None
    related: tuple[Identifier, ...] = ()
    caveat: Text = {}
    checked: Day | None = None
    series: Series | None = None


class Topic(Model):
    """One file of facts.

    Attributes:
        topic: its name, the same as the file's.
        title: what readers see, by language.
        retired: ids of facts that were removed; kept here where there is no base.yaml.
        renamed: former ids of facts with the ids that they have now; kept here where there is no base.yaml.
        facts: at least one.
    """

    topic: Identifier
    title: Text = {}
    retired: tuple[Identifier, ...] = ()
    renamed: dict[Identifier, Identifier] = {}
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]


class Section(Model):
    """A part of an article that a footnote can name.

    Attributes:
        id: what facts call it after the ``#`` of their source.
        title: what the footnote calls it, by language.
    """

    id: Identifier
    title: Text


class Source(Model):
    """An article that facts come from.

    Attributes:
        id: what facts call it in their source.
        title: by language.
        publisher: who published it first.
        origin: what the article itself relies on, by language.
        republisher: who published it again, if the base follows that text.
        url: where it can be read.
        date: when it appeared, if it says so.
        date_note: what is to be said instead of a date, by language.
        period: what time it reports on.
        disclaimer: what its publisher says about its use, by language.
        sections: its parts in their order.
    """

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
    """The languages of a base.

    Attributes:
        required: every fact must be asked and answered in them.
        default: the one that stands in where a fact lacks the reader's.
    """

    required: tuple[LanguageTag, ...] = ()
    default: LanguageTag = "en"


class Defaults(Model):
    """What a question means where it does not say.

    Attributes:
        subject: the concept it is about if it names none.
        period: the time it speaks of if it names none.
        source: the article of facts that name none.
    """

    subject: Identifier | None = None
    period: PeriodText | None = None
    source: Identifier | None = None


class Base(Model):
    """``base.yaml``: the fact base's name and rules.

    Attributes:
        name: by language.
        languages: which are required, and which stands in.
        defaults: what a question means where it does not say.
        retired: ids of facts that were removed; they are never given to another fact.
        renamed: former ids of facts with the ids that they have now.
    """

    name: Text = {}
    languages: Languages = Languages()
    defaults: Defaults = Defaults()
    retired: tuple[Identifier, ...] = ()
    renamed: dict[Identifier, Identifier] = {}


class Facet(StrEnum):
    """Which part of a frame a concept fills."""

    SUBJECT = "subject"
    MEASURE = "measure"


class Concept(Model):
    """Something that questions name, with its surface forms.

    Attributes:
        id: unique over all concepts.
        name: how a reply calls it within a sentence, by language; a measure's without an article ("net loss").
        of: subjects that are naturally named beside this one, such as its owner.
        single: a measure with one value, such as an owner or a place: who names another value asks whether it
            is so, and the fact corrects it.
        talk: no question at all, such as a greeting, small talk or an attempt to steer the bot; the decline says
            what the bot is for.
        always: rules out an answer wherever in a text it stands, not only in its own sentence.
        weak: naming it supports a fact that has it and never rules out one that has not.
        forms: surface forms by language; ``any`` holds in every language. Small words within one do not count, unless
            it begins with ``=``: then its words stand just so.
    """

    id: Identifier
    name: Text = {}
    of: tuple[Identifier, ...] = ()
    single: Truth = False
    talk: Truth = False
    always: Truth = False
    weak: Truth = False
    forms: Annotated[dict[FormLanguage, Annotated[tuple[Sentence, ...], Field(min_length=1)]], Field(min_length=1)]


class Lexicon(Model):
    """One file of concepts of one facet.

    Attributes:
        facet: subject (who and where) or measure (what of it).
        concepts: at least one.
    """

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
    """One file of exam questions.

    Attributes:
        half: tune (may be looked at) or hold (only counted).
        language: of all questions that name no other.
        questions: at least one.
    """

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

    @property
    def former(self) -> dict[str, str | None]:
        """Ids that facts had once, each with the one that its fact has now; None for a fact that was removed."""
        found: dict[str, str | None] = {}
        retired, renamed = self.base.retired, self.base.renamed
        for kept in ((retired, renamed), *((topic.retired, topic.renamed) for topic in self.topics)):
            found |= dict.fromkeys(kept[0]) | kept[1]
        return found

    def names_of(self, name: str) -> frozenset[str]:
        """All ids that a fact has and had, by any of them; the id alone if it was never renamed."""
        former = self.former

        def last(of: str) -> str:
            passed: set[str] = set()
            while (now := former.get(of)) and of not in passed:
                passed.add(of)
                of = now
            return of

        return frozenset({name, last(name), *(one for one in former if last(one) == last(name))})
