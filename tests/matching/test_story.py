"""What somebody tells of himself before he asks."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.matching.story import after_story
from bot.matching.understand import understand


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("we counted calories all week, who owns the mill?", "who owns the mill?"),
        ("just saw Bunhaus, how much does it sell?", "how much does it sell bunhaus"),  # it points back
        ("I like bread, the mill too, and who owns the mill?", "and who owns the mill?"),
        ("who owns the mill, how much is the rent?", None),  # no story
        ("we ask how much the rent is, who owns the mill?", None),  # it asks something itself
        ("in Q1 we sold bread, how much is the rent?", None),
        ("we like bread in Q1, how much is the rent?", None),  # when may be asked for
        ("we like bread, the mill is nice", None),
        ("", None),
    ],
)
def test_after_story(bakery: Answerer, text: str, asked: str | None) -> None:
    assert after_story(bakery.index, text) == asked


def test_what_a_story_names_does_not_count(bakery: Answerer) -> None:
    found = understand(bakery.index, "we counted calories all week, who owns the mill?")
    assert [bakery.index.profiles[d.rated[0].fact].id for d in found.answers] == ["mill-owner"]
