"""A fact base made ready for questions."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import TypeVar

import numpy as np
import scipy.sparse as sp
from threadpoolctl import threadpool_limits

from bot.facts.model import Fact, Knowledge
from bot.language.detect import ARABIZI, detect
from bot.language.periods import parse_written
from bot.language.tokens import tokenise
from bot.matching import wealth
from bot.matching.abstain import Judge, learn
from bot.matching.compared import Compared
from bot.matching.features import Block, Features, extract, frame_features
from bot.matching.forms import Series, series_in
from bot.matching.frame import Rules
from bot.matching.held import Words, words_of
from bot.matching.lexicon import Lexicon
from bot.matching.linear import BEND, FLOOR, Machines
from bot.matching.plain_reading import PlainReader
from bot.matching.profile import ADMITTED_FROM, Profile, profile
from bot.matching.reading import Reader, Reading, Unsettled
from bot.matching.semantic import Encoder, meanings
from bot.matching.slots import open_facts
from bot.matching.taught import Taught
from bot.matching.vectors import MANY_FACTS, Floats, Ints, Vector, Vectoriser

COMMON_FROM = 0.1
"""Share of a fact's questions that must name a measure for the base to cover it, if no frame has it."""

Decided = TypeVar("Decided")

_STRESS = 2.0
"""How much more concepts count where questions are held against each other than in ranking."""

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def exact(question: str) -> int:
    """A number that stands for a question but for case, punctuation and spelling variants."""
    words = " ".join(token.text for token in tokenise(question))
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest())


def asked(fact: Fact) -> Iterator[tuple[str, str]]:
    """The curated questions of a fact, each with its language."""
    return ((question, language) for language, questions in fact.questions.items() for question in questions)


def vocabulary(fact: Fact) -> Iterator[str]:
    """The words of a fact's curated questions, each as often as it has questions with it; Arabizi has no spelling."""
    for question, language in asked(fact):
        if not (language == "ar" and detect(question) == ARABIZI):
            yield from {token.text for token in tokenise(question) if len(token.text) > 1}


def series_of(knowledge: Knowledge) -> Series:
    """The names with a number that the curated questions have."""
    return series_in(question for fact in knowledge.facts for question, _ in asked(fact))


def frame_of(known: Profile) -> Features:
    """The features of a fact's frame."""
    return frame_features(known.core, known.subject, known.period)


class Index:
    """Everything that matching needs of one fact base; immutable once built.

    Attributes:
        knowledge: the fact base.
        reader: reads questions with the base's lexicon.
        rules: the exclusive facets with the base's defaults.
        profiles: what each fact admits, in the order of the facts.
        plain: whether words and letters alone decide (:func:`bot.matching.wealth.is_plain`).
        bare: whether there are no concepts, so that words and letters alone rank.
        curated: for each curated question (see :func:`exact`) the number of its fact.
        shared: the curated questions that several facts have, with the numbers of all of them.
        judge: tells from a fact's scores whether it is meant, where there are no concepts.
        vectoriser, machines: the ranking model.
        encoder: tells what texts mean; None: only their words and letters count.
        vocabulary: the words of the curated questions, with how many have them.
        unsettled: for each fact the words of its texts that may be read as others once the vocabulary is another.
        provisional: whether an edit was worked in whose full effect only building all anew has.
        taught: what the exam has taught; None: nothing.
        outdated: whether questions have changed since then.
    """

    provisional = False
    taught: Taught | None = None
    outdated = False

    def __init__(self, knowledge: Knowledge, encoder: Encoder | None = None) -> None:
        """Read every curated question and fit the ranking model; takes seconds for thousands of phrasings."""
        self.knowledge = knowledge
        self.encoder = encoder
        self.plain = wealth.is_plain(knowledge)
        self.bare = not knowledge.concepts
        facts = knowledge.facts
        base = knowledge.base
        latest = parse_written(base.defaults.period) if base.defaults.period else None
        phrasings = [(number, q) for number, fact in enumerate(facts) for q, _ in asked(fact)]
        self.vocabulary = Counter(chain.from_iterable(vocabulary(fact) for fact in facts))
        self.lexicon = Lexicon(knowledge.concepts, self.vocabulary, {} if self.plain else series_of(knowledge))
        reads = PlainReader if self.plain else Reader
        self.reader: Reader = reads(self.lexicon, latest, base.languages.default)
        owners = np.asarray([number for number, _ in phrasings], dtype=np.int64)
        by_fact: list[list[Reading]] = [[] for _ in facts]
        features = chain.from_iterable(self.features(fact, by_fact[number]) for number, fact in enumerate(facts))
        large = len(facts) > MANY_FACTS
        self.vectoriser, rows = Vectoriser.learn(features, large=large, holders=self.holders(owners))
        self.profiles: tuple[Profile, ...] = tuple(
            self.profile(number, fact, by_fact[number]) for number, fact in enumerate(facts)
        )
        self.reader.read.cache_clear()
        self.unsettled = [self.unsettled_in(fact) for fact in facts]
        self.rules = self.rules_of(knowledge)
        self.curated: dict[int, int] = {}
        shared: defaultdict[int, set[int]] = defaultdict(set)
        for number, question in phrasings:
            key = exact(question)
            if self.curated.setdefault(key, number) != number:
                shared[key] |= {self.curated[key], number}
        self.shared = {key: frozenset(owners) for key, owners in shared.items()}
        self.fit(rows, meanings(encoder, [question for _, question in phrasings]), owners)

    def fit(self, rows: sp.csr_matrix[np.float32], meant: Floats, owners: Ints, judge: Judge | None = None) -> None:
        """Learn to tell the facts apart.

        Args:
            rows: the vectors of the curated questions, those of a fact together.
            meant: what each of them means.
            owners: for each the number of its fact.
            judge: one that has learned already what to say no to; None: it is learned too.
        """
        # The bare frame of each fact teaches as well: its concepts without a single word.
        frames = [p for p in self.profiles if p.core]
        taught = self.vectoriser.matrix([frame_of(p) for p in frames])
        every = sp.csr_matrix(sp.vstack([rows, taught]))
        meant = np.pad(meant, ((0, len(frames)), (0, 0)))
        frame_owners = np.asarray([p.number for p in frames], dtype=np.int64)
        # Thousands of small systems: threads of the linear algebra would only wait for each other.
        with threadpool_limits(limits=1, user_api="blas"):
            owners_of = np.append(owners, frame_owners)
            bend, floor = BEND if self.bare else 0.0, FLOOR if self.plain else 0.0
            self.machines = Machines(every, owners_of, len(self.profiles), len(owners), meant, bend, floor)
            # Where there are concepts, they say what the base does not cover.
            self.judge = judge or (self._learn(every) if self.plain else Judge())

    def _learn(self, rows: sp.csr_matrix[np.float32]) -> Judge:
        phrasings = list(chain.from_iterable(map(asked, self.knowledge.facts)))
        return learn(
            self.machines, rows, self.vectoriser, lambda row: self.words(self.reader.read(*phrasings[row]))
        )  # fmt: skip

    def rules_of(self, knowledge: Knowledge) -> Rules:
        """The exclusive facets, once the profiles are there."""
        lexicon = self.lexicon
        subject = knowledge.base.defaults.subject
        return Rules(lexicon.owners, self.measured, self.dated, lexicon.single, subject, self.reader.latest)

    def holders(self, owners: Ints) -> Ints | None:
        """By whose number the features weigh: in a small base without concepts by that of the facts, else of phrasings.

        What many phrasings of one fact share is what tells that fact, and no common word.
        """
        return owners if self.bare and len(self.knowledge.facts) <= MANY_FACTS else None

    def noted(self, decided: Decided) -> Decided:
        """What was decided of a text; who watches an index takes note of it here."""
        return decided

    def forget(self) -> None:
        """Drop what was worked out from facts that a copy no longer has."""
        kept = (
            "facts", "numbers", "languages", "corrigible", "by_core", "by_amount", "measured", "dated", "covered",
            "told", "about", "rarity", "wealth", "wealth_in", "richness", "open",
        )  # fmt: skip
        for name in kept:
            self.__dict__.pop(name, None)

    def features(self, fact: Fact, readings: list[Reading]) -> Iterator[Features]:
        """The features of a fact's curated questions, one after another.

        Args:
            fact: the fact.
            readings: where the readings are put, if a profile needs them.
        """
        for question, language in asked(fact):
            reading = self.reader.read(question, language)
            if not self.plain:
                readings.append(reading)
            yield extract(reading, plain=self.bare, wide=self.plain)

    def profile(self, number: int, fact: Fact, questions: list[Reading]) -> Profile:
        """What a fact admits, with the readings of its curated questions."""
        if self.plain:
            return profile(number, fact, (), (), (), self.reader.latest)
        answers = [self.reader.read(text, language) for language, text in fact.answer.items()]
        bold = [
            self.reader.read(part, language) for language, text in fact.answer.items() for part in _BOLD.findall(text)
        ]
        return profile(number, fact, questions, answers, bold, self.reader.latest)

    def unsettled_in(self, fact: Fact) -> frozenset[Unsettled]:
        """The words of a fact's texts whose reading depends on the vocabulary."""
        reads = [self.reader.unsettled(question, language, curated=True) for question, language in asked(fact)]
        if not self.plain:
            reads += [self.reader.unsettled(text, language, curated=False) for language, text in fact.answer.items()]
        return frozenset(chain.from_iterable(reads))

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """All facts in the order of the files."""
        return self.knowledge.facts

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each fact by its id."""
        return {fact.id: number for number, fact in enumerate(self.facts)}

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages of the curated questions."""
        return frozenset(chain.from_iterable(fact.questions for fact in self.knowledge.facts))

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
    def dated(self) -> frozenset[str]:
        """The measures that are all that some fact tells of a time."""
        return frozenset(measure for p in self.profiles if p.period and len(p.core) == 1 for measure in p.core)

    @cached_property
    def covered(self) -> frozenset[str]:
        """Subjects that some fact's frame or many of its questions hold: in a few of them they are a wrong premise."""
        named = {
            s for p in self.profiles for s in p.subjects if s in p.parties or p.shares.get(s, 0.0) >= ADMITTED_FROM
        }
        default = self.knowledge.base.defaults.subject
        return frozenset(named | ({default} if default else set()))

    @cached_property
    def about(self) -> frozenset[str]:
        """The subjects that some fact's frame is about."""
        return frozenset(chain.from_iterable(p.subject for p in self.profiles))

    @cached_property
    def wealth(self) -> float:
        """How many curated questions a fact has in one language, on the average."""
        return wealth.wealth(self.facts)

    @cached_property
    def wealth_in(self) -> dict[str, float]:
        """For each language of the curated questions how many a fact has in it, on the average."""
        return wealth.wealth_in(self.facts)

    @cached_property
    def richness(self) -> float:
        """How many curated questions a fact has in the language that has most of them, on the average."""
        return max(self.wealth_in.values(), default=0.0)

    @cached_property
    def open(self) -> frozenset[int]:
        """The facts that are asked of this and that (:mod:`bot.matching.slots`)."""
        return open_facts(self.facts, self.vocabulary)

    @cached_property
    def told(self) -> frozenset[str]:
        """All words and names of the facts' questions and answers."""
        return frozenset(chain.from_iterable(p.names for p in self.profiles))

    @cached_property
    def rarity(self) -> dict[str, float]:
        """For each concept and stem the weight of naming it: rarer over the facts is heavier, 0 to 1."""
        count = len(self.profiles)
        concepts = Counter(chain.from_iterable(p.subjects | p.measures for p in self.profiles))
        stems = Counter(chain.from_iterable(p.stems for p in self.profiles))
        named = {f"c:{name}": n for name, n in concepts.items()} | stems
        return {name: float(np.log((count + 1) / n) / np.log(count + 1.0)) for name, n in named.items()}

    def vector(self, reading: Reading) -> Vector:
        """A question's features."""
        vector = self.vectoriser.vector(extract(reading, plain=self.bare, wide=self.plain))
        return replace(vector, meaning=meanings(self.encoder, [reading.text])[0]) if self.encoder else vector

    def side_by_side(self, readings: Sequence[Reading]) -> sp.csr_matrix[np.float32]:
        """Texts as rows of norm 1, to be held against each other, in any languages.

        Words that no phrasing has count as well, and concepts count more than in ranking, since they are all that texts
        in two languages have in common.
        """
        features = [extract(reading, plain=self.bare, wide=self.plain) for reading in readings]
        vectoriser = self.vectoriser.extended(features)[0]
        return vectoriser.stressed(vectoriser.matrix(features), Block.CONCEPT, _STRESS)

    def compare(self, vector: Vector) -> Compared:
        """Hold a question against every fact."""
        return self.machines.compare(vector)

    def words(self, reading: Reading) -> Words:
        """The words of a question that tell anything."""
        return words_of(reading, self.vectoriser, self.language_of(reading))

    def language_of(self, reading: Reading) -> str:
        """The language whose words a question is made of."""
        language = reading.language
        return language if language and language in self.languages else self.reader.default_language

    def name(self, concept: str, language: str) -> str:
        """How a concept is called in a language, English or its id standing in."""
        names = self.lexicon.names.get(concept, {})
        return names.get(language) or names.get("en") or concept.replace("-", " ")
