"""Facts that are asked of this and that, in a base without concepts."""

from pathlib import Path

import pytest
import yaml

from bot.facts.reader import read
from bot.language.periods import Period
from bot.matching.decision import Outcome
from bot.matching.frame import Clash
from bot.matching.index import Index
from bot.matching.revision import revised
from bot.matching.slots import is_only_a_name
from bot.matching.understand import understand

DESK = {
    "table": [
        "Book a table at Corvello for two",
        "I need a table at Brindabar tonight",
        "Reserve a table for four at the Ostrelka",
        "Can I get a table at Vezzano?",
    ],
    "owner": [
        "Who owns the Lantern?",
        "To whom does the Lantern belong?",
        "Who is the owner of the Lantern?",
        "name of the owner",
    ],
    "hours": [
        "When does the Lantern open?",
        "What are the opening hours of the Lantern?",
        "Until when is the Lantern open?",
        "opening times",
    ],
}


def saved(folder: Path, facts: dict[str, list[str]]) -> Path:
    data = [{"id": name, "questions": {"en": qs}, "answer": {"en": f"The {name}."}} for name, qs in facts.items()]
    path = folder / "desk.yaml"
    path.write_text(yaml.safe_dump({"topic": "desk", "title": {"en": "Desk"}, "facts": data}), "utf-8")
    return path


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index(read(saved(tmp_path_factory.mktemp("desk"), DESK)))


def test_only_a_fact_that_is_asked_with_names_of_its_own_is_open(desk: Index) -> None:
    assert {desk.profiles[fact].id for fact in desk.open} == {"table"}


@pytest.mark.parametrize("question", ["book a table at zorbetti for two", "reserve a table at the yalombre"])
def test_one_more_name_is_nothing_strange_to_it(desk: Index, question: str) -> None:
    main = understand(desk, question).main
    assert (main.outcome, desk.profiles[main.rated[0].fact].id) == (Outcome.ANSWER, "table")
    assert not main.considered[0].clashes


@pytest.mark.parametrize("question", ["who owns the zorbetti?", "when does the yalombre open?"])
def test_to_others_it_is(desk: Index, question: str) -> None:
    main = understand(desk, question).main
    assert main.outcome is not Outcome.ANSWER
    assert main.considered
    assert all(Clash.SUBJECT in candidate.clashes for candidate in main.considered)


def test_an_edit_may_close_it(desk: Index, tmp_path: Path) -> None:
    closed = {**DESK, "table": ["Book a table for two", "Can I get a table?", "Reserve a table", "a table for tonight"]}
    edited = revised(desk, read(saved(tmp_path, closed)))
    assert edited is not None
    assert not edited.open
    assert desk.open


@pytest.mark.parametrize(
    ("clashes", "only"),
    [
        ({Clash.SUBJECT: frozenset({"zorbetti"})}, True),
        ({Clash.SUBJECT: frozenset({"comet 5"})}, False),  # kin of a known name, told apart by its number
        ({Clash.SUBJECT: frozenset({"zorbetti"}), Clash.PERIOD: Period(2019, 1, 12)}, False),
        ({Clash.PERIOD: Period(2019, 1, 12)}, False),
        ({}, False),
    ],
)
def test_only_a_name(clashes: dict[Clash, frozenset[str] | Period], only: bool) -> None:
    assert is_only_a_name(clashes) is only
