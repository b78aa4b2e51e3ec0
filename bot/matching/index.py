"""A fact base made ready for questions."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from itertools import chain

import numpy as np
import scipy.sparse as sp
from threadpoolctl import threadpool_limits

from bot.facts.model import Facet, Fact, Knowledge
from bot.language.detect import ARABIZI, detect
from bot.language.periods import Period, parse_written
from bot.language.tokens import tokenise
from bot.matching.abstain import covered, learn
from bot.matching.features import Features, extract, frame_features
from bot.matching.frame import Rules
from bot.matching.lexicon import Lexicon
from bot.matching.linear import Change, Compared, Machines
from bot.matching.plain_reading import PlainReader
from bot.matching.profile import Profile, profile
from bot.matching.reading import Reader, Reading
from bot.matching.vectors import MANY_FACTS, Vector, Vectoriser

COMMON_FROM = 0.1
"""Share of a fact's questions that must name a measure for the base to cover it, if no frame has it."""

REVISED_AT_ONCE = 20
"""At most so many changed facts are worked into an index; after more, all is built."""

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def exact(question: str) -> int:
    """A number that stands for a question but for case, punctuation and spelling variants."""
    words = " ".join(token.text for token in tokenise(question))
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest())


def _taught(knowledge: Knowledge) -> list[tuple[object, ...]]:
    """What the scores of a base are fitted to, in its order."""
    return [(fact.id, fact.about, list(fact.questions.items())) for fact in knowledge.facts]


class Index:
    """Everything that matching needs of one fact base; immutable once built.

    Attributes:
        knowledge: the fact base.
        reader: reads questions with the base's lexicon.
        rules: the exclusive facets with the base's defaults.
        profiles: what each fact admits, in the order of the facts.
        curated: for each curated question (see :func:`exact`) the number of its fact.
        judge: tells from a fact's scores whether it is meant, where there are no concepts.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        """Read every curated question and fit the ranking model; takes seconds for thousands of phrasings."""
        self.knowledge = knowledge
        facts = knowledge.facts
        base = knowledge.base
        latest = parse_written(base.defaults.period) if base.defaults.period else None
        phrasings = [
            (number, q, language) for number, f in enumerate(facts) for language, qs in f.questions.items() for q in qs
        ]
        vocabulary = {
            token.text
            for _, question, language in phrasings
            if not (language == "ar" and detect(question) == ARABIZI)
            for token in tokenise(question)
            if len(token.text) > 1
        }
        self.lexicon = Lexicon(knowledge.concepts, vocabulary)
        reads = PlainReader if self.plain else Reader
        self.reader: Reader = reads(self.lexicon, latest, base.languages.default)
        owners = np.asarray([number for number, _, _ in phrasings], dtype=np.int64)
        by_fact: list[list[Reading]] = [[] for _ in facts]
        self._vectoriser, rows = Vectoriser.learn(self._features(phrasings, by_fact), large=len(facts) > MANY_FACTS)
        self.profiles: tuple[Profile, ...] = tuple(
            self._profile(number, fact, by_fact[number], latest) for number, fact in enumerate(facts)
        )
        self.rules = Rules(self.lexicon.owners, self.measured, self.lexicon.single, base.defaults.subject, latest)
        self.curated = {exact(question): number for number, question, _ in reversed(phrasings)}
        # The bare frame of each fact teaches as well: its concepts without a single word.
        frames = [p for p in self.profiles if p.core]
        taught = self._vectoriser.matrix([frame_features(p.core, p.subject, p.period) for p in frames])
        every = sp.csr_matrix(sp.vstack([rows, taught]))
        frame_owners = np.asarray([p.number for p in frames], dtype=np.int64)
        # Thousands of small systems: threads of the linear algebra would only wait for each other.
        with threadpool_limits(limits=1, user_api="blas"):
            self._machines = Machines(every, np.append(owners, frame_owners), len(facts), len(owners))
            self.judge = learn(self._machines, every, self._vectoriser)

    def reworded(self, knowledge: Knowledge) -> Index | None:
        """The index of a base in which only answers differ, or what matching does not read; None where more does.

        It is what :class:`Index` makes of that base, without the fitting: answers teach no score, they only add words
        and amounts to what a fact admits.
        """
        old, new = self.knowledge, knowledge
        same = (old.base, old.concepts, _taught(old)) == (new.base, new.concepts, _taught(new))
        if not same:
            return None
        index = copy(self)
        index.knowledge = knowledge
        index._forget()
        profiles = list(self.profiles)
        for number, (was, now) in enumerate(zip(old.facts, new.facts, strict=True)):
            if was.answer != now.answer:
                read = [self.reader.read(q, language) for language, qs in now.questions.items() for q in qs]
                profiles[number] = index._profile(number, now, [] if self.plain else read, self.latest)
        index.profiles = tuple(profiles)
        return index

    def _forget(self) -> None:
        """Drop what was worked out from facts that a copy no longer has."""
        for name in ("corrigible", "by_core", "by_amount", "measured", "covered", "rarity"):
            self.__dict__.pop(name, None)

    def revised(self, knowledge: Knowledge) -> Index:
        """The index of an edited base, ready at once where only a few facts of a base without concepts changed.

        What the edit touches is fitted anew, all else stays as it was; :class:`Index` over the same base, built in the
        background, then takes its place. Where more changed, or concepts say what questions mean, all is built.
        """
        facts = knowledge.facts
        # A fact keeps its rows and its machine while its questions stay.
        old = {fact.id: (number, fact.questions) for number, fact in enumerate(self.knowledge.facts)}
        known = ((*old.get(fact.id, (-1, None)), fact.questions) for fact in facts)
        before = np.asarray([number if was == questions else -1 for number, was, questions in known], dtype=np.int64)
        changed = np.flatnonzero(before < 0)
        same_rules = knowledge.base == self.knowledge.base and not knowledge.concepts
        if not (self.plain and same_rules and 0 < len(changed) <= REVISED_AT_ONCE < len(facts)):
            return Index(knowledge)
        new = copy(self)
        new._forget()
        fresh = [(int(n), q, language) for n in changed for language, qs in facts[n].questions.items() for q in qs]
        new.lexicon = self.lexicon.knowing(token.text for _, q, _ in fresh for token in tokenise(q))
        new.reader = PlainReader(new.lexicon, self.reader.latest, self.reader.default_language)
        texts = list(new._features(fresh, []))
        new._vectoriser, features = self._vectoriser.extended(texts)
        starts = np.searchsorted(self._machines.owners, np.arange(len(self.knowledge.facts) + 1))
        mine = np.asarray([number for number, _, _ in fresh], dtype=np.int64)
        order = [
            np.arange(starts[b], starts[b + 1]) if b >= 0 else starts[-1] + np.flatnonzero(mine == fact)
            for fact, b in enumerate(before)
        ]
        owners = np.repeat(np.arange(len(facts)), [len(rows) for rows in order])
        rows = new._vectoriser.matrix(texts)
        with threadpool_limits(limits=1, user_api="blas"):
            new._machines = self._machines.revised(
                Change(features, rows, np.concatenate(order), owners, before, len(owners))
            )
        new.knowledge = knowledge
        new.profiles = tuple(
            replace(self.profiles[b], number=fact)
            if b >= 0
            else profile(fact, facts[fact], (), (), (), self.reader.latest)
            for fact, b in enumerate(before)
        )
        after = {int(b): fact for fact, b in enumerate(before) if b >= 0}
        kept = {key: after[number] for key, number in self.curated.items() if number in after}
        new.curated = {exact(q): number for number, q, _ in fresh} | kept
        return new

    def _features(self, phrasings: Sequence[tuple[int, str, str]], by_fact: list[list[Reading]]) -> Iterator[Features]:
        """The features of all phrasings, one after another; the readings are kept only where profiles need them."""
        for number, question, language in phrasings:
            reading = self.reader.read(question, language)
            if not self.plain:
                by_fact[number].append(reading)
            yield extract(reading, plain=self.plain)
        self.reader.read.cache_clear()

    def _profile(self, number: int, fact: Fact, questions: list[Reading], latest: Period | None) -> Profile:
        if self.plain:
            return profile(number, fact, (), (), (), latest)
        answers = [self.reader.read(text, language) for language, text in fact.answer.items()]
        bold = [
            self.reader.read(part, language) for language, text in fact.answer.items() for part in _BOLD.findall(text)
        ]
        return profile(number, fact, questions, answers, bold, latest)

    @cached_property
    def latest(self) -> Period | None:
        """The period meant by a question that names none."""
        return self.rules.latest

    @cached_property
    def corrigible(self) -> tuple[Profile, ...]:
        """The facts whose measures all have one value, so that they may set a wrong one right."""
        return tuple(known for known in self.profiles if known.core and known.core <= self.lexicon.single)

    @cached_property
    def by_core(self) -> dict[str, list[int]]:
        """For each measure the facts whose frame has it."""
        found: dict[str, list[int]] = {}
        for known in self.profiles:
            for measure in known.core:
                found.setdefault(measure, []).append(known.number)
        return found

    @cached_property
    def by_amount(self) -> dict[str, list[int]]:
        """For each amount the facts whose answers name it, those that set it in bold first."""
        found: dict[str, list[int]] = {}
        for known in sorted(self.profiles, key=lambda p: p.number):
            for amount in known.figures:
                found.setdefault(amount, []).append(known.number)
        for known in self.profiles:
            for amount in known.amounts.difference(known.figures):
                found.setdefault(amount, []).append(known.number)
        return found

    @cached_property
    def measured(self) -> frozenset[str]:
        """The measures that the base covers: those of the facts' frames, and those common in some fact's questions."""
        core = set(chain.from_iterable(p.core for p in self.profiles))
        common = {m for p in self.profiles for m in p.measures if not p.core or p.shares.get(m, 0.0) >= COMMON_FROM}
        return frozenset(core | common)

    @cached_property
    def covered(self) -> frozenset[str]:
        """Subjects that some fact's frame or questions hold."""
        named = set(chain.from_iterable(p.subjects for p in self.profiles))
        default = self.knowledge.base.defaults.subject
        return frozenset(named | ({default} if default else set()))

    @cached_property
    def rarity(self) -> dict[str, float]:
        """For each concept and stem the weight of naming it: rarer over the facts is heavier, 0 to 1."""
        count = len(self.profiles)
        concepts = Counter(chain.from_iterable(p.subjects | p.measures for p in self.profiles))
        stems = Counter(chain.from_iterable(p.stems for p in self.profiles))
        top = np.log(count + 1.0)
        weights = {f"c:{name}": float(np.log((count + 1) / n) / top) for name, n in concepts.items()}
        weights.update({name: float(np.log((count + 1) / n) / top) for name, n in stems.items()})
        return weights

    @property
    def plain(self) -> bool:
        """Whether the base names no concepts, so that words and letters alone decide."""
        return not self.knowledge.concepts

    def vector(self, reading: Reading) -> Vector:
        """A question's features."""
        return self._vectoriser.vector(extract(reading, plain=self.plain))

    def side_by_side(self, readings: Sequence[Reading]) -> sp.csr_matrix[np.float32]:
        """Texts as rows of norm 1, to be held against each other: words that no phrasing has count as well."""
        features = [extract(reading, plain=self.plain) for reading in readings]
        return self._vectoriser.extended(features)[0].matrix(features)

    def compare(self, vector: Vector) -> Compared:
        """Hold a question against every fact."""
        return self._machines.compare(vector)

    def cover(self, vector: Vector, fact: int) -> float:
        """The share of the question's words, by weight, that stand in the fact's phrasings."""
        held = self._machines.times(vector.words, fact) > 0
        return covered(self._vectoriser.weight(vector.words), held, vector.strange)

    def name(self, concept: str, language: str) -> str:
        """How a concept is called in a language, English or its id standing in."""
        names = self.lexicon.names.get(concept, {})
        return names.get(language) or names.get("en") or concept.replace("-", " ")

    def is_subject(self, concept: str) -> bool:
        """Whether a concept says who, and not what."""
        return self.lexicon.facets.get(concept) is Facet.SUBJECT
