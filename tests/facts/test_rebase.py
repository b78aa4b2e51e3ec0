"""Edits laid on top of what others have made of the base since."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.edits import Alias, Change, Edit, Remove
from bot.facts.model import Fact, Knowledge
from bot.facts.reader import read
from bot.facts.rebase import rebased
from tests.conftest import write_base
from tests.ferry import FERRY


@pytest.fixture
def base(tmp_path: Path) -> Knowledge:
    return read(write_base(tmp_path, FERRY))


def fare(base: Knowledge, **changed: object) -> Fact:
    fact = next(fact for fact in base.facts if fact.id == "fare")
    return fact.model_copy(update=changed)


def moved(base: Knowledge, fact: Fact) -> Knowledge:
    """The base as somebody else leaves it."""
    topics = tuple(
        topic.model_copy(update={"facts": tuple(fact if held.id == fact.id else held for held in topic.facts)})
        for topic in base.topics
    )
    return base.model_copy(update={"topics": topics, "digest": "another"})


def on_top(base: Knowledge, theirs: Fact, mine: Fact) -> Fact:
    (edit,) = rebased([Change(mine)], base, moved(base, theirs))
    assert isinstance(edit, Change)
    return edit.fact


def test_other_parts_of_the_fact_stay_as_the_other_left_them(base: Knowledge) -> None:
    old = fare(base)
    theirs = fare(base, answer={**old.answer, "en": "Five crowns."})
    mine = fare(base, caveat={"en": "On Sundays it is free."}, answer={**old.answer, "ar": "خمس كرونات."})
    fact = on_top(base, theirs, mine)
    assert fact.answer == {"en": "Five crowns.", "ar": "خمس كرونات."}
    assert fact.caveat == {"en": "On Sundays it is free."}


def test_questions_of_both_are_kept_and_those_that_either_removed_go(base: Knowledge) -> None:
    old = fare(base).questions
    first, second = old["en"]
    theirs = fare(base, questions={**old, "en": (first, second, "theirs?")})
    mine = fare(base, questions={**old, "en": (second, "mine?")})
    assert on_top(base, theirs, mine).questions["en"] == (second, "theirs?", "mine?")


def test_where_both_changed_the_same_text_the_later_one_counts(base: Knowledge) -> None:
    old = fare(base).answer
    fact = on_top(base, fare(base, answer={**old, "en": "Five."}), fare(base, answer={**old, "en": "Six."}))
    assert fact.answer["en"] == "Six."


def test_a_language_that_one_took_out_stays_out(base: Knowledge) -> None:
    old = fare(base).answer
    theirs = fare(base, answer={"en": old["en"]})
    assert on_top(base, theirs, fare(base, checked=None, related=("captain",))).answer == {"en": old["en"]}


def test_what_was_typed_counts_as_such_only_while_nobody_else_changed_the_fact(base: Knowledge) -> None:
    edit = Change(fare(base, related=("captain",)), "id: fare  # typed\n")
    assert rebased([edit], base, base) == [edit]
    (later,) = rebased([edit], base, moved(base, fare(base, checked=None, caveat={"en": "Perhaps."})))
    assert isinstance(later, Change)
    assert later.text is None


def test_other_edits_and_facts_that_are_gone_are_left_alone(base: Knowledge) -> None:
    edits: list[Edit] = [Alias("fare", "en", "mine?"), Remove("captain"), Change(fare(base))]
    topics = tuple(topic for topic in base.topics if topic.topic != "money")
    assert rebased(edits, base, base.model_copy(update={"topics": topics, "digest": "x"})) == edits
