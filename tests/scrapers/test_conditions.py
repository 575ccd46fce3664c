"""What is known of a site's own files, and how they are asked for again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from scrapers.crawl import CrawlSettings, crawl
from scrapers.known import absent_page
from scrapers.source import Source
from tests.scrapers.site import Answer, served

PAGE = "<!doctype html><html><body><main><h1>Möten</h1><a href='/moten/1'>Ett möte</a></main></body></html>"
ALL_RESERVED = json.dumps([{"location": "/", "tdm-reservation": 1}])
TDM = "/.well-known/tdmrep.json"


def test_a_file_that_was_absent_and_is_called_unmodified_is_asked_for_whole(tmp_path: Path) -> None:
    """A file moved into its place keeps its age: a server calls it unmodified since we found it absent."""
    answers = {"/moten": PAGE, TDM: [Answer(status=304), Answer(ALL_RESERVED, kind="application/json")]}
    with served(lambda _: answers) as site:
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
        url = f"{site.root}{TDM}"
        known = {"hus": {url: absent_page(url, "before", datetime(2026, 3, 1, tzinfo=UTC))}}
        settings = CrawlSettings(
            archive=tmp_path,
            allowed_private_hosts=frozenset([site.host]),
            download_delay=0,
            retries=0,
            known=known,
            clock=lambda: datetime(2026, 3, 2, tzinfo=UTC),
        )
        report = crawl([source], settings)["hus"]
        assert site.paths().count(TDM) == 2
        assert "/moten" not in site.paths()
    assert "reserved by its publisher" in " ".join(report.issues)
