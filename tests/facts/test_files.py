"""Which files make up a fact base."""

from __future__ import annotations

from pathlib import Path

from bot.facts.files import held, load
from bot.facts.reader import understood
from tests.conftest import BAKERY, write_base


def test_bytes_held_elsewhere_are_the_same_base(tmp_path: Path) -> None:
    files = {**BAKERY, "loose.yml": "topic: loose\nfacts: []\n", "exam/one.yaml": "questions: []\n"}
    read = load(write_base(tmp_path / "base", files))
    contents = {file.name: data for file, data in reversed(read.files)}
    assert held(tmp_path / "base", contents) == read
    assert held(tmp_path / "gone", contents).bytes_of("facts/bakery.yaml") == BAKERY["facts/bakery.yaml"].encode()
    sound = {name: text.encode() for name, text in BAKERY.items()}
    assert [fact.id for fact in understood(held(tmp_path / "gone", sound)).facts][:2] == ["sales-q2", "sales-q1"]
