"""How many answers a process makes at once: Python computes one at a time, so more make all of them late."""

from __future__ import annotations

from contextlib import AsyncExitStack

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kalends.outputs.feeds import FEEDS

MOST = 2
"""Answers that are made at once: while one waits for the database, the other is computed."""

_SUMS = ("/map", "/changes", "/metrics", "/api/v1/changes", "/api/v1/organisations", "/api/v1/funders")
LARGE = frozenset((*(feed.address for feed in FEEDS.values()), *_SUMS))
"""Paths whose answers may be made of thousands of rows: one of these at a time, beside the others."""

_WITHOUT = ("/static/", "/healthz")
_READING = ("GET", "HEAD")


class Turns:
    """ASGI middleware that lets ``most`` answers be made at once, and a large one beside; all others wait
    in the order in which they came.

    An answer's turn ends when it begins to be sent: nobody waits for a slow visitor's line. What staff write
    takes none, since it may wait for a refresh's transaction to end.
    """

    def __init__(self, app: ASGIApp, most: int = MOST) -> None:
        self.app = app
        self._usual, self._large = anyio.Semaphore(most), anyio.Semaphore(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on when it is its turn."""
        is_read = scope["type"] == "http" and scope["method"] in _READING
        if not is_read or scope["path"].startswith(_WITHOUT):
            await self.app(scope, receive, send)
            return
        async with AsyncExitStack() as turn:
            await turn.enter_async_context(self._large if scope["path"] in LARGE else self._usual)

            async def send_and_end(message: Message) -> None:
                await turn.aclose()
                await send(message)

            await self.app(scope, receive, send_and_end)
