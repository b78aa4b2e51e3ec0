from pathlib import Path

import pytest
import yaml

from bot.answers.answerer import Answerer
from bot.facts.reader import read
from bot.matching.bare import MANY, SOME, WEIGHTS_BARE, WEIGHTS_BARE_RICH, weights_bare
from bot.matching.decision import Outcome, Why
from bot.matching.features import BLOCK_MASK, Block
from bot.matching.index import Index
from bot.matching.understand import understand
from bot.matching.weights import PARTS

TALK = {
    "self": ["Who are you?", "What are you?", "Are you the one who answers here?"],
    "again": ["Would you say that again?", "Once more, please", "Can you repeat it?"],
    "opening": ["When do you open?", "What are the opening hours?", "Are you open on Sundays?"],
    "returns": ["How do I return a lamp?", "Can I send my order back?", "What is the return policy?"],
    "delivery": ["How long does delivery take?", "When will my order arrive?", "Do you ship abroad?"],
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("desk"))


def index_of(folder: Path) -> Index:
    facts = [{"id": name, "questions": {"en": qs}, "answer": {"en": f"About {name}."}} for name, qs in TALK.items()]
    path = folder / "facts.yaml"
    path.write_text(yaml.safe_dump({"topic": "desk", "title": {"en": "Desk"}, "facts": facts}), "utf-8")
    return Index(read(path))


@pytest.mark.parametrize(
    ("richness", "table"),
    [(0.0, WEIGHTS_BARE), (SOME, WEIGHTS_BARE), (MANY, WEIGHTS_BARE_RICH), (900.0, WEIGHTS_BARE_RICH)],
)
def test_every_part_has_its_place(richness: float, table: dict[str, float]) -> None:
    bias, parts = weights_bare(richness)
    assert bias == table["bias"]
    assert dict(zip(PARTS, parts, strict=True)) == {name: table.get(name, 0.0) for name in PARTS}
    assert set(table) <= {"bias", *PARTS}


def test_in_between_a_mixture_holds() -> None:
    poor, between, rich = (weights_bare(richness)[0] for richness in (SOME, (SOME * MANY) ** 0.5, MANY))
    assert between == pytest.approx((poor + rich) / 2)


def test_few_phrasings_without_concepts_are_ranked_by_words_and_letters(desk: Index) -> None:
    assert desk.bare
    assert not desk.plain
    blocks = set((desk.vectoriser._keys & BLOCK_MASK).tolist())
    assert {Block.WORD, Block.LETTERS, Block.ALIKE} <= blocks
    assert blocks.isdisjoint({Block.CONCEPT, Block.SPELLING, Block.KIN})


def test_a_base_with_concepts_is_not_bare(bakery: Answerer) -> None:
    assert not bakery.index.bare


def test_a_question_of_small_words_alone_is_held_against_the_phrasings(desk: Index) -> None:
    main = understand(desk, "so who are you then").main
    assert main.why is not Why.EMPTY
    assert desk.profiles[main.rated[0].fact].id == "self"


@pytest.mark.parametrize("text", ["", "?!", "🙂"])
def test_a_text_without_words_is_no_question(desk: Index, text: str) -> None:
    main = understand(desk, text).main
    assert main.outcome is Outcome.DECLINE
    assert main.why is Why.EMPTY


@pytest.mark.parametrize("text", ["good morning everyone", "lol that was insane"])
def test_chatter_is_not_answered(desk: Index, text: str) -> None:
    assert understand(desk, text).main.outcome is Outcome.DECLINE
