"""Health and metrics on the local port."""

from __future__ import annotations

import datetime as dt
import socket
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from simcord.env import Env

from bot.client.client import Factbot
from bot.client.health import HOST, health
from bot.client.metrics import Metrics
from bot.client.serve import StartError
from bot.client.vitals import Vitals
from tests.client.conftest import Make, Scene

WELL = Vitals(facts=4, latencies={0: 0.05, 1: 0.07}, revision=7, healthy=True, waiting=2, dropped=0)


@pytest.fixture
def port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


async def fetched(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://{HOST}:{port}{path}") as response:
        return response.status, await response.text()


async def healthz(port: int, vitals: Vitals) -> tuple[int, Any]:
    async with (
        health(port, Metrics(), lambda: vitals),
        aiohttp.ClientSession() as session,
        session.get(f"http://{HOST}:{port}/healthz") as response,
    ):
        return response.status, await response.json()


def values(text: str) -> dict[str, float]:
    """Samples by their name and labels."""
    return {
        " ".join([sample.name, *(f"{k}={v}" for k, v in sorted(sample.labels.items()))]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_it_is_ready_with_gateway_and_facts(port: int) -> None:
    status, told = await healthz(port, WELL)
    assert status == 200
    assert told == {
        "live": True,
        "ready": True,
        "gateway": {"connected": True, "shards": {"0": True, "1": True}},
        "facts": {"loaded": True, "count": 4, "revision": 7},
        "database": {"healthy": True, "waiting": 2, "dropped": 0},
    }


async def test_a_broken_database_is_a_detail(port: int) -> None:
    status, told = await healthz(port, Vitals(facts=4, latencies={0: 0.1}, healthy=False, waiting=10_000, dropped=3))
    assert status == 200
    assert told["database"] == {"healthy": False, "waiting": 10_000, "dropped": 3}


@pytest.mark.parametrize(
    "vitals",
    [Vitals(facts=None, latencies={0: 0.1}), Vitals(facts=4, latencies={0: 0.1, 1: None}), Vitals(4, {})],
    ids=["no facts", "a shard is away", "no shard"],
)
async def test_it_is_not_ready_without_one_of_them(port: int, vitals: Vitals) -> None:
    status, told = await healthz(port, vitals)
    assert status == 503
    assert told["live"]
    assert not told["ready"]


async def test_vitals_are_metrics_and_what_is_not_known_is_left_out(port: int) -> None:
    metrics = Metrics()
    now = WELL

    async with health(port, metrics, lambda: now):
        _, text = await fetched(port, "/metrics")
        found = values(text)
        assert found["factbot_ready"] == 1
        assert found["factbot_shards"] == 2
        assert found["factbot_facts"] == 4
        assert found["factbot_revision"] == 7
        assert found["factbot_database_healthy"] == 1
        assert found["factbot_records_waiting"] == 2
        assert found["factbot_records_dropped"] == 0
        assert found["factbot_gateway_latency_seconds shard=1"] == pytest.approx(0.07)
        now = Vitals(None, {0: None, 1: float("inf")})
        _, text = await fetched(port, "/metrics")
        found = values(text)
        assert found["factbot_ready"] == 0
        assert found["factbot_shard_connected shard=0"] == 0
        assert found["factbot_shard_connected shard=1"] == 1
        assert not {name for name in found if "latency" in name or "revision" in name or "healthy" in name}


async def test_only_this_machine_and_only_these_pages(port: int) -> None:
    async with health(port, Metrics(), lambda: WELL):
        assert (await fetched(port, "/"))[0] == 404
        socket.create_server(("127.0.0.2", port)).close()  # not every address of the machine is taken


async def test_a_port_in_use_is_one_line_with_a_remedy(port: int) -> None:
    async with health(port, Metrics(), lambda: WELL):
        with pytest.raises(StartError, match=rf"port {port} .*http\.port") as raised:
            async with health(port, Metrics(), lambda: WELL):
                pass
    assert "\n" not in str(raised.value)


async def test_without_a_port_there_is_nothing(port: int) -> None:
    async with health(None, Metrics(), lambda: WELL):
        with pytest.raises(aiohttp.ClientConnectionError):
            await fetched(port, "/healthz")


async def test_questions_are_counted_and_nobody_is_named(simcord_env: Env, simcord_bot: Factbot) -> None:
    scene = Scene(simcord_env, simcord_bot)
    await scene.alice.slash(scene.channel, "ask", question="What does a ticket cost?")
    await scene.bob.slash(scene.channel, "ask", question="What does a ticket cost?")
    await scene.alice.slash(scene.channel, "ask", question="the captain of the Borealis?")
    text = simcord_bot.desk.metrics.text().decode()
    found = values(text)
    assert found["factbot_questions_total language=en outcome=answer place=slash"] == 2
    assert found["factbot_questions_total language=en outcome=decline place=slash"] == 1
    assert found["factbot_first_reply_seconds_count"] == 3
    assert found["factbot_engine_seconds_count"] == 2  # the second reply was remembered
    for secret in ("alice", "ticket", "Borealis", str(scene.alice.id), str(scene.guild.id), str(scene.channel.id)):
        assert secret not in text


def test_a_clock_that_is_ahead_gives_no_negative_wait() -> None:
    metrics = Metrics()
    metrics.replied(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1))
    assert values(metrics.text().decode())["factbot_first_reply_seconds_sum"] == 0


def test_vitals_of_a_client_that_is_not_connected(make_bot: Make) -> None:
    bot = make_bot(opened=False)
    vitals = bot.vitals()
    assert vitals.facts is None
    assert vitals.latencies == {0: None}
    assert vitals.healthy is None
    assert make_bot().vitals(3).facts == 4
