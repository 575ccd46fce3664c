"""Where listings lead: every folder of ``listings/`` is a page and what is expected of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from scrapy import Request

from pipeline.model import Page
from scrapers.kinds import KINDS, Target, entries
from scrapers.kinds.anchors import absolute
from scrapers.source import Source

HOSTILE = (
    b'<base href="http://["><a href="http://[::1">x</a><a rel=next href="?page=\xc2\xb2">next</a>'
    b'<a href="//">y</a><a href="//[x]:99999/">z</a><script type="application/ld+json">[1</script>'
)
LISTINGS = sorted(path.parent for path in (Path(__file__).parent / "listings").glob("*/expected.yml"))
MEDIA_TYPES = {".html": "text/html", ".ics": "text/calendar", ".json": "application/json"}


def source_of(expected: dict[str, Any]) -> Source:
    return Source.model_validate(
        {
            "id": "example",
            "publisher": {"name": "Example"},
            "country": "SE",
            "languages": ["sv"],
            "timezone": "Europe/Stockholm",
            "kind": expected.get("kind", "html"),
            "urls": [expected["url"]],
            "selectors": expected.get("selectors", {}),
        }
    )


@pytest.mark.parametrize("folder", LISTINGS, ids=lambda folder: folder.name)
def test_links_of_a_listing(folder: Path) -> None:
    expected = yaml.safe_load((folder / "expected.yml").read_text(encoding="utf-8"))
    file = next(folder.glob("page.*"))
    page = Page(
        source_id="example",
        url=expected["url"],
        fetched_at=datetime(2026, 1, 15, 12, tzinfo=UTC),
        body=file.read_bytes(),
        media_type=expected.get("media_type") or MEDIA_TYPES[file.suffix],
        headers=expected.get("headers", {}),
    )
    source = source_of(expected)
    links = KINDS[source.kind].links(page, source)
    assert list(links.details) == expected.get("details", [])
    assert list(links.listings) == expected.get("listings", [])
    assert links.standalone == expected.get("standalone", False)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff\xfe\x9c", b"<html", b"[{]", b'{"a": 1}', b"[" * 5000, b"<div>" * 3000, HOSTILE]
)
def test_no_page_breaks_a_kind(kind: str, body: bytes) -> None:
    source = source_of({"url": "https://example.org/", "kind": kind})
    for media_type in ("text/html", "application/json", "text/plain", "image/png"):
        at = datetime(2026, 1, 15, tzinfo=UTC)
        page = Page(
            source_id="example", url="https://example.org/", fetched_at=at, body=body, media_type=media_type
        )
        assert KINDS[kind].links(page, source).details == ()


ENTRIES = [
    ("html", "https://hus.example/kalender", "https://hus.example/kalender", "listing"),
    ("ical", "https://hus.example/alla.ics", "https://hus.example/alla.ics", "detail"),
    ("ical", "https://hus.example/events/?ical=1", "https://hus.example/events/?ical=1", "detail"),
    ("ical", "https://hus.example/kalender", "https://hus.example/kalender", "listing"),
    (
        "frontmatter",
        "https://github.com/hus/sida/tree/master/_events",
        "https://api.github.com/repos/hus/sida/contents/_events?ref=master",
        "listing",
    ),
    (
        "frontmatter",
        "https://github.com/hus/sida/blob/main/_events/fest.md",
        "https://raw.githubusercontent.com/hus/sida/main/_events/fest.md",
        "detail",
    ),
    (
        "frontmatter",
        "https://codeberg.org/hus/sida/src/branch/main/events",
        "https://codeberg.org/api/v1/repos/hus/sida/contents/events?ref=main",
        "listing",
    ),
    (
        "frontmatter",
        "https://gitlab.com/hus/undergrupp/sida/-/tree/main/events",
        "https://gitlab.com/api/v4/projects/hus%2Fundergrupp%2Fsida/repository/tree?path=events&ref=main&per_page=100",
        "listing",
    ),
    ("frontmatter", "https://hus.example/raw/fest.md", "https://hus.example/raw/fest.md", "detail"),
    ("frontmatter", "https://hus.example/raw/", "https://hus.example/raw/", "listing"),
]


@pytest.mark.parametrize(("kind", "url", "fetched", "role"), ENTRIES)
def test_what_is_fetched_first(kind: str, url: str, fetched: str, role: Any) -> None:
    assert KINDS[kind].entry(url) == Target(fetched, role)


@pytest.mark.parametrize(
    ("href", "asked"),
    [
        ("/möten/ån", "https://hus.example/m%C3%B6ten/%C3%A5n"),
        ("/m%C3%B6ten/", "https://hus.example/m%C3%B6ten/"),
        ("?page[limit]=50&typ=möte", "https://hus.example/kalender?page%5Blimit%5D=50&typ=m%C3%B6te"),
    ],
)
def test_a_link_is_the_address_that_is_asked_for(href: str, asked: str) -> None:
    """What is known of a page is found by its address: written in one way only."""
    found = absolute(href, "https://hus.example/kalender")
    assert (found, Request(asked).url) == (asked, asked)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_entry_is_the_address_that_is_asked_for(kind: str) -> None:
    asked = entries(kind, ["https://hus.example/möten", "https://hus.example/events?typ[]=möte"])
    assert asked == [Request(url).url for url in asked]
