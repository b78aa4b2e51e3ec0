"""What part the named ones play in a question: whom something is done to, and who or what is to be explained."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot.facts.model import Facet
from bot.language.tokens import Token
from bot.language.words import Phrase, words
from bot.matching.keys import is_function
from bot.matching.lexicon import Mention

_NEAR = 5
"""At most so many words before a place where something was said stands who said or read it ("people on the forum")."""

_BACK = 3
"""At most so many words stand between a preposition and the name ("in the firm Crumb"), or a phrase and it."""


def toward(tokens: Sequence[Token], mentions: Sequence[Mention], language: str) -> frozenset[str]:
    """The subjects that something is done to: ``invested in X``, ``put into X``."""
    known = _phrases(language)[0]
    return frozenset(
        m.concept
        for m in mentions
        # What opens a text tells where or according to whom ("in X's words"), and not whom something is done to.
        if m.facet is Facet.SUBJECT and _after(tokens, m, known, language, opening=False)
    )


def defined(tokens: Sequence[Token], mentions: Sequence[Mention], language: str) -> frozenset[str]:
    """The subjects that a text asks to explain, and nothing else: ``what is X?``, ``who is Y``."""
    # An oath or a greeting asks for nothing.
    telling = [m for m in mentions if m.facet is Facet.SUBJECT or not m.weak]
    if not telling or any(m.facet is not Facet.SUBJECT for m in telling):
        return frozenset()
    named = {i for m in mentions for i in m.positions}
    if any(not is_function(token, language) for i, token in enumerate(tokens) if i not in named):
        return frozenset()
    known = _phrases(language)[1]
    return frozenset(m.concept for m in telling if _after(tokens, m, known, language))


def without_hearsay(tokens: Sequence[Token], mentions: Sequence[Mention], language: str) -> list[Mention]:
    """The mentions, those weak that only tell where something was said: ``people on X keep saying``."""
    found = list(mentions)
    for number, mention in enumerate(found):
        if mention.facet is Facet.SUBJECT and is_hearsay(tokens, mention.positions[0], language):
            found[number] = mention._replace(weak=True)
    return found


def is_hearsay(tokens: Sequence[Token], at: int, language: str) -> bool:
    """Whether what is named at a position only tells where something was said (``saw it on X that``)."""
    told, places = _hearsay(language)
    if not at or tokens[at - 1].text not in places:
        return False
    return any(token.text in told for token in tokens[max(0, at - 1 - _NEAR) : at - 1])


def reports(tokens: Sequence[Token], at: int) -> bool:
    """Whether who is named at a position is only the one who said something (``my friend X says that``)."""
    return tuple(token.text for token in tokens[at + 1 : at + 2]) in words("en").reports


@cache
def _hearsay(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words that tell that something was said, and those before where it was."""
    known, english = words(language), words("en")
    return known.hearsay | english.hearsay, known.place | english.place


@cache
def _phrases(language: str) -> tuple[frozenset[Phrase], frozenset[Phrase]]:
    """The phrases before whom something is done to, and before what is to be explained."""
    known, english = words(language), words("en")
    return known.toward | english.toward, known.define | english.define


def _after(
    tokens: Sequence[Token],
    mention: Mention,
    known: frozenset[Phrase],
    language: str,
    *,
    opening: bool = True,
) -> bool:
    """Whether one of the phrases stands before a mention, with nothing but function words between.

    Args:
        tokens: the text.
        mention: what is named in it.
        known: the phrases.
        language: of the text.
        opening: whether the phrase may be the text's first words.
    """
    start, first = mention.positions[0], 0 if opening else 1
    for end in range(start, max(0, start - _BACK), -1):
        if any(tuple(t.text for t in tokens[end - n : end]) in known for n in (1, 2, 3) if end - n >= first):
            return True
        if not is_function(tokens[end - 1], language):
            return False
    return False
