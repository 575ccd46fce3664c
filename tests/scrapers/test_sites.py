"""Sites, addresses and media types: tables of what is what."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scrapy.http import Response

from scrapers.addresses import is_public, refusal
from scrapers.media import is_text, media_type
from scrapers.politeness import retry_after
from scrapers.sites import port_of, same_site, site_of

SITES = [
    ("https://www.byn.se/kalender", "byn.se"),
    ("http://evenemang.byn.se:8080/", "byn.se"),
    ("https://www.ward.gov.uk/events", "ward.gov.uk"),
    ("https://hus.github.io/sida", "hus.github.io"),
    ("https://raw.githubusercontent.com/hus/sida/main/fest.md", "github.com"),
    ("https://a.b.hus.example/", "hus.example"),
    ("http://127.0.0.1:8000/x", "127.0.0.1:8000"),
    ("http://127.0.0.1/x", "127.0.0.1:80"),
    ("https://localhost/", "localhost:443"),
    ("http://[::1]:8000/", "::1:8000"),
]


@pytest.mark.parametrize(("url", "site"), SITES)
def test_site_of_an_address(url: str, site: str) -> None:
    assert site_of(url) == site


def test_one_site_has_many_hosts_and_one_host_may_have_many_sites() -> None:
    assert same_site("https://byn.se/", "http://evenemang.byn.se/e/1")
    assert not same_site("https://hus.github.io/", "https://granne.github.io/")
    assert not same_site("http://127.0.0.1:8000/", "http://127.0.0.1:8001/")


def test_an_unreadable_port_is_none() -> None:
    assert port_of("http://byn.se:99999/") == 0


PUBLIC = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"]
PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fd00::1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:7f00:1::",
    "no address",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


REFUSALS = [
    # host, port, what it resolves to, allowed hosts, refused
    ("byn.se", 443, ["93.184.215.14"], [], False),
    ("byn.se", 443, ["93.184.215.14", "10.0.0.1"], [], True),
    ("127.0.0.1", 8000, ["127.0.0.1"], [], True),
    ("127.0.0.1", 8000, ["127.0.0.1"], ["127.0.0.1"], False),
    ("127.0.0.1", 8000, ["127.0.0.1"], ["127.0.0.1:8000"], False),
    ("127.0.0.1", 8001, ["127.0.0.1"], ["127.0.0.1:8000"], True),
    ("Localhost", 80, ["::1"], ["localhost"], False),
    ("evil.example", 80, ["127.0.0.1"], ["127.0.0.1"], True),
]


@pytest.mark.parametrize(("host", "port", "found", "allowed", "refused"), REFUSALS)
def test_a_host_is_refused_for_any_private_address(
    host: str, port: int, found: list[str], allowed: list[str], refused: bool
) -> None:
    reason = refusal(host, port, found, frozenset(allowed))
    assert (reason is not None) == refused
    if reason:
        assert f"KALENDS_ALLOWED_PRIVATE_HOSTS={host.lower()}:{port}" in reason


MEDIA = [
    # header, url, first bytes, what it is
    ("text/html; charset=utf-8", "https://x.se/a.md", b"<p>", "text/html"),
    ("", "https://x.se/a.ics", b"", "text/calendar"),
    ("text/plain", "https://x.se/feed", b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n", "text/calendar"),
    ("text/html", "https://x.se/feed", b"BEGIN:VCALENDAR\n", "text/calendar"),
    ("text/plain; charset=utf-8", "https://x.se/fest.html", b"---\ntitle: x\n---\n", "text/markdown"),
    ("text/plain", "https://x.se/fest", b"+++\r\ntitle='x'\r\n+++\r\n", "text/markdown"),
    ("text/plain", "https://x.se/fest.md", b"# Fest", "text/markdown"),
    ("text/plain", "https://x.se/fest.yaml", b"title: x", "application/yaml"),
    ("application/octet-stream", "https://x.se/", b"  <!DOCTYPE html><html>", "text/html"),
    ("text/plain", "https://x.se/", b"hello", "text/plain"),
    ("", "https://x.se/", b"\x00", "application/octet-stream"),
    ("Image/PNG", "https://x.se/", b"\x89PNG", "image/png"),
]


@pytest.mark.parametrize(("header", "url", "body", "expected"), MEDIA)
def test_media_type_by_header_address_and_first_bytes(
    header: str, url: str, body: bytes, expected: str
) -> None:
    assert media_type(header, url, body) == expected


def test_texts_and_binaries() -> None:
    texts = ["text/html", "text/calendar", "application/json", "application/ld+json", "application/xhtml+xml"]
    assert [kind for kind in [*texts, "application/pdf", "image/png"] if is_text(kind)] == texts


WAITS = [
    ("120", 120.0),
    ("Thu, 15 Jan 2026 12:00:30 GMT", 30.0),
    ("Thu, 15 Jan 2026 11:00:00 GMT", 0.0),
    ("soon", None),
    (None, None),
]


@pytest.mark.parametrize(("header", "seconds"), WAITS)
def test_how_long_a_site_asks_to_wait(header: str | None, seconds: float | None) -> None:
    response = Response("https://x.se/", headers={"Retry-After": header} if header else {})
    assert retry_after(response, datetime(2026, 1, 15, 12, tzinfo=UTC)) == seconds
