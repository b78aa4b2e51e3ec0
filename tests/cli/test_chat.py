from __future__ import annotations

from tests.cli.conftest import Run


def test_follow_ups_suggestions_and_the_end(factbot: Run) -> None:
    out = factbot("chat", stdin=b"what were the sales?\nand in q1?\n\n/quit\nwhat is the rent\n").out
    assert "4,200 loaves" in out
    assert "3,900 loaves" in out
    assert "900 crowns" not in out


def test_what_was_offered_is_picked_by_its_number(factbot: Run) -> None:
    out = factbot("chat", stdin=b"what are the sales of Bunhaus\n1\n").out
    assert "> 1\n" in out
    assert "loaves" in out.split("> 1\n")[1]


def test_broken_bytes_do_not_end_it(factbot: Run) -> None:
    ran = factbot("chat", stdin=b"\xff\xfe\nrent\n")
    assert ran.code == 0
    assert "900 crowns" in ran.out
