"""What somebody takes back."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.matching.retracted import without_retracted
from bot.matching.understand import understand


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("calories? jk, how much is the rent", "how much is the rent"),
        ("calories, never mind: sales", "sales"),
        ("calories nvm the rent, scratch that, sales", "sales"),  # the last one counts
        ("never mind the calories, what is the rent", "never mind the calories, what is the rent"),  # nothing before
        ("what is the rent, never mind", "what is the rent, never mind"),  # nothing asked after
        ("what is the rent", "what is the rent"),
    ],
)
def test_what_is_left(bakery: Answerer, text: str, left: str) -> None:
    assert without_retracted(bakery.index.reader, text) == left


def test_what_is_taken_back_is_not_asked(bakery: Answerer) -> None:
    found = understand(bakery.index, "calories? just kidding, how much is the rent")
    assert [bakery.index.profiles[d.rated[0].fact].id for d in found.answers] == ["rent"]
