"""The files of a fact base as plain values that may be changed, and the texts that come of them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import yaml

from bot.facts.draft import Draft
from bot.facts.files import Kind, Snapshot
from bot.facts.model import Base, Topic
from bot.facts.places import Value
from bot.facts.plainvalues import ordered, values_of
from bot.facts.problems import Problem
from bot.facts.splices import LayoutError
from bot.facts.yamlblock import item_block, written_lines
from bot.facts.yamledit import read_value, rewrite
from bot.facts.yamlwrite import STEP, mapping_lines

Keys = dict[str, Value]

CONFIRMED = "exam/confirmed.yaml"
"""Where questions stand that moderators confirmed; their own file, which nothing else writes."""

_SCHEMA = "# yaml-language-server:"
_BASE = "base.yaml"
_ANEW = "# Ids that facts had once; they are never given to other facts.\n"


class WorkFiles:
    """Plain values of the files that edits change.

    Attributes:
        is_file: whether one file is the whole base.
        topics: names of the files by topic.
        exams: names of the exam files.
        verbatim, renamed: what is known of changed facts, as for :func:`bot.facts.yamledit.rewrite`.
    """

    def __init__(self, snapshot: Snapshot, draft: Draft) -> None:
        """Take the files and what they mean; nothing is copied before it is changed."""
        self.snapshot = snapshot
        self.is_file = len(snapshot.files) == 1 and snapshot.files[0][0].path == snapshot.root
        self.topics = {part.model.topic: part.name for part in reversed(draft.topics)}
        self.exams = [part.name for part in draft.exams]
        self.verbatim: dict[str, str] = {}
        self.renamed: dict[str, str] = {}
        self._base = draft.base[0].name if draft.base else None
        self._values: dict[str, Keys] = {}
        self._new: set[str] = set()

    def keys(self, name: str) -> Keys:
        """What a file says, to be changed."""
        if name not in self._values:
            value = read_value((self.snapshot.bytes_of(name) or b"").decode("utf-8"))
            self._values[name] = copy.deepcopy(value) if isinstance(value, dict) else {}
        return self._values[name]

    def facts(self, name: str) -> list[Keys]:
        """The facts of a file, to be changed."""
        return cast("list[Keys]", self.keys(name).setdefault("facts", []))

    def questions_on(self, fact: str) -> Iterator[list[Keys]]:
        """The questions of the exam files that may name a fact, to be changed."""
        for name in self.exams:
            if name in self._values or fact.encode() in (self.snapshot.bytes_of(name) or b""):
                yield cast("list[Keys]", self.keys(name).setdefault("questions", []))

    def examined(self) -> Iterator[tuple[str, Keys]]:
        """All exam questions, to be looked at, with the names of their files."""
        for name in self.exams:
            held = self._values.get(name) or read_value((self.snapshot.bytes_of(name) or b"").decode("utf-8"))
            questions = held.get("questions") if isinstance(held, dict) else None
            for question in questions if isinstance(questions, list) else ():
                if isinstance(question, dict):
                    yield name, question

    def examine(self, question: str, fact: str, language: str) -> None:
        """Put a question into the exam file of those that were confirmed, with the fact that must answer it."""
        if CONFIRMED not in self.exams:
            self.exams.append(CONFIRMED)
            self._new.add(CONFIRMED)
            self._values[CONFIRMED] = {"half": "tune", "language": language, "questions": []}
        value = self.keys(CONFIRMED)
        entry: Keys = {"q": question, "fact": fact}
        if value.get("language", "en") != language:
            entry["language"] = language
        cast("list[Value]", value.setdefault("questions", [])).append(entry)

    def new_topic(self, topic: str, title: dict[str, str]) -> str | None:
        """Begin a file for a topic; None if there is a file of that name, which holds something else."""
        in_folder = any(found.kind is Kind.FACTS and not found.loose for found, _ in self.snapshot.files)
        name = f"facts/{topic}.yaml" if in_folder else f"{topic}.yaml"
        if self.snapshot.bytes_of(name) is not None:
            return None
        self.topics[topic] = name
        self._new.add(name)
        self._values[name] = values_of(Topic.model_construct(topic=topic, title=title, facts=()))
        return name

    def retitle(self, topic: str, title: dict[str, str]) -> None:
        """Give a topic another title."""
        value = self.keys(self.topics[topic])
        value["title"] = {**title}
        self._sort(value, ("title",))

    # Ids that facts had once

    def take(self, name: str, now: str | None) -> None:
        """Note that an id is no longer its fact's: that has another one now, or was removed (None)."""
        keeper = self._keeper()
        if now is None:
            cast("list[Value]", keeper.setdefault("retired", [])).append(name)
        else:
            cast("Keys", keeper.setdefault("renamed", {}))[name] = now
        self._sort(keeper, ("retired", "renamed"))

    def give_back(self, name: str) -> None:
        """Forget that an id is no longer its fact's."""
        for file in ([self._base] if self._base else []) + list(dict.fromkeys(self.topics.values())):
            value = self.keys(file)
            retired, renamed = value.get("retired"), value.get("renamed")
            if isinstance(retired, list):
                value["retired"] = [other for other in retired if other != name]
            if isinstance(renamed, dict):
                value["renamed"] = {once: now for once, now in renamed.items() if once != name}

    def close(self, name: str) -> None:
        """Take leave of a file without facts: the ids that it keeps go to base.yaml."""
        value = self.keys(name)
        retired, renamed = value.pop("retired", []), value.pop("renamed", {})
        for once in retired if isinstance(retired, list) else ():
            self.take(str(once), None)
        for once, now in renamed.items() if isinstance(renamed, dict) else ():
            self.take(once, str(now))

    def _keeper(self) -> Keys:
        if self.is_file:
            return self.keys(self.snapshot.files[0][0].name)
        if self._base is None:
            self._base = _BASE
            self._new.add(_BASE)
            self._values[_BASE] = {}
        return self.keys(self._base)

    def _sort(self, value: Keys, new: tuple[str, ...]) -> None:
        """Put keys that may be new where they belong among the others."""
        model = Topic if "facts" in value else Base
        keys = ordered([key for key in value if key not in new], list(value), tuple(model.model_fields))
        held = dict(value)
        value.clear()
        value.update((key, held[key]) for key in keys)

    # Texts

    def written(self) -> tuple[dict[str, str | None], list[Problem]]:
        """The new texts of the files that differ, those of facts first, base.yaml last; and what is in the way."""
        changes: dict[str, str | None] = {}
        problems: list[Problem] = []
        for name in sorted(self._values, key=lambda name: (name == self._base, name in self.exams)):
            try:
                text = self._text(name)
            except (LayoutError, yaml.YAMLError) as error:
                path = self.snapshot.path_of(name)
                if isinstance(error, LayoutError) and error.problems:
                    problems += [replace(problem, path=path) for problem in error.problems]
                    continue
                what = f"the change cannot be made in this file: {error}"
                remedy = "make it by hand, or lay the file out with a line for each key"
                problems.append(Problem(path, 1, 1, "file", what, remedy))
                continue
            data = self.snapshot.bytes_of(name)
            if data != (text.encode("utf-8", "surrogatepass") if text is not None else None):
                changes[name] = text
        return changes, problems

    def _text(self, name: str) -> str | None:
        value = self._values[name]
        if name != self._base and value.get("questions" if name in self.exams else "facts") == []:
            return None
        if name in self._new:
            return self._head(name) + "\n".join(self._new_lines(value)) + "\n"
        text = (self.snapshot.bytes_of(name) or b"").decode("utf-8")
        if read_value(text) is None:  # nothing but comments
            return text.rstrip() + "\n" + "\n".join(mapping_lines(value, 0)) + "\n" if value else text
        return rewrite(text, value, verbatim=self.verbatim, renamed=self.renamed)

    def _new_lines(self, value: Keys) -> list[str]:
        lines = mapping_lines({key: part for key, part in value.items() if key != "facts"}, 0)
        facts = value.get("facts")
        if isinstance(facts, list):
            lines.append("facts:")
            for fact in facts:
                lines += item_block(fact, "facts", STEP, written_lines(fact, self.verbatim))
        return lines

    def _head(self, name: str) -> str:
        """What a new file begins with: what those beside it begin with for the editors' sake."""
        if name == self._base:
            return _ANEW
        folder = name.rpartition("/")[0]
        for file, data in self.snapshot.files:
            first = data.decode("utf-8", "replace").partition("\n")[0].rstrip("\r")
            beside = file.name.rpartition("/")[0] == folder and name in {*self.topics.values(), *self.exams}
            if beside and first.startswith(_SCHEMA):
                return first + "\n"
        return ""
