"""One crawl of sites that reserve, forbid and ask to be left alone: what is fetched, kept and told of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from scrapers.archive import read_archive
from tests.certificates import write_certificate
from tests.scrapers.crawling import crawled, declare
from tests.scrapers.neighbourhood import Answers, listing
from tests.scrapers.site import Answer, Site, served

PAGE = "<html><head>{head}</head><body><h1>Möte</h1><p>12 februari 2026</p></body></html>"
NOTHING: Answers = {}
RESERVED = '<meta name="tdm-reservation" content="1">'


def reserving_by_file(root: str) -> Answers:
    rules = [{"location": "/moten/fri", "tdm-reservation": 0}, {"location": "/moten/", "tdm-reservation": 1}]
    return {
        "/.well-known/tdmrep.json": Answer(json.dumps(rules), kind="application/json"),
        "/moten": listing("/moten/fri", "/moten/egen"),
        "/moten/fri": PAGE.format(head=""),
        "/moten/egen": PAGE.format(head=""),
    }


def reserving_by_page(root: str) -> Answers:
    return {
        "/moten": Answer(
            listing("/moten/a", "/moten/b", "/moten/c", "/moten/d"), headers={"X-Robots-Tag": "noindex"}
        ),
        "/moten/a": Answer(PAGE.format(head=""), headers={"TDM-Reservation": "1"}),
        "/moten/b": Answer(PAGE.format(head=RESERVED), zipped=True),
        "/moten/c": Answer(PAGE.format(head=""), headers={"X-Robots-Tag": "noai, noindex"}),
        "/moten/d": PAGE.format(head=""),
    }


def busy(root: str) -> Answers:
    return {"/moten": Answer("later", 429, headers={"Retry-After": "3600"})}


def overrun(root: str) -> Answers:
    return {"/moten": Answer("no", 503)}


def large(root: str) -> Answers:
    paths = [f"/moten/{number}" for number in range(20)]
    return {"/moten": listing(*paths), **dict.fromkeys(paths, PAGE.format(head=""))}


def login(root: str) -> Answers:
    form = '<title>Logga in</title><form><input type="password"></form>'
    return {"/moten": listing("/moten/a"), "/moten/a": f"<html><body>{form}</body></html>"}


def leading_home(root: str) -> Answers:
    home = Answer(status=302, headers={"Location": "/"})
    found = {"/moten": listing("/moten/a", "/moten/b"), "/": "<h1>Hem</h1>"}
    return {**found, "/moten/a": home, "/moten/b": home}


def led_together(root: str) -> Answers:
    """Details that lead to one place: off the site, to a page that is gone, to one that fails."""
    paths = [f"/moten/{where}/{number}" for where in ("out", "gone", "fails") for number in range(2)]
    places = {"out": "http://10.0.0.7/x", "gone": "/borta", "fails": "/trasig"}
    moved = {path: Answer(status=302, headers={"Location": places[path.split("/")[2]]}) for path in paths}
    return {"/moten": listing(*paths), **moved, "/borta": Answer("", 404), "/trasig": Answer("", 418)}


SITES = (reserving_by_file, reserving_by_page, busy, overrun, large, login, leading_home, led_together)


@pytest.fixture(scope="module")
def done(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, tuple[dict[str, Any], Site, set[str]]]]:
    """By site: its report, the site, and the paths of its pages in the archive."""
    folder = tmp_path_factory.mktemp("etiquette")
    with ExitStack() as stack:
        sites = {build.__name__.replace("_", "-"): stack.enter_context(served(build)) for build in SITES}
        certificate = write_certificate(folder / "localhost.pem")
        sites["forged"] = stack.enter_context(served(large, certificate))
        for source_id, site in sites.items():
            root = site.root.replace("http:", "https:") if source_id == "forged" else site.root
            declare(folder / "sources", source_id, [f"{root}/moten"])
        hosts = [site.host for site in sites.values()]
        result = crawled(folder, hosts, {"retries": 3, "max_host_requests": 12})
        archived = list(read_archive(folder / "archive"))
        yield {
            id_: (
                result["reports"][id_],
                site,
                {one.page.url.removeprefix(site.root) for one in archived if one.page.source_id == id_},
            )
            for id_, site in sites.items()
        }


def test_what_the_sites_file_reserves_is_not_even_fetched(done: dict[str, Any]) -> None:
    report, site, kept = done["reserving-by-file"]
    assert "/moten/egen" not in site.paths()
    assert kept == {"/moten", "/moten/fri"}
    assert site.paths().index("/.well-known/tdmrep.json") < site.paths().index("/moten")
    assert report["signs"]["failures"] == {"reserved": 1}
    assert "tdm-reservation: 1 (file)" in report["issues"][0]
    rights = {url.removeprefix(site.root): said for url, said in report["rights"].items()}
    assert rights == {
        "/moten": "",
        "/moten/fri": "tdm-reservation: 0 (file)",
        "/moten/egen": "tdm-reservation: 1 (file)",
    }


def test_what_a_page_reserves_is_neither_kept_nor_read(done: dict[str, Any]) -> None:
    report, _, kept = done["reserving-by-page"]
    assert kept == {"/moten", "/moten/c", "/moten/d"}
    assert report["signs"]["failures"] == {"reserved": 2}


def test_what_is_not_to_be_honoured_is_recorded_and_read(done: dict[str, Any]) -> None:
    report, site, _ = done["reserving-by-page"]
    assert report["rights"][f"{site.root}/moten/c"] == "noai; noindex"
    assert report["signs"]["rights"] == {"tdm-reservation": 2, "noai": 1, "noindex": 1}
    assert report["signs"]["details"] == 2


@pytest.mark.parametrize(("source_id", "status", "asked"), [("busy", "429", 1), ("overrun", "503", 3)])
def test_a_host_that_says_wait_is_left_alone(
    done: dict[str, Any], source_id: str, status: str, asked: int
) -> None:
    report, site, _ = done[source_id]
    assert site.paths().count("/moten") == asked
    assert report["signs"]["statuses"] == {status: 1}
    assert f"answered {status}: it is left alone until" in report["issues"][0]


def test_a_host_gets_no_more_requests_than_its_limit(done: dict[str, Any]) -> None:
    report, site, _ = done["large"]
    assert len(site.paths()) == 12
    assert report["signs"]["failures"] == {"held": 11}
    assert "had its 12 requests of today (KALENDS_MAX_HOST_REQUESTS)" in report["issues"][0]


def test_how_a_site_answers_is_counted(done: dict[str, Any]) -> None:
    report, _, _ = done["login"]
    signs = report["signs"]
    assert (signs["statuses"], signs["faults"]) == ({"200": 2}, {"login": 1})
    assert (signs["listings"], signs["details"], signs["page_bytes"]) == (1, 0, None)


def test_pages_that_lead_home_are_counted_and_gone(done: dict[str, Any]) -> None:
    report, site, _ = done["leading-home"]
    assert report["signs"]["led_home"] == 2
    assert report["gone_urls"] == [f"{site.root}/moten/a", f"{site.root}/moten/b"]


def test_pages_that_all_lead_to_one_place_are_counted_each(done: dict[str, Any]) -> None:
    report, site, _ = done["led-together"]
    assert report["signs"]["failures"] == {"address": 2, "other": 1}
    assert {f"{site.root}/moten/gone/{number}" for number in range(2)} <= set(report["gone_urls"])
    assert not [url for url in report["seen_urls"] if "/fails/" in url]
    told = [f"/moten/out/{number} redirects to http://10.0.0.7/x, which is no" for number in range(2)]
    assert all(any(one in issue for issue in report["issues"]) for one in told)


def test_a_certificate_that_nobody_vouches_for_is_named(done: dict[str, Any]) -> None:
    report, site, _ = done["forged"]
    assert (report["outcome"], report["signs"]["failures"]) == ("failed", {"certificate": 1})
    assert site.paths() == []
