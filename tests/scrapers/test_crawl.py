"""One crawl of many sources side by side, each with a trouble of its own; reports, archive and manners."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from scrapers.archive import ArchivedPage, read_archive
from tests.scrapers.crawling import crawled, declare
from tests.scrapers.neighbourhood import (
    broken_site,
    closed_site,
    long_site,
    neighbours,
    sick_site,
    slow_site,
    tired_site,
)
from tests.scrapers.site import Site, served


@dataclass(slots=True)
class Crawled:
    reports: dict[str, dict[str, Any]]
    told: list[list[Any]]
    pages: list[ArchivedPage]
    main: Site
    slow: Site
    closed: Site

    def pages_of(self, source_id: str) -> dict[str, ArchivedPage]:
        """Archived pages by their path."""
        return {
            archived.page.url.partition(self.main.host)[2]: archived
            for archived in self.pages
            if archived.page.source_id == source_id
        }


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("crawl")
    with ExitStack() as stack:
        sites = (neighbours, slow_site, closed_site, tired_site, broken_site)
        main, slow, closed, tired, broken = (stack.enter_context(served(build)) for build in sites)
        port = main.host.rpartition(":")[2]
        for source_id, kind, url in (
            ("grannar", "html", f"{main.root}/kalender"),
            ("tom", "html", f"{main.root}/tom"),
            ("tomt", "html", f"{main.root}/tom"),
            ("ensam", "html", f"{main.root}/ensam"),
            ("fel", "html", f"{main.root}/fel"),
            ("trog", "html", f"{main.root}/trog"),
            ("bort", "html", f"{main.root}/bort"),
            ("kalendrar", "ical", f"{main.root}/kalendrar"),
            ("filer", "frontmatter", f"{main.root}/repos/hus/contents/_events"),
            ("langsam", "html", f"{slow.root}/moten"),
            ("trott", "html", f"{tired.root}/"),
            ("sonder", "html", f"{broken.root}/"),
            ("stangd", "html", f"{closed.root}/"),
            ("intern", "html", f"http://localhost:{port}/kalender"),
            ("okand", "html", "http://no-such-house.invalid/kalender"),
        ):
            declare(folder / "sources", source_id, [url], kind)
        revisit = {"tom": [f"{main.root}/kalender/dialog", "http://elsewhere.example/x"]}
        hosts = [main.host, slow.host, closed.host, tired.host, broken.host]
        result = crawled(folder, hosts, {"retries": 1, "revisit": revisit, "run_id": "one"})
        pages = list(read_archive(folder / "archive"))
        yield Crawled(result["reports"], result["told"], pages, main, slow, closed)


OUTCOMES = {
    # source: outcome, counts that are not 0, words of an issue
    "grannar": (
        "partial",
        {"pages": 6, "listing_pages": 2, "detail_pages": 4, "not_found": 2, "gone": 1, "robots_forbidden": 1},
        "/kalender/stangt is forbidden by robots.txt",
    ),
    "tom": (
        "partial",
        {"pages": 2, "listing_pages": 1, "detail_pages": 1},
        "/tom has no links to announcements",
    ),
    "tomt": ("empty", {"pages": 1, "listing_pages": 1}, "/tom has no links to announcements"),
    "ensam": ("ok", {"pages": 1, "detail_pages": 1}, None),
    "fel": ("failed", {"errors": 1}, "/fel answers 500"),
    "trog": ("failed", {"timeouts": 1}, "/trog did not answer in time"),
    "bort": (
        "failed",
        {"refused_addresses": 1},
        "redirects to http://169.254.169.254/latest/, which is no public",
    ),
    "kalendrar": ("ok", {"pages": 2, "listing_pages": 1, "detail_pages": 1}, None),
    "filer": ("ok", {"pages": 4, "listing_pages": 2, "detail_pages": 2}, None),
    "langsam": ("ok", {"pages": 3, "listing_pages": 1, "detail_pages": 2}, None),
    "trott": ("failed", {"robots_forbidden": 1}, "robots.txt asks for 86400 seconds between requests"),
    "sonder": (
        "failed",
        {"errors": 1, "robots_forbidden": 1},
        "/robots.txt answers 500: until it can be read",
    ),
    "stangd": ("failed", {"robots_forbidden": 1}, "is forbidden by robots.txt"),
    "intern": (
        "failed",
        {"refused_addresses": 1},
        "is no public address; KALENDS_ALLOWED_PRIVATE_HOSTS=localhost",
    ),
    "okand": ("failed", {"errors": 1}, "no-such-house.invalid/kalender cannot be fetched"),
}


@pytest.mark.parametrize("source_id", OUTCOMES)
def test_each_source_reports_its_own_outcome(done: Crawled, source_id: str) -> None:
    outcome, counts, issue = OUTCOMES[source_id]
    report = done.reports[source_id]
    found = {name: number for name, number in report["counts"].items() if number and name != "requests"}
    assert (report["outcome"], found) == (outcome, counts), report["issues"]
    if issue:
        assert any(issue in line for line in report["issues"]), report["issues"]
    else:
        assert report["issues"] == []


def test_every_source_has_a_report_in_the_order_given(done: Crawled) -> None:
    assert list(done.reports) == sorted(OUTCOMES)


def test_gone_and_seen_addresses_are_told_apart(done: Crawled) -> None:
    report, root = done.reports["grannar"], done.main.root
    assert report["gone_urls"] == [f"{root}/kalender/{name}" for name in ("borta", "hem", "slut")]
    assert f"{root}/kalender/flyttad" in report["seen_urls"]
    assert f"{root}/kalender/ny-plats" in report["seen_urls"]
    assert report["moved_urls"] == {f"{root}/kalender/flyttad": f"{root}/kalender/ny-plats"}
    assert not set(report["gone_urls"]) & set(report["seen_urls"])


def test_the_archive_holds_every_answer_as_it_was(done: Crawled) -> None:
    pages = done.pages_of("grannar")
    assert {path: archived.page.status for path, archived in pages.items()} == {
        "/kalender": 200,
        "/kalender?sida=2": 200,
        "/kalender/dialog": 200,
        "/kalender/borta": 404,
        "/kalender/slut": 410,
        "/kalender/ny-plats": 200,
        "/kalender/bild": 200,
        "/kalender/trasig": 200,
    }
    dialog = pages["/kalender/dialog"]
    assert dialog.page.body.startswith(b"<title>Dialog")
    assert dialog.page.headers["Content-Encoding"] == "gzip"
    assert (dialog.role, dialog.run_id, pages["/kalender"].role) == ("detail", "one", "listing")
    assert pages["/kalender/bild"].page.media_type == "image/png"


def test_a_page_that_stands_alone_is_archived_as_an_announcement(done: Crawled) -> None:
    assert done.pages_of("ensam")["/ensam"].role == "detail"
    assert done.pages_of("tom")["/tom"].role == "listing"


def test_media_types_are_what_the_files_are(done: Crawled) -> None:
    kinds = {path: archived.page.media_type for path, archived in done.pages_of("filer").items()}
    assert kinds["/raw/fest.md"] == kinds["/raw/vinter.md"] == "text/markdown"
    assert done.pages_of("kalendrar")["/feed/alla.ics"].page.media_type == "text/calendar"


def test_refused_addresses_are_never_asked(done: Crawled) -> None:
    paths = done.main.paths()
    assert "/kalender/stangt" not in paths
    assert done.closed.paths() == ["/robots.txt"]


def test_crawl_delay_is_kept(done: Crawled) -> None:
    times = [at for path, at in done.slow.asked if path.startswith("/moten")]
    assert len(times) == 3
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.35


def test_retry_after_is_kept(done: Crawled) -> None:
    first, second = (at for path, at in done.main.asked if path == "/kalender/trasig")
    assert second - first >= 0.9


def test_sites_see_who_asks_and_whom_to_write_to(done: Crawled) -> None:
    (agent,) = done.main.agents
    assert agent.startswith("Kalends/") and "webmaster@kalends.example" in agent


def test_progress_tells_each_page_and_the_end(done: Crawled) -> None:
    assert [told for told in done.told if told[0] == "ensam"] == [["ensam", 1, False], ["ensam", 1, True]]
    assert {source_id for source_id, _, ended in done.told if ended} == set(OUTCOMES)


def test_what_cannot_be_had_is_said_in_words_for_an_operator(tmp_path: Path) -> None:
    with served(sick_site) as site:
        declare(tmp_path / "sources", "sjuk", [f"{site.root}/moten"])
        report = crawled(tmp_path, [site.host], {"max_bytes": 100_000})["reports"]["sjuk"]
    assert sorted(issue.removeprefix(site.root) for issue in report["issues"]) == [
        "/moten/bomb cannot be fetched: it is larger than KALENDS_MAX_BYTES allows",
        "/moten/kodad comes coded as 'br', which was not asked for: it is not read",
        "/moten/rund redirects in a circle",
        "/moten/stor cannot be fetched: it is larger than KALENDS_MAX_BYTES allows",
    ]
    read = {page.page.url.removeprefix(site.root) for page in read_archive(tmp_path / "archive")}
    assert "/moten/bra" in read and read.isdisjoint({"/moten/kodad", "/moten/rund", "/moten/stor"})


def test_an_archive_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")
    with served(slow_site) as site:
        declare(tmp_path / "sources", "full", [f"{site.root}/moten/ett"])
        report = crawled(tmp_path, [site.host])["reports"]["full"]
    (issue,) = report["issues"]
    assert report["outcome"] == "failed"
    assert f"KALENDS_ARCHIVE={tmp_path / 'archive'} cannot be written: " in issue


def test_budgets_end_a_crawl_and_a_process_crawls_once(tmp_path: Path) -> None:
    with served(long_site) as long, served(slow_site) as slow:
        declare(tmp_path / "sources", "lang", [f"{long.root}/moten"])
        declare(tmp_path / "sources", "langsam", [f"{slow.root}/moten/ett", f"{slow.root}/moten/tva"])
        result = crawled(tmp_path, [long.host, slow.host], {"max_seconds": 2, "max_pages": 5})
    report = result["reports"]["lang"]
    assert report["outcome"] == "partial"
    assert report["issues"] == [
        "more than 5 detail pages: the rest was not fetched",
        "the site was not read to its end: its time budget was used up",
    ]
    assert 1 <= report["counts"]["pages"] < 6
