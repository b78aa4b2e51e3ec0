"""Surface forms of concepts, and the finding of them in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.facts.model import Concept, Facet
from bot.language import arabic
from bot.language.stems import stem, token_stem
from bot.language.tokens import Script, Token, tokenise
from bot.language.words import words
from bot.matching.spelling import Speller

Keys = frozenset[str]
"""All the readings of one token under which a form may be kept."""


@dataclass(frozen=True)
class Form:
    """A surface form as it is matched: the keys of its tokens in order.

    Attributes:
        concept: id of the concept it names.
        keys: one key a token.
        loose: whether another word may stand between (names must stand together).
    """

    concept: str
    keys: tuple[str, ...]
    loose: bool


@dataclass(frozen=True)
class Mention:
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


def content(tokens: Sequence[Token], language: str) -> list[Token]:
    """The tokens that are not function words of the language they are written in."""
    return [token for token in tokens if not is_function(token, language)]


def is_function(token: Token, language: str) -> bool:
    """Whether a token is a function word: of Arabic, Russian or Chinese by its script, else of ``language``."""
    if token.script is Script.ARABIC:
        return token.text in words("ar").function
    if token.script is Script.CYRILLIC:
        return token.text in words("ru").function
    if token.script is Script.CJK:
        return token.text in words("zh").function
    if token.script is Script.LATIN:
        return token.text in words(language if language not in {"ar", "ru", "zh"} else "en").function
    return False


class Lexicon:
    """All concepts of a fact base, ready to be found in a text."""

    def __init__(self, concepts: Mapping[str, tuple[Facet, Concept]], vocabulary: Iterable[str] = ()) -> None:
        """Compile the forms.

        Args:
            concepts: concepts by id with their facet.
            vocabulary: further words that are correctly spelled, such as those of the curated questions.
        """
        self.facets = {name: facet for name, (facet, _) in concepts.items()}
        self.weak = {name for name, (_, concept) in concepts.items() if concept.weak}
        self.owners = {name: concept.of for name, (_, concept) in concepts.items()}
        self.names = {name: concept.name for name, (_, concept) in concepts.items()}
        self._forms: dict[str, list[Form]] = defaultdict(list)
        self._known: set[str] = set(vocabulary)
        self._spellings: dict[str, set[str]] = defaultdict(set)
        for name, (facet, concept) in concepts.items():
            for language, forms in concept.forms.items():
                for text in forms:
                    self._add(name, facet, text, "en" if language == "any" else language)
        for forms_of_key in self._forms.values():
            forms_of_key.sort(key=lambda form: -len(form.keys))
        self._known.update(self._spellings)

    def _add(self, concept: str, facet: Facet, text: str, language: str) -> None:
        tokens = tokenise(text)
        meaning = content(tokens, language)
        # One content word alone would be too little: "make money" must not become "money".
        kept = meaning if len(meaning) >= 2 else list(tokens)
        if not kept:
            return
        keys = tuple(token_stem(token, language) for token in kept)
        form = Form(concept, keys, loose=facet is Facet.MEASURE and len(meaning) >= 2)
        if form not in self._forms[keys[0]]:
            self._forms[keys[0]].append(form)
        for token, key in zip(kept, keys, strict=True):
            self._spellings[token.text].add(key)
            self._known.add(token.text)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key that occurs in a form."""
        return frozenset(key for forms in self._forms.values() for form in forms for key in form.keys)

    @cached_property
    def speller(self) -> Speller:
        """Spelling repair over the words of the forms and the curated questions."""
        return Speller(self._known)

    @cached_property
    def skeletons(self) -> dict[str, frozenset[str]]:
        """Consonant skeletons of the Arabic words, for questions in Arabizi."""
        found: dict[str, set[str]] = defaultdict(set)
        for word in self._known:
            if "\u0621" <= word[0] <= "\u064a":
                for reading in (word, arabic.stem(word)):
                    found[arabic.skeleton(reading)].add(word)
        return {bones: frozenset(known) for bones, known in found.items() if len(bones) >= 2}

    def knows(self, word: str) -> bool:
        """Whether a word stands in a form or in a curated question as it is."""
        return word in self._known

    def token_keys(self, token: Token, languages: Sequence[str]) -> Keys:
        """All keys under which forms of the text's languages may keep this token."""
        text = token.text
        if token.script is Script.ARABIC:
            return frozenset(arabic.variants(text))
        if token.script is Script.CYRILLIC:
            return frozenset((text, stem(text, "ru")))
        if token.script is Script.LATIN:
            return frozenset((text, *(stem(text, language) for language in languages)))
        return frozenset((text,))

    def find(self, keys: Sequence[Keys], skippable: Sequence[bool]) -> list[Mention]:
        """Find the concepts named in a text: longer forms first, none sharing a token with another.

        Args:
            keys: the readings of each token.
            skippable: for each token whether it is a function word, which may stand inside any form.
        """
        matches: list[tuple[int, int, int, Form, tuple[int, ...]]] = []
        for start, readings in enumerate(keys):
            for key in readings:
                for form in self._forms.get(key, ()):
                    positions = self._match(form, start, keys, skippable)
                    if positions:
                        spread = positions[-1] - positions[0] + 1 - len(positions)
                        matches.append((-len(positions), spread, start, form, positions))
        matches.sort(key=lambda match: match[:3])
        taken: set[int] = set()
        mentions: list[Mention] = []
        for _, _, _, form, positions in matches:
            if taken.isdisjoint(positions):
                taken.update(positions)
                mentions.append(self.mention(form.concept, positions))
        mentions.sort(key=lambda mention: mention.positions)
        return mentions

    def mention(self, concept: str, positions: tuple[int, ...]) -> Mention:
        """A mention of a concept at token positions."""
        return Mention(concept, self.facets[concept], concept in self.weak, positions)

    @staticmethod
    def _match(
        form: Form, start: int, keys: Sequence[Keys], skippable: Sequence[bool]
    ) -> tuple[int, ...] | None:
        positions = [start]
        at = start + 1
        strangers = 1 if form.loose else 0
        for key in form.keys[1:]:
            skipped = 0
            while at < len(keys) and key not in keys[at]:
                if not skippable[at]:
                    strangers -= 1
                skipped += 1
                if strangers < 0 or skipped > 3 or (skipped > 1 and not form.loose and len(form.keys) < 3):
                    return None
                at += 1
            if at >= len(keys):
                return None
            positions.append(at)
            at += 1
        return tuple(positions)
