from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answerer import Answerer
from bot.answers.stats import Counts, Span, Stats, bundled, every_day, ranked, today, top_missed
from bot.facts.model import Base, Fact, Knowledge, Topic
from bot.matching.decision import Outcome

DAY = dt.date(2031, 5, 1)
COUNTS = st.builds(Counts, *(st.integers(0, 50) for _ in range(5)))


def test_topics(bakery: Answerer) -> None:
    stats = Stats(DAY, DAY, facts={"rent": Counts(3, up=1), "owner": Counts(2, down=1), "gone": Counts(9)})
    assert stats.topics(bakery.knowledge) == {"-": Counts(9), "bakery": Counts(5, up=1, down=1)}
    assert list(stats.topics(bakery.knowledge)) == ["-", "bakery"]


def test_a_renamed_fact_counts_where_it_is() -> None:
    fact = Fact.model_validate({"id": "c", "questions": {"en": ["q"]}, "answer": {"en": "a"}})
    base = Base(renamed={"a": "b", "b": "c", "x": "y", "y": "x"}, retired=("old",))
    knowledge = Knowledge(base=base, topics=(Topic(topic="t", facts=(fact,)),))
    assert [today(name, knowledge) for name in ("a", "b", "c", "old", "x", "never")] == [
        "c",
        "c",
        "c",
        "old",
        "x",
        "never",
    ]
    assert Stats(DAY, DAY, facts={"a": Counts(1), "c": Counts(2)}).topics(knowledge) == {"t": Counts(3)}


def test_shares() -> None:
    assert Counts(3, 1, 0).share(Outcome.ANSWER) == 0.75
    assert Counts().share(Outcome.DECLINE) == 0.0


@given(st.dictionaries(st.dates(DAY, DAY + dt.timedelta(days=20)), COUNTS), st.integers(0, 20))
def test_every_day_has_its_place(counts: dict[dt.date, Counts], length: int) -> None:
    last = DAY + dt.timedelta(days=length)
    days = every_day(counts, DAY, last)
    assert list(days) == sorted(days)
    assert len(days) == length + 1
    within = [one for day, one in counts.items() if day <= last]
    assert Stats(DAY, last, days).total == sum(within, Counts())


@given(
    st.lists(st.tuples(st.sampled_from(["Any cake?", "any cake", "ANY CAKE", "loaf", "loaf!", "x"]), st.integers(1, 9)))
)
def test_spellings_count_together(texts: list[tuple[str, int]]) -> None:
    found = top_missed(texts)
    assert sum(count for _, count in found) == sum(count for _, count in texts)
    assert len(found) == len({text.lower().strip("?!") for text, _ in texts})
    assert [count for _, count in found] == sorted((count for _, count in found), reverse=True)
    assert {text for text, _ in found} <= {text for text, _ in texts}


def test_the_spelling_most_used_is_shown() -> None:
    assert top_missed([("any cake", 1), ("Any cake?", 3), ("loaf", 5)]) == [("loaf", 5), ("Any cake?", 4)]
    assert len(top_missed([(f"thing {n}", 1) for n in range(30)], 7)) == 7


def test_ranking() -> None:
    assert list(ranked({"a": Counts(1), "b": Counts(0, 2), "c": Counts(0, 0, 2)})) == ["b", "c", "a"]


def test_values_are_complete(bakery: Answerer) -> None:
    stats = Stats(DAY, DAY, {DAY: Counts(1, 2, 3, 4, 5)}, {"en": Counts(1)}, {"rent": Counts(1, up=2)}, [("why?", 3)])
    every = {"asked": 6, "answered": 1, "suggested": 2, "declined": 3, "up": 4, "down": 5}
    assert stats.values(bakery.knowledge) == {
        "first": "2031-05-01",
        "last": "2031-05-01",
        "total": every,
        "days": {"2031-05-01": every},
        "languages": {"en": every | {"asked": 1, "suggested": 0, "declined": 0, "up": 0, "down": 0}},
        "topics": {"bakery": {"answered": 1, "up": 2, "down": 0}},
        "facts": {"rent": {"answered": 1, "up": 2, "down": 0}},
        "missed": [{"question": "why?", "asked": 3}],
    }


@given(st.integers(1, 1500), st.integers(0, 400))
def test_many_days_are_put_together(length: int, shift: int) -> None:
    first = DAY + dt.timedelta(days=shift)
    days = {first + dt.timedelta(days=n): Counts(n + 1) for n in range(length)}
    _, together = bundled(days)
    assert list(together) == sorted(together)
    assert sum(together.values(), Counts()) == sum(days.values(), Counts())
    assert len(together) <= 104
    assert next(iter(together)) == first


def test_what_is_put_together() -> None:
    def spans(length: int) -> tuple[Span, int, dt.date]:
        span, together = bundled({DAY + dt.timedelta(days=n): Counts(1) for n in range(length)})
        return span, len(together), list(together)[-1]

    assert spans(92) == (Span.DAY, 92, dt.date(2031, 7, 31))
    # The last week is whole, the first one has two days.
    assert spans(93) == (Span.WEEK, 14, dt.date(2031, 7, 26))
    assert spans(729) == (Span.MONTH, 24, dt.date(2033, 4, 1))
