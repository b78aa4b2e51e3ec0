"""What is no problem in a fact base, and yet may not be meant or could be better: one sentence each, with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.facts.complaints import closest
from bot.facts.draft import Draft
from bot.facts.files import Kind
from bot.facts.lint import normal_of
from bot.facts.model import Facet, Fact
from bot.facts.places import Steps, Tree
from bot.facts.problems import shown
from bot.facts.references import facts_of

FEW = 8
"""Phrasings of a fact in one language; with fewer, more questions are missed than need be."""


def hints(path: Path, draft: Draft) -> list[str]:
    """Look for what a newcomer may not know.

    Args:
        path: where the fact base lies.
        draft: the same, found sound.
    """
    return [*_folders(path), *_frames(draft), *_sources(draft), *_few(draft), *_exam(draft)]


def counted(number: int, name: str) -> str:
    """A number and what it counts: ``1 fact``, ``2 facts``."""
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _folders(path: Path) -> Iterator[str]:
    """A folder whose name is nearly that of one that is read."""
    known = [kind.value for kind in Kind if kind is not Kind.BASE]
    for folder in sorted(entry for entry in path.iterdir() if entry.is_dir()) if path.is_dir() else ():
        meant = closest(folder.name, known)
        if meant and folder.name != meant and any(folder.glob("*.y*ml")):
            yield f'the folder {shown(folder.name)} is not read: did you mean "{meant}"?'


def _frames(draft: Draft) -> Iterator[str]:
    """Concepts are optional, for each facet by itself; without them its part of the frames leads nowhere."""
    there = {part.model.facet for part in draft.lexicons}
    facts = [fact for _, _, fact in facts_of(draft)]
    if not there:
        framed = sum(any(_named(fact, facet) for facet in Facet) for fact in facts)
        if framed:
            what = "there are no concepts, so it tells nothing; words alone decide"
            yield f"{counted(framed, 'fact')} with about: {what}"
        return
    for facet in Facet:
        named = sum(bool(_named(fact, facet)) for fact in facts)
        if named and facet not in there:
            what = f'there are no {facet} concepts (a file in concepts with "facet: {facet}"), so it tells nothing'
            yield f"{counted(named, 'fact')} with a {facet}: {what}"


def _named(fact: Fact, facet: Facet) -> tuple[str, ...]:
    return fact.about.measure if facet is Facet.MEASURE else (*fact.about.subject, *fact.about.object)


def _sources(draft: Draft) -> Iterator[str]:
    cited = sum(fact.source is not None for _, _, fact in facts_of(draft))
    if cited and not draft.sources:
        yield f"{counted(cited, 'fact')} with source: there are no sources, so answers have no footnote"


def _few(draft: Draft) -> Iterator[str]:
    """Phrasings in each required language; if none is required, in those in which a fact is asked."""
    required = [language for part in draft.base for language in part.model.languages.required]
    few: Counter[str] = Counter()
    first: dict[str, str] = {}
    for tree, steps, fact in facts_of(draft):
        for language in required or fact.questions:
            if len(fact.questions.get(language, ())) < FEW:
                few[language] += 1
                first.setdefault(language, _place(tree, (*steps, "questions", language)))
    for language, number in sorted(few.items()):
        have = "has" if number == 1 else "have"
        what = f"{counted(number, 'fact')} {have} fewer than {FEW} phrasings in {language} (first {first[language]})"
        yield f"{what}: add some as members would ask, ten or more for each fact"


def _exam(draft: Draft) -> Iterator[str]:
    """An exam tells how the base does with questions that it has not seen."""
    if not draft.exams:
        yield "there is no exam: put questions in other words than the facts' own, and some to be declined, into exam/"
        return
    curated = {normal_of(text) for _, _, fact in facts_of(draft) for texts in fact.questions.values() for text in texts}
    same = [
        _place(part.tree, ("questions", number))
        for part in draft.exams
        for number, question in enumerate(part.model.questions)
        if question.after is None and normal_of(question.q) in curated
    ]
    if same:
        are = "is a phrasing" if len(same) == 1 else "are phrasings"
        what = f"{counted(len(same), 'exam question')} {are} of a fact, word for word (first {same[0]})"
        yield f"{what}: they are found in any case and prove nothing; ask in other words"


def _place(tree: Tree, steps: Steps) -> str:
    return f"{tree.path}:{tree.mark_of(steps).line}"
