"""A site on loopback, for one test: a table of paths and answers, served by a thread."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(slots=True)
class Answer:
    """What a path answers; ``wait`` in seconds before it does."""

    body: bytes | str = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    zipped: bool = False


@dataclass(slots=True)
class Site:
    """A running site; ``asked`` are the paths that were requested, in order, with the time."""

    host: str
    answers: dict[str, Answer]
    asked: list[tuple[str, float]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    @property
    def root(self) -> str:
        return f"http://{self.host}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def served(build: Callable[[str], Mapping[str, Answer | str]]) -> Iterator[Site]:
    """Serves what ``build`` makes of the site's root URL; a path without an answer is 404."""
    site = Site("", {})

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, time.monotonic()))
            site.agents.add(self.headers.get("User-Agent", ""))
            answer = site.answers.get(self.path, Answer("not here", 404))
            time.sleep(answer.wait)
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.zipped:
                body = gzip.compress(body)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet: pytest's output is not the place."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.host = f"127.0.0.1:{server.server_port}"
    for path, answer in build(site.root).items():
        site.answers[path] = answer if isinstance(answer, Answer) else Answer(answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
