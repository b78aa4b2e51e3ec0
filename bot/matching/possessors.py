"""Possessors whom the base does not know: "my uncle's bakery", "the revenue of my shop"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bot.facts.model import Facet
from bot.language.tokens import Token, tokenise
from bot.language.words import words
from bot.matching.keys import is_function
from bot.matching.lexicon import Lexicon, Mention

_POSSESSIVE = re.compile(r"([^\W\d_]{2,})(?:['’]s|(?<=s)['’])\s+([^\W\d_]+)")
"""An English possessor and the word after it: the baker's shop, the bakers' shop."""

_OF_MINE = re.compile(r"\bof\s+(?:my|our)\s+([^\W\d_]{2,})", re.IGNORECASE)
"""What is the speaker's own, after an attribute of it: the revenue of my shop."""

_HAS = re.compile(
    r"(?<!\bthe )(?<!\bthis )(?<!\bthat )\b([^\W\d_]{2,})(?:['’]s|(?<=s)['’])\s+(own\s+)?(?=[^\W\d_])", re.IGNORECASE
)
"""A possessor that has a name before what he has, said to be his own or not; "the page's figures" has none."""

_GOES_ON = ("ing", "ed")
"""Ends of a word before which an 's is rather a verb: my uncle's asking."""


def foreign_possessors(
    text: str, tokens: Sequence[Token], mentions: Sequence[Mention], plain: Collection[int], lexicon: Lexicon
) -> frozenset[str]:
    """Those in an English text whose thing is asked for and who are nobody the base knows.

    Where somebody is named whom the base knows, the text is about them whoever else has something in it ("does the
    app work in my uncle's Crumb van?").

    Args:
        text: as it was written.
        tokens: its tokens.
        mentions: what it names.
        plain: positions of the words of content that belong to no concept, period or amount.
        lexicon: tells the base's own words.
    """
    if any(m.facet is Facet.SUBJECT and not m.weak for m in mentions):
        return frozenset()
    free = {tokens[i].text for i in plain}
    return frozenset(name for name in _possessors(text) if name in free and _is_foreign(name, lexicon))


def with_owners(text: str, tokens: Sequence[Token], mentions: list[Mention]) -> list[Mention]:
    """What an English text names; whose own attribute it asks for is no mere supporter ("Courier's own revenue").

    Args:
        text: as it was written.
        tokens: its tokens.
        mentions: what it names.
    """
    found = [(owner[-1].text, bool(match[2])) for match in _HAS.finditer(text) if (owner := tokenise(match[1]))]
    if not found:
        return mentions
    owners = {i for i, token in enumerate(tokens) for owner, _ in found if token.text == owner}
    own = {i + 1 for i in owners if (tokens[i].text, True) in found}
    asked = [m.positions[0] for m in mentions if m.facet is Facet.MEASURE and not m.weak]
    # "Own" before a thing is no question for its owner.
    kept = [m for m in mentions if m.weak or not own.issuperset(m.positions)]
    # "By the Courier's papers, how high was the loss?" asks for what is named last.
    last = max(asked, default=-1)
    having = {i for i in owners if i + 1 + (i + 1 in own) == last}
    return [m._replace(weak=m.weak and not (m.facet is Facet.SUBJECT and m.positions[-1] in having)) for m in kept]


def _is_foreign(name: str, lexicon: Lexicon) -> bool:
    """Whether a word is one for a person in everybody's life, or one that the base does not have."""
    return name in words("en").people or not (lexicon.knows(name) or lexicon.knows_stem(name, "en"))


def _possessors(text: str) -> Iterator[str]:
    for match in _POSSESSIVE.finditer(text) if "'" in text or "’" in text else ():
        owner, thing = tokenise(match[1]), tokenise(match[2])
        if owner and thing and not is_function(thing[0], "en") and not thing[0].text.endswith(_GOES_ON):
            yield owner[0].text
    for match in _OF_MINE.finditer(text):
        if thing := tokenise(match[1]):
            yield thing[0].text
