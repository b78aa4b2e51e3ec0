"""What is doubtful in a fact base that can be read: each rule looks for one kind of slip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from bot.facts import files
from bot.facts.draft import Draft, gather
from bot.facts.figures import article_figures, figures, has_words, spelled, unsupported, written
from bot.facts.files import Kind
from bot.facts.model import ANSWER_LIMIT, Fact
from bot.facts.places import Steps, Tree
from bot.facts.problems import Problem, shown
from bot.facts.references import broken_references, facts_of, missing
from bot.language.tokens import tokenise

_Where: TypeAlias = tuple[Tree, Steps]
"""A place, not yet looked up."""


def check(path: Path, article: Path | None = None) -> list[Problem]:
    """Find everything that is wrong or doubtful in a fact base.

    Args:
        path: a folder or a file, as for :func:`bot.facts.reader.read`.
        article: the article's text (UTF-8). If given, every figure in an answer or caveat must stand in it.

    Returns:
        All problems in the order of the files, lines and columns; empty if the base is sound.
    """
    draft = gather(path)
    problems = [*draft.problems, *lint(draft)]
    if article is not None:
        problems += against_article(draft, article)
    return sorted(set(problems))


def lint(draft: Draft) -> list[Problem]:
    """Apply all rules, those that keep a base from being used (see :mod:`bot.facts.references`) first."""
    return [*broken_references(draft), *(problem for rule in _RULES for problem in rule(draft))]


@lru_cache(maxsize=65536)
def normal_of(text: str) -> str:
    """What is left of a text when spelling variants, case and punctuation do not count."""
    return " ".join(token.text for token in tokenise(text))


def _place(where: _Where) -> str:
    """File and line, for a sentence; worked out only for what is wrong, as a base has ten thousands of places."""
    tree, steps = where
    return f"{tree.path}:{tree.mark_of(steps).line}"


def _languages(draft: Draft) -> Iterator[Problem]:
    """Every fact is asked and answered in every required language."""
    for part in draft.base:
        for language in part.model.languages.required:
            for tree, steps, fact in facts_of(draft):
                texts: dict[str, Mapping[str, object]] = {
                    "questions": fact.questions,
                    "answer": fact.answer,
                    "caveat": fact.caveat,
                }
                places = {(key,): by_language for key, by_language in texts.items() if by_language} | _chart_texts(fact)
                for place, by_language in places.items():
                    if language not in by_language:
                        what = f"the required language {language} is missing"
                        yield tree.problem((*steps, *place), what, f'add "{language}:" below it', at_key=True)


def _chart_texts(fact: Fact) -> dict[Steps, Mapping[str, object]]:
    """Where the texts of a fact's chart stand in the fact."""
    if fact.series is None:
        return {}
    labels: dict[Steps, Mapping[str, object]] = {
        ("series", "points", at, "label"): point.label for at, point in enumerate(fact.series.points)
    }
    return {("series", "unit"): fact.series.unit, **labels}


def _phrasings(draft: Draft) -> Iterator[Problem]:
    """No phrasing stands under two facts, none twice in one, none without a word."""
    first: dict[str, tuple[str, str, _Where]] = {}
    for tree, steps, fact in sorted(facts_of(draft), key=lambda placed: placed[2].id in draft.fresh):
        for language, questions in fact.questions.items():
            for number, question in enumerate(questions):
                place = (*steps, "questions", language, number)
                normal = normal_of(question)
                if not normal:
                    if question:  # an empty one has been refused already
                        yield tree.problem(place, f"{shown(question)} has no word", "write a question, or remove it")
                    continue
                if normal not in first:
                    first[normal] = (fact.id, language, (tree, place))
                    continue
                owner, tag, where = first[normal]
                if owner != fact.id:
                    what = f"the question {shown(question)} stands under {owner} too ({_place(where)})"
                    yield tree.problem(place, what, "keep it under one of the two facts")
                elif tag == language:
                    what = f"the question {shown(question)} is there already ({_place(where)})"
                    yield tree.problem(place, what, "remove one of the two; case and punctuation do not count")


def _figures(draft: Draft) -> Iterator[Problem]:
    """A fact gives the same figures in all its languages whose scale words are known."""
    required = [language for part in draft.base for language in part.model.languages.required]
    for tree, steps, fact in facts_of(draft):
        for key, texts in (("answer", fact.answer), ("caveat", fact.caveat)):
            known = {language: text for language, text in texts.items() if text and has_words(language)}
            model = next((language for language in required if language in known), None)
            if model is None:
                continue
            expected = figures(known[model], model)
            for language, text in known.items():
                found = figures(text, language)
                # "2 hours" may be two in words, or an Arabic noun with the ending of two.
                there = expected - found - spelled(text, language)
                here = found - expected - spelled(known[model], model)
                said = [f"{_listed(there)} only there"] if there else []
                said += [f"{_listed(here)} only here"] if here else []
                if said:
                    what = f"the figures differ from those in {model} ({', '.join(said)})"
                    remedy = "give the same figures in both languages, small counts in digits or in words"
                    yield tree.problem((*steps, key, language), what, remedy)


def _listed(values: Iterable[float]) -> str:
    return " and ".join(written(value) for value in sorted(values))


def _series(draft: Draft) -> Iterator[Problem]:
    """A chart shows nothing that the answer or its caveat does not say, in any language."""
    for tree, steps, fact in facts_of(draft):
        for language, answer in fact.answer.items():
            unit = fact.series.unit.get(language) if fact.series else None
            if fact.series is None or unit is None or not answer or not has_words(language):
                continue
            said = figures(answer, language) | figures(fact.caveat.get(language, ""), language)
            scale = max(figures(f"1 {unit}", language), default=1.0)
            for number, point in enumerate(fact.series.points):
                value = float(f"{abs(point.value) * scale:.12g}")
                if value not in said:
                    what = f"{written(value)} is not in the answer in {language}"
                    remedy = "correct the value or the unit, or give the figure in the answer"
                    yield tree.problem((*steps, "series", "points", number, "value"), what, remedy)


def _lengths(draft: Draft) -> Iterator[Problem]:
    """An answer and its caveat fit on a phone."""
    for tree, steps, fact in facts_of(draft):
        for language, answer in fact.answer.items():
            length = len(answer) + len(fact.caveat.get(language, ""))
            if length > ANSWER_LIMIT:
                what = f"answer and caveat have {length} characters together, and {ANSWER_LIMIT} is the most"
                yield tree.problem((*steps, "answer", language), what, "shorten the answer or the caveat")


def _relations(draft: Draft) -> Iterator[Problem]:
    """A fact is related to others, and to each of them once."""
    for tree, steps, fact in facts_of(draft):
        for number, name in enumerate(fact.related):
            place = (*steps, "related", number)
            if name == fact.id:
                yield tree.problem(place, "the fact is related to itself", "remove it, or name another fact")
            elif name in fact.related[:number]:
                yield tree.problem(place, f"{shown(name)} is named twice", "remove one of the two")


def _footnotes(draft: Draft) -> Iterator[Problem]:
    """Where there are articles, every fact has a footnote that names a section."""
    sources = {part.model.id: part.model for part in draft.sources}
    default = next((part.model.defaults.source for part in draft.base), None)
    for tree, steps, fact in facts_of(draft) if sources else ():
        if fact.source is None:
            if default is None and draft.knows(Kind.BASE):
                what = "the fact names no source"
                yield tree.problem(steps, what, f'add "source: {next(iter(sources))}#" and the section')
        elif "#" not in fact.source and fact.source in sources and sources[fact.source].sections:
            first = sources[fact.source].sections[0].id
            what = f"{shown(fact.source)} names no section of the article"
            yield tree.problem((*steps, "source"), what, f'add it, such as "{fact.source}#{first}"')


def _topics(draft: Draft) -> Iterator[Problem]:
    """A topic has one file."""
    first: dict[str, str] = {}
    for part in draft.topics:
        where = first.setdefault(part.model.topic, str(part.tree.path))
        if where != str(part.tree.path):
            what = f"the topic {shown(part.model.topic)} has a file already ({where})"
            yield part.tree.problem(("topic",), what, "join the two files, or rename one topic")


def _forms(draft: Draft) -> Iterator[Problem]:
    """No surface form names two concepts, and none is without a word."""
    first: dict[str, tuple[str, _Where]] = {}
    for part in draft.lexicons:
        for number, concept in enumerate(part.model.concepts):
            for language, forms in concept.forms.items():
                for index, form in enumerate(forms):
                    place = ("concepts", number, "forms", language, index)
                    normal = normal_of(form)
                    if not normal:
                        yield part.tree.problem(place, f"{shown(form)} has no word", "write a word, or remove it")
                        continue
                    owner, where = first.setdefault(normal, (concept.id, (part.tree, place)))
                    if owner != concept.id:
                        what = f"the form {shown(form)} stands under {owner} too ({_place(where)})"
                        yield part.tree.problem(place, what, "keep it under one of the two concepts")


def _exams(draft: Draft) -> Iterator[Problem]:
    """An exam question has one right outcome, and the facts that it names exist."""
    ids = draft.names(Kind.FACTS)
    for part in draft.exams:
        for number, question in enumerate(part.model.questions):
            steps = ("questions", number)
            given = [key for key in ("fact", "both", "decline") if getattr(question, key)]
            if len(given) != 1:
                what = f"the question has {' and '.join(given)}" if given else "the question has no right outcome"
                yield part.tree.problem(steps, what, "give exactly one of fact, both and decline")
            if len(set(question.both)) == 1:
                yield part.tree.problem((*steps, "both"), "only one fact is named", 'name two, or write "fact:"')
            for key, names in (("fact", question.fact), ("both", question.both)):
                for index, name in enumerate(names):
                    if draft.knows(Kind.FACTS) and (Kind.FACTS, name) not in draft.ids:
                        yield missing(part.tree, (*steps, key, index), "fact", name, ids)


_RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    _languages,
    _phrasings,
    _figures,
    _series,
    _lengths,
    _relations,
    _footnotes,
    _topics,
    _forms,
    _exams,
)


def against_article(draft: Draft, article: Path) -> list[Problem]:
    """Find the figures of answers and caveats, in every language, that an article does not have.

    Args:
        draft: the facts.
        article: a UTF-8 file with the article's text.
    """
    data, problem = files.contents(article)
    if problem:
        return [problem]
    try:
        known = article_figures(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return [Problem(article, 1, 1, "file", "the file is not UTF-8 text", 'save it with the encoding "UTF-8"')]
    problems = []
    for tree, steps, fact in facts_of(draft):
        for key, language, text in _texts(fact):
            strange = unsupported(text, language, known)
            if strange:
                what = f"{_listed(strange)} does not stand in the article"
                remedy = "compare it with the article; a figure that is not in it must not be in an answer"
                problems.append(tree.problem((*steps, key, language), what, remedy))
    return problems


def _texts(fact: Fact) -> Iterator[tuple[str, str, str]]:
    for key, texts in (("answer", fact.answer), ("caveat", fact.caveat)):
        for language, text in texts.items():
            yield key, language, text
