"""Small bases without concepts: decided like those with, since so few phrasings do not teach when to say no."""

from pathlib import Path

import pytest
import yaml

from bot.facts.reader import read
from bot.matching.decision import Outcome
from bot.matching.index import Index
from bot.matching.revision import revised
from bot.matching.understand import understand
from bot.matching.wealth import FEW

SHIPS = {
    "captain": [
        "Who was the captain of Comet 4?",
        "Who led the voyage of Comet 4?",
        "Who was in command?",
        "captain of the ship",
    ],
    "start": [
        "When did Comet 4 set sail?",
        "On which day did the ship leave?",
        "When did the voyage begin?",
        "date of departure",
    ],
    "cargo": [
        "What did the ship carry?",
        "Which goods were on board?",
        "What was the cargo of Comet 4?",
        "How much salt was loaded?",
    ],
    "harbour": [
        "Where did the ship land?",
        "In which harbour did it arrive?",
        "What was the port of arrival?",
        "Where did Comet 4 end its voyage?",
    ],
}
ANSWERS = {"start": "It set sail on **3 May 1888**."}


def saved(folder: Path, facts: dict[str, list[str]]) -> Path:
    data = [
        {"id": name, "questions": {"en": qs}, "answer": {"en": ANSWERS.get(name, f"The {name}.")}}
        for name, qs in facts.items()
    ]
    path = folder / "ships.yaml"
    path.write_text(yaml.safe_dump({"topic": "ships", "title": {"en": "Ships"}, "facts": data}), "utf-8")
    return path


@pytest.fixture(scope="module")
def ships(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index(read(saved(tmp_path_factory.mktemp("ships"), SHIPS)))


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("who was comet 4's captain?", "captain"),
        ("when did the ship set sail", "start"),
        ("when did the ship set sail in 1888?", "start"),
        ("in which harbour did the ship land", "harbour"),
    ],
)
def test_other_words_for_the_same(ships: Index, question: str, fact: str) -> None:
    main = understand(ships, question).main
    assert (main.outcome, ships.profiles[main.rated[0].fact].id) == (Outcome.ANSWER, fact)


@pytest.mark.parametrize(
    "question",
    [
        "who was the captain of Comet 5?",
        "what was the cargo of comet 12",
        "when did the ship set sail in 1901?",
        "is the captain still alive?",
        "how tall was the captain?",
        "good morning everybody",
    ],
)
def test_near_misses_are_not_answered(ships: Index, question: str) -> None:
    assert understand(ships, question).main.outcome is not Outcome.ANSWER


def test_it_is_no_plain_base_until_it_has_many_phrasings(ships: Index, tmp_path: Path) -> None:
    assert not ships.plain
    more = {name: [*qs, *(f"{name} number {i}" for i in range(round(2 * FEW)))] for name, qs in SHIPS.items()}
    assert Index(read(saved(tmp_path, more))).plain


def test_an_edit_that_makes_it_another_kind_of_base_is_for_a_new_index(ships: Index, tmp_path: Path) -> None:
    long = {
        name: [*qs, *(f"{name} number {i}" for i in range(60))] if name == "cargo" else qs for name, qs in SHIPS.items()
    }
    assert revised(ships, read(saved(tmp_path, long))) is None


def test_an_edit_that_names_another_of_a_series_is_for_a_new_index(ships: Index, tmp_path: Path) -> None:
    more = {**SHIPS, "cargo": [*SHIPS["cargo"], "What was the cargo of Comet 5?"]}
    knowledge = read(saved(tmp_path, more))
    assert revised(ships, knowledge) is None
    main = understand(Index(knowledge), "which goods were the cargo of comet 5").main
    assert main.outcome is not Outcome.DECLINE


@pytest.mark.parametrize("cargo", [["What did the ship carry?", "Which freight was on board?"], ["the freight"]])
def test_an_edit_gives_the_index_that_would_be_built(ships: Index, tmp_path: Path, cargo: list[str]) -> None:
    knowledge = read(saved(tmp_path, {**SHIPS, "cargo": cargo}))
    edited, built = revised(ships, knowledge), Index(knowledge)
    assert edited is not None
    assert not edited.provisional
    assert edited.open == built.open
    for question in ("which freight did it have", "who was comet 4's captain?", "where did the ship land"):
        one, other = understand(edited, question).main, understand(built, question).main
        assert (one.outcome, [r.fact for r in one.rated]) == (other.outcome, [r.fact for r in other.rated])
        assert one.confidence == pytest.approx(other.confidence, abs=1e-5)


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("in what year did comet 4 leave", "start"),
        ("in which town did it land", "harbour"),
        ("what country did the ship land in", "harbour"),
    ],
)
def test_a_noun_that_no_fact_has_is_no_hindrance_if_the_rest_is_likely(ships: Index, question: str, fact: str) -> None:
    main = understand(ships, question).main
    assert (main.outcome, ships.profiles[main.rated[0].fact].id) == (Outcome.ANSWER, fact)
