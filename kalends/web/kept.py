"""Answers that many ask for at once: made once, and given as they are for some seconds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from urllib.parse import parse_qsl

import anyio
import anyio.to_thread
from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kalends.web.limits import API, is_allowed
from kalends.web.staff import COOKIE as STAFF_COOKIE
from kalends.web.views import VIEWS
from kalends.web.visitors import visitor_of

_PATHS = frozenset((*(address for address, _ in VIEWS), "/embed", "/organisations", "/funders", "/networks"))
_BEGINNINGS = ("/events", "/api/v1/", "/organisations/", "/networks/", "/venues/")
_CHOOSING = frozenset(("lang", "zone"))  # answered with a cookie, so that the answer is one visitor's own
_KEPT_STATUSES = (200, 304)
_CONDITIONS = ("if-none-match", "if-modified-since")
_MOST_BYTES = 32_000_000
_HEAD_BYTES = 1_000  # about what a key and headers take
_LONGEST_QUERY = 500
_LONGEST_SECONDS = 60.0
_SECOND = 1.0
_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer, its route for who counts answers by it, and when and of which version of the store it is."""

    at: float
    version: object
    route: object
    messages: Sequence[Message]

    @property
    def size(self) -> int:
        return _HEAD_BYTES + sum(len(message.get("body", b"")) for message in self.messages)


class KeptAnswers:
    """ASGI middleware for what all visitors may see: who asks what was just asked, in the same language and
    zone, gets the same answer, and who asks while it is being made waits for it.

    Each is as of ``seconds`` ago at most, or of a minute where nothing was written to the store since, which
    is told by ``version``. Those least lately asked for are dropped first. Nothing is kept of mistakes, of
    what sets a cookie, and for staff, who want to see what they have just judged.
    """

    def __init__(
        self, app: ASGIApp, seconds: float, version: Callable[[], object], most: int = _MOST_BYTES
    ) -> None:
        self.app = app
        self._seconds, self._version, self._most, self._size = seconds, version, most, 0
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._making: dict[_Key, anyio.Event] = {}
        self._seen: tuple[float, object] = (float("-inf"), None)
        self._asking = anyio.CapacityLimiter(1)  # no thread of those that answers are made in is waited for

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with what is kept, or pass the request on and keep its answer."""
        key = _key_of(scope) if self._seconds else None
        if key is None:
            await self.app(scope, receive, send)
            return
        kept = await self._fresh(key)
        if kept is None and key in self._making:
            await self._making[key].wait()
            kept = await self._fresh(key)
        if kept is None:
            kept = await self._made(key, scope, receive)
        elif not is_allowed(scope):
            await self.app(scope, receive, send)  # which refuses, and says until when
            return
        scope["route"] = kept.route
        for message in kept.messages:
            await send(dict(message))

    async def _fresh(self, key: _Key) -> _Kept | None:
        kept = self._kept.get(key)
        if kept is None:
            return None
        age = monotonic() - kept.at
        if age > self._seconds:
            is_old = age > _LONGEST_SECONDS
            if is_old or kept.version != await self._version_now():
                return None
        if key in self._kept:  # it may have been dropped meanwhile
            self._kept.move_to_end(key)
        return kept

    async def _made(self, key: _Key, scope: Scope, receive: Receive) -> _Kept:
        """The application's answer, whole before it is sent: nobody waits for a slow visitor's line."""
        messages: list[Message] = []

        async def note(message: Message) -> None:
            messages.append(message)

        made = self._making.setdefault(key, anyio.Event())
        try:
            # What is written while it is made makes it old at once, so the version is that of before.
            at, version = monotonic(), await self._version_now()
            await self.app(scope, receive, note)
            kept = _Kept(at, version, scope.get("route"), messages)
            if _is_for_all(messages):
                self._keep(key, kept)
        finally:
            self._making.pop(key, None)
            made.set()
        return kept

    async def _version_now(self) -> object:
        """The version of a second ago at most."""
        if self._seen[0] + _SECOND < monotonic():
            at = monotonic()
            self._seen = at, await anyio.to_thread.run_sync(self._version, limiter=self._asking)
        return self._seen[1]

    def _keep(self, key: _Key, kept: _Kept) -> None:
        self._drop(key)
        self._kept[key] = kept
        self._size += kept.size
        while self._size > self._most:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: _Key) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._size -= kept.size


def _key_of(scope: Scope) -> _Key | None:
    """What an answer depends on; None where it is not to be kept."""
    if scope["type"] != "http" or scope["method"] != "GET" or len(scope["query_string"]) > _LONGEST_QUERY:
        return None
    path: str = scope["path"]
    if path not in _PATHS and not path.startswith(_BEGINNINGS):
        return None
    request = Request(scope)
    if STAFF_COOKIE in request.cookies or _CHOOSING & request.query_params.keys():
        return None
    is_data = path.startswith(API) or "." in path.rpartition("/")[2]
    # Forms send what was left empty, too; the API refuses parameters that it does not know, empty or not.
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=path.startswith(API))
    asked = tuple(sorted(query, key=lambda pair: pair[0]))
    if is_data:
        return path, asked, *(request.headers.get(name) for name in _CONDITIONS)
    visitor = visitor_of(request)
    return path, asked, visitor.language, visitor.zone


def _is_for_all(messages: Sequence[Message]) -> bool:
    """Whether the answer is complete, no mistake, and nobody's own."""
    first = messages[0] if messages else {}
    names = {name.lower() for name, _ in first.get("headers", ())}
    is_complete = not messages[-1].get("more_body", False) if messages else False
    return is_complete and first.get("status") in _KEPT_STATUSES and b"set-cookie" not in names
