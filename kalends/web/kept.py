"""Pages that many ask for at once: made once, and answered as they are for some seconds."""

from __future__ import annotations

from collections import OrderedDict
from time import monotonic

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kalends.web.views import VIEWS
from kalends.web.visitors import visitor_of

_PATHS = frozenset(address for address, _ in VIEWS)
_CHOOSING = frozenset(("lang", "zone"))  # answered with a cookie, so that the answer is one visitor's own
_MOST_BYTES = 32_000_000
_LONGEST_QUERY = 500
_Key = tuple[str, bytes, str, str]


class KeptPages:
    """ASGI middleware for the views: who asks what was just asked, in the same language and zone, gets the
    same page. Each is as of ``seconds`` ago at most; the least lately asked for are dropped first.
    """

    def __init__(self, app: ASGIApp, seconds: float, most: int = _MOST_BYTES) -> None:
        self.app = app
        self._seconds, self._most, self._size = seconds, most, 0
        self._kept: OrderedDict[_Key, tuple[float, object, list[Message]]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a page that is kept, or pass the request on and keep its page."""
        key = self._key(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        kept = self._kept.get(key)
        if kept is not None and kept[0] > monotonic():
            self._kept.move_to_end(key)
            scope["route"] = kept[1]  # for who counts answers by route
            for message in kept[2]:
                await send(dict(message))
            return
        messages: list[Message] = []

        async def send_and_note(message: Message) -> None:
            messages.append(dict(message))
            await send(message)

        await self.app(scope, receive, send_and_note)
        if messages and messages[0].get("status") == 200:
            self._keep(key, scope.get("route"), messages)

    def _key(self, scope: Scope) -> _Key | None:
        if not self._seconds or scope["type"] != "http" or scope["path"] not in _PATHS:
            return None
        if scope["method"] != "GET" or len(scope["query_string"]) > _LONGEST_QUERY:
            return None
        request = Request(scope)
        if _CHOOSING & request.query_params.keys():
            return None
        visitor = visitor_of(request)
        return scope["path"], scope["query_string"], visitor.language, visitor.zone

    def _keep(self, key: _Key, route: object, messages: list[Message]) -> None:
        self._drop(key)
        self._kept[key] = monotonic() + self._seconds, route, messages
        self._size += _size_of(messages)
        while self._size > self._most:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: _Key) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._size -= _size_of(kept[2])


def _size_of(messages: list[Message]) -> int:
    return sum(len(message.get("body", b"")) for message in messages)
