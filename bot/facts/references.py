"""Names that must be there once: ids that stand twice, and ids that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.facts.complaints import closest
from bot.facts.draft import Draft, Part
from bot.facts.files import Kind
from bot.facts.model import Base, Facet, Fact, Source, Topic
from bot.facts.places import Steps, Tree
from bot.facts.problems import Problem, shown

_UNKNOWN = "correct the id, or add what it names"


def broken_references(draft: Draft) -> list[Problem]:
    """Find what makes a base unusable though each of its files is sound by itself.

    Ids that stand twice; related facts, sources, sections and concepts that do not exist, a missing concept once,
    however often it is used. A name is not missed where the file that has it may be one of those that cannot be read.
    """
    concepts = _Concepts(draft)
    return [
        *_twice(draft),
        *_given_again(draft),
        *_facts(draft, concepts),
        *_concepts(draft, concepts),
        *_defaults(draft, concepts),
        *concepts.missing(),
    ]


def taken(draft: Draft) -> dict[str, tuple[str | None, Tree, Steps]]:
    """Ids that facts had once: each with the id that its fact has now (None: it was removed) and where that stands."""
    found: dict[str, tuple[str | None, Tree, Steps]] = {}
    parts: list[Part[Base] | Part[Topic]] = [*draft.base, *draft.topics]
    for part in parts:
        for number, name in enumerate(part.model.retired):
            found.setdefault(name, (None, part.tree, ("retired", number)))
        for name, now in part.model.renamed.items():
            found.setdefault(name, (now, part.tree, ("renamed", name)))
    return found


def _given_again(draft: Draft) -> Iterator[Problem]:
    """No fact has an id that another had before it, and a renamed one leads to a fact."""
    once = taken(draft)
    for tree, steps, fact in facts_of(draft):
        if fact.id in once:
            now, where, place = once[fact.id]
            is_what = f'is now called "{now}"' if now else "was removed"
            what = f"the id {shown(fact.id)} was given to a fact that {is_what} ({_place(where, place)})"
            yield tree.problem((*steps, "id"), what, "give this fact an id that was never used")
    for now, tree, steps in once.values() if draft.knows(Kind.FACTS) else ():
        if now and (Kind.FACTS, now) not in draft.ids and now not in once:
            yield missing(tree, steps, "fact", now, draft.names(Kind.FACTS))


def _place(tree: Tree, steps: Steps) -> str:
    return f"{tree.path}:{tree.mark_of(steps).line}"


def facts_of(draft: Draft) -> Iterator[tuple[Tree, Steps, Fact]]:
    """All facts with their place; of those that the model refuses, what is left of them (:mod:`bot.facts.remnants`)."""
    for part in draft.topics:
        for number, fact in enumerate(part.model.facts):
            yield part.tree, ("facts", number), fact
    yield from draft.remnants


def _twice(draft: Draft) -> Iterator[Problem]:
    facts = ((tree, (*steps, "id"), fact.id) for tree, steps, fact in facts_of(draft))
    concepts = (
        (part.tree, ("concepts", number, "id"), concept.id)
        for part in draft.lexicons
        for number, concept in enumerate(part.model.concepts)
    )
    yield from _repeated("fact", facts)
    yield from _repeated("concept", concepts)
    yield from _repeated("source", ((part.tree, ("id",), part.model.id) for part in draft.sources))
    for part in draft.sources:
        sections = enumerate(part.model.sections)
        yield from _repeated("section", ((part.tree, ("sections", n, "id"), s.id) for n, s in sections))


def _repeated(kind: str, named: Iterator[tuple[Tree, Steps, str]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for tree, steps, name in named:
        if name in first:
            what = f"the {kind} {shown(name)} is there already ({first[name]})"
            yield tree.problem(steps, what, "give one of them another id")
        else:
            first[name] = _place(tree, steps)


def missing(
    tree: Tree, steps: Steps, kind: str, name: str, known: Sequence[str], *, where: str = "", renamed: bool = False
) -> Problem:
    """A name that leads nowhere, with the known one that was likely meant, or the one that it has now."""
    meant = closest(name, known)
    remedy = f'did you mean "{meant}"?' if meant else _UNKNOWN
    remedy = f'it is now called "{known[0]}"' if renamed else remedy
    return tree.problem(steps, f"there is no {kind} {shown(name)}{where}", remedy)


def _facts(draft: Draft, concepts: _Concepts) -> Iterator[Problem]:
    ids, once = draft.names(Kind.FACTS), taken(draft)
    sources = {part.model.id: part for part in draft.sources}
    for tree, steps, fact in facts_of(draft):
        for number, name in enumerate(fact.related if draft.knows(Kind.FACTS) else ()):
            if (Kind.FACTS, name) not in draft.ids:
                place = (*steps, "related", number)
                now = once.get(name, (None,))[0]
                yield missing(tree, place, "fact", name, [now] if now else ids, renamed=bool(now))
        if fact.source and sources and draft.knows(Kind.SOURCE):
            yield from _source(tree, (*steps, "source"), fact.source, sources)
        about = {"subject": fact.about.subject, "object": fact.about.object, "measure": fact.about.measure}
        for key, names in about.items():
            facet = Facet.MEASURE if key == "measure" else Facet.SUBJECT
            for number, name in enumerate(names):
                yield from concepts.judge(tree, (*steps, "about", key, number), name, facet)


def _source(tree: Tree, steps: Steps, text: str, sources: dict[str, Part[Source]]) -> Iterator[Problem]:
    article, _, section = text.partition("#")
    if article not in sources:
        yield missing(tree, steps, "source", article, list(sources))
        return
    sections = [entry.id for entry in sources[article].model.sections]
    if section and section not in sections:
        yield missing(tree, steps, "section", section, sections, where=f" in {article}")


class _Concepts:
    """The concepts of a base by their ids; a facet without any concept may be filled with any name."""

    def __init__(self, draft: Draft) -> None:
        self.facets = {c.id: part.model.facet for part in draft.lexicons for c in part.model.concepts}
        self.broken = {name for kind, name in draft.ids if kind is Kind.CONCEPTS} - self.facets.keys()
        self.known = draft.knows(Kind.CONCEPTS)
        self.uses: dict[tuple[Facet, str], list[Problem]] = {}

    def judge(self, tree: Tree, steps: Steps, name: str, facet: Facet) -> Iterator[Problem]:
        """Tell if a name is a concept of another facet than the one needed; those that lead nowhere are kept."""
        if self.facets.get(name) is facet or name in self.broken:
            return
        of_facet = [known for known, its in self.facets.items() if its is facet]
        if name in self.facets:
            what = f"{shown(name)} is a {self.facets[name]}, and a {facet} is needed here"
            yield tree.problem(steps, what, f"name a {facet}, or move the concept to a file of that facet")
        elif of_facet and self.known:
            self.uses.setdefault((facet, name), []).append(missing(tree, steps, f"{facet} concept", name, of_facet))

    def missing(self) -> Iterator[Problem]:
        """The names that lead nowhere, each at the first place where it stands."""
        for (facet, _), uses in self.uses.items():
            first = min(uses)
            if len(uses) > 1:
                what = f"{first.what} (it is used {len(uses)} times, and this is the first)"
                first = replace(first, what=what)
            if first.remedy == _UNKNOWN:
                remedy = f'add it to a file of the folder concepts with "facet: {facet}", correct it, or leave it out'
                first = replace(first, remedy=remedy)
            yield first


def _concepts(draft: Draft, concepts: _Concepts) -> Iterator[Problem]:
    for part in draft.lexicons:
        for number, concept in enumerate(part.model.concepts):
            for place, name in enumerate(concept.of):
                yield from concepts.judge(part.tree, ("concepts", number, "of", place), name, Facet.SUBJECT)


def _defaults(draft: Draft, concepts: _Concepts) -> Iterator[Problem]:
    sources = [part.model.id for part in draft.sources]
    for part in draft.base:
        subject, source = part.model.defaults.subject, part.model.defaults.source
        if subject:
            yield from concepts.judge(part.tree, ("defaults", "subject"), subject, Facet.SUBJECT)
        if source and sources and source not in sources and draft.knows(Kind.SOURCE):
            yield missing(part.tree, ("defaults", "source"), "source", source, sources)
