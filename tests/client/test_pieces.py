"""Memory that forgets, cooldowns, pressure, translations, registered commands, pictures."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.env import Env

from bot.answers.wording import Wordings
from bot.client.client import Factbot
from bot.client.cooldown import Cooldown
from bot.client.pressure import Allowance, Gate, Pressure
from bot.client.recent import Recent
from bot.client.translator import WordingTranslator, said
from bot.facts.model import Fact
from tests.client.conftest import Make, Scene, text_of


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_entries_end_after_their_time_and_when_there_are_too_many() -> None:
    clock = Clock()
    recent: Recent[str, int] = Recent(2, 10, clock)
    recent.put("a", 1)
    recent.put("b", 2)
    recent.put("a", 3)
    recent.put("c", 4)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (3, None, 4)
    clock.now += 10
    assert recent.get("a") is None
    assert "c" not in recent
    recent.put("d", 5)
    assert len(recent) == 1
    assert recent.pop("d") == 5
    assert recent.pop("d") is None


def test_a_cooldown_lets_one_through_and_tells_once() -> None:
    clock = Clock()
    cooldown = Cooldown(5, clock)
    assert cooldown.left("a") == 0
    clock.now += 1.5
    assert cooldown.left("a") == 4
    assert cooldown.left("b") == 0
    assert [cooldown.tell("a"), cooldown.tell("a")] == [True, False]
    clock.now += 4
    assert cooldown.left("a") == 0
    assert Cooldown(0, clock).left("a") == 0


async def test_a_question_that_waited_is_told_whatever_the_clocks_say() -> None:
    clock = Clock()
    pressure = Pressure(clock)

    def asked(ago: float) -> dt.datetime:
        return dt.datetime.fromtimestamp(clock.now - 300 - ago, dt.UTC)  # Discord's clock is five minutes behind

    assert not pressure.late(asked(0.0))
    assert not pressure.late(asked(0.9))
    assert pressure.late(asked(1.2))
    assert pressure.waited(asked(2.0)) == pytest.approx(2.0, abs=0.01)


async def test_postponed_answers_wait_for_a_lull() -> None:
    pressure = Pressure(Clock())
    pressure.late(dt.datetime.fromtimestamp(1000, dt.UTC))
    pressure.late(dt.datetime.fromtimestamp(990, dt.UTC))
    assert not pressure._calm.is_set()
    async with pressure.turn():
        assert pressure._calm.is_set()


async def enter(gate: Gate, inside: list[int], number: int, out: asyncio.Event) -> None:
    async with gate:
        inside.append(number)
        await out.wait()


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_gate_lets_in_so_many_and_in_their_order() -> None:
    gate, inside = Gate(2), list[int]()
    outs = [asyncio.Event() for _ in range(5)]
    tasks = [asyncio.create_task(enter(gate, inside, number, out)) for number, out in enumerate(outs)]
    await settle()
    assert inside == [0, 1]
    quiet = asyncio.create_task(gate.quiet())
    await settle()
    assert not quiet.done()
    tasks[2].cancel()
    outs[1].set()
    await settle()
    assert inside == [0, 1, 3]
    # One that is cancelled just when its turn has come hands it on.
    outs[0].set()
    await asyncio.sleep(0)
    tasks[4].cancel()
    for out in outs:
        out.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    async with asyncio.timeout(5):
        await quiet
        async with gate, gate:
            inside.append(9)
    assert inside[-1] == 9


async def test_a_gate_widens_while_nobody_comes_out() -> None:
    gate, inside = Gate(2, patience=0.001), list[int]()
    out = asyncio.Event()
    tasks = [asyncio.create_task(enter(gate, inside, number, out)) for number in range(7)]
    async with asyncio.timeout(5):
        while len(inside) < 7:
            await asyncio.sleep(0.001)
    out.set()
    await asyncio.gather(*tasks)
    late = [asyncio.create_task(enter(gate, inside, number, asyncio.Event())) for number in (7, 8, 9)]
    await settle()
    assert inside == list(range(9))
    for task in late:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def test_an_allowance_comes_back() -> None:
    clock = Clock()
    allowance = Allowance(2, 10, clock)
    assert [allowance.take() for _ in range(3)] == [True, True, False]
    clock.now += 10
    assert allowance.take()


LOCALES = ("tr", "fr", "es-ES", "es-419", "de", "ru", "zh-CN", "zh-TW", "en-GB")


@pytest.mark.parametrize("locale", LOCALES)
async def test_commands_are_translated(wordings: Wordings, locale: str, make_bot: Make) -> None:
    translate = WordingTranslator(wordings).translate
    string = discord.app_commands.locale_str("ask", key="ask.name")
    context: Any = None  # the translator does not look at it
    assert await translate(string, discord.Locale(locale), context)
    assert await translate(string, discord.Locale("ja"), context) is None


def test_names_of_commands_are_names_in_every_language(wordings: Wordings) -> None:
    for tag in wordings.languages:
        wording = wordings.of(tag).discord
        names = [said(wording, f"{key}.name") for key in ("ask", "topics", "about", "language")]
        assert len(set(names)) == len(names)
        for name in [*names, said(wording, "ask.question.name"), said(wording, "language.language.name")]:
            assert name == name.lower()
            assert 1 <= len(name) <= 32
        assert len(said(wording, "answer_this")) <= 32


def puts(env: Env) -> int:
    return sum(r.method == "PUT" and r.path.endswith("/commands") for r in env.http_requests)


async def test_commands_are_registered_only_when_they_changed(
    simcord_env: Env, make_bot: Make, tmp_path: Path, wordings: Wordings
) -> None:
    before = puts(simcord_env)
    await simcord_env.restart_bot(make_bot(data_dir=tmp_path))
    assert puts(simcord_env) == before + 1
    await simcord_env.restart_bot(make_bot(data_dir=tmp_path))
    assert puts(simcord_env) == before + 1
    (tmp_path / "commands.json").write_text("broken", "utf-8")
    await simcord_env.restart_bot(make_bot(data_dir=tmp_path))
    assert puts(simcord_env) == before + 2


def drawn(fact: Fact, language: str) -> tuple[str, bytes] | None:
    """A picture that tells for what it stands."""
    return f"{fact.id}-{language}.png", b"\x89PNG"


@pytest.mark.parametrize("simcord_bot", [{"attachment": drawn}], indirect=True)
async def test_a_series_is_drawn_after_the_first_answer_and_with_the_next(
    simcord_bot: Factbot, simcord_env: Env
) -> None:
    scene = Scene(simcord_env, simcord_bot)
    first = await scene.alice.slash(scene.channel, "ask", question="How many passengers did the Aurora carry?")
    assert first.response is not None
    await simcord_env.settle()
    assert [a.filename for a in scene.last().attachments] == ["passengers-q2-en.png"]
    other = scene.guild.create_text_channel("other")
    second = await scene.alice.slash(other, "ask", question="How many passengers did the Aurora carry?")
    assert second.response is not None
    assert [a.filename for a in second.response.attachments] == ["passengers-q2-en.png"]
    third = await scene.alice.slash(other, "ask", question="What does a ticket cost?")
    assert third.response is not None
    assert not third.response.attachments


def broken(fact: Fact, language: str) -> tuple[str, bytes] | None:
    raise ValueError(fact.id)


@pytest.mark.parametrize("simcord_bot", [{"attachment": broken}], indirect=True)
async def test_a_picture_that_fails_loses_no_answer(simcord_bot: Factbot, simcord_env: Env) -> None:
    scene = Scene(simcord_env, simcord_bot)
    result = await scene.alice.slash(scene.channel, "ask", question="How many passengers did the Aurora carry?")
    assert result.response is not None
    assert "8,100" in text_of(result.response)
