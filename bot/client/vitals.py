"""How the bot is doing at this moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector


class Records(Protocol):
    """What is known of the records that go into the database."""

    @property
    def healthy(self) -> bool:
        """Whether the database took what it was last given."""

    @property
    def waiting(self) -> int:
        """Records that are not in the database yet."""

    @property
    def dropped(self) -> int:
        """Records that were lost."""


@dataclass(frozen=True)
class Vitals:
    """How the bot is doing.

    Attributes:
        facts: how many it answers from; None: there is no fact base yet.
        latencies: seconds until the gateway confirmed the last heartbeat, by shard; None: not connected.
        revision: number of the revision that the facts are; None: not known.
        healthy: whether the database works; None: there is none.
        waiting: records that are not in the database yet.
        dropped: records that were lost.
    """

    facts: int | None
    latencies: Mapping[int, float | None]
    revision: int | None = None
    healthy: bool | None = None
    waiting: int = 0
    dropped: int = 0

    @property
    def connected(self) -> bool:
        """Whether every shard is connected to the gateway."""
        return bool(self.latencies) and None not in self.latencies.values()

    @property
    def ready(self) -> bool:
        """Whether questions are answered now."""
        return self.connected and self.facts is not None

    def details(self) -> dict[str, Any]:
        """All of it for a program that watches."""
        return {
            "live": True,
            "ready": self.ready,
            "gateway": {
                "connected": self.connected,
                "shards": {str(shard): seconds is not None for shard, seconds in self.latencies.items()},
            },
            "facts": {"loaded": self.facts is not None, "count": self.facts or 0, "revision": self.revision},
            "database": {"healthy": self.healthy, "waiting": self.waiting, "dropped": self.dropped},
        }


class Gauges(Collector):
    """Shows vitals to Prometheus, as they are when it asks."""

    def __init__(self, look: Callable[[], Vitals]) -> None:
        self._look = look

    def collect(self) -> Iterator[Metric]:
        """The vitals as gauges; what is not known is left out."""
        vitals = self._look()
        latency = GaugeMetricFamily(
            "factbot_gateway_latency_seconds", "Until the gateway confirmed the last heartbeat.", labels=["shard"]
        )
        up = GaugeMetricFamily("factbot_shard_connected", "Whether a shard is connected.", labels=["shard"])
        for shard, seconds in vitals.latencies.items():
            up.add_metric([str(shard)], float(seconds is not None))
            if seconds is not None and seconds < float("inf"):
                latency.add_metric([str(shard)], seconds)
        yield from (up, latency)
        for name, text, value in (
            ("factbot_ready", "Whether questions are answered now.", vitals.ready),
            ("factbot_shards", "Shards of this process.", len(vitals.latencies)),
            ("factbot_facts", "Facts that the bot answers from.", vitals.facts),
            ("factbot_revision", "Number of the revision that the facts are.", vitals.revision),
            ("factbot_database_healthy", "Whether the database takes records.", vitals.healthy),
            ("factbot_records_waiting", "Records that are not in the database yet.", vitals.waiting),
            ("factbot_records_dropped", "Records that were lost since the start.", vitals.dropped),
        ):
            if value is not None:
                yield GaugeMetricFamily(name, text, value=float(value))
