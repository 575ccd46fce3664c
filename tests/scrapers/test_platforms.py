"""Every kind of site over HTTP: its two events are found, on two pages, and what is new is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest

from pipeline.model import SourceFacts
from pipeline.read import read_page
from scrapers.archive import ArchivedPage, read_archive
from scrapers.kinds import KINDS, tells_news
from tests.scrapers.crawling import crawled, declare
from tests.scrapers.platforms import PLATFORMS
from tests.scrapers.site import Site, served

COVERED_ELSEWHERE = {"html", "ical", "frontmatter"}
FACTS = SourceFacts(id="example", country="SE", timezone="Europe/Stockholm", languages=("sv",))
Done = tuple[dict[str, Any], list[ArchivedPage], dict[str, Site]]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    folder = tmp_path_factory.mktemp("platforms")
    with ExitStack() as stack:
        sites = {kind: stack.enter_context(served(build)) for kind, (build, _) in PLATFORMS.items()}
        for kind, site in sites.items():
            declare(folder / "sources", f"sida-{kind}", [site.root + PLATFORMS[kind][1]], kind)
        result = crawled(folder, [site.host for site in sites.values()])
        yield result["reports"], list(read_archive(folder / "archive")), sites


@pytest.mark.parametrize("kind", sorted(kind for kind in KINDS if tells_news(kind)))
def test_the_records_of_an_interface_are_counted(done: Done, kind: str) -> None:
    """So that one asked for news alone can be told from one that has fallen silent."""
    lists = [visit["links"] for visit in done[0][f"sida-{kind}"]["visits"] if visit["links"]]
    assert sum(links["records"] for links in lists) == 2


@pytest.mark.parametrize("kind", sorted(PLATFORMS))
def test_both_events_of_a_site_are_read(done: Done, kind: str) -> None:
    reports, pages, sites = done
    report = reports[f"sida-{kind}"]
    assert report["outcome"] == "ok", (report["issues"], sites[kind].paths())
    found = [
        one
        for archived in pages
        if archived.page.source_id == f"sida-{kind}" and archived.role == "detail"
        for one in read_page(archived.page, FACTS).announcements
    ]
    assert sorted(one.title for one in found) == ["Parkmöte", "Torgmöte"], sites[kind].paths()
    assert len({one.id for one in found}) == 2


def test_every_kind_has_a_site_here() -> None:
    assert PLATFORMS.keys() | COVERED_ELSEWHERE == KINDS.keys()


def test_a_cursor_takes_the_place_of_the_one_before(done: Done) -> None:
    asked = [path for path in done[2]["openagenda"].paths() if "after" in path]
    assert [path.count("after") for path in asked] == [2, 2]


def test_a_question_is_posted_as_json(done: Done) -> None:
    posted = done[2]["decidim"].posted
    assert len(posted) == 2
    assert '"after": null' in posted[0]
    assert '"after": "c1"' in posted[1]


NEWER = {
    "wordpress": ("https://hus.example", "modified_after=2026-03-01T12:00:00Z"),
    "drupal": ("https://hus.example", "filter[new][condition][value]=1772366400"),
    "linkedevents": ("https://hus.example/v1", "last_modified_since=2026-03-01T12:00:00Z&show_deleted=true"),
    "openagenda": ("https://hus.example/v2/agendas/5?key=k", "updatedAt[gte]=2026-03-01T12:00:00Z"),
    "oparl": ("https://hus.example/oparl/meetings", "modified_since=2026-03-01T12:00:00Z"),
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_new_is_asked_for_where_a_kind_can(kind: str) -> None:
    url, asked = NEWER.get(kind, ("https://hus.example/kalender", ""))
    since = datetime(2026, 3, 1, 12, tzinfo=UTC)
    newer, everything = KINDS[kind].entry(url, since).url, KINDS[kind].entry(url).url
    assert asked in unquote(newer)
    assert (newer != everything) == (kind in NEWER)


ADDRESSES = [
    (
        "tribe",
        "https://hus.example/wp-json/tribe/events/v1/events?categories=3",
        "/events?per_page=50&categories=3",
    ),
    ("wordpress", "https://hus.example/wp-json/wp/v2/seminarium", "/wp-json/wp/v2/seminarium?per_page=100"),
    ("openagenda", "https://hus.example/v2/agendas/5?key=k", "/v2/agendas/5/events?size=100"),
    ("sitemap", "https://hus.example/karta.xml", "/karta.xml"),
    ("sitemap", "https://hus.example", "/sitemap.xml"),
]


@pytest.mark.parametrize(("kind", "declared", "asked"), ADDRESSES)
def test_an_address_names_the_site_or_a_route_of_its_interface(kind: str, declared: str, asked: str) -> None:
    assert asked in KINDS[kind].entry(declared).url
