"""Lets the exam of a fact base teach its index (:mod:`bot.matching.taught`)."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from itertools import chain

from bot.facts.model import ExamQuestion, Half, Knowledge
from bot.language.tokens import tokenise
from bot.matching.index import Index, asked
from bot.matching.taught import Example, Taught
from bot.matching.vectors import MANY_FACTS

LEAST = 300
"""Questions of the exam from which they teach: a few would be learned by heart."""

LEAST_DECLINED = 60
"""Those among them that have no answer."""


def taught(index: Index) -> Index:
    """The index with what the exam's tune half teaches; the same one where that is too small to teach.

    A base without concepts is left as it is: it learns from its curated questions alone what to say no to; and so is
    one of very many facts, whose exam can hold no more than a few questions of each.
    """
    questions = _lesson(index)
    if not questions:
        return index
    read = index.lexicon.transliterated.in_own_letters
    curated = [Example(tokenise(question), (fact.id,)) for fact in index.knowledge.facts for question, _ in asked(fact)]
    new = copy(index)
    new.forget()
    new.taught = Taught([*curated, *[Example(tokenise(read(q.q)), q.fact) for q in questions]])
    new.outdated = False
    return new


def is_outdated(index: Index, before: Index) -> bool:
    """Whether an edited base has something else to teach than what its index has from the one before."""
    if before.outdated:
        return True
    questions = _lesson(index)
    curated = [[fact.questions for fact in one.knowledge.facts] for one in (index, before)]
    return bool(questions) and (questions != _lesson(before) or curated[0] != curated[1])


def _lesson(index: Index) -> list[ExamQuestion]:
    """The questions that teach; none where they are too few."""
    if index.bare or index.plain or len(index.knowledge.facts) > MANY_FACTS:
        return []
    questions = list(_teaching(index.knowledge))
    declined = sum(not question.fact for question in questions)
    return questions if len(questions) >= LEAST and declined >= LEAST_DECLINED else []


def _teaching(knowledge: Knowledge) -> Iterator[ExamQuestion]:
    """The questions of the tune half that ask one thing, with nothing asked before."""
    known = {fact.id for fact in knowledge.facts}
    exams = [exam for exam in knowledge.exams.values() if exam.half is Half.TUNE]
    for question in chain.from_iterable(exam.questions for exam in exams):
        if not question.both and not question.after and known.issuperset(question.fact):
            yield question
