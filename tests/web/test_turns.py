"""How many answers are made at once, and who waits for whom."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio
from anyio.lowlevel import checkpoint
from starlette.types import Message, Receive, Scope, Send

from kalends.web.turns import Turns

_WRITTEN = "/review/1"


class _Making:
    """An application that notes what it makes, and is done with each when it is told so."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.may_end: dict[str, anyio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        self.begun.append(path)
        self.may_end[path] = anyio.Event()
        await self.may_end[path].wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})


async def _nothing() -> Message:
    return {"type": "http.request"}


async def _taken(message: Message) -> None:
    await checkpoint()


async def _never_taken(message: Message) -> None:
    await anyio.sleep_forever()


def _held(ordered: list[str], then: Callable[[_Making], Awaitable[None]], send: Send = _taken) -> None:
    async def run() -> None:
        app = _Making()
        turns = Turns(app, most=2)
        async with anyio.create_task_group() as asking:
            for path in ordered:
                method = "POST" if path == _WRITTEN else "GET"
                asking.start_soon(turns, {"type": "http", "method": method, "path": path}, _nothing, send)
            await anyio.wait_all_tasks_blocked()
            await then(app)
            asking.cancel_scope.cancel()

    anyio.run(run)


async def _end(app: _Making, path: str) -> None:
    app.may_end[path].set()
    await anyio.wait_all_tasks_blocked()


def test_others_wait_in_the_order_in_which_they_came() -> None:
    """Two are made at once; when one is done, the next is begun."""

    async def then(app: _Making) -> None:
        assert app.begun == ["/1", "/2"]
        await _end(app, "/2")
        assert app.begun == ["/1", "/2", "/3"]

    _held(["/1", "/2", "/3", "/4"], then)


def test_no_page_waits_for_a_calendar() -> None:
    """Large answers wait for each other alone, and take no page's turn."""

    async def then(app: _Making) -> None:
        assert app.begun == ["/events.ics", "/1", "/2"]
        await _end(app, "/events.ics")
        assert app.begun == ["/events.ics", "/1", "/2", "/events.csv"]

    _held(["/events.ics", "/events.csv", "/1", "/2", "/3"], then)


def test_nobody_waits_for_a_slow_line() -> None:
    """A turn ends when its answer begins to be sent, whenever that is taken."""

    async def then(app: _Making) -> None:
        await _end(app, "/1")
        assert app.begun == ["/1", "/2", "/3"]

    _held(["/1", "/2", "/3"], then, send=_never_taken)


def test_whether_all_is_well_is_told_at_once() -> None:
    """A watchman's question waits for no turn."""

    async def then(app: _Making) -> None:
        assert sorted(app.begun) == ["/1", "/2", "/healthz"]

    _held(["/1", "/2", "/3", "/healthz"], then)


def test_no_page_waits_for_who_writes() -> None:
    """A verdict may wait seconds for a refresh's transaction, and holds no turn meanwhile."""

    async def then(app: _Making) -> None:
        assert sorted(app.begun) == ["/1", "/2", _WRITTEN]

    _held([_WRITTEN, "/1", "/2", "/3"], then)
