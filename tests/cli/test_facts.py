from __future__ import annotations

import json

import yaml

from tests.cli.conftest import Run


def test_list(factbot: Run) -> None:
    out = factbot("facts", "list").out
    assert "mill-owner" in out
    assert "mill-owner\tbakery\t2\tWho owns the mill?\n" in out


def test_list_as_json_has_questions_and_answers(factbot: Run) -> None:
    facts = {fact["id"]: fact for fact in json.loads(factbot("facts", "list", "--json").out)}
    assert set(facts) == {"sales-q2", "sales-q1", "rent", "owner", "hours", "mill-owner"}
    assert "rent" in facts["rent"]["questions"]["en"]
    assert facts["rent"]["answer"] == {"en": "The rent is **900 crowns** a month."}


def test_show(factbot: Run) -> None:
    out = factbot("facts", "show", "rent").out
    assert "900 crowns" in out
    assert "What is the lease?" in out


def test_an_unknown_fact_names_the_nearest(factbot: Run) -> None:
    ran = factbot("facts", "show", "rnet")
    assert ran.code == 2
    assert "did you mean rent" in ran.err


def test_export_can_be_read_again(factbot: Run) -> None:
    (topic,) = yaml.safe_load_all(factbot("facts", "export").out)
    assert topic["topic"] == "bakery"
    assert len(topic["facts"]) == 6
