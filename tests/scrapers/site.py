"""A site on loopback, for one test: a table of paths and answers, served by a thread."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


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
    answers: dict[str, list[Answer]]
    asked: list[tuple[str, float]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    posted: list[str] = field(default_factory=list)

    @property
    def root(self) -> str:
        return f"http://{self.host}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


# How often a server looks whether it is to end; the library's half second is waited for at each end.
_LOOK_SECONDS = 0.02


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Of more connections at once than may wait to be accepted, the rest would be tried again a second later.
    request_queue_size = 128


@contextmanager
def served(
    build: Callable[[str], Mapping[str, Answer | str | list[Answer]]], certificate: Path | None = None
) -> Iterator[Site]:
    """Serves what ``build`` makes of the site's root URL; a path without an answer is 404. With a
    ``certificate`` (key and certificate in one file) it is served over TLS.

    Of a list of answers each is given once, the last one ever after. A path that ends in "?" answers
    whatever is asked for there.
    """
    site = Site("", {})

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # An answer is written in two pieces, the second of which would wait for the first one's receipt.
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            site.posted.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.do_GET()

        def do_GET(self) -> None:
            site.asked.append((self.path, time.monotonic()))
            site.agents.add(self.headers.get("User-Agent", ""))
            bare = site.answers.get(self.path.partition("?")[0] + "?", [Answer("not here", 404)])
            answers = site.answers.get(self.path, bare)
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            time.sleep(answer.wait)
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            headers = {"Content-Type": answer.kind, **answer.headers}
            if answer.zipped:
                body = gzip.compress(body)
                headers["Content-Encoding"] = "gzip"
            # A crawler that gave up waiting has closed the connection.
            with suppress(ConnectionError):
                self.send_response(answer.status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet: pytest's output is not the place."""

    server = _Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.host = f"127.0.0.1:{server.server_port}"
    for path, answer in build(site.root).items():
        if isinstance(answer, str):
            answer = Answer(answer)
        site.answers[path] = answer if isinstance(answer, list) else [answer]
    threading.Thread(target=server.serve_forever, args=(_LOOK_SECONDS,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
