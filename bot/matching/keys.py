"""Keys: under what a word of a form is kept, and under what a word of a question finds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from bot.language import arabic, turkish
from bot.language.everyday import everyday_words
from bot.language.stems import stem, token_stem
from bot.language.tokens import Script, Token
from bot.language.words import words
from bot.language.words_elsewhere import words_elsewhere

Keys = frozenset[str]
"""All the readings of one token under which a form may be kept."""

_LANGUAGES = {Script.ARABIC: "ar", Script.CYRILLIC: "ru", Script.CJK: "zh"}
"""The language whose words those of a script are taken for."""

_APART = {"de": "de", "es": "es", "fr": "fr", "tr": "tr", "pt": "es"}
"""Languages in Latin letters whose texts are surely told, and under which language's forms their words are sought."""

_ATTACHED = ("بال", "لل", "كال", "عال")


@cache
def _same(script: Script) -> Mapping[str, str]:
    """For the keys of words that a language's dialects have for one thing, the one key that stands for them all."""
    if script is not Script.ARABIC:
        return {}
    known = words("ar")
    found: dict[str, str] = {}
    for group in known.same:
        for word in group:
            for key in ("=" + word,) if word in known.function else (word, arabic.stem(word)):
                found[key] = "≈" + group[0]
    return found


def content(tokens: Sequence[Token], language: str) -> list[Token]:
    """The tokens that are not function words of the language they are written in."""
    return [token for token in tokens if not is_function(token, language)]


def is_function(token: Token, language: str) -> bool:
    """Whether a token is a function word: of Arabic, Russian or Chinese by its script, else of ``language``."""
    if token.script in _LANGUAGES:
        return token.text in words(_LANGUAGES[token.script]).function or token.text in words_elsewhere()
    if token.script is Script.LATIN:
        own = language if language not in {"ar", "ru", "zh"} else "en"
        known = words(own)
        # What has no words file reads as English, and Portuguese as Spanish.
        elsewhere = known.language in {"en", "es"} and token.text in words_elsewhere()
        return elsewhere or token.text in known.function
    return token.text in {"&", "+", "%"} or token.text in words_elsewhere()


def joins(token: Token, language: str) -> bool:
    """Whether a token is a word that joins two things (``and``, ``plus``)."""
    return (token.text,) in words(language).conjunction


def surface(token: Token) -> tuple[str, ...]:
    """A token's spelling, and for Arabic also without what is written before it."""
    return arabic.peeled(token.text) if token.script is Script.ARABIC else (token.text,)


def form_key(token: Token, language: str) -> str:
    """The key of a form's word: its stem, or its exact spelling where an ending would make it another word.

    So with function words, and with Arabic words that a preposition is written onto (بالشهر, a month, is not
    شهر). A stem that an English word may have too is kept for texts of its own language: *destinó* is no destination.
    """
    if is_function(token, language) or (token.script is Script.ARABIC and token.text.startswith(_ATTACHED)):
        key = "=" + token.text
        return _same(token.script).get(key, key)
    key = token_stem(token, language)
    if language in _APART and key != token.text and token.script is Script.LATIN:
        # French *recette* and Spanish *receta* have one stem, and *destinó* that of the English destination.
        return own_key(key, language)
    return _same(token.script).get(key, key)


def name_key(token: Token, language: str) -> str:
    """The key of a word that names somebody: a name has a plural and no other endings (Mill, but not milling)."""
    if language != "en" or token.script is not Script.LATIN or is_function(token, language):
        return form_key(token, language)
    return singular(token.text)


def is_homograph(token: Token, language: str) -> bool:
    """Whether a word of another language is spelt like an everyday English one (French *but*, German *Brand*)."""
    return language in _APART and token.script is Script.LATIN and token.text in everyday_words("en")


def own_key(key: str, language: str) -> str:
    """A key that only words of a text in its language have."""
    return f"{language}:{key}"


def singular(word: str) -> str:
    """An English name without the sign of its plural or genitive, marked as a name's key."""
    return "~" + (word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word)


def token_keys(token: Token, languages: Sequence[str], known: AbstractSet[str]) -> Keys:
    """All keys under which forms may keep a word of a text.

    Args:
        token: the word.
        languages: the languages of the text, the likeliest first.
        known: the keys that forms have: a verb's prefix is taken off only where the word is not known otherwise.
    """
    text = token.text
    if is_function(token, languages[0]):
        return _with_same(("=" + text,), token)
    if token.script is Script.ARABIC:
        # What a dialect says for something is a whole word: بغيت, I want, is nothing with a ب before it.
        whole = text in _same(token.script)
        keys = _with_same((text, arabic.stem(text)) if whole else arabic.variants(text), token)
        if not whole and not known & keys:
            keys |= _with_same(arabic.verb_readings(text), token)
        return keys | {"=" + text}
    if token.script is Script.CYRILLIC:
        return frozenset((text, stem(text, "ru")))
    if token.script is Script.LATIN:
        own = frozenset((text, singular(text), *(stem(text, language) for language in languages)))
        own |= {own_key(stem(text, language), _APART[language]) for language in languages if language in _APART}
        if languages[0] == "tr" and known.isdisjoint((text, singular(text))):
            own |= {key for key in map(singular, turkish.peeled(text)) if key in known}
        return own
    return frozenset((text,))


def _with_same(keys: tuple[str, ...], token: Token) -> Keys:
    same = _same(token.script)
    return frozenset((*keys, *(same[key] for key in keys if key in same)))
