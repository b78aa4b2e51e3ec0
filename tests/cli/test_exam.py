from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

GOOD = """
half: tune
language: en
questions:
  - {q: "how much rent", fact: rent}
  - {q: "sales in Q3", decline: period}
  - {q: "rent and opening hours", both: [rent, hours]}
  - {after: "sales in Q2?", q: "and in Q1?", fact: sales-q1}
"""
BAD = """
half: hold
language: en
questions:
  - {q: "how much rent", fact: hours}
  - {q: "who owns the mill", decline: subject}
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(GOOD, "utf-8")
    bad.write_text(BAD, "utf-8")
    return str(good), str(bad)


def test_figures(factbot: Run, files: tuple[str, str]) -> None:
    ran = factbot("exam", "--json", files[0])
    assert ran.code == 0
    assert "thresholds are set" not in ran.out
    english = json.loads(ran.out)["halves"]["tune"]["languages"]["en"]
    assert (english["asked"], english["to_decline"], english["right"], english["false"]) == (3, 1, 100.0, 0.0)


def test_under_the_thresholds(factbot: Run, files: tuple[str, str]) -> None:
    ran = factbot("exam", files[1])
    assert ran.code == 1
    assert "under the threshold: hold en" in ran.out
    assert "The thresholds are set under exam:" in ran.out
    assert "1 x hours got rent" in ran.out
    assert "1 x must be declined got mill-owner" in ran.out


def test_the_hold_half_is_only_counted(factbot: Run, files: tuple[str, str]) -> None:
    assert "who owns the mill" not in factbot("exam", "-v", files[1]).out


def test_one_half(factbot: Run, files: tuple[str, str]) -> None:
    assert factbot("exam", "--half", "tune", *files).code == 0


def test_no_questions(factbot: Run) -> None:
    ran = factbot("exam")
    assert ran.code == 2
    assert "no questions here" in ran.err
