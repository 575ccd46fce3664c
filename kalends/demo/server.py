"""The demo's sample sites over HTTP, each on a loopback address of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from jinja2 import Environment

from kalends.demo.sites import Site, environment, rendered


class Served:
    """The sites as they are being served; raise ``visit`` to move all of them on to their next state."""

    def __init__(self) -> None:
        self.visit = 1
        self.bases: dict[str, str] = {}

    @property
    def hosts(self) -> list[str]:
        """The loopback addresses in use, without ports."""
        return [base.removeprefix("http://").rpartition(":")[0] for base in self.bases.values()]


@contextmanager
def serving(sites: Sequence[Site], today: date) -> Iterator[Served]:
    """Serve ``sites`` on 127.0.0.11, .12, … (127.0.0.1 where a system has no others) and free ports."""
    served = Served()
    with ExitStack() as stack:
        for number, site in enumerate(sites):
            server = _bound(f"127.0.0.{11 + number}", _handler(site, environment(site, today), served))
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            host, port = server.server_address[:2]
            served.bases[site.id] = f"http://{host!s}:{port}"
        yield served


def _bound(host: str, handler: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer((host, 0), handler)
    except OSError:  # macOS knows no loopback address but 127.0.0.1
        return ThreadingHTTPServer(("127.0.0.1", 0), handler)


def _handler(site: Site, env: Environment, served: Served) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/robots.txt":
                self._answer(200, "text/plain", b"User-agent: *\nAllow: /\n")
                return
            page = rendered(site, env, path, served.visit, served.bases)
            if page is None:
                self._answer(404, "text/plain", b"no such page\n")
            else:
                self._answer(200, *page)

        def _answer(self, status: int, media_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the demo's own output is what one came for."""

    return Handler
