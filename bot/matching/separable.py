"""German verbs whose particle stands at the end of the sentence: *gibt … aus* is one word, *ausgeben*."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.tokens import Token
from bot.language.words import words
from bot.matching.lexicon import Lexicon
from bot.matching.word import Word

_NEAR = 2
"""How far behind its verb a particle stands where nothing is to be done."""


def with_particle(tokens: Sequence[Token], known: Sequence[Word], lexicon: Lexicon, language: str) -> tuple[int, ...]:
    """The order of a text's tokens in which a particle at its end follows the verb that it belongs to.

    So where some form is made of that verb and that particle (``hängen zusammen``), and no other text is touched.

    Args:
        tokens: the tokens as they are read.
        known: what each tells by itself.
        lexicon: tells the forms.
        language: the language whose words the text is read with.
    """
    order = tuple(range(len(tokens)))
    if len(tokens) <= _NEAR or (tokens[-1].text,) not in words(language).particle:
        return order
    verb = next((i for i in order[:-_NEAR] if lexicon.joins(known[i].keys, known[-1].keys)), None)
    return order if verb is None else (*order[: verb + 1], order[-1], *order[verb + 1 : -1])
