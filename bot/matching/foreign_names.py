"""Names of somebody whom the base does not know, in texts of further languages than English and Arabic.

There a rare word is rather a name than in English: the base has fewer of a language's words, and inflected ones are not
all in a list. So a word counts as known by its stem too, and German ones by what they are joined from.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, partial

from bot.language.detect import ends_turkish
from bot.language.everyday import everyday_words, spelt_words
from bot.language.normalise import normalise
from bot.language.stems import stem
from bot.language.tokens import Script, Token
from bot.language.words import words
from bot.matching.names import Knows, is_rare
from bot.matching.spelling import everyday_speller

_RARE = re.compile(r"(?=.*[aeiouyаеиоуыэюяё])[a-zа-яё]{4,}")
_CAPITAL = re.compile(r"(?<=[^\W_] )[^\W\d_]*[A-ZÀ-ÖØ-ÞА-ЯЁ][^\W\d_]*")
"""A word with a capital right after another word: what opens a sentence tells nothing."""

_SUFFIXED = re.compile(r"(?<!\w)([^\W\d_]{2,})['’][^\W\d_]{1,6}(?!\w)")
"""A Turkish name with its ending: no other words have them behind an apostrophe."""

_JOINED = 5
"""Letters at least of a word that a German one is taken to be joined from."""

_ACRONYM = 4
"""Letters up to which a word in capitals may stand for a term."""

_ENDING, _ROOT = 3, 5
"""Letters at most of an ending that a stemmer may not know, and at least of what stands before it."""

_ENLARGED = ("super", "mega", "hyper", "hiper", "ultra", "mini", "супер", "мега", "гипер", "мини")
"""What is put before a word in any of the languages: *supercentro*."""

_BROKEN = (("ie", "e"), ("ue", "o"), ("i", "e"))
"""Spanish vowels under stress, and those of the other forms: *advierte*, advertir; *sirven*, servir."""

_CONJUGATED = re.compile(r"[a-z]+(?:[ijy]eron|[iy]endo|[iy]era[ns]?|[bdl]r(?:an|ian?))")
"""Spanish verbs in tenses that the list has not, as it holds infinitives: *invirtieron*, *pidiendo*, *tendrán*."""

_NO_NAMES = re.compile(
    r"[а-я]{2,}(?:[аяиуеыо]ть(?:ся)?|[аяиуе]тся|[аяеиы]л(?:а|и|о|ся|ась|ись)|[аяу]ют(?:ся)?|[аяуе]ет(?:ся)?"
    r"|[еи]шь(?:ся)?"
    r"|нул[аи]?|[аие]л|[аея]ни(?:е|я|ю|ем|ях|й)|ост(?:ь|и|ью|ей)|ств(?:о|а|у|ом|е)|ируют?"
    r"|(?:енн|анн|льн|чн)(?:ый|ая|ое|ые|ого|ой|ым|ых|ую))"
)
"""Russian verbs, adjectives and words for what is done: the list has not all of their forms."""

_ASKED = frozenset(["ne", "nedir", "neci", "kim", "kimdir", "kime", "kimin", "kac"])
"""What asks right behind a Turkish word that opens the text: that word is whom it is about."""

_ASKED_RUSSIAN = frozenset(["сколько", "чей", "чья", "чье", "кто", "что", "чем", "почем"])
"""The same in a Russian one."""

_UNINFLECTED = re.compile("[а-я]{3,}[бвгджзклмнпрстфхцчшщь]")
"""A Russian word that ends as the names of firms mostly do, and has no ending of a case."""

_OWN = (2, 3, 4)
"""Characters that are a Chinese firm's own."""

_CAPITALS_TELL = frozenset(("es", "fr", "ru", "tr", "pt", "it", "nl", "id", "pl"))


def foreign_names(
    text: str, tokens: Sequence[Token], plain: Sequence[int], language: str, knows: Knows
) -> frozenset[str]:
    """The words of a text that are likely names of somebody whom the base does not know.

    Args:
        text: as it was given.
        tokens: its tokens.
        plain: positions of the words of content that belong to no concept, period or amount.
        language: of the text; neither English nor Arabic.
        knows: tells the words that the base or the language has.
    """
    apart = _set_apart(text, language)
    told = frozenset(_firms(tokens, plain))
    if language in {"tr", "ru"}:
        placed = _is_turkish_name if language == "tr" else partial(_is_russian_name, plain=frozenset(plain))
        told = told.union(tokens[i].text for i in plain if not knows(tokens[i]) and placed(tokens, i))
    return told.union(
        tokens[i].text
        for i in plain
        if tokens[i].script in {Script.LATIN, Script.CYRILLIC}
        if (tokens[i].text in apart and not knows(tokens[i], everyday=False))
        or (tokens[i].script is not Script.CYRILLIC and not knows(tokens[i]) and _is_rare(tokens[i], language))
    )


def _is_turkish_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether an unknown word in a Turkish text is a firm's by its place: no list tells what is said in Turkish."""
    word, following = tokens[at].text, "".join(token.text for token in tokens[at + 1 : at + 2])
    opens = at == 0 and following in _ASKED and len(word) >= _JOINED
    return (opens or following in words("tr").trail) and is_rare(word) and not ends_turkish(word)


def _is_russian_name(tokens: Sequence[Token], at: int, plain: frozenset[int]) -> bool:
    """Whether an unknown word in a Russian text is a name by its place: the list of Russian words is a short one.

    So behind *у* or a word for a firm; or at the end, right behind what is asked, or right before what asks at the
    beginning, if no ending tells that it is inflected.
    """
    before = "".join(token.text for token in tokens[at - 1 : at]) if at else ""
    if tokens[at].script is not Script.CYRILLIC or not _is_rare(tokens[at], "ru"):
        return False
    if before in words("ru").herald:
        return True
    said = at - 1 not in plain or _NO_NAMES.fullmatch(before) is not None
    closes = 0 < at == len(tokens) - 1 and said and before not in words("ru").function
    opens = at == 0 and "".join(token.text for token in tokens[1:2]) in _ASKED_RUSSIAN
    return (closes or opens) and _UNINFLECTED.fullmatch(tokens[at].text) is not None


def _firms(tokens: Sequence[Token], plain: Sequence[int]) -> Iterator[str]:
    """The names of Chinese firms that no concept has: they are told by their last two characters."""
    own = {i for i in plain if tokens[i].script is Script.CJK}
    known = words("zh")
    for at in range(_OWN[0], len(tokens) - 1):
        pairs = ["".join(token.text for token in tokens[i : i + 2]) for i in (at, at + 2)]
        if pairs[0] not in known.trail or pairs[1] in known.kind:
            continue
        start = at
        while start - 1 in own:
            start -= 1
        if at - start in _OWN:
            yield "".join(token.text for token in tokens[start : at + 2])


def _set_apart(text: str, language: str) -> frozenset[str]:
    """The words that are written as names are, in their normal form."""
    found = set(_SUFFIXED.findall(text)) if language == "tr" else set()
    if language in _CAPITALS_TELL and not text.isupper() and not text.istitle():
        found.update(word for word in _CAPITAL.findall(text) if not word.isupper() or len(word) > _ACRONYM)
    return frozenset(map(normalise, found))


def _is_rare(token: Token, language: str) -> bool:
    """Whether nobody says such a word, and it is none misspelt; never, where no list tells what is said."""
    word = token.text
    own = "ru" if token.script is Script.CYRILLIC else language
    if token.script is Script.LATIN and language in {"ru", "zh"}:
        own = "en"
    usual = word in spelt_words("en") or word in words(own).telling
    if usual or not everyday_words(own) or not _RARE.fullmatch(word):
        return False
    if any(_is_formed(known, own) for known in _plainer(word, own)) or (own == "de" and _is_joined(word)):
        return False
    if (own == "es" and _CONJUGATED.fullmatch(word)) or (own == "ru" and _NO_NAMES.fullmatch(word)):
        return False
    repaired = everyday_speller(own).repair(word)
    return repaired is None or repaired[0] != word[0]


def _plainer(word: str, language: str) -> Iterator[str]:
    """A word, also without what makes it greater or smaller, and in Spanish with its unstressed vowel."""
    yield word
    for part in _ENLARGED:
        if word.startswith(part) and len(word) >= len(part) + _JOINED:
            yield word.removeprefix(part)
    if language == "es":
        yield from (word.replace(stressed, plain, 1) for stressed, plain in _BROKEN if stressed in word)


def _is_formed(word: str, language: str) -> bool:
    """Whether a word is one of a language, or has an ending that another one lacks."""
    return stem(word, language) in _stems(language) or _is_inflected(word, language)


@cache
def _stems(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in spelt_words(language))


@cache
def _in_order(language: str) -> tuple[str, ...]:
    return tuple(sorted(spelt_words(language)))


def _is_inflected(word: str, language: str) -> bool:
    """Whether some word of a language begins as this one does, but for an ending."""
    root = word[: max(_ROOT, len(word) - _ENDING)]
    every = _in_order(language)
    at = bisect_left(every, root)
    return at < len(every) and every[at].startswith(root)


def _is_joined(word: str) -> bool:
    """Whether a German word begins or ends with another one."""
    parts = {part for i in range(_JOINED, len(word) - 2) for part in (word[:i], word[-i:])}
    return not (parts.isdisjoint(everyday_words("de")) and parts.isdisjoint(words("de").telling))
