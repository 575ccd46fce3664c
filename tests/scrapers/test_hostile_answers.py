"""Answers made to hurt: each is refused and named, and costs no more than the settings allow."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

import pytest
from twisted.internet.address import IPv4Address

from scrapers.addresses import GuardedResolver
from scrapers.crawl import CrawlSettings, crawl
from scrapers.report import CrawlReport
from scrapers.source import Source

MOST = 200_000
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOMB = gzip.compress(gzip.compress(bytes(50_000_000)))


def chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def endless(head: str, piece: bytes) -> Iterator[bytes]:
    """An answer that never ends."""
    yield head.encode()
    while True:
        yield piece


def once(text: str, body: bytes = b"") -> Iterator[bytes]:
    yield f"{text}Content-Length: {len(body)}\r\n\r\n".encode() + body


def dripping() -> Iterator[bytes]:
    """An answer of a byte now and then, each in time."""
    yield f"{HEAD}Content-Length: 5000\r\n\r\n".encode()
    while True:
        sleep(0.1)
        yield b"x"


ANSWERS = {
    "circle": lambda: once("HTTP/1.1 302 Found\r\nLocation: /moten?again\r\n"),
    "drip": dripping,
    "endless": lambda: endless(f"{HEAD}Transfer-Encoding: chunked\r\n\r\n", chunk(b"x" * 10_000)),
    "headers": lambda: endless(HEAD, b"X-More: " + b"y" * 8_000 + b"\r\n"),
    "bomb": lambda: once(f"{HEAD}Content-Encoding: gzip, gzip\r\n", BOMB),
    "metadata": lambda: once("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/meta-data/\r\n"),
    "file": lambda: once("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n"),
}


@contextmanager
def answering(name: str) -> Iterator[tuple[str, list[int]]]:
    """A server that gives this answer to all but robots.txt; (host, bytes sent of each answer)."""
    listener = socket.create_server(("127.0.0.1", 0))
    sent: list[int] = []

    def answer(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            asked = connection.recv(65_536)
            parts = once("HTTP/1.1 404 Not Found\r\n") if b"/moten" not in asked else ANSWERS[name]()
            size = 0
            try:
                for part in parts:
                    connection.sendall(part)
                    size += len(part)
            finally:
                sent.append(size)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}", sent
    finally:
        listener.close()


def crawled(folder: Path, host: str, timeout: float = 10) -> CrawlReport:
    source = Source.model_validate(
        {
            "id": "hostile",
            "publisher": {"name": "Huset"},
            "country": "SE",
            "languages": ["sv"],
            "timezone": "Europe/Stockholm",
            "kind": "html",
            "urls": [f"http://{host}/moten"],
        }
    )
    settings = CrawlSettings(
        archive=folder,
        allowed_private_hosts=frozenset([host]),
        download_delay=0,
        retries=0,
        timeout=timeout,
        max_bytes=MOST,
    )
    return crawl([source], settings)["hostile"]


@pytest.mark.parametrize(
    ("name", "said", "cause"),
    [
        ("endless", "larger than KALENDS_MAX_BYTES", "size"),
        ("headers", "its headers are larger than", "size"),
        ("bomb", "larger than KALENDS_MAX_BYTES", "size"),
        ("circle", "redirects in a circle", "other"),
        ("drip", "did not answer in time", "timeout"),
        (
            "metadata",
            "redirects to http://169.254.169.254/latest/meta-data/, which is no public address",
            "address",
        ),
        ("file", "answers 302", "302"),
    ],
)
def test_a_hostile_answer_is_refused_and_named(tmp_path: Path, name: str, said: str, cause: str) -> None:
    with answering(name) as (host, sent):
        report = crawled(tmp_path, host, timeout=0.5 if name == "drip" else 10)
    assert report.outcome == "failed"
    assert said in " ".join(report.issues)
    assert {**report.signs.failures, **report.signs.statuses} == {cause: 1}
    # What the network's buffers hold may have been sent besides.
    assert all(size < MOST + 10_000_000 for size in sent)
    kept = sum(path.stat().st_size for path in tmp_path.rglob("*.gz*"))
    assert kept < MOST


class Changing:
    """Names that lead to a public address when they are looked up first, and to a private one ever after."""

    def __init__(self) -> None:
        self.addresses = iter(["93.184.216.34", "10.0.0.7", "10.0.0.7"])

    def resolveHostName(self, receiver: Receiver, name: str, *_: object) -> None:
        receiver.resolutionBegan(None)
        receiver.addressResolved(IPv4Address("TCP", next(self.addresses), 80))
        receiver.resolutionComplete()


class Receiver:
    """What a connection is given to connect to."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    def resolutionBegan(self, _: object) -> None:
        """Nothing to do."""

    def addressResolved(self, address: IPv4Address) -> None:
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:
        """Nothing to do."""


def test_what_was_checked_is_what_is_connected_to_though_a_name_changes() -> None:
    class Reactor:
        nameResolver = Changing()

    resolver = GuardedResolver(Reactor(), 0, frozenset())
    given = []
    for _ in range(2):
        receiver = Receiver()
        resolver.resolveHostName(receiver, "rebinding.example", 80)
        given.append(receiver.addresses)
    assert given == [["93.184.216.34"], []]
    assert "10.0.0.7" in resolver.refused["rebinding.example", 80]
