"""Which language a member writes: scripts first, then the votes of everyday words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from bot.language.tokens import Script, Token, tokenise
from bot.language.words import arabizi, languages, words

ARABIZI = "ar-Latn"
_LETTERS = {"tr": "ğışİ", "de": "ß", "fr": "êœùûîëï", "es": "ñ¿¡", "pt": "ãõ"}
_SHARED_LETTERS = {"tr": "çöü", "de": "äöü", "fr": "çéèàâô", "es": "áéíóú"}
_CHAT_DIGIT = re.compile(r"[a-z][2356789][a-z]|^[235679][a-z]{2}|[a-z]{2}[37]$")
_PLAIN_DIGIT = re.compile(r"^(?:q[1-4]|h[12]|[1-4]q|\d+(?:rd|st|nd|th|m|bn|b|k|gw|mw))$")


@cache
def _voters() -> dict[str, dict[str, float]]:
    """For each Latin-script word the languages that use it, the vote shared among them."""
    users: dict[str, list[str]] = {}
    for language in languages():
        known = words(language)
        vocabulary = known.function | {part for phrase in known.ask for part in phrase}
        for word in vocabulary:
            if word.isascii() and word.isalpha():
                users.setdefault(word, []).append(language)
    for word in arabizi():
        users.setdefault(word, []).append(ARABIZI)
    return {word: {name: 1.0 / len(names) for name in names} for word, names in users.items()}


def reads_as_arabizi(word: str) -> bool:
    """Whether digits stand for Arabic letters in this word (``7arb``, ``ya3ni``), and not for numbers."""
    return bool(_CHAT_DIGIT.search(word)) and not _PLAIN_DIGIT.match(word)


@lru_cache(maxsize=8192)
def detect(text: str) -> str | None:
    """Guess the language of a short text.

    Returns a tag such as ``en`` or ``ar``, ``ar-Latn`` for Arabic in Latin letters, or None where nothing
    tells (a bare name or number).
    """
    tokens = tokenise(text)
    scripts = Counter(token.script for token in tokens)
    arabic, latin = scripts[Script.ARABIC], scripts[Script.LATIN]
    if arabic and (arabic * 2 >= latin or _function_share(tokens, Script.ARABIC, "ar") > 0.5):
        english = sum(t.text in words("en").function for t in tokens if t.script is Script.LATIN)
        return "ar" if arabic >= english else "en"
    if scripts[Script.CJK] and scripts[Script.CJK] * 2 >= latin:
        if re.search(r"[\u3040-\u30ff]", text):
            return "ja"
        return "ko" if re.search(r"[\uac00-\ud7af]", text) else "zh"
    if scripts[Script.CYRILLIC] and scripts[Script.CYRILLIC] * 2 >= latin:
        return "ru"
    return _latin_language(text, tokens)


def _function_share(tokens: tuple[Token, ...], script: Script, language: str) -> float:
    function = words(language).function
    of_script = sum(token.script is script for token in tokens)
    return sum(t.script is script and t.text in function for t in tokens) / max(1, of_script)


def _latin_language(text: str, tokens: tuple[Token, ...]) -> str | None:
    votes: Counter[str] = Counter()
    for token in tokens:
        if token.script is not Script.LATIN:
            continue
        for language, vote in _voters().get(token.text, {}).items():
            votes[language] += vote  # type: ignore[assignment]  # shared votes are fractions
        if reads_as_arabizi(token.text):
            votes[ARABIZI] += 2
    lowered = text.casefold()
    for language, letters in _LETTERS.items():
        votes[language] += 2 * sum(letter in lowered for letter in letters)
    for language, letters in _SHARED_LETTERS.items():
        if language in votes or votes.total() == 0:
            votes[language] += sum(letter in lowered for letter in letters)
    known = [(vote, language) for language, vote in votes.items() if vote > 0]
    if not known:
        return None
    # English wins a tie: names and finance terms are English in every language.
    return max(known, key=lambda pair: (pair[0], pair[1] == "en"))[1]
