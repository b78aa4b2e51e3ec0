"""A review with hundreds of groups on the stand-in for Discord: each page once, in order, and each within its time."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import random
import re
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bot.storage.database import Database, default_url
from bot.storage.questions import write_asked
from bot.storage.records import Asked
from tests.conftest import write_base
from tests.discord.test_scenarios import STANDIN
from tests.ferry import FERRY

pytestmark = [
    pytest.mark.discord,
    pytest.mark.filterwarnings("default"),  # the stand-in runs in this process here, and has warnings of its own
    pytest.mark.skipif(not STANDIN.is_file(), reason="the stand-in for Discord is not there (../shared/discord)"),
]

DISCORD_WAITS = 3.0
"""Seconds until Discord gives an interaction up."""


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4))


def missed(groups: int) -> list[Asked]:
    """Questions of which each is about a place of its own; some were asked more often than others."""
    chance = random.Random(5)
    texts = [f"Does she call at {_word(chance).title()} {_word(chance).title()}?" for _ in range(groups)]
    begun = dt.datetime.now(dt.UTC) - dt.timedelta(days=2)
    asked = [text for text in texts for _ in range(1 + chance.randrange(9))]
    chance.shuffle(asked)
    return [
        Asked(
            key=f"{number:032x}",
            at=begun + dt.timedelta(seconds=number),
            question=text,
            language="en",
            outcome="decline",
            facts=(),
            candidates=(),
            confidence=0.1,
            why="nothing",
            place="slash",
        )
        for number, text in enumerate(asked)
    ]


async def _write(folder: Path, records: list[Asked]) -> None:
    database = Database(default_url(folder))
    await database.open()
    async with database.writing() as connection:
        await write_asked(connection, records)
    await database.close()


def _text(message: dict[str, Any]) -> str:
    return "\n".join(f"{embed.get('title', '')}\n{embed.get('description', '')}" for embed in message["embeds"])


async def _turned(standin: Any, turn: Any) -> tuple[dict[str, Any], float, float]:
    """The message that an interaction ends up with, and the seconds to the first response and to the end."""
    began = time.perf_counter()
    interaction = await standin.answered(await turn)
    first = time.perf_counter() - began
    return await standin.final(interaction), first, time.perf_counter() - began


async def _page_through(data: Path, knowledge: Path, cache: Path) -> tuple[list[str], list[float], list[float], Any]:
    from standin import Standin  # type: ignore[import-not-found]

    async with Standin(log=str(data / "bot.log")) as standin:
        editors = await standin.add_role("Editors", 8192)
        await standin.member("ed", roles=["Editors"])
        guild = next(iter(standin.guilds.values())).id
        env = {
            "FACTBOT_KNOWLEDGE_DIR": str(knowledge),
            "FACTBOT_DATA_DIR": str(data),
            "FACTBOT_DATABASE_URL": "",
            "FACTBOT_DISCORD__MODERATION__GUILDS": f"[{guild}]",
            "FACTBOT_DISCORD__MODERATION__ROLES": f"[{editors['id']}]",
            "XDG_CACHE_HOME": str(cache),
        }
        bot = await standin.start([sys.executable, "-m", "bot", "run"], env=env)
        for _ in range(6000):
            if "fact base is open" in bot.text():
                break
            await asyncio.sleep(0.05)
        shown, first, final = await _turned(standin, standin.slash("ed", "review"))
        pages, firsts, finals = [_text(shown)], [first], [final]
        while any(one.get("label") == "More" for row in shown["components"] for one in row["components"]):
            shown, first, final = await _turned(standin, standin.click("ed", shown, label="^More$"))
            pages.append(_text(shown))
            firsts.append(first)
            finals.append(final)
        back = [_text((await _turned(standin, standin.click("ed", shown, label="^Back$")))[0])]
        assert back == pages[-2:-1]
        findings = standin.findings()
        await bot.stop()
        return pages, firsts, finals, findings


@pytest.mark.parametrize("groups", [40, pytest.param(500, marks=pytest.mark.long)])
def test_a_review_of_many_groups_shows_each_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, groups: int) -> None:
    monkeypatch.syspath_prepend(str(STANDIN.parent))
    records = missed(groups)
    data = tmp_path / "data"
    asyncio.run(_write(data, records))
    knowledge = os.environ.get("FACTBOT_TEST_KNOWLEDGE") or write_base(tmp_path / "ferry", FERRY)
    began = time.perf_counter()
    pages, firsts, finals, findings = asyncio.run(_page_through(data, Path(knowledge), tmp_path / "cache"))
    assert not any(findings.values())
    assert [page.split("\n")[0].split("Review ")[1] for page in pages] == [
        f"{number} of {groups}" for number in range(1, groups + 1)
    ]
    found = [re.search(r"\*\*(Does she call at [\w ]+\?)\*\*", page) for page in pages]
    counts = [re.search(r"asked: (\d+)", page) for page in pages]
    told = {one[1]: int(count[1]) for one, count in zip(found, counts, strict=True) if one and count}
    assert told == {text: sum(one.question == text for one in records) for text in {one.question for one in records}}
    assert list(told.values()) == sorted(told.values(), reverse=True)
    assert max(firsts) < DISCORD_WAITS
    print(
        f"{len(pages)} pages in {time.perf_counter() - began:.0f} s; the first after {finals[0]:.2f} s, then "
        f"{statistics.median(finals[1:]) * 1000:.0f} ms (median), {max(finals[1:]) * 1000:.0f} ms at most"
    )
