from __future__ import annotations

import pytest

from bot.language.capitals import set_apart


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("who sold more rolls, the firm or Ford?", {"ford"}),
        ("Nice day. Rolls are good. did Ford's shop sell them?", {"ford"}),
        ("did the shop sell rolls in May or on Friday?", set()),
        ("they sold it, Thanks a lot", set()),
        ("does the <@123456789012345678> sell rolls at Crumb", {"crumb"}),
        ("Big Rolls and Cakes", set()),
        ("the shop Is in Ford", set()),
        ("when I see rolls I think of Ford", {"ford"}),
        ("", set()),
    ],
)
def test_words_with_a_capital_in_small_letters(text: str, words: set[str]) -> None:
    assert set_apart(text) == words
