"""Words that are spelt otherwise than the base knows them."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("valuashun", "valuation"),
        ("kash", "cash"),
        ("robotz", "robots"),
        ("jazz", "jazz"),  # a word of its own
        ("munny", "money"),
        ("wtf", "what"),
    ],
)
def test_chat_spellings(answerer: Answerer, typed: str, read: str) -> None:
    assert [token.text for token in answerer.index.reader.read(f"the {typed} of it").tokens][1] == read
