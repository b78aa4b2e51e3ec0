"""Facts that are asked of this and that: their own curated questions name things that no other question names.

Where there are no concepts, a name that the base does not have rules every fact out: who asks of somebody else is not
asked of what the base holds. But a fact on booking a table is asked with one restaurant here and another one there, so
that one more is nothing strange. A fact whose questions name such things shows it by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.facts.model import Fact
from bot.language.periods import Period
from bot.language.tokens import Script, tokenise
from bot.matching.frame import Clash
from bot.matching.names import is_rare

OPEN_FROM = 0.1
"""Share of a fact's curated questions with a rare word that stands nowhere else from which one more is nothing new."""


def open_facts(facts: Iterable[Fact], vocabulary: Mapping[str, int]) -> frozenset[int]:
    """The numbers of the facts that are asked of this and that.

    Args:
        facts: those of the base, in their order.
        vocabulary: the words of the curated questions, with how many have them.
    """
    return frozenset(number for number, fact in enumerate(facts) if _share(fact, vocabulary) >= OPEN_FROM)


def _share(fact: Fact, vocabulary: Mapping[str, int]) -> float:
    """The share of a fact's curated questions that have a rare word of their own."""
    every = [question for questions in fact.questions.values() for question in questions]
    return sum(_has_own(question, vocabulary) for question in every) / max(1, len(every))


def _has_own(question: str, vocabulary: Mapping[str, int]) -> bool:
    latin = (token.text for token in tokenise(question) if token.script is Script.LATIN)
    return any(vocabulary.get(word) == 1 and is_rare(word) for word in latin)


def is_only_a_name(clashes: Mapping[Clash, frozenset[str] | Period]) -> bool:
    """Whether nothing tells against a fact but a name, and none that differs from a known one by its number."""
    names = clashes.get(Clash.SUBJECT)
    if len(clashes) != 1 or not isinstance(names, frozenset):
        return False
    return not any(letter.isdigit() for name in names for letter in name)
