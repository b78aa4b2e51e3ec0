"""Misspelt words: which are known, and which known word is meant by one that is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.language import arabic
from bot.language.everyday import spelt_words, with_its_g
from bot.language.french import without_elided
from bot.language.german import with_umlauts, without_es
from bot.language.stems import token_stem
from bot.language.tokens import Script, Token
from bot.language.words import words
from bot.matching.keys import is_function
from bot.matching.lexicon import Lexicon
from bot.matching.word import is_clitic_function, vocabulary_of

_SCRIPT_LANGUAGE = {Script.ARABIC: "ar", Script.CYRILLIC: "ru"}
"""Languages told by their script alone."""

_SOUNDS = (
    (re.compile(r"shuns?$"), "tion"),
    (re.compile(r"^k(?=[aou])"), "c"),
    (re.compile(r"z$"), "s"),
    (re.compile(r"^f(?=o)"), "ph"),
)
"""Ways to spell an English word by its sound, with the usual letters."""

_TYPED: Mapping[str, tuple[Callable[[str], str], ...]] = {
    "de": (with_umlauts, without_es, lambda word: without_es(with_umlauts(word))),
    "es": (),
    "fr": (without_elided,),
}
"""How words are typed in chat that are others when written with care."""

_VOWELED = 6
"""Letters of an Arabic word from which one long vowel too few or too many makes no other word."""


class Repairer:
    """Knows the words of one fact base.

    Attributes:
        lexicon: the concepts' forms and the words of the curated questions.
        spares_words: whether an everyday word is left as it is, though the base does not know it and knows one much
            like it.
    """

    def __init__(self, lexicon: Lexicon, *, spares_words: bool = True) -> None:
        self.lexicon = lexicon
        self.spares_words = spares_words

    def repaired(self, token: Token, language: str) -> Token:
        """The word that is meant by one that nobody knows; itself where that cannot be told.

        Args:
            token: as it is written.
            language: the language whose words the text is read with.
        """
        return self._with_care(token, language) or self._respelt(token, language)

    def _respelt(self, token: Token, language: str) -> Token:
        if token.script not in {Script.LATIN, Script.ARABIC, Script.CYRILLIC}:
            return token
        if language == "en":
            if not self.lexicon.forms_have(token.text):
                token = token._replace(text=with_its_g(token.text))
            token = token._replace(text=words("en").slang.get(token.text, token.text))
        if (voweled := self._with_its_vowel(token)) is not None:
            return token._replace(text=voweled)
        if self.is_known(token, language):
            return token
        if token.text[-2:] == 2 * token.text[-1]:
            # Drawn out in chat: "lmaoo", "whenn".
            short = token._replace(text=token.text[:-1])
            if self.is_known(short, language):
                return short
        if language == "en" and (sounds := self._by_sound(token.text)):
            return token._replace(text=sounds)
        if token.script is Script.ARABIC:
            repaired = next(filter(None, map(self._arabic, arabic.peeled(token.text))), None)
        else:
            repaired = self.lexicon.speller(_SCRIPT_LANGUAGE.get(token.script, language)).repair(token.text)
        return Token(repaired, token.script) if repaired and not self._is_alien(token, repaired, language) else token

    def _is_alien(self, token: Token, name: str, language: str) -> bool:
        """Whether a name is no repair of a word: of these languages it has fewer (French *matos*, Atos)."""
        return language in _TYPED and name[0] != token.text[0] and self.lexicon.is_name(name)

    def _with_care(self, token: Token, language: str) -> Token | None:
        """The word that one is as it is typed in chat; None where there is none."""
        if token.script is not Script.LATIN or language not in _TYPED:
            return None
        if language == "de" and (written := self._with_umlauts(token)):
            return written
        if self.is_known(token, language):
            return None
        options = (token._replace(text=writes(token.text)) for writes in _TYPED[language])
        return next((option for option in options if option != token and self.is_known(option, language)), None)

    def _with_umlauts(self, token: Token) -> Token | None:
        """A German word with its umlauts, though a curated question has it as it is typed; None if it has none."""
        written = token._replace(text=with_umlauts(token.text))
        if written == token or is_function(token, "de") or token.text in spelt_words("de"):
            return None
        if self.lexicon.forms_have(token.text):
            return None
        return written if is_function(written, "de") or self.lexicon.means(written.text) else None

    def _by_sound(self, word: str) -> str | None:
        """The word of a concept that an English one sounds like (``valuashun``, ``kash``)."""
        spelt = (pattern.sub(instead, word) for pattern, instead in _SOUNDS)
        return next((near for near in spelt if near != word and self.lexicon.means(near)), None)

    def _with_its_vowel(self, token: Token) -> str | None:
        """The word of a concept that an Arabic word is but for one long vowel (الايردات); None if it is another word.

        Such a slip may leave what is known without its ending only (ايرد), and by the curated questions alone.
        """
        if token.script is not Script.ARABIC or len(token.text) < _VOWELED or is_function(token, "ar"):
            return None
        lexicon, spelt = self.lexicon, arabic.peeled(token.text)
        usual = spelt_words("ar") if self.spares_words else frozenset()
        if any(lexicon.knows(word) or word in usual for word in spelt):
            return None
        if not lexicon.keys.isdisjoint((*arabic.variants(token.text), *arabic.verb_readings(token.text))):
            return None
        near = ((word, lexicon.speller("ar").repair(word)) for word in spelt if len(word) >= _VOWELED)
        return next((w for s, w in near if w and lexicon.means(w) and arabic.skeleton(w) == arabic.skeleton(s)), None)

    def _arabic(self, word: str) -> str | None:
        """Arabic words are short and close together: a repair must keep the first letter and a letter count of five."""
        repaired = self.lexicon.speller(_SCRIPT_LANGUAGE[Script.ARABIC]).repair(word) if len(word) >= 5 else None
        return repaired if repaired and repaired[0] == word[0] and len(repaired) >= 5 else None

    def is_known(
        self, token: Token, language: str, knows: Callable[[str], bool] | None = None, *, everyday: bool = True
    ) -> bool:
        """Whether a word is one of the base, of its language's grammar or of everyday talk.

        Args:
            token: the word.
            language: the language whose words the text is read with.
            knows: tells the base's words; those of the concepts and the curated questions by default.
            everyday: whether everyday words count, where the base spares them.
        """
        lexicon = self.lexicon
        knows = knows or lexicon.knows
        spared = everyday and self.spares_words
        usual = spelt_words(_SCRIPT_LANGUAGE.get(token.script, language)) if spared else ()
        if knows(token.text) or is_function(token, language) or token.text in usual:
            return True
        if token.script is Script.ARABIC:
            keys = lexicon.keys
            if any(reading in keys or knows(reading) for reading in arabic.variants(token.text)):
                return True
            if not keys.isdisjoint(arabic.verb_readings(token.text)):
                return True
            return is_clitic_function(token)
        if token.script is Script.LATIN:
            known = vocabulary_of(language)
            if any(token.text in w.scale or token.text in w.numbers or (token.text,) in w.months for w in known):
                return True
        return lexicon.knows_stem(token_stem(token, language), language)
