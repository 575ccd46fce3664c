"""How many answers, of which kind, and how long they took: for ``/metrics``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The variable, known to the client library, that names the folder in which processes count together."""

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Measured:
    """ASGI middleware that counts and times answers by route and status; never by address or visitor."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self.app = app
        self.seconds = Histogram(
            "kalends_http_seconds",
            "Seconds until an answer was sent.",
            ["route", "status"],
            registry=registry,
            buckets=_BUCKETS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and take its time."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = perf_counter(), "500"

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            # A route's pattern, since there are as many paths as anybody cares to ask for.
            route = getattr(scope.get("route"), "path", "none")
            self.seconds.labels(route, status).observe(perf_counter() - begun)


def measured(registry: CollectorRegistry) -> bytes:
    """The answers of this process for Prometheus, or of all processes where these count together."""
    folder = os.environ.get(SHARED)
    if folder:
        registry = CollectorRegistry()
        registry.register(_Together(Path(folder)))
    return generate_latest(registry)


class _Together(Collector):
    """What all processes have counted, those that have ended included; gauges are nobody's sum."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def collect(self) -> Iterable[Metric]:
        files = sorted(str(path) for path in self._folder.glob("histogram_*.db"))
        found: Iterable[Metric] = MultiProcessCollector.merge(files)  # type: ignore[no-untyped-call]
        return found
