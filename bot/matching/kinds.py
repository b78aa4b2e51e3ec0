"""What kinds of question a text asks, and whether it denies something."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from bot.language import arabic
from bot.language.tokens import Script, Token
from bot.language.words import Phrase, words
from bot.matching.keys import is_function
from bot.matching.word import vocabulary_of

_BARE = 2
"""Tokens of a text that is too short to end with a tag."""

_TAGS = (1, 2, 3)
_AND = "و"
_FROM = ("من",)
_ARTICLE = ("ال",)


def kinds_of(tokens: Sequence[Token], language: str, names: Collection[int] = ()) -> frozenset[str]:
    """Kinds of question asked, by the longest question phrase at each place.

    In Arabic "who" and "from" are one word: inside a text it is no question before a name (``names``) or a noun, nor
    where another question word stands before it.
    """
    phrases = _phrases(language, "ask")
    texts = tuple(
        [_without_and(token.text, phrases) if token.script is Script.ARABIC else token.text for token in tokens]
    )
    tags = _tags(language)
    if len(texts) > _BARE and any(texts[-length:] in tags for length in _TAGS):
        # "It was the baker who told, right?" asks neither who nor what.
        return frozenset({"yes_no"})
    kinds: set[str] = set()
    i = 0
    polite = _phrases(language, "chatter")
    while i < len(texts):
        text = texts[i]
        if text in polite and (
            length := max([len(p) for p, _ in polite[text] if texts[i : i + len(p)] == p], default=0)
        ):
            # "Please" may hold a word that else asks (من فضلك).
            i += length
            continue
        length = 1
        for phrase, kind in phrases.get(text, ()):
            if texts[i : i + len(phrase)] == phrase:
                told = i + 1 in names or any(map(arabic.is_noun, texts[i + 1 : i + 2])) or bool(kinds - {"yes_no"})
                if phrase == _FROM and i and told:
                    break
                kinds.add(kind)
                length = len(phrase)
                break
        i += length
    return frozenset(kinds)


def opening_of(tokens: Sequence[Token], language: str) -> str | None:
    """The kind of question that a text opens with, prepositions and the like before it left out; None if it has none.

    "In which year did it rise?" asks when, and "how high is it when it rains?" only how high.
    """
    phrases = _phrases(language, "ask")
    texts = tuple([token.text for token in tokens])
    for i, token in enumerate(tokens):
        found = next((kind for phrase, kind in phrases.get(texts[i], ()) if texts[i : i + len(phrase)] == phrase), None)
        if found or not is_function(token, language):
            return found
    return None


def asks_before(tokens: Sequence[Token], start: int, first: int, language: str) -> bool:
    """Whether a question word stands right before a place, or opens what stands there up to another one."""
    asked = _asked(language)
    texts = tuple([token.text for token in tokens[max(0, start - 2) : first + 1]])
    before = min(2, start)
    words = [texts[before - n : before] for n in (1, 2) if n <= before]
    words += [texts[before : before + n] for n in (1, 2) if before + n <= len(texts)]
    return any(asked.get(phrase, "yes_no") != "yes_no" for phrase in words)


def _without_and(text: str, phrases: Mapping[str, object]) -> str:
    """An Arabic word, and one that asks without the "and" written onto it (وكم)."""
    attached = text.startswith(_AND) and text not in phrases
    return text[1:] if attached and text[1:] in phrases else text


def is_negated(tokens: Sequence[Token], language: str) -> bool:
    """Whether a negation stands in a text."""
    phrases = _phrases(language, "negation")
    texts = tuple([token.text for token in tokens])
    if phrases.keys().isdisjoint(texts):
        return False
    return any(
        texts[i : i + len(phrase)] == phrase for i, text in enumerate(texts) for phrase, _ in phrases.get(text, ())
    )


def wanted_in(tokens: Sequence[Token], language: str, plain: Collection[int]) -> int | None:
    """Where the noun stands that a text asks for: ``which colour is it?``, ``how many ovens are there?``.

    An adjective counts as one: ``how loud is it?``. Only a word of content that belongs to no concept (``plain``) is
    told. After a bare ``what`` it is a noun if a verb that asks or a preposition follows: ``what made it rise?`` asks
    for none.

    Returns:
        Its position; None, if the text asks for none.
    """
    if not plain:
        return None
    texts = tuple([token.text for token in tokens])
    asked = _asked(language)
    for i in plain:
        # In Arabic an English noun has an article of its own before it (شو الـ roadmap).
        named = texts[i - 1 : i] == _ARTICLE and tokens[i].script is not Script.ARABIC
        at = i - named
        kind = next((asked[texts[at - n : at]] for n in (2, 1) if at >= n and texts[at - n : at] in asked), None)
        if named or tokens[i].script is Script.ARABIC:
            counted = kind in {"how_much", "how_many"} and arabic.may_be_counted(texts[i])
            found = kind in {"how_much", "how_many", "what"} and (named or counted or arabic.is_noun(texts[i]))
        else:
            following = texts[i + 1 : i + 2]
            verb = asked.get(following) == "yes_no" or not words("en").place.isdisjoint(following)
            if kind is None and verb and i - 1 in plain:
                # "What reading level is it?"
                kind = next(
                    (asked[texts[i - 1 - n : i - 1]] for n in (2, 1) if texts[i - 1 - n : i - 1] in asked), None
                )
            found = kind == "how_many" or (kind in {"what", "how"} and verb)
        if found:
            # Of an English compound the last word is the noun (tech stack).
            while tokens[i].script is Script.LATIN and i + 1 in plain and tokens[i + 1].script is Script.LATIN:
                i += 1  # noqa: PLW2901
            return i
    return None


def owned_in(tokens: Sequence[Token], language: str) -> tuple[int, int]:
    """Where a text tells what somebody has already, up to what it asks: from and to; both 0, if it does not."""
    texts = tuple(token.text for token in tokens)
    owning = words(language).owning | words("en").owning
    start = next((i for i in range(len(texts)) for n in (1, 2) if texts[i : i + n] in owning), None)
    ask = _phrases(language, "ask")
    asking = [
        i
        for i, text in enumerate(texts)
        if any(kind != "yes_no" and texts[i : i + len(phrase)] == phrase for phrase, kind in ask.get(text, ()))
    ]
    if start is None or not asking or asking[0] < start:
        return 0, 0
    return start, asking[0]


@lru_cache(maxsize=64)
def _tags(language: str) -> frozenset[Phrase]:
    """The phrases that a text ends with which asks whether it is so."""
    return frozenset().union(*(known.tag for known in vocabulary_of(language)))


@lru_cache(maxsize=64)
def _asked(language: str) -> dict[Phrase, str]:
    """The phrases that ask, each with the kind of question."""
    return {phrase: kind for phrases in _phrases(language, "ask").values() for phrase, kind in phrases}


@lru_cache(maxsize=64)
def _phrases(language: str, group: str) -> dict[str, list[tuple[Phrase, str]]]:
    """Phrases of a group of words by their first token, longest first."""
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for known in vocabulary_of(language):
        entries = known.ask if group == "ask" else dict.fromkeys(getattr(known, group), group)
        for phrase, kind in entries.items():
            if phrase:
                found.setdefault(phrase[0], []).append((phrase, kind))
    for entries_of_word in found.values():
        entries_of_word.sort(key=lambda entry: -len(entry[0]))
    return found
