"""Surface forms of concepts, and the finding of them in a text."""

from __future__ import annotations

import operator
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from functools import cached_property
from sys import intern
from typing import NamedTuple

from bot.facts.model import Concept, Facet
from bot.language import arabic
from bot.language.everyday import everyday_words, spelt_words
from bot.language.stems import token_stem
from bot.language.tokens import Script, Token, tokenise
from bot.language.translit import Transliterated
from bot.language.words import common_words, words
from bot.matching.forms import Form, Group, Numbered, Series
from bot.matching.keys import Keys, content, form_key, is_homograph, name_key, own_key, singular, token_keys
from bot.matching.spelling import Speller

_AND = "و"

WHOLE = "="
"""What stands before a form whose function words count: ``=operating at a loss`` is no operating loss."""

_OWN_STEMS = frozenset({"de", "es", "fr"})
"""Languages whose everyday words are known and whose stemmers meet stems of English words."""

_TOLD = ("de", "es", "fr", "tr")
"""Languages in Latin letters that are told apart: a word that only another of them has names nothing."""

_READ_TOGETHER = frozenset({"en", "ar"})
"""The languages in whose texts unknown names are told."""


class Mention(NamedTuple):
    """A concept found in a text.

    Attributes:
        concept: its id.
        facet: subject or measure.
        weak: whether it only supports (see :class:`bot.facts.model.Concept`).
        positions: indices of the tokens that name it.
    """

    concept: str
    facet: Facet
    weak: bool
    positions: tuple[int, ...]


_TELLING = 5
"""Letters of a word that may tell the language of a text by itself."""

_SKIPS = 3
"""Function words at most that may stand between two words of a form."""

_RANK = operator.itemgetter(0, 1, 2, 3, 4, 5)


def _is_arabic(word: str) -> bool:
    return "\u0621" <= word[0] <= "\u064a"


class Lexicon:
    """All concepts of a fact base, ready to be found in a text."""

    def __init__(
        self,
        concepts: Mapping[str, tuple[Facet, Concept]],
        vocabulary: Iterable[str] = (),
        series: Series | None = None,
    ) -> None:
        """Compile the forms.

        Args:
            concepts: concepts by id with their facet.
            vocabulary: further words that are correctly spelled, such as those of the curated questions.
            series: names with a number that the curated questions have.
        """
        self.series = series or {}
        self.facets = {name: facet for name, (facet, _) in concepts.items()}
        self.weak = {name for name, (_, concept) in concepts.items() if concept.weak}
        self.single = frozenset(name for name, (_, concept) in concepts.items() if concept.single)
        self.talk = frozenset(name for name, (_, concept) in concepts.items() if concept.talk)
        self.always = frozenset(name for name, (_, concept) in concepts.items() if concept.always)
        self.owners = {name: concept.of for name, (_, concept) in concepts.items()}
        self.names = {name: concept.name for name, (_, concept) in concepts.items()}
        self._forms: dict[str, Group] = defaultdict(Group)
        self._named: set[str] = set()
        self._names: set[str] = set()
        self._attributes: set[str] = set()
        self._english: set[str] = set()
        self._tongues: dict[str, set[str]] = defaultdict(set)
        self._keys_in: dict[str, set[str]] = defaultdict(set)
        self._content: Counter[str] = Counter()
        self._stems: dict[str, set[str]] = defaultdict(set)
        for name, (facet, concept) in concepts.items():
            for language, forms in concept.forms.items():
                for text in forms:
                    self._add(name, facet, text, "en" if language == "any" else language)
        function = words("ar").function
        self._own_and = frozenset(
            w for w in function if w.startswith(_AND) and (w[1:] not in function or (w,) in words("ar").ask)
        )
        self._vocabulary = frozenset(vocabulary)
        self._known = self._named.union(self._vocabulary)
        self._spellers: dict[str, Speller] = {}

    def _add(self, concept: str, facet: Facet, text: str, language: str) -> None:
        whole = text.startswith(WHOLE)
        tokens = tokenise(text.removeprefix(WHOLE))
        meaning = content(tokens, language)
        # One content word alone would be too little: "make money" must not become "money".
        joining = words(language).conjunction
        joined = [token for token in tokens if token in meaning or (token.text,) in joining]
        kept = joined if len(meaning) >= 2 and not whole else list(tokens)
        if not kept:
            return
        if not meaning:
            keys = tuple("=" + token.text for token in kept)
        else:
            key_of = name_key if facet is Facet.SUBJECT else form_key
            keys = tuple(key_of(token, language) for token in kept)
            if len(kept) == 1 and is_homograph(kept[0], language):
                keys = (own_key(token_stem(kept[0], language), language),)
        # Few words make up most forms: each is held once.
        keys, texts = tuple(map(intern, keys)), tuple([intern(token.text) for token in kept])
        form = Form(
            concept,
            keys,
            texts,
            skips=0 if whole else min(_SKIPS, 2 * len(meaning)),
            loose=facet is Facet.MEASURE and len(meaning) >= 2 and not whole,
        )
        self._forms[keys[0]].add(form)
        self._keys_in[language.partition("-")[0]].update(keys)
        for token, key, written in zip(kept, keys, texts, strict=True):
            self._named.add(written)
            if language == "en":
                self._english.add(written)
            if facet is Facet.SUBJECT:
                self._names.add(written)
            elif language in _READ_TOGETHER:
                self._attributes.add(written)
            if facet is Facet.MEASURE:
                self._tongues[written].add(language.partition("-")[0])
            if not key.startswith("=") and token in meaning:
                self._content[written] += 1
            self._stems[language].update((key, token_stem(token, language)))

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key that occurs in a form."""
        return frozenset(key for forms in self._forms.values() for form in forms for key in form.keys)

    @cached_property
    def numbered(self) -> Numbered:
        """The names that a number belongs to."""
        subjects = (form for forms in self._forms.values() for form in forms)
        return Numbered.of((f for f in subjects if self.facets[f.concept] is Facet.SUBJECT), self.series)

    @cached_property
    def _elsewhere(self) -> dict[str, Keys]:
        """For each language that is surely told, what only others of them have: French *valo* is nothing in Spanish."""
        own = {language: self._keys_in[language] for language in _TOLD}
        shared = frozenset().union(*(keys for language, keys in self._keys_in.items() if language not in _TOLD))
        return {
            language: frozenset().union(*(keys for other, keys in own.items() if other != language))
            - own[language]
            - shared
            for language in _TOLD
        }

    def tongue(self, tokens: Sequence[Token]) -> str | None:
        """The language that what is asked for is named in, where nothing else tells it (German *Mutterkonzern*)."""
        votes: Counter[str] = Counter()
        for token in tokens:
            users = self._tongues.get(token.text, ()) if token.script is Script.LATIN else ()
            common = token.text in self._names or token.text in spelt_words("en")
            votes.update(users if len(users) == 1 and len(token.text) >= _TELLING and not common else ())
        best = [language for language, count in votes.items() if count == max(votes.values())]
        return best[0] if len(best) == 1 and best[0] in _TOLD else None

    def speller(self, language: str) -> Speller:
        """Spelling repair over the words of the forms, the curated questions and a language."""
        if language not in self._spellers:
            other, speller = next(iter(self._spellers.items()), ("en", None))  # alike but for a few hundred words
            own, others = (common_words(name) - self._known for name in (language, other))
            speller = speller or Speller(self._known | others, self._content)
            self._spellers[language] = speller.revised(own - others, others - own)
        return self._spellers[language]

    @cached_property
    def skeletons(self) -> dict[str, frozenset[str]]:
        """Consonant skeletons of the Arabic words, for questions in Arabizi."""
        found: dict[str, set[str]] = defaultdict(set)
        for word in self._known | words("ar").function:
            if _is_arabic(word):
                for reading in (word, arabic.stem(word)):
                    found[arabic.skeleton(reading)].add(word)
        keys = self.keys | self._stems["ar"]
        return {
            # Words of the concepts go before those of curated questions; of few consonants the vowels tell.
            bones: (len(bones) >= arabic.BONES and frozenset(w for w in known if arabic.stem(w) in keys))
            or frozenset(known)
            for bones, known in found.items()
            if bones
        }

    @cached_property
    def transliterated(self) -> Transliterated:
        """Reads Russian in Latin letters with the words of the forms and of the curated questions."""
        return Transliterated(self._known, self.knows, self.names_with)

    def knows_stem(self, key: str, language: str) -> bool:
        """Whether a stem is that of a form's word in the same language, so that the word is no misspelling."""
        return key in self._stems.get(language, ())

    def knows(self, word: str) -> bool:
        """Whether a word stands in a form or in a curated question as it is."""
        return word in self._known

    def forms_have(self, word: str) -> bool:
        """Whether a word stands in a form as it is, whatever the curated questions say."""
        return word in self._named

    def means(self, word: str) -> bool:
        """Whether a word stands as a word of content in a form."""
        return word in self._content

    def names_with(self, word: str) -> bool:
        """Whether a word stands in a name."""
        return word in self._names

    def joins(self, first: Keys, second: Keys) -> bool:
        """Whether some form begins with two words that have these readings."""
        return any(not second.isdisjoint(self._forms[key].longer) for key in first if key in self._forms)

    def is_name(self, word: str) -> bool:
        """Whether a word stands in names alone: in no attribute's form and in no curated question."""
        return word in self._names and word not in self._attributes and word not in self._vocabulary

    def revised(self, more: AbstractSet[str], less: AbstractSet[str]) -> Lexicon:
        """The lexicon of the same concepts over another vocabulary.

        Args:
            more: words that the vocabulary now has.
            less: words that it has no longer.
        """
        less = less - self._named
        new = copy(self)
        new._vocabulary = (self._vocabulary - less) | more
        new._known = (self._known - less) | more
        come = new._known - self._known
        new._spellers = {name: s.revised(come, less - common_words(name)) for name, s in self._spellers.items()}
        if any(_is_arabic(word) for word in more | less):
            new.__dict__.pop("skeletons", None)
        new.__dict__.pop("transliterated", None)
        return new

    def token_keys(self, token: Token, languages: Sequence[str]) -> Keys:
        """All keys under which forms of the text's languages may keep this token.

        An everyday word of a text's own language is no inflected form of a foreign one: French *petit* has the stem of
        the English petition. Only what an English form has as it is may mean the same. Nor is a rarer word that
        English does not have (Spanish *pretende*) a form of an English one.
        """
        found = token_keys(token, languages, self.keys)
        own = languages[0]
        if own in _TOLD:
            found -= self._elsewhere[own]
        if own in _OWN_STEMS and token.text not in self._english:
            if token.text in everyday_words(own):
                return found & self._keys_in[own]
            if token.script is Script.LATIN and token.text not in spelt_words("en"):
                return found & (self._keys_in[own] | {token.text, singular(token.text)})
        return found

    def opened_by(self, keys: Keys) -> tuple[Group, ...]:
        """The forms that begin with one of some keys."""
        return tuple([self._forms[key] for key in keys if key in self._forms])

    def find(
        self,
        surfaces: Sequence[Sequence[str]],
        keys: Sequence[Keys],
        opened: Sequence[Sequence[Group]],
        skippable: Sequence[bool | None],
    ) -> list[Mention]:
        """Find the concepts named in a text: longer forms first; a token seldom serves two of them.

        Args:
            surfaces: the spellings of each of the text's tokens (see :func:`bot.matching.keys.surface`).
            keys: the readings of each token.
            opened: for each token the forms that begin with one of its readings.
            skippable: for each token whether it is a function word, which may stand inside any form; None for
                one that joins two things, which no form reaches across.
        """
        matches: list[tuple[int, int, int, int, str, tuple[int, ...], Form]] = []
        for start, groups in enumerate(opened):
            spelt = surfaces[start]
            # The second word of a form stands no further away than words may be skipped.
            near = frozenset().union(*keys[start + 1 : start + 2 + _SKIPS]) if groups else frozenset()
            for group in groups:
                matches += [(-1, -(f.texts[0] in spelt), 0, start, f.concept, (start,), f) for f in group.single]
                if group.longer.keys().isdisjoint(near):
                    continue
                for second in near & group.longer.keys():
                    for form in group.longer[second]:
                        positions = form.match(start, keys, skippable)
                        if positions and not any(
                            self._is_joined(s[0]) for s in surfaces[start + 1 : positions[-1] + 1]
                        ):
                            spread = positions[-1] - positions[0] + 1 - len(positions)
                            # "companies" and "company" have one stem and may be two concepts: the spelling decides.
                            alike = sum([t in surfaces[at] for t, at in zip(form.texts, positions, strict=True)])
                            matches.append((-len(positions), -alike, spread, start, form.concept, positions, form))
        matches.sort(key=_RANK)
        taken: set[int] = set()
        mentions: list[Mention] = []
        for *_, positions, form in matches:
            fresh = not taken.issuperset(positions)
            if taken.isdisjoint(positions) or (fresh and self._shares(form, positions, taken)):
                taken.update(positions)
                mentions.append(self.mention(form.concept, positions))
        mentions.sort(key=lambda mention: mention.positions)
        return mentions

    def named(self, tokens: Iterable[Token]) -> frozenset[str]:
        """The subjects that single words of a text name, whatever else the words belong to."""
        return frozenset(
            form.concept
            for token in tokens
            for key in self.token_keys(token, ("en",))
            for form in (self._forms[key].single if key in self._forms else ())
            if self.facets[form.concept] is Facet.SUBJECT
        )

    def mention(self, concept: str, positions: tuple[int, ...]) -> Mention:
        """A mention of a concept at token positions."""
        return Mention(concept, self.facets[concept], concept in self.weak, positions)

    def _is_joined(self, text: str) -> bool:
        """Whether an Arabic "and" is written onto a word: like an "and" of its own, no form reaches across it.

        Iraqi وياهم (with them) only begins with its letter.
        """
        if not text.startswith(_AND) or text in self._own_and:
            return False
        return (text[1:],) in words("ar").ask or (len(text) > 3 and text not in self._content)

    @staticmethod
    def _shares(form: Form, positions: tuple[int, ...], taken: set[int]) -> bool:
        """Whether a form may use one word of a longer one: "hit the revenue target" is about both."""
        return form.loose and len(taken.intersection(positions)) == 1
