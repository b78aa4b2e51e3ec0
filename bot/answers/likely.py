"""Which exam questions an edit is likely to give another answer, told without asking them.

Nearly all that move do so because a fact that was near being asked for is another one now, because they share a word
with a curated question that came or went, or because they were close to another answer anyhow and all scores have
shifted a little. What moves without that (a removed fact may take along what told others apart) is found by asking the
rest, which comes after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.answers.answerer import Answerer
from bot.answers.sittings import Key, Standing
from bot.facts.model import Fact, Knowledge
from bot.language.stems import token_stem
from bot.language.tokens import Token, tokenise
from bot.matching.index import Index, asked
from bot.matching.keys import content

CLOSE = 0.1
"""Margin up to which a question may get another answer by a slight shift of all scores."""

_COMMON = 0.01
"""Share of the curated questions from which a word is too common to tell where an edit reaches."""

_COMMON_LEAST = 3


class Likely:
    """Tells of a question whether an edit is likely to give it another answer."""

    def __init__(self, before: Answerer, after: Answerer) -> None:
        """Look at what the edit changed.

        Args:
            before: the base as it is.
            after: the base as it would be.
        """
        old, new = _by_id(before.knowledge), _by_id(after.knowledge)
        self._changed = frozenset(name for name in old if _seen(old[name]) != _seen(new.get(name)))
        self._all = _rules(before.knowledge) != _rules(after.knowledge)
        self._language = before.knowledge.base.languages.default
        gone, come = _questions(old, new), _questions(new, old)
        self._words = {*self._telling(gone, before.index), *self._telling(come, after.index)}

    def __call__(self, key: Key, standing: Standing) -> bool:
        """Whether a question is likely to get another answer.

        Args:
            key: the question and the one before it.
            standing: how it stands in the base as it is.
        """
        return (
            self._all
            or standing.margin < CLOSE
            or not self._changed.isdisjoint(standing.near)
            or any(not self._words.isdisjoint(map(self._stem, tokenise(text))) for text in key if text)
        )

    def _stem(self, token: Token) -> str:
        return token_stem(token, self._language)

    def _telling(self, texts: Iterator[str], index: Index) -> Iterator[str]:
        """The stems of the words in some curated questions that not many others have too."""
        most = max(_COMMON_LEAST, _COMMON * len(index.curated))
        for text in texts:
            for token in content(tokenise(text), self._language):
                if len(token.text) > 1 and index.vocabulary[token.text] <= most:
                    yield self._stem(token)


def _by_id(base: Knowledge) -> dict[str, Fact]:
    return {fact.id: fact for fact in base.facts}


def _rules(base: Knowledge) -> object:
    return base.concepts, base.base.languages, base.base.defaults


def _seen(fact: Fact | None) -> object:
    return None if fact is None else (fact.about, fact.questions, fact.answer)


def _questions(these: Mapping[str, Fact], those: Mapping[str, Fact]) -> Iterator[str]:
    """The curated questions that facts have in one base and not in the other."""
    for name, fact in these.items():
        other = those.get(name)
        if other is None or other.questions != fact.questions:
            kept = set() if other is None else {question for question, _ in asked(other)}
            yield from (question for question, _ in asked(fact) if question not in kept)
