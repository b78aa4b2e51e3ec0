"""What an edit is said to leave as it is, stays as it is: held against asking it all, on bases of made-up words."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from bot.facts.model import About, Base, Concept, Facet, Fact, Knowledge, Topic
from bot.language.tokens import tokenise
from bot.matching.index import Index
from bot.matching.revision import revised
from bot.matching.steady import Text, steady
from bot.matching.taught import Example, Taught
from bot.matching.understand import understand
from bot.matching.watched import Trace, Watched

SMALL, LARGE = (60, 24), (540, 3)
"""Facts, and phrasings of each."""

Said = tuple[str, tuple[int, ...]]


@cache
def words() -> list[str]:
    chance = random.Random(5)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]
    return list({"".join(chance.choices(syllables, k=3)): None for _ in range(1500)})


@cache
def base(facts: int, phrasings: int) -> Knowledge:
    chance = random.Random(facts)
    count = round(facts**0.5) + 8
    subjects, measures, common = words()[:count], words()[count : 2 * count], words()[2 * count : 2 * count + 90]
    concepts = {
        name: (facet, Concept(id=name, name={"en": name}, forms={"any": (name,)}))
        for facet, names in ((Facet.SUBJECT, subjects), (Facet.MEASURE, measures))
        for name in names
    }
    pairs = chance.sample([(s, m) for s in subjects for m in measures], facts)
    made = tuple(fact(number, *pair, common, phrasings, chance) for number, pair in enumerate(pairs))
    return Knowledge(base=Base(), topics=(Topic(topic="t", facts=made),), concepts=concepts)


def fact(number: int, subject: str, measure: str, common: list[str], phrasings: int, chance: random.Random) -> Fact:
    shapes = (
        "what is the {m} of {s}",
        "{s} {m} {a}",
        "the {a} {m} at {s}",
        "how much {m} {b} has {s} {a}",
        "{a} {b} {s}",
    )
    asked = {
        shape.format(s=subject, m=measure, a=a, b=b)
        for shape, a, b in ((chance.choice(shapes), *chance.sample(common, 2)) for _ in range(phrasings))
    }
    answer = {"en": f"The {measure} of {subject} is **{number} {chance.choice(common)}**."}
    about = About(subject=(subject,), measure=(measure,))
    return Fact(id=f"f{number}", about=about, questions={"en": tuple(sorted(asked))}, answer=answer)


def exam(knowledge: Knowledge, count: int) -> list[str]:
    """Questions near the curated ones, of two at once, of what no fact holds, and of nothing known."""
    chance = random.Random(7)
    curated = [q.split() for fact in knowledge.facts for q in fact.questions["en"]]
    made = []
    for _ in range(count):
        one, other = chance.sample(curated, 2)
        few = chance.sample(one, max(1, len(one) - 1))
        made.append(
            chance.choice([
                f"so {' '.join(few)}?", f"{' '.join(one)} and {' '.join(other)}?", f"{one[-1]} {other[0]} please",
                f"{' '.join(few)} {chance.choice(words())}", f"hello there. {' '.join(few)}? thanks",
                chance.choice(words()),
            ])
        )  # fmt: skip
    return list(dict.fromkeys(made))


def lesson(index: Index) -> Taught:
    """What is mostly what the base answers anyway, and in places something else."""
    chance = random.Random(11)
    examples = [Example(tokenise(q), (fact.id,)) for fact in index.facts for q in fact.questions["en"]]
    for question in exam(index.knowledge, 600):
        (outcome, facts) = told(index, question)
        names = tuple(index.facts[fact].id for fact in facts[:1] if outcome == "answer")
        names = chance.choice([names, names, (), (chance.choice(index.facts).id,)])
        examples.append(Example(tokenise(question), names))
    return Taught(examples)


@cache
def sat(size: tuple[int, int], taught: bool = False) -> tuple[Index, dict[str, tuple[Said, Trace]]]:
    """A base's index, and for each question what comes of it and by what."""
    index = Index(base(*size))
    if taught:
        index.taught = lesson(index)
    watched = Watched(index)
    found = {}
    for question in exam(index.knowledge, 260):
        watched.begin()
        said = told(watched, question)
        found[question] = said, watched.trace()
    return index, found


def told(index: Index, question: str) -> Said:
    found = understand(index, question)
    offered = [d.suggestions or d.rated[:1] for d in found.answers or (found.main,)]
    return found.main.outcome, tuple(
        rated.fact for some in offered for rated in some if found.main.outcome != "decline"
    )


def edited(knowledge: Knowledge, chance: random.Random) -> Knowledge:
    """The base with one fact or two asked in other words, or told in others."""
    (topic,) = knowledge.topics
    facts = list(topic.facts)
    curated = [word for fact in facts for q in fact.questions["en"][:2] for word in q.split()]
    for place in chance.sample(range(len(facts)), chance.choice([1, 1, 2])):
        one = facts[place]
        questions, answer = list(one.questions["en"]), one.answer["en"]
        said = chance.sample(curated, chance.randint(1, 5))
        match chance.choice(["alias", "alias", "fewer", "new word", "answer", "other"]):
            case "alias":
                questions.append(" ".join(said))
            case "fewer":
                del questions[chance.randrange(len(questions))]
            case "new word":
                questions.append(" ".join([*said, chance.choice(words())]))
            case "answer":
                answer += f" Also {' '.join(said)}."
            case _:
                questions[0] = " ".join(said)
        facts[place] = one.model_copy(update={"questions": {"en": tuple(questions)}, "answer": {"en": answer}})
    return knowledge.model_copy(update={"topics": (topic.model_copy(update={"facts": tuple(facts)}),)})


def steps(index: Index, seed: int) -> Iterator[tuple[Index, Index]]:
    """An edit, and one on top of it."""
    chance = random.Random(seed)
    for _ in range(2):
        new = revised(index, edited(index.knowledge, chance))
        assert new
        yield index, new
        index = new


@pytest.mark.parametrize(("size", "taught"), [(SMALL, False), (SMALL, True), (LARGE, False)])
@pytest.mark.parametrize("seed", range(8))
def test_what_stays_as_it_is_stays_as_it_is(size: tuple[int, int], taught: bool, seed: int) -> None:
    """After an edit, and after another one by what was taken over from the first."""
    index, before = sat(size, taught)
    known = {question: trace for question, (_, trace) in before.items()}
    for old, new in steps(index, seed):
        found = steady(old, new, [Text((question,), trace) for question, trace in known.items()])
        known = {question: trace for question, trace in zip(known, found, strict=True) if trace}
        for question in known:
            assert told(new, question) == before[question][0], question


@pytest.mark.parametrize(("size", "taught"), [(SMALL, False), (SMALL, True), (LARGE, False)])
def test_not_all_is_asked(size: tuple[int, int], taught: bool) -> None:
    """Telling it of nothing would be exact too."""
    index, known = sat(size, taught)
    count = sum(
        trace is not None
        for seed in range(8)
        for old, new in [next(steps(index, seed))]
        for trace in steady(old, new, [Text((question,), trace) for question, (_, trace) in known.items()])
    )
    assert count > len(known) / 2


@pytest.mark.parametrize(("size", "taught"), [(SMALL, False), (SMALL, True), (LARGE, False)])
def test_watched_it_decides_the_same(size: tuple[int, int], taught: bool) -> None:
    index, known = sat(size, taught)
    for question, (said, trace) in known.items():
        assert told(index, question) == said
        assert trace.facts or not trace.held


def changed(index: Index, change: Callable[[Fact], dict[str, object]], place: int = 0) -> Index:
    (topic,) = index.knowledge.topics
    facts = list(topic.facts)
    facts[place] = facts[place].model_copy(update=change(facts[place]))
    new = index.knowledge.model_copy(update={"topics": (topic.model_copy(update={"facts": tuple(facts)}),)})
    return revised(index, new) or Index(new)


def test_what_may_be_read_otherwise_is_asked() -> None:
    """Each question holds a word that is a slip of the new one."""
    index, known = sat(LARGE)
    word = "qovvuxart"
    assert word not in index.vocabulary
    new = changed(index, lambda fact: {"questions": {"en": (*fact.questions["en"], word)}})
    watched = Watched(index)
    for question in list(known)[:20]:
        watched.begin()
        understand(watched, f"{question} qovvuxat")
        assert steady(index, new, [Text((f"{question} qovvuxat",), watched.trace())]) == [None]


@pytest.mark.parametrize(
    "change",
    [
        lambda fact: {"about": About(subject=fact.about.subject, measure=(), object=fact.about.measure)},
        lambda fact: {"answer": {"en": fact.answer["en"] + " Or **77 years**."}},
    ],
)
def test_where_more_changed_than_words_all_is_asked(change: Callable[[Fact], dict[str, object]]) -> None:
    index, known = sat(SMALL)
    texts = [Text((question,), trace) for question, (_, trace) in known.items()]
    assert set(steady(index, changed(index, change), texts)) == {None}


def test_what_a_changed_fact_comes_into_is_asked() -> None:
    index, known = sat(LARGE)
    for place in (0, 3):
        new = changed(index, lambda fact: {"questions": {"en": (*fact.questions["en"], "one more of them")}}, place)
        texts = [Text((question,), trace) for question, (_, trace) in known.items()]
        for (question, (_, trace)), found in zip(known.items(), steady(index, new, texts), strict=True):
            assert not (found and place in trace.facts), question
