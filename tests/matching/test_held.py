import math
from pathlib import Path

import pytest
import yaml

from bot.facts.reader import read
from bot.matching.held import BY_ANSWER, BY_KIN, Held, Telling, has, held, telling
from bot.matching.index import Index

SHOP = {
    "buying": ["Where can I purchase a lamp?", "I want a lamp"],
    "hours": ["When do you open?", "Opening hours on Sunday"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    facts = [{"id": name, "questions": {"en": qs}, "answer": {"en": f"About {name}."}} for name, qs in SHOP.items()]
    path: Path = tmp_path_factory.mktemp("shop") / "shop.yaml"
    path.write_text(yaml.safe_dump({"topic": "shop", "title": {"en": "Shop"}, "facts": facts}), "utf-8")
    return path


@pytest.fixture(scope="module")
def shop(folder: Path) -> Index:
    """A base that counts as large enough to teach itself when to say no."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.matching.wealth.FEW", 0.0)
        return Index(read(folder))


@pytest.fixture(scope="module")
def small(folder: Path) -> Index:
    return Index(read(folder))


def of(index: Index, text: str, fact: int, least: int = 1) -> Held:
    return held(index.words(index.reader.read(text)), index.machines, fact, least)


def test_a_fact_holds_its_own_words_and_no_others(shop: Index) -> None:
    assert of(shop, "a lamp", 0).share == 1.0
    assert of(shop, "lamps", 0) == Held(1.0, 0.0)
    assert of(shop, "lamps", 1).share == 0.0
    assert of(shop, "", 0) == Held(0.0, 0.0)


def test_a_word_that_must_stand_in_two_phrasings(shop: Index) -> None:
    assert of(shop, "lamp", 0, least=2).share == 1.0
    assert of(shop, "purchase", 0, least=2).share == 0.0


def test_a_word_of_like_meaning_is_held_in_part(shop: Index) -> None:
    assert of(shop, "buy", 0).share == pytest.approx(BY_KIN)
    assert of(shop, "buy", 1).share == 0.0


def test_a_rare_word_lacks_more_than_a_common_one(shop: Index) -> None:
    assert of(shop, "lamp that", 0).lacking < of(shop, "lamp zirconium", 0).lacking
    assert of(shop, "lamp that", 0).share > of(shop, "lamp zirconium", 0).share


def test_a_text_in_a_language_that_the_base_has_not_is_weighed_as_one_of_its_own(shop: Index) -> None:
    reading = shop.reader.read("Wo kann ich eine Lampe kaufen und wann?")
    assert reading.language == "de"
    assert len(shop.words(reading).weights) == len(reading.tokens)


def test_what_a_fact_speaks_of_counts_by_where_it_stands(small: Index) -> None:
    def weight(stem: str, groups: tuple[str, ...] = ()) -> float:
        return has([Telling(stem, groups, 1.0)], small.profiles[0])

    bought = next(iter(small.profiles[0].kin))
    assert weight("lamp") == math.log(2.0)
    assert weight("never", (bought,)) == math.log1p(BY_KIN)
    assert weight("about") == math.log1p(BY_ANSWER)
    assert weight("never") == 0.0


def test_a_rare_word_tells_more_than_a_common_one(small: Index) -> None:
    reading = small.reader.read("do you have halogen")
    tells = {word.stem: word.weight for word in telling(reading, "en", {"have": 0.5})}
    assert tells["halogen"] == 1.0
    assert tells["have"] < 0.5
