"""What kinds of question a text asks, and whether it denies something."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from bot.language import arabic
from bot.language.tokens import Script, Token
from bot.language.words import Phrase, words
from bot.matching.word import vocabulary_of

_BARE = 2
"""Tokens of a text that is too short to end with a tag."""

_TAGS = (1, 2, 3)
_FROM = ("من",)


def kinds_of(tokens: Sequence[Token], language: str, names: Collection[int] = ()) -> frozenset[str]:
    """Kinds of question asked, by the longest question phrase at each place.

    In Arabic "who" and "from" are one word: inside a text it is no question before a name (``names``) or a noun, nor
    where another question word stands before it.
    """
    phrases = _phrases(language, "ask")
    texts = tuple(token.text for token in tokens)
    if len(texts) > _BARE and any(
        texts[-length:] in known.tag for known in vocabulary_of(language) for length in _TAGS
    ):
        # "It was the baker who told, right?" asks neither who nor what.
        return frozenset({"yes_no"})
    kinds: set[str] = set()
    i = 0
    while i < len(texts):
        length = 1
        for phrase, kind in phrases.get(texts[i], ()):
            if texts[i : i + len(phrase)] == phrase:
                told = i + 1 in names or any(map(arabic.is_noun, texts[i + 1 : i + 2])) or bool(kinds - {"yes_no"})
                if phrase == _FROM and i and told:
                    break
                kinds.add(kind)
                length = len(phrase)
                break
        i += length
    return frozenset(kinds)


def is_negated(tokens: Sequence[Token], language: str) -> bool:
    """Whether a negation stands in a text."""
    phrases = _phrases(language, "negation")
    texts = tuple(token.text for token in tokens)
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
    texts = tuple(token.text for token in tokens)
    asked = {phrase: kind for phrases in _phrases(language, "ask").values() for phrase, kind in phrases}
    for i in plain:
        kind = next((asked[texts[i - n : i]] for n in (2, 1) if i >= n and texts[i - n : i] in asked), None)
        if tokens[i].script is Script.ARABIC:
            found = kind in {"how_much", "how_many", "what"} and arabic.is_noun(texts[i])
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
            return i
    return None


def owned_in(tokens: Sequence[Token], language: str) -> tuple[int, int]:
    """Where a text tells what somebody has already, up to what it asks: from and to; both 0, if it does not."""
    texts = tuple(token.text for token in tokens)
    owning = words(language).owning | words("en").owning
    start = next((i for i in range(len(texts)) for n in (1, 2) if texts[i : i + n] in owning), None)
    ask = _phrases(language, "ask")
    asking = [i for i, text in enumerate(texts) if any(kind != "yes_no" for _, kind in ask.get(text, ()))]
    if start is None or not asking or asking[0] < start:
        return 0, 0
    return start, asking[0]


@lru_cache(maxsize=64)
def _phrases(language: str, group: str) -> dict[str, list[tuple[Phrase, str]]]:
    """Phrases of a group of words by their first token, longest first."""
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for known in vocabulary_of(language):
        entries = known.ask if group == "ask" else dict.fromkeys(known.negation, group)
        for phrase, kind in entries.items():
            if phrase:
                found.setdefault(phrase[0], []).append((phrase, kind))
    for entries_of_word in found.values():
        entries_of_word.sort(key=lambda entry: -len(entry[0]))
    return found
