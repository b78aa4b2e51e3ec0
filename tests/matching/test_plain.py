from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.facts.model import Knowledge
from bot.facts.reader import read
from bot.matching import plain
from bot.matching.decision import Outcome, Why
from bot.matching.index import Index, exact
from bot.matching.revision import revised
from bot.matching.understand import understand

SHOP = {
    "opening": ["When do you open?", "What are your opening hours?", "Are you open on Sundays?", "When do you close?"],
    "returns": ["How do I return a lamp?", "Can I send my order back?", "What is your return policy?"],
    "delivery": ["How long does delivery take?", "When will my order arrive?", "Do you ship abroad?"],
    "payment": ["Can I pay by card?", "Which means of payment are there?", "Do you take cash?"],
    "warranty": ["Is there a warranty on lamps?", "How long is the guarantee?", "My lamp is broken after a year"],
    "bulbs": ["Which bulbs fit?", "Are bulbs included?", "How bright are the bulbs?"],
}


@pytest.fixture(scope="module", autouse=True)
def few() -> Iterator[None]:
    """Small bases count as large enough to teach themselves when to say no."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.matching.wealth.FEW", 0.0)
        yield


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


def written(folder: Path, facts: dict[str, list[str]]) -> Index:
    return Index(read(saved(folder, facts)))


def saved(folder: Path, facts: dict[str, list[str]]) -> Path:
    data = [{"id": name, "questions": {"en": qs}, "answer": {"en": f"About {name}."}} for name, qs in facts.items()]
    path = folder / "base.yaml"
    path.write_text(yaml.safe_dump({"topic": "shop", "title": {"en": "Shop"}, "facts": data}), "utf-8")
    return path


def edited_index(index: Index, knowledge: Knowledge) -> Index:
    new = revised(index, knowledge)
    assert new is not None
    return new


@pytest.fixture
def many() -> dict[str, list[str]]:
    wares = ["lamp", "chair", "table", "carpet", "mirror", "shelf", "sofa", "desk"]
    deeds = {
        "price": "What does the {} cost?",
        "size": "How big is the {}?",
        "colour": "Which colours of {} are there?",
    }
    return {f"{d}-{w}": [ask.format(w), f"{d} of the {w}"] for w in wares for d, ask in deeds.items()}


def test_an_edit_is_live_without_building_all(
    many: dict[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = written(tmp_path, many)
    edited = {"parking": ["Where may I leave my bicycle?", "Is there a car park?"], **many}
    edited["price-sofa"] = [*many["price-sofa"], "Is the davenport expensive?"]
    del edited["size-desk"]
    knowledge = read(saved(tmp_path, edited))

    def build(*_: object) -> None:
        raise AssertionError("all was built")

    monkeypatch.setattr(Index, "__init__", build)
    revised = edited_index(index, knowledge)
    assert asked(revised, "place to leave a bicycle")[1] == "parking"
    assert asked(revised, "is a davenport expensive here")[1] == "price-sofa"
    assert asked(revised, "how big is this mirror")[1] == "size-mirror"
    assert asked(revised, "what is the cost of the carpet")[1] == "price-carpet"
    assert exact("How big is the desk?") not in revised.curated
    for name, questions in edited.items():
        assert [asked(revised, question) for question in questions] == [(Outcome.ANSWER, name)] * len(questions)
    # The old index goes on answering as before.
    assert asked(index, "how big is this desk")[1] == "size-desk"


def test_an_edited_index_ranks_as_one_built_anew(many: dict[str, list[str]], tmp_path: Path) -> None:
    index = written(tmp_path, many)
    edited = {**many, "size-lamp": ["How tall is the lamp?", "Height of the lamp"]}
    knowledge = read(saved(tmp_path, edited))
    for question in ("what is the height of this lamp", "colours of the sofa", "how big the table is"):
        one, two = (understand(i, question).main.rated[0] for i in (edited_index(index, knowledge), Index(knowledge)))
        assert one.fact == two.fact
        assert one.confidence == pytest.approx(two.confidence, abs=0.25)


def test_an_edit_of_everything_is_for_a_new_index(many: dict[str, list[str]], tmp_path: Path) -> None:
    index = written(tmp_path, many)
    assert (
        revised(index, read(saved(tmp_path, {name: [q + " please" for q in qs] for name, qs in many.items()}))) is None
    )


def test_a_large_base_is_revised_nearby(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("index", "revision"):
        monkeypatch.setattr(f"bot.matching.{module}.MANY_FACTS", 8)
    wares = [head + tail for head in ("lam", "chai", "tabo", "caru", "mira") for tail in ("pet", "rol", "sek", "dag")]
    many = {f"{deed}-{ware}": [f"the {deed} of a {ware}"] for ware in wares for deed in ("price", "size", "colour")}
    index = written(tmp_path, many)
    edited = {"parking": ["Where may I leave my bicycle?"], **many, "price-lampet": ["Is the davenport expensive?"]}
    del edited["size-mirasek"]
    new = edited_index(index, read(saved(tmp_path, edited)))
    assert new.provisional
    assert new.machines.facts == len(edited)
    assert asked(new, "place to leave a bicycle")[1] == "parking"
    assert asked(new, "is a davenport expensive here")[1] == "price-lampet"
    assert asked(new, "tell me the size of that caruday")[1] == asked(index, "tell me the size of that caruday")[1]
    for name, questions in edited.items():
        assert asked(new, questions[0]) == (Outcome.ANSWER, name)
    assert exact(many["size-mirasek"][0]) not in new.curated
    assert asked(index, many["size-mirasek"][0])[1] == "size-mirasek"


@pytest.mark.parametrize("factor", [100.0, -100.0])
def test_close_facts_are_ranked_by_the_words_too(shop: Index, monkeypatch: pytest.MonkeyPatch, factor: float) -> None:
    monkeypatch.setattr(plain, "BY_WORDS", factor)
    found = plain.candidates(shop, shop.reader.read("is the guarantee for bulbs included"))
    shares = [candidate.parts["held"] for candidate in found]
    assert len(set(shares)) > 1
    assert shares == sorted(shares, reverse=factor > 0.0)
