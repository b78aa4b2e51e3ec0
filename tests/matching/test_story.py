"""What somebody tells of himself before he asks."""

from __future__ import annotations

import pytest

from bot.answers.answerer import Answerer
from bot.matching.story import after_story, with_workplace
from bot.matching.understand import understand


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("we counted calories all week, who owns the mill?", "who owns the mill?"),
        ("just saw Bunhaus, how much does it sell?", "how much does it sell bunhaus"),  # it points back
        ("I like bread, the mill too, and who owns the mill?", "and who owns the mill?"),
        ("calories are my hobby, so who owns the mill?", "so who owns the mill?"),
        ("calories are fun, so who owns the mill?", None),  # nobody speaks of himself
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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("I mill for Crumb. Does my employer sell much?", "I mill for Crumb. Does Crumb & Co sell much?"),
        ("My company is Crumb. Does my company sell much?", "My company is Crumb. Does Crumb & Co sell much?"),
        ("I like bread. Does my employer sell much?", "I like bread. Does my employer sell much?"),  # nobody is named
        ("Does my employer sell much?", "Does my employer sell much?"),
        (
            "Crumb is nice. Does my employer sell much?",
            "Crumb is nice. Does my employer sell much?",
        ),  # not his
    ],
)
def test_who_employs_the_speaker(bakery: Answerer, text: str, read: str) -> None:
    assert with_workplace(bakery.index, text) == read


def test_a_story_that_another_question_follows_is_not_asked(bakery: Answerer) -> None:
    found = understand(bakery.index, "I sold my car, so how many calories are in it?")
    assert not found.answers
