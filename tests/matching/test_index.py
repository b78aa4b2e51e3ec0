"""An index whose answers are reworded is the one that would be built anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.model import Knowledge
from bot.facts.reader import read
from bot.matching.index import Index
from bot.matching.understand import understand
from tests.conftest import write_base
from tests.ferry import FERRY

CROSSING = "facts/crossing.yaml"
ASKED = (
    "How many travellers were there?",
    "who is the captain",
    "is it 9,900 passengers?",
    "was it 8,100 passengers?",
    "which boat crosses the archipelago",
    "who is Ida Holm",
    "كم عدد الركاب",
    "the captain of the Borealis?",
)


def base(folder: Path, *changes: tuple[str, str], without: str = "nothing") -> Knowledge:
    folder.mkdir()
    files = {name: text for name, text in FERRY.items() if not name.startswith(without)}
    for old, new in changes:
        assert old in files[CROSSING]
        files[CROSSING] = files[CROSSING].replace(old, new)
    return read(write_base(folder, files))


def test_only_answers_changed(tmp_path: Path) -> None:
    changes = (
        ("**8,100 passengers** in Q2", "**9,900 passengers** of the archipelago in Q2"),
        ("Ida Holm", "Ole Lund"),
    )
    edited = base(tmp_path / "new", *changes)
    old = Index(base(tmp_path / "old"))
    before = [understand(old, question) for question in ASKED]
    reworded, built = old.reworded(edited), Index(edited)
    assert reworded is not None
    assert reworded.knowledge is edited
    assert reworded.profiles == built.profiles
    assert reworded.profiles != old.profiles
    assert (reworded.by_amount, reworded.rarity) == (built.by_amount, built.rarity)
    assert [understand(reworded, question) for question in ASKED] == [understand(built, question) for question in ASKED]
    assert [understand(old, question) for question in ASKED] == before


@pytest.mark.parametrize(
    "change",
    [
        ("Who steers the ferry?", "Who steers her?"),
        ("id: captain", "id: master"),
        ("about: {subject: ferry, measure: captain}", "about: {subject: rival, measure: captain}"),
    ],
)
def test_more_than_answers_changed(tmp_path: Path, change: tuple[str, str]) -> None:
    changes = [change, ("related: [passengers-q1, captain, fare]", "related: [fare]")]
    assert Index(base(tmp_path / "old")).reworded(base(tmp_path / "new", *changes)) is None


def test_a_fact_is_gone(tmp_path: Path) -> None:
    less = base(
        tmp_path / "new", (", captain, fare]", ", captain]"), ("    related: [fare]\n", ""), without="facts/money"
    )
    assert Index(base(tmp_path / "old")).reworded(less) is None
