"""A fact base as its files give it, before it is judged as a whole."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar, cast

from pydantic import BaseModel, ValidationError

from bot.facts import files
from bot.facts.complaints import closest, complaints
from bot.facts.files import Found, Kind, Snapshot
from bot.facts.model import Base, Concept, Exam, Facet, Knowledge, Lexicon, Source, Topic
from bot.facts.places import Steps, Tree
from bot.facts.problems import Problem
from bot.facts.remnants import Remnant, remnants
from bot.facts.yamltree import parse

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Part(Generic[M]):
    """One file: what it says and where.

    Attributes:
        name: its name within the base.
        model: what it says.
        tree: the same as plain values, with the places.
    """

    name: str
    model: M
    tree: Tree


@dataclass
class Draft:
    """All files of a base, as far as they can be understood.

    Attributes:
        base, topics, sources, lexicons, exams: the files by kind, in the order of their names. Single facts,
            concepts and questions that the model refuses are left out.
        ids: kind and id of all facts and concepts, of those too that are left out.
        remnants: what is left of facts that the model refuses, with their places; for finding more that is wrong.
        hidden: kinds of files of which not all could be understood; an id that is not found may be in those.
        problems: what the files themselves have against them.
        fresh: ids of facts that are held against all others, and not those against them.
        digest: SHA-256 over the names and bytes of the files.
    """

    base: list[Part[Base]] = field(default_factory=list)
    topics: list[Part[Topic]] = field(default_factory=list)
    sources: list[Part[Source]] = field(default_factory=list)
    lexicons: list[Part[Lexicon]] = field(default_factory=list)
    exams: list[Part[Exam]] = field(default_factory=list)
    ids: set[tuple[Kind, str]] = field(default_factory=set)
    remnants: list[Remnant] = field(default_factory=list)
    hidden: set[Kind] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    fresh: frozenset[str] = frozenset()
    digest: str = ""

    def knows(self, kind: Kind) -> bool:
        """Whether all files of a kind could be understood."""
        return kind not in self.hidden

    def names(self, kind: Kind) -> list[str]:
        """All ids of a kind, of what is left out too."""
        return sorted(name for of, name in self.ids if of is kind)

    def knowledge(self) -> Knowledge:
        """The fact base, in which of two entries with one id the first counts."""
        sources: dict[str, Source] = {}
        for source in self.sources:
            sources.setdefault(source.model.id, source.model)
        concepts: dict[str, tuple[Facet, Concept]] = {}
        for lexicon in self.lexicons:
            for concept in lexicon.model.concepts:
                concepts.setdefault(concept.id, (lexicon.model.facet, concept))
        return Knowledge(
            base=self.base[0].model if self.base else Base(),
            topics=tuple(part.model for part in self.topics),
            sources=sources,
            concepts=concepts,
            exams={part.name.removeprefix("exam/"): part.model for part in self.exams},
            digest=self.digest,
        )


_MODELS: dict[Kind, type[BaseModel]] = {
    Kind.BASE: Base,
    Kind.SOURCE: Source,
    Kind.FACTS: Topic,
    Kind.CONCEPTS: Lexicon,
    Kind.EXAM: Exam,
}
_LISTS = {Kind.FACTS: "facts", Kind.CONCEPTS: "concepts", Kind.EXAM: "questions"}
_DISTINCTIVE = {
    "facts": Kind.FACTS,
    "concepts": Kind.CONCEPTS,
    "facet": Kind.CONCEPTS,
    "publisher": Kind.SOURCE,
    "sections": Kind.SOURCE,
    "half": Kind.EXAM,
    "questions": Kind.EXAM,
    "topic": Kind.FACTS,
}

_HOLDS = {
    Kind.FACTS: "this file holds facts",
    Kind.CONCEPTS: "this file holds concepts",
    Kind.SOURCE: "this file holds a source",
    Kind.EXAM: "this file holds exam questions",
}


def gather(path: Path) -> Draft:
    """Read all files of a fact base, each by itself.

    Args:
        path: a folder, or one file of facts.
    """
    return draft_of(files.load(path))


def draft_of(snapshot: Snapshot) -> Draft:
    """Understand all files of a snapshot, each by itself; files that were understood before cost nothing."""
    draft = Draft(problems=list(snapshot.problems), hidden=set(Kind) if snapshot.problems else set())
    digest = hashlib.sha256()
    for file, data in snapshot.files:
        digest.update(f"{file.name}\n{len(data)}\n".encode("utf-8", "surrogateescape"))
        digest.update(data)
        _add(draft, _understood(file, data))
    draft.digest = digest.hexdigest()
    if not draft.topics and not draft.problems:
        remedy = 'put a YAML file with "facts:" into the folder or its folder "facts"'
        draft.problems.append(Problem(snapshot.root, 1, 1, "file", "there are no facts here", remedy))
        draft.hidden.add(Kind.FACTS)
    return draft


def gather_one(path: Path, kind: Kind) -> Draft:
    """Read a single file of a known kind, such as an exam that stands outside the fact base."""
    data, problem = files.contents(path)
    if problem:
        return Draft(problems=[problem], hidden=set(Kind))
    return draft_of_one(Found(path, path.name, kind), data)


def draft_of_one(file: Found, data: bytes) -> Draft:
    """Understand the bytes of a single file."""
    draft = Draft()
    _add(draft, _understood(file, data))
    return draft


@dataclass(frozen=True)
class _Understood:
    """What one file's bytes mean by themselves: no part where nothing can be made of them."""

    kind: Kind | None = None
    part: Part[BaseModel] | None = None
    remnants: tuple[Remnant, ...] = ()
    ids: frozenset[tuple[Kind, str]] = frozenset()
    hidden: frozenset[Kind] = frozenset()
    problems: tuple[Problem, ...] = ()


def _add(draft: Draft, understood: _Understood) -> None:
    draft.problems += understood.problems
    draft.ids |= understood.ids
    draft.hidden |= understood.hidden
    draft.remnants += understood.remnants
    part = understood.part
    if part is None or understood.kind is None:
        return
    if understood.kind is Kind.BASE and draft.base:
        first = draft.base[0].name
        what = f"there is a base file already ({first})"
        draft.problems.append(part.tree.problem((), what, "keep one of the two"))
    else:
        _shelf(draft, understood.kind).append(part)


# An edit changes one file of many, and the others need not be read again.
@lru_cache(maxsize=256)
def _understood(file: Found, data: bytes) -> _Understood:
    tree, problems = parse(file.path, data)
    unknown = frozenset({file.kind} if file.kind else Kind)
    if not problems and (tree is None or tree.value is None):
        if file.kind is not Kind.BASE:
            what, remedy = "there is nothing in the file", "write its content, or delete it"
            return _Understood(hidden=unknown, problems=(Problem(file.path, 1, 1, "file", what, remedy),))
        tree = Tree(file.path, {})  # a base file with nothing but comments
    if tree is None:
        return _Understood(hidden=unknown, problems=tuple(problems))
    kind = file.kind or _kind(tree)
    if kind is None:
        what, remedy = (
            "it cannot be told what this file holds",
            'a file of facts begins with "facts:"; others belong elsewhere',
        )
        return _Understood(hidden=unknown, problems=(*problems, tree.problem((), what, remedy)))
    if (meant := _elsewhere(tree, kind)) is not None:
        what, remedy = _HOLDS[meant], f'move it to the folder "{meant}"'
        problem = tree.problem((), what, remedy)
        return _Understood(hidden=frozenset({kind, meant}), problems=(*problems, problem))
    mended, cut = tree.mended, tree.cut
    tree = _completed(file, tree, kind)
    read = _validated(_MODELS[kind], _LISTS.get(kind, ""), tree)
    # An alias or a tag is told once, and not again as a value of the wrong kind.
    told = {(problem.line, problem.key) for problem in problems}
    known = [problem for problem in read.problems if (problem.line, problem.key) not in told]
    # Of a text that lacks quotes it can only be guessed how it goes on.
    guessed = any(problem.line in mended and problem.key.endswith("id") for problem in problems)
    problems += [problem for problem in known if problem.line not in mended]
    part = Part(file.name, read.model, read.tree) if read.model is not None else None
    names = _ids(tree, kind)
    refused = {number: places for number, places in read.refused.items() if _line(tree, kind, number) not in cut}
    lost = len(read.refused) > len(refused) and len(names or ()) < len(tree.mark_of((_LISTS[kind],)).parts)
    hidden = frozenset({kind}) if guessed or lost or _hides(kind, names, read) else frozenset[Kind]()
    ids = frozenset((kind, name) for name in names or ())
    left = remnants(tree, refused) if kind is Kind.FACTS else ()
    return _Understood(kind, part, tuple(left), ids, hidden, tuple(problems))


def _line(tree: Tree, kind: Kind, number: int) -> int:
    return tree.mark_of((_LISTS[kind], number)).line


def _hides(kind: Kind, names: list[str] | None, read: _Read[BaseModel]) -> bool:
    """Whether what a file would say cannot be told: the ids of its entries, or anything where it has no entries."""
    if kind in _LISTS:
        return names is None
    return bool(read.problems)


def _kind(tree: Tree) -> Kind | None:
    """What a file outside the folders holds, by the keys that only one kind has."""
    keys = tree.value if isinstance(tree.value, dict) else {}
    for key, kind in _DISTINCTIVE.items():
        if key in keys:
            return kind
    meant = [closest(key, ["facts", "concepts"]) for key in keys]
    return next((_DISTINCTIVE[key] for key in meant if key), None)


def _elsewhere(tree: Tree, kind: Kind) -> Kind | None:
    """The kind of a file whose keys all tell that it holds something else than its folder; None for any other."""
    keys = tree.value if isinstance(tree.value, dict) else {}
    told = [of for key, of in _DISTINCTIVE.items() if key in keys]
    return told[0] if told and kind is not Kind.BASE and kind not in told else None


def _completed(file: Found, tree: Tree, kind: Kind) -> Tree:
    """The tree with what a file may leave out."""
    if kind is Kind.FACTS and file.loose and isinstance(tree.value, dict) and "topic" not in tree.value:
        return Tree(tree.path, {"topic": slug(file.path.stem), **tree.value}, tree.mark)
    return tree


def slug(text: str) -> str:
    """A name in small letters, digits and hyphens made from any text; ``facts`` where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-") or "facts"


def _ids(tree: Tree, kind: Kind) -> list[str] | None:
    """The ids in a file's list of entries, whether or not the entries are sound; None if there is no such list."""
    entries = tree.at((_LISTS.get(kind, ""),))
    if not isinstance(entries, list):
        return None
    ids = [entry.get("id") for entry in entries if isinstance(entry, dict)]
    return [name for name in ids if isinstance(name, str)]


@dataclass(frozen=True)
class _Read(Generic[M]):
    """What a model makes of a file.

    Attributes:
        model: the file without what was refused; None if nothing can be made of it.
        tree: the same as plain values.
        problems: what was refused.
        refused: for each entry of the file's list that was refused the places in it, from the entry on.
    """

    model: M | None
    tree: Tree
    problems: list[Problem]
    refused: dict[int, list[Steps]]


def _validated(kind: type[M], listed: str, tree: Tree) -> _Read[M]:
    """Validate a file, and once more without the keys, and the entries of its list, that were refused."""
    try:
        return _Read(kind.model_validate(tree.value), tree, [], {})
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    problems = complaints(details, kind, tree)
    refused: dict[int, list[Steps]] = {}
    keys: set[str] = set()
    for first, *steps in (detail["loc"] for detail in details if detail["loc"]):
        if first == listed and steps and isinstance(steps[0], int):
            refused.setdefault(steps[0], []).append(tuple(steps[1:]))
        elif kind is not Source:  # one without its sections would be another
            keys.add(str(first))
    kept = tree.without(listed, refused.keys())
    if isinstance(kept.value, dict) and keys:
        kept = replace(kept, value={key: part for key, part in kept.value.items() if key not in keys})
    try:
        return _Read(kind.model_validate(kept.value), kept, problems, refused)
    except ValidationError:
        if isinstance(entries := tree.at((listed,)), list):
            refused = {number: refused.get(number, []) for number in range(len(entries))}
        return _Read(None, kept, problems, refused)


def topic_of(tree: Tree) -> tuple[Topic | None, Tree, list[Problem]]:
    """What a file of facts says, without the facts that the model refuses, and what it has against those."""
    read = _validated(Topic, _LISTS[Kind.FACTS], tree)
    return read.model, read.tree, read.problems


def _shelf(draft: Draft, kind: Kind) -> list[Part[BaseModel]]:
    shelves = {
        Kind.BASE: draft.base,
        Kind.SOURCE: draft.sources,
        Kind.FACTS: draft.topics,
        Kind.CONCEPTS: draft.lexicons,
        Kind.EXAM: draft.exams,
    }
    return cast("list[Part[BaseModel]]", shelves[kind])
