"""Names in a text of somebody or something that the base does not know."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.language.numbers import Amount
from bot.language.tokens import Script, Token
from bot.matching.forms import Numbered
from bot.matching.keys import Keys


def siblings(
    numbered: Numbered,
    tokens: Sequence[Token],
    keys: Sequence[Keys],
    taken: Collection[int],
    amounts: Sequence[Amount],
) -> Iterator[str]:
    """The names in a text that differ from known ones by their number alone: a ship's, a model's, a version's.

    Args:
        numbered: the known names with a number.
        tokens: the text.
        keys: the readings of each token.
        taken: positions that belong to a concept or a period; whatever has that very number is no stranger.
        amounts: the amounts of the text; a number with a scale counts something.
    """
    scaled = {i for amount in amounts if amount.scaled for i in amount.positions}
    for at, token in enumerate(tokens):
        if at in taken or at in scaled:
            continue
        if token.script is Script.LATIN and numbered.shares_letters(token.text):
            yield token.text
        elif token.script is Script.NUMBER and not (at + 1 < len(tokens) and tokens[at + 1].text == "%"):
            before = tokens[at - 1].text if at else ""
            if token.text not in numbered.series.get(before, (token.text,)):
                yield f"{before} {token.text}"
            for head in numbered.heads:
                start = at - len(head)
                if start >= 0 and all(key in keys[start + i] for i, key in enumerate(head)):
                    yield " ".join(known.text for known in tokens[start : at + 1])
