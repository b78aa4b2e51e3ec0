"""Facts taken out of their files with their comments."""

from __future__ import annotations

from pathlib import Path

from bot.facts.excerpts import exported_at, fact_excerpt, headed, topics_excerpt
from bot.facts.files import load
from bot.facts.given import differences, given_in
from bot.facts.reader import understood
from tests.conftest import write_base
from tests.ferry import FERRY


def test_a_fact_keeps_its_comments_and_can_be_given_back(tmp_path: Path) -> None:
    money = FERRY["facts/money.yaml"].replace("    source:", "    # held against the log book\n    source:")
    snapshot = load(write_base(tmp_path, {**FERRY, "facts/money.yaml": money}))
    text = fact_excerpt(snapshot, "fare")
    assert text is not None
    assert text.startswith("id: fare\n")
    assert "# held against the log book\n" in text
    assert differences(given_in(Path("fare.yaml"), text.encode()), understood(snapshot)) == []
    assert fact_excerpt(snapshot, "toll") is None


def test_topics_are_one_stream(tmp_path: Path) -> None:
    snapshot = load(write_base(tmp_path, FERRY))
    everything = given_in(Path("all.yaml"), headed(topics_excerpt(snapshot), 3).encode())
    assert [given.fact for given in everything] == list(understood(snapshot).facts)
    assert [given.fact.id for given in given_in(Path("m.yaml"), topics_excerpt(snapshot, "money").encode())] == ["fare"]
    assert topics_excerpt(snapshot, "weather") == ""


def test_an_excerpt_says_at_which_revision_it_was_made() -> None:
    assert exported_at(headed("id: fare\n", 12).encode()) == 12
    assert exported_at(headed("id: fare\n", 12).replace("\n", "\r\n").encode()) == 12
    assert headed("id: fare\n", None) == "id: fare\n"
    for other in (
        b"",
        b"id: fare\n",
        b"id: fare\n# Exported at revision 12.\n",
        b"\xff\xfe",
        b"# Exported at revision x.",
    ):
        assert exported_at(other) is None
