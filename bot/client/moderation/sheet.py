"""A fact as the fields of a form, and back. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import cast

from bot.facts.draft import topic_of
from bot.facts.edits import Add, Change, Edit
from bot.facts.model import Base, Fact
from bot.facts.places import Mark, Tree, Value
from bot.facts.plainvalues import FACT_KEYS, values_of
from bot.facts.problems import KnowledgeError, Problem
from bot.facts.yamltree import parse
from bot.facts.yamlwrite import mapping_lines

FIELD_LIMIT, FIELDS = 4000, 5
"""Characters of a form's field, and how many fields a form has."""

_FORM = Path("form")
_NOWHERE = Mark(1, 1, 1, 1, {"facts": Mark(1, 1, 1, 1, {0: Mark(1, 1, 1, 1, {})})})
"""Places within a form are told by their keys."""

_OWN = ("id", "questions", "answer")
"""Keys of a fact that have fields of their own, or none."""


class Kind(StrEnum):
    """What a field holds."""

    QUESTIONS = "questions"
    """All questions of a language, one a line."""
    MORE = "more"
    """Further questions of a language whose others do not fit."""
    ANSWER = "answer"
    DETAILS = "details"
    """All the rest, as YAML."""


@dataclass(frozen=True)
class Field:
    """A field of the form.

    Attributes:
        key: names it within the form.
        kind: what it holds.
        text: what it is filled with today; None where the details are too long for a form and stay as they are.
        language: of the text.
        count: how many questions stay out of the form.
    """

    key: str
    kind: Kind
    text: str | None
    language: str = ""
    count: int = 0


@dataclass(frozen=True)
class Sheet:
    """A fact to be written down in a form.

    Attributes:
        id: the fact's.
        languages: whose questions and answers the form shows; at most two.
        fact: as it is; None: it is new.
        topic: where a new one belongs; None: the only topic there is.
    """

    id: str
    languages: tuple[str, ...]
    fact: Fact | None = None
    topic: str | None = None

    @property
    def fields(self) -> list[Field]:
        """The fields, filled with what the fact says today."""
        found = []
        for language in self.languages:
            found += [self._questions(language), self._answer(language)]
        details = self._details()
        fits = _length(details) <= FIELD_LIMIT
        return [*found, Field("details", Kind.DETAILS, details if fits else None)]

    def edits(self, typed: Mapping[str, str]) -> list[Edit]:
        """What the filled form does to the base.

        Args:
            typed: texts by the fields' keys; a field that is not among them stays as it is.

        Raises:
            KnowledgeError: with everything that keeps it from being a fact.
        """
        values: dict[str, Value] = {"id": self.id, **(values_of(self.fact) if self.fact else {})}
        problems: list[Problem] = []
        for field in self.fields:
            if field.key not in typed or field.text is None:
                continue
            text = typed[field.key].replace("\r\n", "\n")
            if field.kind is Kind.DETAILS:
                problems += self._with_details(values, text)
            else:
                part: Value = text.strip() if field.kind is Kind.ANSWER else self._lines(field, text)
                key = "answer" if field.kind is Kind.ANSWER else "questions"
                values[key] = _with(values.get(key), field.language, part)
        fact, complaints = self._fact(values)
        problems += complaints
        if problems or fact is None:
            raise KnowledgeError(problems)
        return [Change(fact)] if self.fact else [Add(fact, self.topic)]

    def _questions(self, language: str) -> Field:
        asked = self.fact.questions.get(language, ()) if self.fact else ()
        text = "\n".join(asked)
        if _length(text) <= FIELD_LIMIT:
            return Field(f"q-{language}", Kind.QUESTIONS, text, language)
        return Field(f"q-{language}", Kind.MORE, "", language, len(asked))

    def _answer(self, language: str) -> Field:
        text = self.fact.answer.get(language, "") if self.fact else ""
        return Field(f"a-{language}", Kind.ANSWER, text, language)

    def _details(self) -> str:
        if self.fact is None:
            return ""
        values = {key: value for key, value in values_of(self.fact).items() if key not in _OWN}
        about = values.get("about")
        if isinstance(about, dict):
            # One name is written without brackets, as the files have it.
            values["about"] = {key: _single(part) for key, part in about.items()}
        return "\n".join(mapping_lines(values, 0))

    def _lines(self, field: Field, text: str) -> list[Value]:
        lines: list[Value] = [line.strip() for line in text.split("\n") if line.strip()]
        if field.kind is Kind.MORE and self.fact:
            return [*self.fact.questions.get(field.language, ()), *lines]
        return lines

    def _with_details(self, values: dict[str, Value], text: str) -> list[Problem]:
        """Put the details among the values; what is wrong with them as YAML is returned."""
        tree, problems = parse(_FORM, text.encode("utf-8", "replace"))
        given = tree.value if tree else None
        if problems:
            return problems
        if given is not None and not isinstance(given, dict):
            remedy = 'write keys with their values, such as "checked: 2031-08-02"'
            return [Problem(_FORM, 1, 1, f"{self.id}.details", "there are no keys here", remedy)]
        details = given or {}
        for key in FACT_KEYS:
            if key not in _OWN:
                values.pop(key, None)
        for key in details.keys() & set(_OWN):
            what, remedy = f'"{key}" is none of the details', "take it out here and use its own field"
            problems.append(Problem(_FORM, 1, 1, f"{self.id}.{key}", what, remedy))
        values |= {key: value for key, value in details.items() if key not in _OWN}
        return problems

    def _fact(self, values: dict[str, Value]) -> tuple[Fact | None, list[Problem]]:
        tree = Tree(_FORM, {"topic": _FORM.name, "facts": [cast("Value", values)]}, _NOWHERE)
        topic, _, problems = topic_of(tree)
        return (topic.facts[0] if topic and topic.facts and not problems else None), problems


def form_languages(base: Base, fact: Fact | None, chosen: str | None = None) -> tuple[str, ...]:
    """The languages that a form shows.

    Args:
        base: it says which are required.
        fact: as it is; None: it is new.
        chosen: the moderator's choice; then the form shows no other.
    """
    if chosen:
        return (chosen,)
    wanted = [*base.languages.required, base.languages.default, *(fact.answer if fact else ())]
    return tuple(dict.fromkeys(wanted))[: (FIELDS - 1) // 2]


def typed_text(typed: Mapping[str, str], order: Sequence[str]) -> str:
    """What was typed, as one text to keep."""
    return "\n\n".join(f"[{key}]\n{typed[key]}" for key in order if key in typed) + "\n"


def _with(texts: Value, language: str, part: Value) -> Value:
    """Texts by language with one of them changed; an empty one is none."""
    held = dict(texts) if isinstance(texts, dict) else {}
    if part:
        held[language] = part
    else:
        held.pop(language, None)
    return held


def _single(value: Value) -> Value:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _length(text: str) -> int:
    """Characters as Discord counts them where it is strictest."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
