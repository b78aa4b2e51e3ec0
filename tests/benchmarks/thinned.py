"""Poor fact bases made from a rich one: a part of its facts, few questions for each, few concepts with few forms.

What a community writes that has just begun: on such bases the weights for poor bases are fitted.
"""

from __future__ import annotations

import random

from bot.facts.model import Concept, Exam, Facet, Fact, Knowledge

KEPT_CONCEPTS = 0.1
"""Share of the concepts that stay though no kept fact has them."""

FORMS = 4
"""Forms of a concept in one language, at most."""

ASKED_ANYWAY = 0.2
"""Share of the questions of the facts left out that stay, to be declined."""

DECLINED = 0.5
"""Share of the questions to be declined that stay."""


def thinned(knowledge: Knowledge, seed: int, facts: int, questions: int) -> Knowledge:
    """A poor base.

    Args:
        knowledge: the rich one.
        seed: decides what stays.
        facts: how many facts stay.
        questions: how many curated questions of each stay in English, and in Arabic.
    """
    chance = random.Random(seed)
    kept = {fact.id for fact in chance.sample(knowledge.facts, facts)}
    topics = []
    for topic in knowledge.topics:
        some = tuple(_with_few(fact, chance, questions) for fact in topic.facts if fact.id in kept)
        if some:
            topics.append(topic.model_copy(update={"facts": some}))
    framed = {name for topic in topics for fact in topic.facts for name in _named(fact)}
    framed.add(knowledge.base.defaults.subject or "")
    concepts: dict[str, tuple[Facet, Concept]] = {}
    for name, (facet, concept) in knowledge.concepts.items():
        if name not in framed and chance.random() >= KEPT_CONCEPTS:
            continue
        forms = {tag: tuple(chance.sample(f, min(FORMS, len(f)))) for tag, f in concept.forms.items() if tag in _TAGS}
        if forms:
            concepts[name] = facet, concept.model_copy(update={"forms": forms})
    for name, (facet, concept) in concepts.items():
        owners = tuple(owner for owner in concept.of if owner in concepts)
        concepts[name] = facet, concept.model_copy(update={"of": owners})
    exams = {name: _exam(exam, kept, chance) for name, exam in knowledge.exams.items()}
    changed = {"topics": tuple(topics), "concepts": concepts, "exams": exams, "digest": ""}
    return knowledge.model_copy(update=changed)


_LANGUAGES = ("en", "ar")
_TAGS = ("any", *_LANGUAGES)


def _with_few(fact: Fact, chance: random.Random, most: int) -> Fact:
    few = {
        tag: tuple(chance.sample(asked, min(most, len(asked))))
        for tag, asked in fact.questions.items()
        if tag in _LANGUAGES
    }
    return fact.model_copy(update={"questions": few, "related": ()})


def _named(fact: Fact) -> set[str]:
    """The concepts of a fact's frame."""
    found: set[str] = set()
    for value in fact.about.model_dump().values():
        found |= {value} if isinstance(value, str) else set(value) if isinstance(value, (tuple, list)) else set()
    return found


def _exam(exam: Exam, kept: set[str], chance: random.Random) -> Exam:
    """The questions that lean on nothing, each with the facts that are left to answer it."""
    questions = []
    for question in exam.questions:
        if question.both or question.after:
            continue
        if question.fact:
            left = tuple(fact for fact in question.fact if fact in kept)
            if left or chance.random() < ASKED_ANYWAY:
                questions.append(question.model_copy(update={"fact": left}))
        elif chance.random() < DECLINED:
            questions.append(question)
    return exam.model_copy(update={"questions": tuple(questions)})
