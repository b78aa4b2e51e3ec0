"""A new fact that begins with a question members asked: its form, with an id and a topic to start from. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.answers.grouping import Group, Phrase
from bot.client.moderation.sheet import FIELD_LIMIT, Field, Kind, Sheet
from bot.facts.draft import slug
from bot.facts.edits import Confirm, Edit
from bot.facts.model import Knowledge
from bot.facts.places import Value
from bot.facts.yamltree import parse
from bot.facts.yamlwrite import mapping_lines
from bot.matching.index import Index

MOST_CONFIRMED = 10
"""Questions of a group that go into the exam at most."""

_LONGEST = 40
"""Characters of an id that is proposed."""


@dataclass(frozen=True)
class NewSheet(Sheet):
    """A new fact in a form whose details also say its id and its topic.

    Attributes:
        asked: questions to begin with, with their languages.
        confirmed: questions that go into the exam, with their languages.
    """

    asked: tuple[tuple[str, str], ...] = ()
    confirmed: tuple[tuple[str, str], ...] = ()

    @property
    def fields(self) -> list[Field]:
        """The fields, filled with the questions, the id and the topic."""
        return [self._filled(field) for field in super().fields]

    def _filled(self, field: Field) -> Field:
        if field.kind is Kind.QUESTIONS:
            return replace(field, text=_fitting(text for text, language in self.asked if language == field.language))
        if field.kind is Kind.DETAILS:
            # A question in a language that the form does not show is there to be read.
            others = [f"# {text}" for text, language in self.asked if language not in self.languages]
            values: dict[str, Value] = {"id": self.id, **({"topic": self.topic} if self.topic else {})}
            return replace(field, text=_fitting([*mapping_lines(values, 0), *others]))
        return field

    def edits(self, typed: Mapping[str, str]) -> list[Edit]:
        """What the filled form does to the base; as for :class:`bot.client.moderation.sheet.Sheet`."""
        tree, problems = parse(Path("form"), typed.get("details", "").encode("utf-8", "replace"))
        given = tree.value if tree else None
        if problems or not isinstance(given, dict | None):
            return self._plain.edits(typed)  # it tells what is wrong with the details, if anything is
        details = dict(given or {})
        name, topic = details.pop("id", self.id), details.pop("topic", self.topic)
        rest = "\n".join(mapping_lines(details, 0))
        sheet = replace(self._plain, id=_text(name), topic=_text(topic) or None)
        edits = sheet.edits({**typed, "details": rest})
        return [*edits, *(Confirm(sheet.id, language, text) for text, language in self.confirmed)]

    @property
    def _plain(self) -> Sheet:
        return Sheet(self.id, self.languages, topic=self.topic)


def new_sheet(
    group: Group, languages: Sequence[str], index: Index, nearest: str | None, *, exam: bool = False
) -> NewSheet:
    """The form of a fact that answers a group of questions.

    Args:
        group: the questions.
        languages: those that the form shows.
        index: of the fact base.
        nearest: the fact that comes nearest, whose topic is proposed; None: the first topic is.
        exam: whether questions go into the exam; those are none of the new fact's then, so that they test something.
    """
    knowledge = index.knowledge
    confirmed = spoken(to_confirm(group), index) if exam else ()
    asked = spoken(group.phrases, index)
    asked = tuple(one for one in asked if one not in confirmed) or asked[:1]
    home = next((t.topic for t in knowledge.topics for fact in t.facts if fact.id == nearest), None)
    topic = home or next((t.topic for t in knowledge.topics), None)
    return NewSheet(
        _free(_name(group.text, index), knowledge), tuple(languages), topic=topic, asked=asked, confirmed=confirmed
    )


def to_confirm(group: Group) -> Sequence[Phrase]:
    """The questions of a group that may go into the exam beside the one that becomes a phrasing: all others.

    One that is a phrasing is answered for certain and would test nothing, so it goes there only if it is alone.
    """
    return group.phrases[1 : MOST_CONFIRMED + 1] or group.phrases


def spoken(phrases: Iterable[Phrase], index: Index) -> tuple[tuple[str, str], ...]:
    """Questions in one line each, with their languages."""
    return tuple((one_line(phrase.text), language_of(phrase.text, index)) for phrase in phrases)


def language_of(question: str, index: Index) -> str:
    """The language of a question as the fact base would file it."""
    return index.reader.read(question).language or index.knowledge.base.languages.default


def one_line(question: str) -> str:
    """A question without line ends."""
    return " ".join(question.split())


def _name(question: str, index: Index) -> str:
    """An id from what a question names, else from its words."""
    reading = index.reader.read(question)
    default = index.rules.subject
    named = [name for name in dict.fromkeys(mention.concept for mention in reading.mentions) if name != default]
    words = named[:3] or [token.text for token in reading.tokens[:6]]
    return slug("-".join(words))[:_LONGEST].strip("-")


def _free(name: str, knowledge: Knowledge) -> str:
    """The id, with a number if it was ever given to a fact."""
    taken = {fact.id for fact in knowledge.facts} | knowledge.former.keys()
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def _fitting(lines: Iterable[str]) -> str:
    """Lines, as many as a field takes."""
    kept: list[str] = []
    room = FIELD_LIMIT
    for line in lines:
        room -= len(line.encode("utf-16-le", "surrogatepass")) // 2 + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join(kept)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
