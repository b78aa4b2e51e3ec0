"""An edited fact base without reading and learning all of it anew.

What a fact admits is read from its own texts alone, so the facts that stay keep their profiles; only where the
vocabulary changes may a misspelt or Arabizi word of theirs be read as another one, and these words are known
(:attr:`Index.unsettled`). The scores are learned from all questions together. In a base of up to
:data:`~bot.matching.vectors.MANY_FACTS` facts the vectors that stay are weighed anew and the machines fitted to them:
with concepts, the index is the one that would be built but for rounding, which moves a confidence by some millionths;
without, only what the base has learned to say no to is that of the base before. In a larger base only the machines of
the changed facts and of those next to them are fitted, and known features keep their weights. Where an index is not the
one that would be built, it is *provisional*: good enough to answer until that one is there. On generated bases of a
thousand facts it moved confidences near the threshold by up to a tenth, and four answers in a thousand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from itertools import chain

import numpy as np
from threadpoolctl import threadpool_limits

from bot.facts.model import Fact, Knowledge
from bot.matching.features import Features
from bot.matching.index import Index, asked, exact, frame_of, series_of, vocabulary
from bot.matching.linear import Change
from bot.matching.profile import Profile
from bot.matching.reading import Reading
from bot.matching.semantic import meanings
from bot.matching.teaching import is_outdated
from bot.matching.vectors import MANY_FACTS, Ints
from bot.matching.wealth import is_plain

REVISED_AT_ONCE = 20
"""At most so many changed facts are worked into a large base; after more, all is built."""

_GONE = -1


def revised(index: Index, knowledge: Knowledge) -> Index | None:
    """The index of an edited base; None where more changed than facts, or too many of them.

    Args:
        index: of the base before; it stays as it is.
        knowledge: the base after.
    """
    old, facts = index.knowledge.facts, knowledge.facts
    same_rules = (knowledge.base, knowledge.concepts) == (index.knowledge.base, index.knowledge.concepts)
    if not (same_rules and old and facts and is_plain(knowledge) == index.plain):
        return None
    if not index.plain and series_of(knowledge) != index.lexicon.series:
        return None
    numbers = {fact.id: number for number, fact in enumerate(old)}
    before = np.asarray([_same(old, numbers.get(fact.id), fact) for fact in facts], dtype=np.int64)
    new = copy(index)
    new.forget()
    new.knowledge = knowledge
    _relearn_words(new, old, before)
    before = np.where(_read_otherwise(index, new, before), _GONE, before)
    changed = np.flatnonzero(before == _GONE)
    large = len(old) > MANY_FACTS
    most = REVISED_AT_ONCE if large else len(facts) // 2
    if large != (len(facts) > MANY_FACTS) or len(changed) > most:
        return None
    readings: dict[int, list[Reading]] = {int(number): [] for number in changed}
    fresh = {number: list(new.features(facts[number], found)) for number, found in readings.items()}
    new.profiles = tuple(
        new.profile(number, fact, readings[number])
        if was == _GONE
        else _renumbered(index.profiles[was], number)
        if fact.answer == old[was].answer
        else new.profile(number, fact, [] if new.plain else [new.reader.read(*question) for question in asked(fact)])
        for number, (fact, was) in enumerate(zip(facts, before.tolist(), strict=True))
    )
    new.unsettled = [
        new.unsettled_in(fact) if was == _GONE or fact.answer != old[was].answer else index.unsettled[was]
        for fact, was in zip(facts, before, strict=True)
    ]
    _own_questions(index, new, before)
    new.rules = new.rules_of(knowledge)
    if not np.array_equal(before, np.arange(len(old))):
        (_work_in if large else _fit)(index, new, before, fresh)
    new.outdated = is_outdated(new, index)
    return new


def _same(old: Sequence[Fact], number: int | None, fact: Fact) -> int:
    """The number of the fact whose questions and frame are the same; none if there is no such fact."""
    if number is None:
        return _GONE
    was = old[number]
    same = was.about == fact.about and list(was.questions.items()) == list(fact.questions.items())
    return number if same else _GONE


def _relearn_words(new: Index, old: Sequence[Fact], before: Ints) -> None:
    """Give a copy the words of its curated questions."""
    kept = set(before.tolist())
    less = Counter(chain.from_iterable(vocabulary(fact) for number, fact in enumerate(old) if number not in kept))
    facts = new.knowledge.facts
    more = Counter(chain.from_iterable(vocabulary(facts[number]) for number in np.flatnonzero(before == _GONE)))
    if less == more:
        return
    words = copy(new.vocabulary)
    words.update(more)
    words.subtract(less)
    gone = {word for word in less if words[word] <= 0}
    for word in gone:
        del words[word]
    came = {word for word in more if word in words and word not in new.vocabulary}
    new.vocabulary = words
    if gone or came:
        new.lexicon = new.lexicon.revised(came, gone)
        new.reader = new.reader.revised(new.lexicon)


def _read_otherwise(index: Index, new: Index, before: Ints) -> list[bool]:
    """For each fact whether one of its words is read as another one with the new vocabulary."""
    if new.reader is index.reader:
        return [False] * len(before)
    known = [index.unsettled[was] if was != _GONE else frozenset() for was in before]
    turned = {
        word for word in frozenset().union(*known) if index.reader.meant(*word) != new.reader.meant(*word)
    }  # fmt: skip
    return [not turned.isdisjoint(words) for words in known]


def _renumbered(known: Profile, number: int) -> Profile:
    return known if known.number == number else replace(known, number=number)


def _own_questions(index: Index, new: Index, before: Ints) -> None:
    """Give a copy its curated questions; of several facts with the same one, the first has it."""
    after = {int(was): number for number, was in enumerate(before) if was != _GONE}
    found = {key: after[number] for key, number in index.curated.items() if number in after}
    shared = {key: {after[number] for number in owners if number in after} for key, owners in index.shared.items()}
    facts = new.knowledge.facts
    for number in np.flatnonzero(before == _GONE).tolist():
        for question, _ in asked(facts[number]):
            key = exact(question)
            if found.setdefault(key, number) != number:
                shared.setdefault(key, {found[key]}).add(number)
    new.shared = {key: frozenset(owners) for key, owners in shared.items() if len(owners) > 1}
    new.curated = found | {key: min(owners) for key, owners in shared.items() if owners}


def _order(index: Index, before: Ints, fresh: dict[int, list[Features]]) -> tuple[Ints, Ints]:
    """The questions of the changed base, as numbers of old rows and behind them of new ones; and their facts."""
    machines = index.machines
    starts = np.searchsorted(machines.owners[: machines.phrasings], np.arange(machines.facts + 1))
    at = len(machines.owners)
    order: list[Ints] = []
    for number, was in enumerate(before):
        if was == _GONE:
            order.append(np.arange(at, at + len(fresh[number])))
            at += len(fresh[number])
        else:
            order.append(np.arange(starts[was], starts[was + 1]))
    owners = np.repeat(np.arange(len(before)), [len(rows) for rows in order])
    return np.concatenate(order), owners


def _questions(index: Index, numbers: Iterable[int]) -> list[str]:
    """The curated questions of some facts."""
    return [question for number in numbers for question, _ in asked(index.knowledge.facts[number])]


def _fit(index: Index, new: Index, before: Ints, fresh: dict[int, list[Features]]) -> None:
    """Weigh all vectors anew, and fit all machines to them."""
    order, owners = _order(index, before, fresh)
    first = len(index.machines.owners)
    kept = order[order < first]
    texts = list(chain.from_iterable(fresh.values()))
    holders = new.holders(np.concatenate([owners[order < first], owners[order >= first]]))
    new.vectoriser, rows = index.vectoriser.changed(index.machines.rows, kept, texts, holders)
    place = np.where(order < first, np.cumsum(order < first) - 1, order - first + len(kept))
    meant = np.vstack([index.machines.meanings[kept], meanings(new.encoder, _questions(new, fresh))])
    new.fit(rows[place], meant[place], owners, index.judge)
    new.provisional = index.provisional or new.plain


def _work_in(index: Index, new: Index, before: Ints, fresh: dict[int, list[Features]]) -> None:
    """Fit the machines of the changed facts, and of those next to them."""
    machines = index.machines
    order, owners = _order(index, before, fresh)
    texts = list(chain.from_iterable(fresh.values()))
    framed = {int(owner): row for row, owner in enumerate(machines.owners[machines.phrasings :], machines.phrasings)}
    questions = _questions(new, fresh)
    at = len(machines.owners) + len(questions)
    further: list[int] = []
    for profile, was in zip(new.profiles, before.tolist(), strict=True):
        if not profile.core:
            continue
        if was == _GONE:
            texts.append(frame_of(profile))
        further.append(framed[was] if was != _GONE else at)
        at += was == _GONE
    frames = np.asarray([profile.number for profile in new.profiles if profile.core], dtype=np.int64)
    new.vectoriser, features = index.vectoriser.extended(texts)
    rows = new.vectoriser.matrix(texts)
    every = np.append(order, np.asarray(further, dtype=np.int64))
    meant = meanings(new.encoder, questions, blank=len(texts) - len(questions))
    change = Change(features, rows, meant, every, np.append(owners, frames), before, len(owners))
    with threadpool_limits(limits=1, user_api="blas"):
        new.machines = machines.revised(change)
    new.provisional = True
