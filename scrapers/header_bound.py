"""A bound on an answer's headers, which Twisted's client reads without one: a site could fill the memory."""

from __future__ import annotations

from typing import Any

from twisted.web import _newclient

MOST_BYTES = 262_144


class EndlessHeaders(Exception):
    """An answer's headers are longer than any site's need to be."""


def bound_headers() -> None:
    """Let the client give up an answer with more than ``MOST_BYTES`` of headers; once a process is enough."""
    parser: Any = _newclient.HTTPClientParser
    if hasattr(parser, "kalends_bound"):
        return
    plain = parser.dataReceived

    def dataReceived(self: Any, data: bytes) -> None:
        if self.state != _newclient.BODY:
            self.kalends_received = getattr(self, "kalends_received", 0) + len(data)
            if self.kalends_received > MOST_BYTES:
                raise EndlessHeaders(f"its headers are larger than {MOST_BYTES} bytes")
        plain(self, data)

    parser.dataReceived, parser.kalends_bound = dataReceived, True
