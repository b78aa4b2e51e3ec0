from __future__ import annotations

import pytest

from tests.cli.conftest import Run


def test_follow_ups_and_the_end(factbot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["what were the sales?", "and in q1?", ""])
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    out = factbot("chat").out
    assert "4,200 loaves" in out
    assert "3,900 loaves" in out


def test_the_end_of_the_input_ends_it(factbot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", gone)
    assert factbot("chat").code == 0
