"""Which language a member writes: scripts first, then the votes of everyday words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from bot.language.everyday import everyday_words, spelt_words
from bot.language.german import with_umlauts
from bot.language.tokens import Script, Token, reads_as_arabizi, tokenise
from bot.language.words import arabizi, languages, words
from bot.language.words_elsewhere import language_elsewhere, words_elsewhere

__all__ = ["ARABIZI", "detect", "ends_turkish", "reads_as_arabizi"]

ARABIZI = "ar-Latn"
_ORDER = ("en", "ar-Latn", "es", "fr", "de", "tr", "pt")
"""Which language wins a tie: names and finance terms are English in every language."""

_SCRIPTS = ((Script.ARABIC, "ar", 1), (Script.CJK, "zh", 2), (Script.CYRILLIC, "ru", 1))
"""Scripts that tell a language, and how many tokens make a word."""

_LETTERS = {"tr": "ğışİ", "de": "ß", "fr": "êœùûîëï", "es": "ñ¿¡", "pt": "ãõ"}
_SHARED_LETTERS = {"tr": "çöü", "de": "äöü", "fr": "çéèàâô", "es": "áéíóú"}


_UNITS = ("quarter", "half", "month", "year")
_SHORT = 3
"""Letters of a word of time that may be anything."""

_EVERYDAY = ("de", "es", "fr")
"""Languages in Latin letters with a list of everyday words, beside English."""

_FEW = 1.0
"""Lead over English up to which everyday words vote too."""

_TURKISH = re.compile(
    r"[a-z]{4,}(?:[iu]n[iu]n|y[ae]lim)|[a-z]{3,}m[iu]s(?:l[ae]r|ti|tir)|[a-z][iu]yor(?:lar|um|sun|uz|du)?"
    r"|[a-z]{2,}(?:[iu]yor?(?:lar|um|sun|uz|du|dular|mus)?|[ae]cak?(?:lar|ler)?|ecek(?:ler|mi)?"
    r"|[lrnae]m[iu]s(?:lar|ler|ti)?|[dt][iu](?:lar|ler|k)|[ml][ae]k(?:ta|te)?|l[ae]r[iu]n?|[aeiu]rl[ae]r|[ei]rdi|[ia]rdi|inca|ince)"
)
"""Endings that are Turkish, where the letters that are only Turkish are left out."""

_NOUN = 0.01
"""What a word tells more for a language where it is one of content than for another that has it too."""

_LONG = 6
"""Letters of a word from which its ending tells."""

_TURKISH_SIGNS = re.compile(
    r"(?<!\w)(?!(?:[cdjlmnst]|[\w]*qu)['’])\w+['’](?:n?[iıuü]n|[yns]?[aeiıuü]|n?[dt][ae]n?(?:ki)?|[yn]?l[ae]|[dt][iıuü]r)(?!\w)"
    r"|(?<!\ba)(?<!\bpara)(?<!\bde)(?<!\bpor)(?<!\ben) m[iı](?:ki|dir|ydi|sin)?(?= yoksa\b| acaba\b| ki\b|\W*$)"
    r"|\bne (?:i[sş]\b|diy|dem|kadar|zaman|oldu|yap)",
    re.IGNORECASE,
)
"""A name with a Turkish ending behind an apostrophe, the question's particle at its end, and what begins with *ne*."""

_MAY_BE_TURKISH = ("'", "’", " mi", " mı", "ne ")
"""What one of them stands in; told in a fraction of the time."""

_SIGN = 2.0
"""The vote of such a sign."""


@cache
def _voters() -> dict[str, dict[str, float]]:
    """For each Latin-script word the languages that use it, the vote shared among them."""
    users: dict[str, set[str]] = {}
    for language in languages():
        known = words(language)
        phrases = set(known.ask) | set(known.months).union(*(known.time.get(unit, ()) for unit in _UNITS))
        timely = {part for phrase in phrases for part in phrase if phrase in known.ask or len(part) > _SHORT}
        timely |= {word for word in known.ordinal if len(word) > _SHORT}
        for word in known.function | known.telling | timely:
            if word.isascii() and word.isalpha():
                users.setdefault(word, set()).add(language)
    for word in arabizi():
        users.setdefault(word, set()).add(ARABIZI)
    votes = {word: dict.fromkeys(names, 1.0 / len(names)) for word, names in users.items()}
    for language in languages():
        for word in votes.keys() & (words(language).telling - words(language).function):
            # German *Quelle?* asks for something by itself, French *quelle* does not.
            votes[word][language] += _NOUN if len(votes[word]) > 1 else 0
    asking = {phrase[0] for phrase in words("ar").ask if len(phrase) == 1}
    # Whoever asks in Arabic writes it, however many names and terms of others follow.
    votes.update(
        {word: {ARABIZI: 2.0} for word, arabic in arabizi().items() if arabic in asking and users[word] == {ARABIZI}}
    )
    return votes


@lru_cache(maxsize=8192)
def detect(text: str) -> str | None:
    """Guess the language of a short text.

    Returns a tag such as ``en`` or ``ar``, ``ar-Latn`` for Arabic in Latin letters, or None where nothing
    tells (a bare name or number).
    """
    tokens = tokenise(text)
    scripts = [token.script for token in tokens]
    telling = [entry for entry in _SCRIPTS if entry[0] in scripts]
    latin = scripts.count(Script.LATIN)
    foreign = sum([t.script is Script.LATIN and t.text in _latin_function() for t in tokens]) if telling else 0
    for script, language, length in telling:
        count = scripts.count(script) / length
        if count < foreign:
            continue
        own = sum(token.script is script and token.text in words(language).function for token in tokens)
        if count * 2 >= latin or own * 2 > scripts.count(script):
            return _east_asian(text) if script is Script.CJK else language
    return _latin_language(text, tokens)


@cache
def _latin_function() -> frozenset[str]:
    """Function words of two letters and more of all languages in Latin script."""
    every = (word for language in languages() for word in words(language).function)
    return frozenset(word for word in every if word.isascii() and word.isalpha() and len(word) > 1)


def _east_asian(text: str) -> str:
    if re.search(r"[\u3040-\u30ff]", text):
        return "ja"
    return "ko" if re.search(r"[\uac00-\ud7af]", text) else "zh"


def _latin_language(text: str, tokens: tuple[Token, ...]) -> str | None:
    votes: defaultdict[str, float] = defaultdict(float)
    for token in tokens:
        if token.script is Script.LATIN:
            for language, vote in _votes(token.text):
                votes[language] += vote
    lowered = text.lower()
    if any(map(lowered.__contains__, _MAY_BE_TURKISH)) and _TURKISH_SIGNS.search(text):
        votes["tr"] += _SIGN
    if not text.isascii():
        lowered = text.casefold() + text
        for language, letters in _LETTERS.items():
            votes[language] += 2 * sum([letter in lowered for letter in letters])
        for language, letters in _SHARED_LETTERS.items():
            if votes[language] > 0:
                votes[language] += sum([letter in lowered for letter in letters])
    elsewhere = language_elsewhere([token.text for token in tokens])
    if max(votes.values(), default=0.0) - votes["en"] <= _FEW and not elsewhere:
        for language, vote in _everyday_votes(tokens):
            votes[language] += vote
    known = [(round(vote, 6), -_ORDER.index(language)) for language, vote in votes.items() if vote > 0]
    if not known:
        return None
    vote, place = max(known)
    found = _ORDER[-place]
    if found == ARABIZI and vote <= 1.0 and elsewhere:
        # Indonesian *di* is no Egyptian *di* where other words are Indonesian too.
        return None
    doubtful = vote <= 2.0 and found not in {"en", ARABIZI}
    return "en" if doubtful and _rather_english(tokens, found, loans=not elsewhere) else found


@lru_cache(maxsize=16384)
def _votes(word: str) -> tuple[tuple[str, float], ...]:
    """The languages that a word in Latin letters votes for."""
    votes = tuple(_voters().get(word, {}).items())
    if reads_as_arabizi(word):
        return (*votes, (ARABIZI, 2.0))
    if not votes and "de" in _voters().get(with_umlauts(word), {}):
        return (("de", 1.0),)
    return (*votes, ("tr", 1.0)) if len(word) >= _LONG and ends_turkish(word) else votes


def _everyday_votes(tokens: Sequence[Token]) -> Iterator[tuple[str, float]]:
    """What everyday words tell of a text in which next to nothing else does: those that English does not have."""
    for token in tokens:
        word = token.text
        if token.script is Script.LATIN and len(word) > _SHORT and word not in _voters():
            users = [language for language in _EVERYDAY if word in everyday_words(language)]
            if users and word not in spelt_words("en"):
                yield from ((language, 0.9 / len(users)) for language in users)


def ends_turkish(word: str) -> bool:
    """Whether a word in Latin letters ends as Turkish ones do, and no other language has it."""
    return _TURKISH.fullmatch(word) is not None and word not in _voters() and word not in everyday_words("en")


def _rather_english(tokens: Sequence[Token], language: str, *, loans: bool) -> bool:
    """Whether the words beside a single one of another language are English ("net los", "Los Angeles today").

    With ``loans``, nouns beside two words that tell the other language may be loans from English ("hace software").
    """
    texts = frozenset(token.text for token in tokens if token.script is Script.LATIN)
    # Where there is no list of a language's words, those that tell it have to do.
    english, own = words("en"), words(language)
    telling = frozenset([word for word in texts if word in own.function or word in own.telling])
    ours = texts & everyday_words("en")
    theirs = (texts & everyday_words(language)) if everyday_words(language) else telling
    if loans and len(telling - english.function - words_elsewhere()) > 1:
        ours = frozenset([word for word in texts if word in english.function or word in english.telling])
        theirs = theirs | telling
    ours, theirs = ours - theirs, theirs - ours
    return len(ours) > 0 and len(ours) >= len(theirs)
