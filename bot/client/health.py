"""Health and metrics on a port that only this machine reaches."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.client.metrics import Metrics
from bot.client.serve import StartError
from bot.client.vitals import Gauges, Vitals

HOST = "127.0.0.1"
_STOP_SECONDS = 0.2
_OK, _UNAVAILABLE = 200, 503


@contextlib.asynccontextmanager
async def health(port: int | None, metrics: Metrics, look: Callable[[], Vitals]) -> AsyncIterator[None]:
    """Serve ``/healthz`` and ``/metrics`` until the end of the block.

    ``/healthz`` answers 200 as long as questions are answered and 503 otherwise, with the vitals as JSON; that it
    answers at all says that the process lives.

    Args:
        port: which; None: there is no such service.
        metrics: what is measured; the vitals are shown with it.
        look: the vitals now.

    Raises:
        StartError: if the port cannot be had.
    """
    if port is None:
        yield
        return

    async def healthz(_: web.Request) -> web.Response:
        vitals = look()
        return web.json_response(vitals.details(), status=_OK if vitals.ready else _UNAVAILABLE)

    async def measured(_: web.Request) -> web.Response:
        return web.Response(body=metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    metrics.add(Gauges(look))
    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/metrics", measured)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_STOP_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, HOST, port).start()
        except OSError as error:
            raise StartError(
                f"port {port} of {HOST} cannot be had ({error.strerror or error}): "
                "name a free one with http.port, one for each process"
            ) from error
        yield
    finally:
        await runner.cleanup()
