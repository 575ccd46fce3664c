"""Simulated sites over HTTP, each on a port of its own, all in one thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http import HTTPStatus

from tests.simulator.answers import Reply, reply
from tests.simulator.sites import SimSite


class Served:
    """Sites as they are being served; set ``day`` to let all of them move on.

    ``asked`` are the requests so far: site, path, and the status that was answered (0: none); ``bare`` those
    among them (site, path) that came without a condition.
    """

    def __init__(self) -> None:
        self.day = 1
        self.asked: list[tuple[str, str, int]] = []
        self.bare: list[tuple[str, str]] = []


@contextmanager
def serving(sites: Sequence[SimSite]) -> Iterator[Served]:
    """Serve the sites while the block runs; each learns its ``host``."""
    served = Served()
    loop = asyncio.new_event_loop()
    for site in sites:
        handler = _handler(served, site)
        server = loop.run_until_complete(asyncio.start_server(handler, "127.0.0.1", 0))
        site.host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    thread = threading.Thread(target=loop.run_forever, name="simulator", daemon=True)
    thread.start()
    try:
        yield served
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _handler(served: Served, site: SimSite):  # type: ignore[no-untyped-def]  # asyncio's callback
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                path = head[0].split(" ")[1]
                asked = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:])}
                found = reply(site, path, asked, served.day)
                if not asked.keys() & {"if-none-match", "if-modified-since"}:
                    served.bare.append((site.id, path))
                if found.hangs:
                    served.asked.append((site.id, path, 0))
                    await reader.read()
                    break
                served.asked.append((site.id, path, found.status))
                writer.write(_written(found))
                await writer.drain()
        writer.close()

    return handle


def _written(found: Reply) -> bytes:
    headers = {"Content-Length": str(len(found.body)), **found.headers}
    if found.status != 304:
        headers["Content-Type"] = found.kind
    lines = [
        f"HTTP/1.1 {found.status} {HTTPStatus(found.status).phrase}",
        *(f"{k}: {v}" for k, v in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + found.body
