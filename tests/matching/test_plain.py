import pytest
import yaml

from bot.facts.reader import read
from bot.matching.decision import Outcome, Why
from bot.matching.index import Index
from bot.matching.understand import understand

SHOP = {
    "opening": ["When do you open?", "What are your opening hours?", "Are you open on Sundays?", "When do you close?"],
    "returns": ["How do I return a lamp?", "Can I send my order back?", "What is your return policy?"],
    "delivery": ["How long does delivery take?", "When will my order arrive?", "Do you ship abroad?"],
    "payment": ["Can I pay by card?", "Which means of payment are there?", "Do you take cash?"],
    "warranty": ["Is there a warranty on lamps?", "How long is the guarantee?", "My lamp is broken after a year"],
    "bulbs": ["Which bulbs fit?", "Are bulbs included?", "How bright are the bulbs?"],
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Index:
    facts = [{"id": name, "questions": {"en": qs}, "answer": {"en": f"About {name}."}} for name, qs in SHOP.items()]
    path = tmp_path_factory.mktemp("shop") / "shop.yaml"
    path.write_text(yaml.safe_dump({"topic": "shop", "title": {"en": "Shop"}, "facts": facts}), "utf-8")
    return Index(read(path))


def asked(index: Index, question: str) -> tuple[Outcome, str]:
    main = understand(index, question).main
    return main.outcome, index.profiles[main.rated[0].fact].id if main.rated else ""


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("what time do you open", "opening"),
        ("can I return the lamp I ordered?", "returns"),
        ("delivry takes how long", "delivery"),
        ("is payment by card possible and when", "payment"),
    ],
)
def test_other_words_for_the_same(shop: Index, question: str, fact: str) -> None:
    assert shop.plain
    assert asked(shop, question) == (Outcome.ANSWER, fact)


@pytest.mark.parametrize(
    "question", ["who wrote hamlet", "tell me a joke about zebras", "qwertz uiop", "سعر الذهب اليوم"]
)
def test_questions_beside_the_point_are_not_answered(shop: Index, question: str) -> None:
    assert asked(shop, question)[0] is not Outcome.ANSWER


def test_a_curated_question_gets_its_fact(shop: Index) -> None:
    main = understand(shop, "do you SHIP abroad").main
    assert (main.outcome, main.why) == (Outcome.ANSWER, Why.CURATED)
    assert shop.profiles[main.rated[0].fact].id == "delivery"


def test_a_text_without_words_is_no_question(shop: Index) -> None:
    assert understand(shop, "?!").main.why is Why.EMPTY


def test_confidences_never_say_that_two_facts_are_both_likely(shop: Index) -> None:
    rated = understand(shop, "how long").main.rated
    assert rated[0].confidence + rated[1].confidence <= 1.0 + 1e-9
