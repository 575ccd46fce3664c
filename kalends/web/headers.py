"""Headers that every answer carries: nothing from elsewhere, nothing inline, no frames but the embed's."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRAMEABLE = ("/embed",)
"""Paths that other sites may show in a frame."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {}"
)
_YEAR_SECONDS = 365 * 24 * 3600  # an asset's address carries its content's hash
_ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)


def secure(headers: MutableHeaders, path: str) -> None:
    """Add the headers to the answer for ``path``; a header that is there already stays."""
    framed_by = "*" if path in FRAMEABLE else "'none'"
    headers.setdefault("Content-Security-Policy", _POLICY.format(framed_by))
    for name, value in _ALWAYS:
        headers.setdefault(name, value)
    if path.startswith("/static/"):
        headers.setdefault("Cache-Control", f"public, max-age={_YEAR_SECONDS}, immutable")


class SecurityHeaders:
    """ASGI middleware that adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self.app(scope, receive, send_with_headers)
