"""Facts given in a file of their own, to be added, changed or imported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.facts.apply import Origins
from bot.facts.draft import topic_of
from bot.facts.edits import Add, Change, Edit, Retitle
from bot.facts.files import contents
from bot.facts.model import Fact, Knowledge, Topic
from bot.facts.places import Mark, Steps, Tree, Value
from bot.facts.problems import KnowledgeError, Problem, shown
from bot.facts.yamledit import item_text
from bot.facts.yamltree import parse

_MARKER = re.compile(rb"^---(?=\s|$)", re.MULTILINE)
_SAYS = re.compile(rb"^[ ]*[^\s#]", re.MULTILINE)
_COMMENT = re.compile(r"(^|\s)#")
_FACT_KEYS = frozenset(Fact.model_fields)
_UNNAMED = "facts"


@dataclass(frozen=True)
class Given:
    """A fact that a file gives.

    Attributes:
        fact: the fact.
        topic: the topic that the file names; None if it names none.
        title: of the topic, by language; empty if the file names none.
        text: its YAML as it stands there, one mapping, not indented; None where it does not stand in lines of its own.
        tree, steps: the file and the place in it.
    """

    fact: Fact
    topic: str | None
    title: dict[str, str]
    text: str | None
    tree: Tree
    steps: Steps


def read_given(path: Path) -> list[Given]:
    """Read a file of facts: a topic with its facts, several such documents one after the other, or one fact alone.

    Raises:
        KnowledgeError: with all problems of the file.
    """
    data, problem = contents(path)
    if problem:
        raise KnowledgeError([problem])
    return given_in(path, data)


def given_in(path: Path, data: bytes) -> list[Given]:
    """The facts in a file's bytes; as for :func:`read_given`.

    Args:
        path: the file's name, for the problems.
        data: its bytes, UTF-8.
    """
    found: list[Given] = []
    problems: list[Problem] = []
    for document in _documents(data):
        tree, complaints = parse(path, document)
        problems += complaints
        if complaints:
            continue
        if tree is None or tree.value is None:
            problems.append(Problem(path, 1, 1, "file", "there is nothing in the file", "write a fact"))
            continue
        named, alone = _wrapped(tree)
        topic, kept, complaints = topic_of(named)
        problems += complaints
        if topic is not None:
            text = document.decode("utf-8").removeprefix("\ufeff")
            found += _facts(topic, kept, text, alone=alone, has_topic=named is tree)
    problems += _twice(found)
    if problems:
        raise KnowledgeError(problems)
    return found


def _facts(topic: Topic, tree: Tree, text: str, *, alone: bool, has_topic: bool) -> Iterator[Given]:
    for number, fact in enumerate(topic.facts):
        steps: Steps = ("facts", number)
        own = text.strip("\r\n") + "\n" if alone else item_text(text, *steps) if "facts" in text else None
        yield Given(fact, topic.topic if has_topic else None, topic.title, own, tree, steps)


def _documents(data: bytes) -> list[bytes]:
    """The documents of a stream, each with as many empty lines before it as there are lines before it in the file."""
    ends = [match.end() for match in _MARKER.finditer(data)]
    starts = [0, *ends]
    stops = [*(match.start() for match in _MARKER.finditer(data)), len(data)]
    pieces = [(data.count(b"\n", 0, start), data[start:stop]) for start, stop in zip(starts, stops, strict=True)]
    said = [(lines, piece) for lines, piece in pieces if _SAYS.search(piece.removeprefix(b"\xef\xbb\xbf"))]
    return [b"\n" * lines + piece for lines, piece in said] or [data]


def _wrapped(tree: Tree) -> tuple[Tree, bool]:
    """A document as a file of facts, with a topic if it has none; and whether it was one fact alone."""
    value = tree.value
    if isinstance(value, dict) and ("facts" in value or not _FACT_KEYS & value.keys()):
        if "topic" in value:
            return tree, False
        return Tree(tree.path, {"topic": _UNNAMED, **value}, tree.mark), False
    listed: list[Value] = value if isinstance(value, list) else [value]
    marks: dict[str | int, Mark] = tree.mark.parts if isinstance(value, list) else {0: tree.mark}
    mark = tree.mark._replace(parts={"facts": tree.mark._replace(parts=marks)})
    return Tree(tree.path, {"topic": _UNNAMED, "facts": listed}, mark), not isinstance(value, list)


def _twice(found: list[Given]) -> Iterator[Problem]:
    first: dict[str, Given] = {}
    for given in found:
        known = first.setdefault(given.fact.id, given)
        if known is not given:
            line = known.tree.mark_of(known.steps).line
            what = f"the fact {shown(given.fact.id)} stands here again (first on line {line})"
            yield given.tree.problem((*given.steps, "id"), what, "keep one of the two")


def origins_of(found: list[Given]) -> Origins:
    """Where the facts were given."""
    return {given.fact.id: (given.tree, given.steps) for given in found}


def additions(found: list[Given]) -> list[Edit]:
    """Edits that add all of the facts. Comments of theirs come along; without any they are laid out as the base is."""
    return [_addition(given) for given in found]


def _addition(given: Given) -> Add:
    text = given.text if given.text and _COMMENT.search(given.text) else None
    return Add(given.fact, given.topic, given.title, text)


def differences(found: list[Given], base: Knowledge) -> list[Edit]:
    """Edits that bring a base to what the facts say: those that it lacks added, those that differ changed.

    Facts that are not among them stay as they are.

    Raises:
        KnowledgeError: if a fact is given under another topic than it has.
    """
    topics = {fact.id: topic.topic for topic in base.topics for fact in topic.facts}
    titles = {topic.topic: topic.title for topic in reversed(base.topics)}
    facts = {fact.id: fact for fact in base.facts}
    edits: list[Edit] = []
    problems: list[Problem] = []
    for given in found:
        fact, topic = given.fact, given.topic
        if topic in titles and given.title and given.title != titles[topic]:
            titles[topic] = given.title
            edits.append(Retitle(topic, given.title))
        if fact.id not in facts:
            edits.append(_addition(given))
        elif topic is not None and topic != topics[fact.id]:
            what = f"the fact {shown(fact.id)} stands under the topic {topics[fact.id]}, and here under {topic}"
            remedy = f'put it under "topic: {topics[fact.id]}"'
            problems.append(given.tree.problem((*given.steps, "id"), what, remedy))
        elif fact != facts[fact.id]:
            edits.append(Change(fact))
    if problems:
        raise KnowledgeError(problems)
    return edits
