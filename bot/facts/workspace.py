"""Edits made one after the other in the plain values of a fact base's files."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from bot.facts.complaints import closest
from bot.facts.draft import Draft
from bot.facts.edits import Add, Alias, Change, Confirm, Edit, Remove, Rename, Restore, Retitle
from bot.facts.files import Snapshot
from bot.facts.lint import normal_of
from bot.facts.model import Fact
from bot.facts.places import Value
from bot.facts.plainvalues import FACT_KEYS, laid_over, values_of
from bot.facts.problems import Problem, shown
from bot.facts.references import taken
from bot.facts.scalars import ID_LENGTH, is_identifier
from bot.facts.workfiles import Keys, WorkFiles
from bot.facts.yamledit import read_value


class Workspace:
    """A fact base in which edits are made.

    Attributes:
        files: the plain values of its files.
        problems: why some of the edits cannot be carried out.
    """

    def __init__(self, snapshot: Snapshot, draft: Draft) -> None:
        """Take the files and what they mean."""
        self.files = WorkFiles(snapshot, draft)
        self.problems: list[Problem] = []
        self._root = snapshot.root
        self._places = {fact.id: part.name for part in draft.topics for fact in part.model.facts}
        self._facts = {fact.id: fact for part in draft.topics for fact in part.model.facts}
        self._taken = {name: now for name, (now, _, _) in taken(draft).items()}

    def carry_out(self, edit: Edit) -> None:
        """Make one edit; what stands in its way is added to the problems, and the edit left out."""
        match edit:
            case Add():
                self._add(edit)
            case Restore():
                self._restore(edit)
            case Change():
                self._change(edit)
            case Alias():
                self._alias(edit)
            case Remove():
                self._remove(edit.id)
            case Rename():
                self._rename(edit.id, edit.to)
            case Retitle():
                self._retitle(edit)
            case Confirm():
                self._confirm(edit)

    def _refuse(self, key: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(self._root, 1, 1, shown(key).strip('"') or "file", what, remedy))

    def _knows(self, name: str) -> bool:
        if name in self._places:
            return True
        now = self._taken.get(name)
        meant = closest(name, list(self._places))
        remedy = f'did you mean "{meant}"?' if meant else "look for it in the list of facts"
        if name in self._taken:
            remedy = f'it is now called "{now}"' if now else "it was removed; undo that, or name another fact"
        self._refuse(name, f"there is no fact {shown(name)}", remedy)
        return False

    def _is_free(self, name: str) -> bool:
        if name in self._places:
            what = f"there is a fact {shown(name)} already ({self._places[name]})"
            self._refuse(name, what, "give the new one another id, or edit the one that is there")
        elif now := self._taken.get(name):
            what = f"the id {shown(name)} was given to a fact that is now called {now}"
            self._refuse(name, what, "take an id that was never used")
        elif name in self._taken:
            what = f"the id {shown(name)} was given to a fact that was removed"
            self._refuse(name, what, "undo that to have the fact back, or take an id that was never used")
        else:
            return True
        return False

    def _item(self, name: str) -> tuple[list[Keys], int]:
        """The list that a fact stands in, and its number there."""
        facts = self.files.facts(self._places[name])
        return facts, next(number for number, fact in enumerate(facts) if fact.get("id") == name)

    def _add(self, edit: Add) -> None:
        if not self._is_free(edit.fact.id):
            return
        topics = self.files.topics
        topic = edit.topic or (next(iter(topics)) if len(topics) == 1 else None)
        if topic is None:
            remedy = f'add "topic:" above the facts; there are {", ".join(sorted(topics))}'
            self._refuse(edit.fact.id, "it is not said which topic the fact belongs to", remedy)
            return
        self._put(Restore(edit.fact, topic, title=edit.title, text=edit.text))

    def _restore(self, edit: Restore) -> None:
        name = edit.fact.id
        if name in self._taken and self._taken[name] is None:
            self.files.give_back(name)
            del self._taken[name]
        if self._is_free(name):
            self._put(edit)

    def _put(self, edit: Restore) -> None:
        fact, topic = edit.fact, edit.topic
        file = self.files.topics.get(topic)
        if file is None and self.files.is_file:
            (only,) = self.files.topics
            what = f"the fact base is one file, whose topic is {shown(only)}"
            self._refuse(fact.id, what, f'write "topic: {only}", or put the file into a folder')
            return
        file = file or self.files.new_topic(topic, edit.title)
        if file is None:
            what = f"the file {topic}.yaml is there already and holds another topic"
            self._refuse(fact.id, what, "give the topic another name")
            return
        facts = self.files.facts(file)
        numbers = (number for number, held in enumerate(facts) if edit.before and held.get("id") == edit.before)
        facts.insert(next(numbers, len(facts)), values_of(fact))
        self._places[fact.id] = file
        self._hold(fact, edit.text)

    def _hold(self, fact: Fact, text: str | None) -> None:
        """Note a new state of a fact whose values are in their place, and the words that it is written in."""
        self._facts[fact.id] = fact
        self.files.verbatim.pop(fact.id, None)
        value = read_value(text) if text is not None else None
        if text is not None and isinstance(value, dict):
            facts, number = self._item(fact.id)
            facts[number] = value
            self.files.verbatim[fact.id] = text

    def _change(self, edit: Change) -> None:
        name = edit.fact.id
        if self._knows(name):
            facts, number = self._item(name)
            old, new = values_of(self._facts[name]), values_of(edit.fact)
            facts[number] = cast("Keys", laid_over(facts[number], old, new, FACT_KEYS))
            self._hold(edit.fact, edit.text)

    def _alias(self, edit: Alias) -> None:
        if self._knows(edit.id):
            fact = self._facts[edit.id]
            asked = {**fact.questions, edit.language: (*fact.questions.get(edit.language, ()), edit.question)}
            self._change(Change(fact.model_copy(update={"questions": asked})))

    def _remove(self, name: str) -> None:
        if not self._knows(name):
            return
        if len(self._places) == 1:
            self._refuse(name, "it is the only fact of the base", "add another one first")
            return
        facts, number = self._item(name)
        del facts[number]
        file = self._places.pop(name)
        del self._facts[name]
        self.files.verbatim.pop(name, None)
        if not facts:
            self.files.close(file)
            self.files.topics = {topic: its for topic, its in self.files.topics.items() if its != file}
        self._in_relations(name, lambda related: [other for other in related if other != name])
        for questions in self.files.questions_on(name):
            questions[:] = [kept for question in questions if (kept := _without(question, name)) is not None]
        self.files.take(name, None)
        self._taken[name] = None

    def _rename(self, name: str, to: str) -> None:
        if not self._knows(name) or name == to:
            return
        if len(to) > ID_LENGTH:
            self._refuse(to, f"it has {len(to)} characters, and {ID_LENGTH} is the most", "shorten it")
            return
        if not is_identifier(to):
            remedy = 'use small letters a to z, digits and single hyphens, such as "net-loss-q3"'
            self._refuse(to, f"{shown(to)} is not a proper name", remedy)
            return
        if self._taken.get(to) == name:
            self.files.give_back(to)
            del self._taken[to]
        if not self._is_free(to):
            return
        facts, number = self._item(name)
        facts[number]["id"] = to
        self._places[to] = self._places.pop(name)
        self._facts[to] = self._facts.pop(name).model_copy(update={"id": to})
        self.files.verbatim.pop(name, None)
        self.files.renamed[to] = self.files.renamed.pop(name, name)
        self._in_relations(name, lambda related: [to if other == name else other for other in related])
        for questions in self.files.questions_on(name):
            for question in questions:
                question.update({k: _called(question[k], name, to) for k in ("fact", "both") if k in question})
        self.files.take(name, to)
        self._taken[name] = to

    def _retitle(self, edit: Retitle) -> None:
        if edit.topic in self.files.topics:
            self.files.retitle(edit.topic, edit.title)
        else:
            self._refuse(edit.topic, f"there is no topic {shown(edit.topic)}", "look for it in the list of facts")

    def _confirm(self, edit: Confirm) -> None:
        if not self._knows(edit.id):
            return
        if self.files.is_file:
            self._refuse(edit.id, "the fact base is one file, which has no exam", "leave the exam alone")
            return
        normal = normal_of(edit.question)
        asked = {normal_of(str(question.get("q", ""))): (name, question) for name, question in self.files.examined()}
        if normal in asked:
            name, question = asked[normal]
            if edit.id not in [*_ids(question.get("fact")), *_ids(question.get("both"))]:
                what = f"the exam has the question {shown(edit.question)} already ({name}), with another outcome"
                self._refuse(edit.id, what, "correct it there first, or leave the exam alone")
            return
        self.files.examine(edit.question, edit.id, edit.language)

    def _in_relations(self, name: str, change: Callable[[list[str]], list[str]]) -> None:
        for fact in [fact for fact in self._facts.values() if name in fact.related]:
            related = tuple(change(list(fact.related)))
            self._change(Change(fact.model_copy(update={"related": related})))


def _called(value: Value, name: str, to: str) -> Value:
    """One id or a list of them, with one of them called otherwise."""
    if isinstance(value, list):
        return [to if other == name else other for other in value]
    return to if value == name else value


def _without(question: Keys, name: str) -> Keys | None:
    """An exam question without a fact; None if no right answer is left."""
    if name in _ids(question.get("both")):
        return None
    wanted = _ids(question.get("fact"))
    if name not in wanted:
        return question
    left: list[Value] = [other for other in wanted if other != name]
    return {**question, "fact": left} if left else None


def _ids(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]
