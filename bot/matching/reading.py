"""What a question says: its tokens with their readings, the concepts and periods it names, and its frame."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any, ClassVar

from rapidfuzz.distance import OSA

from bot.facts.model import Facet
from bot.language.capitals import set_apart
from bot.language.detect import ARABIZI, detect, reads_as_arabizi
from bot.language.numbers import Amount, amounts, counting, is_sum
from bot.language.periods import NO_PERIODS, Found, Period, find_periods, may_tell
from bot.language.tokens import Script, Token, tokenise
from bot.language.words import languages
from bot.language.words_elsewhere import everyday_elsewhere, language_elsewhere
from bot.matching.chat import arabic_word
from bot.matching.foreign_names import foreign_names
from bot.matching.keys import Keys, surface
from bot.matching.kinds import is_negated, kinds_of, opening_of, wanted_in
from bot.matching.lexicon import Lexicon, Mention
from bot.matching.names import is_herald, unknown_names
from bot.matching.outsiders import siblings
from bot.matching.posing import posing
from bot.matching.possessors import foreign_possessors, with_owners
from bot.matching.repair import Repairer
from bot.matching.roles import defined, toward, without_hearsay
from bot.matching.separable import with_particle
from bot.matching.stuck import parted
from bot.matching.word import Word, vocabulary_of, word

LONGEST = 240
"""Tokens of a text that are read: a page of text must not hold up the questions of others."""

_WORDS = 16384
_REMEMBERED = frozenset(("read", "_word", "meant"))

_MAY_BE_ELSEWHERE = frozenset(("en", None))
"""What a text in a language without a words file is taken for."""

_UNITS = ("quarter", "half", "month")
_ARTICLE = "ال"
"""The Arabic article, which Arabizi writes as a word of its own."""


Unsettled = tuple[Token, bool, str]
"""A word whose reading depends on the curated questions, as :attr:`Reader.meant` takes it."""


@dataclass(frozen=True)
class Reading:
    """A text as the engine understands it.

    Attributes:
        text: as it was given.
        language: language of the text, None where nothing tells.
        tokens: its tokens; misspelt and Arabizi words already replaced by the words they stand for.
        stems: the stem of each token.
        mentions: concepts named.
        periods: periods named.
        amounts: amounts named.
        kinds: kinds of question asked (``who``, ``how_much``, ...).
        negated: whether a negation stands in it.
        toward: subjects that something is done to (``invest in X``).
        defined: subjects that it asks to explain, and nothing else (``what is X?``).
        plain: positions of content words that belong to no concept, period or amount.
        names: names that the base does not know.
        wanted: stem of the noun asked for (``which colour``), if it is such a word.
        opening: the kind of question that it opens with.
    """

    text: str
    language: str | None
    tokens: tuple[Token, ...]
    stems: tuple[str, ...]
    mentions: tuple[Mention, ...]
    periods: Found
    amounts: tuple[Amount, ...]
    kinds: frozenset[str]
    negated: bool
    plain: tuple[int, ...]
    toward: frozenset[str] = frozenset()
    defined: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    wanted: str | None = None
    opening: str | None = None

    def concepts(self, facet: Facet, *, weak: bool | None = None) -> frozenset[str]:
        """Ids of the concepts of a facet; ``weak`` limits them to weak or strong ones."""
        return frozenset([m.concept for m in self.mentions if m.facet is facet and (weak is None or m.weak is weak)])

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Who and what it is about."""
        return self.concepts(Facet.SUBJECT)

    @cached_property
    def measures(self) -> frozenset[str]:
        """The attributes named, without the weak ones."""
        return self.concepts(Facet.MEASURE, weak=False)


class Reader:
    """Reads texts with the lexicon of one fact base."""

    spares_words: ClassVar[bool] = True
    """Whether an everyday word is left as it is, though the base does not know it and knows one much like it."""

    def __init__(self, lexicon: Lexicon, latest: Period | None, default_language: str = "en") -> None:
        self.lexicon = lexicon
        self.latest = latest
        self.default_language = default_language
        self._repairer = Repairer(lexicon, spares_words=self.spares_words)
        self._remember()

    def _remember(self) -> None:
        # What is remembered must not hold the reader in a ring: it goes with the fact base that it belongs to.
        this = weakref.proxy(self)
        self.read = lru_cache(maxsize=4096)(partial(type(self).read_anew, this))
        # The same few thousand words make up most texts.
        self._word = lru_cache(maxsize=_WORDS)(partial(word, self.lexicon))
        self.meant = lru_cache(maxsize=_WORDS)(partial(type(self).meant_anew, this))

    def revised(self, lexicon: Lexicon) -> Reader:
        """The reader of an edited base that has the same concepts.

        Args:
            lexicon: of these concepts, over another vocabulary.
        """
        new = type(self)(lexicon, self.latest, self.default_language)
        # What a word tells by itself depends on the concepts and not on the vocabulary.
        new._word = self._word  # noqa: SLF001 - of its own kind
        return new

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name not in _REMEMBERED}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._remember()

    def read_anew(self, text: str, language: str | None = None) -> Reading:
        """Read a text.

        Args:
            text: what was asked, or a curated phrasing.
            language: its language where that is known (a curated phrasing's); None to detect it.
        """
        found, base = self.languages(text, language)
        written = _ends(tokenise(text))
        if language is None:
            # A curated question is written with care.
            written = [part for token in written for part in parted(token, base, self._repairer)]
        tokens = tuple(self._resolve(written, found, base))
        if found == "en" and len(tokens) == len(written) and tokens != tuple(written):
            tokens = self._with_names(text, written, tokens)
        vocabulary = vocabulary_of(base)
        found_words: list[Word] = [self._word(token, base) for token in tokens]
        order = with_particle(tokens, found_words, self.lexicon, base)
        tokens, found_words = tuple(tokens[i] for i in order), [found_words[i] for i in order]
        keys: list[Keys] = [known.keys for known in found_words]
        timely = may_tell([token.text for token in tokens], [known.timely for known in found_words])
        periods = find_periods(tokens, vocabulary, self.latest) if timely else NO_PERIODS
        for position in periods.positions:
            # A word that says when does not say what as well: "nine months" is no monthly figure.
            keys[position] = frozenset()
        counted = any(known.counts for known in found_words)
        for position in counting(tokens, vocabulary) if counted else ():
            # Nor does a number name anybody: مئتا (two hundred) may be spelt like a name.
            keys[position] = frozenset()
        for position in range(1, len(tokens)) if counted else ():
            # Nor does the sign of a multiple: "2x".
            if len(tokens[position].text) == 1 and tokens[position - 1].text.isdecimal():
                keys[position] = frozenset()
        tongue = language_elsewhere([token.text for token in tokens]) if found in _MAY_BE_ELSEWHERE else None
        opened = [known.opens if own else () for known, own in zip(found_words, keys, strict=True)]
        mentions = self.lexicon.find(
            [w.surfaces for w in found_words], keys, opened, [w.skippable for w in found_words]
        )
        mentions = without_hearsay(tokens, mentions, base)
        if tongue:
            # Polish *jest* is no English jest.
            usual = everyday_elsewhere(tongue)
            mentions = [m for m in mentions if len(m.positions) > 1 or tokens[m.positions[0]].text not in usual]
        if base == "en":
            mentions = with_owners(text, tokens, mentions)
        named = {i for mention in mentions for i in mention.positions}
        told = named | periods.positions
        values = amounts(tokens, vocabulary, taken=told) if counted and not is_sum(text) else ()
        used = told | {i for value in values for i in value.positions}
        plain = tuple([i for i, known in enumerate(found_words) if known.substantial and i not in used])
        wanted = wanted_in(tokens, base, plain)
        numbered = frozenset(siblings(self.lexicon.numbered, tokens, keys, told, values))
        # "Comet 15" is one name, and "Comet" none beside it.
        numbered_words = {part for name in numbered for part in name.split()}
        return Reading(
            text=text,
            language="ar" if found == ARABIZI else found,
            tokens=tokens,
            stems=tuple([known.stem for known in found_words]),
            mentions=(*mentions, *posing(text, self.lexicon)),
            periods=periods,
            amounts=values,
            kinds=kinds_of(tokens, base, {m.positions[0] for m in mentions if m.facet is Facet.SUBJECT}),
            opening=opening_of(tokens, base),
            negated=is_negated(tokens, base),
            plain=plain,
            toward=toward(tokens, mentions, base),
            defined=defined(tokens, mentions, base),
            wanted=None if wanted is None else found_words[wanted].stem,
            names=numbered
            | (foreign_possessors(text, tokens, mentions, plain, self.lexicon) if base == "en" else frozenset())
            | {n for n in self._names(text, tokens, plain, tongue or found, base) if n not in numbered_words},
        )

    def languages(self, text: str, language: str | None) -> tuple[str | None, str]:
        """The language of a text, None where nothing tells, and the one whose words it is read with.

        Args:
            text: the text.
            language: its language where that is known; what is called Arabic may be Arabizi.
        """
        found = language or detect(text)
        if language == "ar" and detect(text) == ARABIZI:
            found = ARABIZI
        if found is None:
            tokens = tokenise(text)
            found = None if language_elsewhere([token.text for token in tokens]) else self.lexicon.tongue(tokens)
        return found, {ARABIZI: "ar", None: self.default_language}.get(found, found) or self.default_language

    def unsettled(self, text: str, language: str, *, curated: bool) -> Iterator[Unsettled]:
        """The words of a text that may be read as others once the curated questions have other words.

        Args:
            text: the text.
            language: its language.
            curated: whether it is a curated question, whose words are known as long as it stands.
        """
        found, base = self.languages(text, language)
        for token in _ends(tokenise(text)):
            chat = _is_chat(token, found)
            if chat or (
                (not curated or found == ARABIZI) and not self._repairer.is_known(token, base, self.lexicon.forms_have)
            ):
                yield token, chat, base

    def _with_names(self, text: str, written: Sequence[Token], tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The words of a text as they are read; what a capital sets apart is no slip of a word that is no name."""
        apart = set_apart(text)
        return tuple(
            old if old != new and old.text in apart and not self.lexicon.names_with(new.text) else new
            for old, new in zip(written, tokens, strict=True)
        )

    def _names(
        self, text: str, tokens: Sequence[Token], plain: Sequence[int], found: str | None, language: str
    ) -> frozenset[str]:
        """Names of somebody whom the base does not know."""
        known = partial(self._repairer.is_known, language=language)
        if found not in {"en", "ar", ARABIZI, None}:
            return foreign_names(text, tokens, plain, language if found in languages() else found, known)
        return unknown_names(
            text, tokens, plain, language, known, self.lexicon, capitals=found != "ar", chat=found == ARABIZI
        )

    def _resolve(self, tokens: Sequence[Token], found: str | None, language: str) -> list[Token]:
        """Put known words in the place of Arabizi and misspelt ones."""
        resolved: list[Token] = []
        for token in tokens:
            read = self.meant(token, _is_chat(token, found), language)
            if read == token:
                resolved.append(read)
            elif read is not None:
                resolved.append(token if self._may_name(token, read, resolved, language) else read)
        if len(resolved) == len(tokens) and resolved != list(tokens):
            changed = [i for i, (old, new) in enumerate(zip(tokens, resolved, strict=True)) if old != new]
            for i in changed:
                resolved[i] = self._unit_of_time(tokens[i], resolved, i, language) or resolved[i]
        return resolved

    def _may_name(self, token: Token, read: Token, before: Sequence[Token], language: str) -> bool:
        """Whether a repaired Arabic word may be a name, as it stands where one is likely (محطة المسيب)."""
        if not token.script is read.script is Script.ARABIC or not before:
            return False
        return is_herald(before[-1].text, language) and not any(map(self.lexicon.names_with, surface(read)))

    @staticmethod
    def _unit_of_time(token: Token, around: Sequence[Token], at: int, language: str) -> Token | None:
        """A misspelt quarter, half or month, told by the ordinal beside it (``first qurter``, الربغ الأول)."""
        vocabulary = vocabulary_of(language)
        ordinals = {word for known in vocabulary for word in known.ordinal}
        beside = (around[i] for i in (at - 1, at + 1) if 0 <= i < len(around))
        if not any(form in ordinals for neighbour in beside for form in surface(neighbour)):
            return None
        units = {
            phrase[0]
            for known in vocabulary
            for unit in _UNITS
            for phrase in known.time.get(unit, ())
            if len(phrase) == 1
        }
        near = (
            token.text.removesuffix(form) + unit
            for form in surface(token)
            for unit in sorted(units)
            if form[0] == unit[0] and OSA.distance(form, unit, score_cutoff=1) <= 1
        )
        return next((Token(text, token.script) for text in near), None)

    def meant_anew(self, token: Token, chat: bool, language: str) -> Token | None:
        """The word that a token stands for; None for an article in Arabizi.

        Args:
            token: as it is written.
            chat: whether it is Arabizi.
            language: the language whose words the text is read with.
        """
        read = arabic_word(self.lexicon, token) if chat else None
        if read is not None and read.text == _ARTICLE:
            return None
        return read or self._repairer.repaired(token, language)


def _is_chat(token: Token, found: str | None) -> bool:
    """Whether a word in a text of some language is Arabic in Latin letters."""
    if token.script is not Script.LATIN:
        return False
    return found == ARABIZI or (not token.text.isalpha() and reads_as_arabizi(token.text))


def _ends(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens of a text; of one far longer than any question its beginning and its end, where people ask."""
    return tokens if len(tokens) <= LONGEST else (*tokens[: LONGEST // 2], *tokens[-LONGEST // 2 :])
