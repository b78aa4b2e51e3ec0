"""``factbot stats`` and ``factbot review``."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.answers import charts
from bot.answers.missed import key_of
from bot.storage.database import Database, default_url
from bot.storage.questions import write_asked, write_votes
from bot.storage.records import Asked, Vote
from bot.storage.review import How, Review, Settled
from tests.cli.conftest import Run

NOW = dt.datetime.now(dt.UTC)


def asked(number: int, question: str, days: int = 0, **more: Any) -> Asked:
    values: dict[str, Any] = {"outcome": "decline", "facts": (), "why": "measure", "language": "en"}
    values |= {"candidates": (), "confidence": 0.1, "place": "slash"} | more
    return Asked(
        key=f"{number:032x}", at=NOW - dt.timedelta(days=days, seconds=60 - number), question=question, **values
    )


ASKED = [
    asked(0, "Who owns the bakery?", outcome="answer", facts=("owner",), why="curated"),
    asked(1, "Who owns the bakery?", 2, outcome="answer", facts=("owner",), why="curated"),
    asked(2, "any vegan cake?"),
    asked(3, "Any vegan cake"),
    asked(4, "is there some vegan\ncake \u202eleft", 1),
    asked(5, "من يوصل الطحين؟", language="ar"),
    asked(6, "any parking", 40),
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """The bot's data folder, with questions."""
    fill(tmp_path / "data", ASKED, [Vote(ASKED[0].key, "a", 1, NOW), Vote(ASKED[1].key, "b", -1, NOW)])
    return tmp_path / "data"


def fill(folder: Path, records: Sequence[Asked], votes: Sequence[Vote] = (), settled: Sequence[Settled] = ()) -> None:
    async def work() -> None:
        database = Database(default_url(folder))
        await database.open()
        async with database.writing() as connection:
            await write_asked(connection, records)
            await write_votes(connection, votes)
        await Review(database).settle(settled)
        await database.close()

    asyncio.run(work())


@pytest.mark.usefixtures("questions")
def test_figures_as_json(factbot: Run) -> None:
    ran = factbot("stats", "--json")
    found = json.loads(ran.out)
    assert found["total"] == {"asked": 6, "answered": 2, "suggested": 0, "declined": 4, "up": 1, "down": 1}
    assert len(found["days"]) == 30
    assert sum(day["asked"] for day in found["days"].values()) == 6
    assert list(found["languages"]) == ["en", "ar"]
    assert found["topics"] == {"bakery": {"answered": 2, "up": 1, "down": 1}}
    assert found["facts"] == {"owner": {"answered": 2, "up": 1, "down": 1}}
    assert found["missed"][0] == {"question": "Any vegan cake", "asked": 2}
    assert json.loads(factbot("stats", "--json", "--days", "60").out)["total"]["asked"] == 7


@pytest.mark.usefixtures("questions")
def test_figures_for_people(factbot: Run) -> None:
    ran = factbot("stats")
    assert ran.code == 0
    assert "6 questions\nanswered 33 %, suggested 0 %, declined 67 %\nvotes: 1 up, 1 down\n" in ran.out
    assert "owner" in ran.out
    assert "is there some vegan cake" in ran.out  # in one line


def test_nothing_was_asked(factbot: Run) -> None:
    ran = factbot("stats", "--days", "1")
    assert (ran.code, ran.out) == (0, f"{NOW:%Y-%m-%d} to {NOW:%Y-%m-%d}: 0 questions\n")
    assert factbot("review").out == "nothing to review\n"
    assert json.loads(factbot("review", "--json").out) == {"groups": 0, "missed": []}


@pytest.mark.usefixtures("questions")
@pytest.mark.parametrize("language", ["en", "ar", "zh", "ru"])
def test_a_picture(factbot: Run, tmp_path: Path, language: str) -> None:
    image = pytest.importorskip("PIL.Image", reason="pictures need the extra factbot[charts]")
    path = tmp_path / "stats.PNG"
    ran = factbot("stats", "--plot", str(path), "--language", language)
    assert (ran.code, ran.out) == (0, f"{path}\n")
    with image.open(path) as picture:
        assert picture.format == "PNG"
        assert picture.size == (1200, 1050)
        # Columns of both kinds are there.
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1_000_000)}
    assert {(0x4F, 0xB4, 0x77), (0x8A, 0x90, 0xA0), (0x5F, 0xA8, 0xFF)} <= colours


def test_a_picture_that_cannot_be_made(factbot: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = factbot("stats", "--plot", str(tmp_path / "stats.jpg"))
    assert ran.code == 2
    assert "a name that ends in .png" in ran.err
    ran = factbot("stats", "--plot", str(tmp_path / "none" / "stats.png"))
    assert ran.code == 2
    assert "No such file" in ran.err
    monkeypatch.setattr(charts, "available", lambda: False)
    ran = factbot("stats", "--plot", str(tmp_path / "stats.png"))
    assert ran.code == 2
    assert "pip install 'factbot[charts]'" in ran.err
    assert ran.err.count("\n") == 1


def test_a_database_that_is_away(factbot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTBOT_DATABASE_URL", "postgres://u:p4ss@127.0.0.1:9/none")
    for command in ("stats", "review"):
        ran = factbot(command)
        assert ran.code == 2
        assert "check that PostgreSQL runs there" in ran.err
        assert "p4ss" not in ran.err


@pytest.mark.parametrize("days", ["0", "-1", "many"])
def test_days_that_are_none(factbot: Run, days: str) -> None:
    ran = factbot("stats", "--days", days)
    assert ran.code == 2
    assert "--days" in ran.err


def test_missed_questions_as_json(factbot: Run, questions: Path) -> None:
    found = json.loads(factbot("review", "--json").out)
    assert found["groups"] == 4  # the answer that somebody disliked among them
    first = found["missed"][0]
    assert (first["question"], first["asked"], first["how"]) == ("Any vegan cake", 3, {"declined": 3})
    assert [phrase["asked"] for phrase in first["questions"]] == [2, 1]
    assert len(first["nearest"]) == 3
    assert first["answered"] == []
    disliked = next(one for one in found["missed"] if "disliked" in one["how"])
    assert disliked["answered"] == ["owner"]
    assert json.loads(factbot("review", "--json", "--days", "2").out)["groups"] == 2
    key = key_of("any vegan cake")
    fill(questions, [], settled=[Settled(key, How.ASIDE, "mod", NOW + dt.timedelta(minutes=5), 2)])
    found = json.loads(factbot("review", "--json").out)
    assert [one["question"] for one in found["missed"] if "vegan" in one["question"]] == [ASKED[4].question]


@pytest.mark.usefixtures("questions")
def test_missed_questions_for_people(factbot: Run) -> None:
    ran = factbot("review", "--limit", "1")
    lines = ran.out.splitlines()
    assert lines[0] == "3  Any vegan cake"
    assert lines[1].startswith("   1  is there some vegan cake")
    assert lines[2].startswith(f"   declined 3; last {NOW:%Y-%m-%d}; nearest: ")
    assert lines[3] == "and 3 more; --limit shows more"


def test_what_was_set_aside_is_listed_and_put_back(factbot: Run, questions: Path) -> None:
    assert factbot("review", "--aside").out == "nothing was set aside lately\n"
    key = key_of("any vegan cake")
    fill(questions, [], settled=[Settled(key, How.ASIDE, "mod", NOW + dt.timedelta(minutes=5), 2)])
    assert factbot("review", "--aside").out.splitlines() == [
        "2  Any vegan cake",
        f"   set aside {NOW + dt.timedelta(minutes=5):%Y-%m-%d} by mod",
    ]
    told = json.loads(factbot("review", "--aside", "--json").out)
    assert [(one["questions"], one["asked"]) for one in told["aside"]] == [(["Any vegan cake"], 2)]
    wrong = factbot("review", "--put-back", "any parking")
    assert (wrong.code, "no such question was set aside" in wrong.err) == (2, True)
    assert factbot("review", "--put-back", "any VEGAN cake?").out == "1 question put back into the review\n"
    assert factbot("review", "--aside").out == "nothing was set aside lately\n"
    assert json.loads(factbot("review", "--json").out)["missed"][0]["asked"] == 3
