"""What a fact admits."""

from __future__ import annotations

from bot.answers.answerer import Answerer
from bot.facts.model import About, Fact
from bot.matching.profile import profile


def test_a_period_named_once_among_many_questions_is_a_slip(bakery: Answerer) -> None:
    """Of very many curated questions a single one that names another quarter may hold a wrong premise."""
    index = bakery.index
    fact: Fact = next(f for f in bakery.knowledge.facts if f.id == "sales-q2")
    assert isinstance(fact.about, About)
    once = [index.reader.read("sales before Q4")]
    others = [index.reader.read("sales")]
    few = profile(0, fact, once + others, [], [], index.rules.latest)
    many = profile(0, fact, once + others * 150, [], [], index.rules.latest)
    assert few.periods
    assert not many.periods
    assert many.questions == 151


def test_how_often_a_fact_is_asked_a_kind_of_question_alone(bakery: Answerer) -> None:
    index = bakery.index
    fact: Fact = next(f for f in bakery.knowledge.facts if f.id == "sales-q2")
    texts = ("why did sales rise", "how much were the sales and why", "the sales", "why those sales")
    one = profile(0, fact, [index.reader.read(text) for text in texts], [], [], index.rules.latest)
    assert one.sole == {"why": 0.5}
    assert one.opens == {"why": 0.5, "how_much": 0.25}
