"""Pictures are drawn once, and one after the other."""

from __future__ import annotations

import asyncio
import threading
import time

from bot.answers.answerer import Answerer
from bot.answers.wording import Wordings
from bot.client.desk import Asker, Desk
from bot.client.journal import Passing, Unwritten
from bot.client.pictures import Pictures
from bot.facts.model import Fact

ASKER = Asker(1, "slash", private=True)
QUESTION = "How many passengers did the Aurora carry?"


class Easel:
    """Draws, and keeps how often and how many at a time."""

    def __init__(self) -> None:
        self.drawn: list[str] = []
        self.at_once = self.most = 0
        self._count = threading.Lock()

    def draw(self, fact: Fact, language: str) -> tuple[str, bytes] | None:
        with self._count:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        time.sleep(0.02)
        with self._count:
            self.at_once -= 1
            self.drawn.append(f"{fact.id} {language}")
        return f"{fact.id}.png", language.encode()


async def test_many_who_ask_at_once_get_one_drawing_each_language(ferry: Answerer, wordings: Wordings) -> None:
    desk = Desk(wordings, Unwritten(), Passing())
    desk.use(ferry)
    easel = Easel()
    pictures = Pictures(desk, easel.draw)
    desk.speaks(2, "ar")
    asked = [desk.ask(QUESTION, ASKER), desk.ask(QUESTION, Asker(2, "slash", private=True))]
    assert all(pictures.wanted(one) for one in asked)
    found = await asyncio.gather(*(pictures.draw(one) for _ in range(5) for one in asked))
    assert sorted(easel.drawn) == ["passengers-q2 ar", "passengers-q2 en"]
    assert easel.most == 1
    assert [picture.data for picture in found if picture] == [b"en", b"ar"] * 5
    assert not any(pictures.wanted(one) for one in asked)
    assert await pictures.draw(asked[0]) == pictures.ready(asked[0])
    assert len(easel.drawn) == 2


async def test_one_who_no_longer_waits_takes_nothing_from_the_others(ferry: Answerer, wordings: Wordings) -> None:
    desk = Desk(wordings, Unwritten(), Passing())
    desk.use(ferry)
    pictures = Pictures(desk, Easel().draw)
    asked = desk.ask(QUESTION, ASKER)
    first, second = (asyncio.create_task(pictures.draw(asked)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    assert await second is not None


async def test_a_drawing_waits_for_a_quiet_moment(ferry: Answerer, wordings: Wordings) -> None:
    desk = Desk(wordings, Unwritten(), Passing())
    desk.use(ferry)
    easel = Easel()
    pictures = Pictures(desk, easel.draw)
    quiet, waits = asyncio.Event(), asyncio.Event()

    async def moment() -> None:
        waits.set()
        await quiet.wait()

    pictures.quiet = moment
    drawing = asyncio.create_task(pictures.draw(desk.ask(QUESTION, ASKER)))
    await waits.wait()
    assert not easel.drawn
    quiet.set()
    assert await drawing is not None
