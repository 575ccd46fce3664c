"""What is known of a site's own files, and how they are asked for again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapers.crawl import CrawlReport, CrawlSettings, crawl
from scrapers.known import KnownPage, absent_page
from scrapers.source import Source
from tests.scrapers.site import Answer, Site, served

PAGE = "<!doctype html><html><body><main><h1>Möten</h1><a href='/moten/1'>Ett möte</a></main></body></html>"
ALL_RESERVED = json.dumps([{"location": "/", "tdm-reservation": 1}])
TDM, ROBOTS = "/.well-known/tdmrep.json", "/robots.txt"
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def crawled(site: Site, folder: Path, known: Mapping[str, KnownPage], at: datetime = NOW) -> CrawlReport:
    source = Source.model_validate(
        {
            "id": "hus",
            "publisher": {"name": "Lindängens grannförening"},
            "country": "SE",
            "languages": ["sv"],
            "timezone": "Europe/Stockholm",
            "kind": "html",
            "urls": [f"{site.root}/moten"],
        }
    )
    settings = CrawlSettings(
        archive=folder,
        allowed_private_hosts=frozenset([site.host]),
        download_delay=0,
        retries=0,
        known={"hus": known},
        clock=lambda: at,
    )
    return crawl([source], settings)["hus"]


def remembered(report: CrawlReport, *before: KnownPage) -> dict[str, KnownPage]:
    return {page.url: page for page in (*before, *report.visits)}


def test_a_file_that_was_absent_and_is_called_unmodified_is_asked_for_whole(tmp_path: Path) -> None:
    """A file moved into its place keeps its age: a server calls it unmodified since we found it absent."""
    answers = {"/moten": PAGE, TDM: [Answer(status=304), Answer(ALL_RESERVED, kind="application/json")]}
    with served(lambda _: answers) as site:
        url = f"{site.root}{TDM}"
        report = crawled(site, tmp_path, {url: absent_page(url, "before", NOW - timedelta(days=1))})
        assert site.paths().count(TDM) == 2
        assert "/moten" not in site.paths()
    assert "reserved by its publisher" in " ".join(report.issues)


def test_robots_and_tdm_file_are_asked_for_again_after_half_a_day(tmp_path: Path) -> None:
    allowed = Answer("User-agent: *\nDisallow: /intern/\n", kind="text/plain", headers={"ETag": '"a"'})
    forbidden = Answer("User-agent: *\nDisallow: /moten/\n", kind="text/plain", headers={"ETag": '"b"'})
    answers = {"/moten": PAGE, "/moten/1": PAGE, ROBOTS: [allowed, Answer(status=304), forbidden]}
    with served(lambda _: answers) as site:

        def asked(hours: int, known: dict[str, KnownPage]) -> tuple[dict[str, KnownPage], set[str], int]:
            before = len(site.paths())
            report = crawled(site, tmp_path, known, NOW + timedelta(hours=hours))
            paths = set(site.paths()[before:])
            return (
                remembered(report, *known.values()),
                paths & {ROBOTS, TDM},
                report.counts["robots_forbidden"],
            )

        known, first, _ = asked(0, {})
        known, again, _ = asked(11, known)
        assert (first, again) == ({ROBOTS, TDM}, set())
        known, nightly, _ = asked(12, known)  # not modified: good for another half day
        known, late, _ = asked(23, known)
        assert (nightly, late) == ({ROBOTS, TDM}, set())
        assert asked(24, known)[1:] == ({ROBOTS, TDM}, 1)


def test_a_robots_file_that_could_not_be_had_is_asked_for_at_once(tmp_path: Path) -> None:
    answers = {"/moten": PAGE, ROBOTS: [Answer("broken", 500), Answer("", kind="text/plain")]}
    with served(lambda _: answers) as site:
        report = crawled(site, tmp_path, {})
        assert report.counts["robots_forbidden"] == 1
        report = crawled(site, tmp_path, remembered(report))
        assert (report.outcome, site.paths().count(ROBOTS)) == ("ok", 2)
