"""What the bot measures of itself, for Prometheus. No label ever stands for a member, a server or a text."""

from __future__ import annotations

import datetime as dt

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.registry import Collector

from bot.storage.records import Asked

_REPLY = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 15.0)
_ENGINE = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5)


class Metrics:
    """Counters and histograms of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "factbot_questions",
            "Questions replied to, by outcome, language of the reply and kind of place.",
            ("outcome", "language", "place"),
            registry=self._registry,
        )
        self._first_reply = Histogram(
            "factbot_first_reply_seconds",
            "From when Discord made the question to when it took the first reply, by the clocks of both.",
            buckets=_REPLY,
            registry=self._registry,
        )
        self._engine = Histogram(
            "factbot_engine_seconds",
            "Understanding a question and deciding; replies that were remembered are not in it.",
            buckets=_ENGINE,
            registry=self._registry,
        )

    def asked(self, asked: Asked) -> None:
        """A question was replied to."""
        self._questions.labels(asked.outcome, asked.language, asked.place).inc()

    def replied(self, made: dt.datetime) -> None:
        """Discord took the first reply to something that was made at this moment of its clock."""
        self._first_reply.observe(max(0.0, dt.datetime.now(dt.UTC).timestamp() - made.timestamp()))

    def decided(self, microseconds: float) -> None:
        """The engine answered a question."""
        self._engine.observe(microseconds / 1e6)

    def add(self, collector: Collector) -> None:
        """Show what a collector finds as well."""
        self._registry.register(collector)

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)
