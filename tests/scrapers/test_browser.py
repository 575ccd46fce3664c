"""Sources whose pages are empty without JavaScript: read with an installed Chromium, shut in to its hosts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from scrapers.archive import ArchivedPage, read_archive
from scrapers.browser import BrowserRefused, browser_settings
from scrapers.source import Source
from tests.scrapers.crawling import crawled, declare
from tests.scrapers.site import Answer, Site, served

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
needs_browser = pytest.mark.skipif(
    BROWSER is None and "CI" not in os.environ, reason="no Chromium is installed here"
)
SCRIPT = """
const list = document.getElementById("list");
for (const [path, title] of [["torg", "Torgmöte om bänkarna"], ["park", "Parkmöte om lekplatsen"]]) {
  const link = `<h2><a href="/moten/${path}">${title}</a></h2>`;
  list.innerHTML += `<article>${link}<time>2026-05-12</time></article>`;
}
fetch(document.body.dataset.elsewhere).catch(() => {});
"""
Done = tuple[dict[str, Any], list[ArchivedPage], Site, Site]


def other(root: str) -> dict[str, Answer | str | list[Answer]]:
    return {"/hemligt": "inside"}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    folder = tmp_path_factory.mktemp("browser")
    with ExitStack() as stack:
        inside = stack.enter_context(served(other))
        elsewhere = f"http://localhost:{inside.host.rpartition(':')[2]}/hemligt"

        def empty(root: str) -> dict[str, Answer | str | list[Answer]]:
            script = f'<main id="list"></main><script>{SCRIPT}</script>'
            page = f'<body data-elsewhere="{elsewhere}">{script}</body>'
            detail = "<main><h1>{0}</h1><p>Tisdag 12 maj 2026 kl. 18</p></main>"
            return {
                "/moten": page,
                "/moten/torg": detail.format("Torgmöte om bänkarna"),
                "/moten/park": detail.format("Parkmöte om lekplatsen"),
            }

        site = stack.enter_context(served(empty))
        for name, rendered in (("med", True), ("utan", False)):
            declare(folder / "sources", name, [f"{site.root}/moten"], "html", javascript=rendered)
        result = crawled(folder, [site.host], {"browser": BROWSER or "", "timeout": 20.0})
        yield result["reports"], list(read_archive(folder / "archive")), site, inside


@needs_browser
def test_what_scripts_build_is_followed(done: Done) -> None:
    reports, pages, _, _ = done
    assert reports["med"]["outcome"] == "ok", reports["med"]["issues"]
    paths = sorted(a.page.url.rpartition("/")[2] for a in pages if a.page.source_id == "med")
    assert paths == ["moten", "park", "torg"]
    assert reports["utan"]["counts"]["detail_pages"] == 0


@needs_browser
def test_the_browser_reaches_no_host_but_the_source_s_own(done: Done) -> None:
    assert done[3].paths() == []


@needs_browser
def test_the_browser_keeps_to_robots_and_to_our_name(done: Done) -> None:
    site = done[2]
    assert site.paths().count("/robots.txt") >= 1
    assert all("Kalends" in agent for agent in site.agents), site.agents


def source_at(url: str) -> Source:
    return Source.model_validate(
        {
            "id": "x",
            "publisher": {"name": "X"},
            "country": "SE",
            "languages": ["sv"],
            "timezone": "Europe/Stockholm",
            "kind": "html",
            "javascript": True,
            "urls": [url],
        }
    )


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1/", "127.0.0.1 is no public address"),
        ("http://[::1]/", "::1 is no public address"),
        ("http://169.254.169.254/latest", "169.254.169.254 is no public address"),
        ("http://no-such-house.invalid/", "no-such-house.invalid cannot be resolved"),
    ],
)
def test_a_private_host_is_refused_before_the_browser_starts(url: str, said: str) -> None:
    with pytest.raises(BrowserRefused) as refused:
        browser_settings(source_at(url), "/usr/bin/chromium", 5.0, frozenset())
    assert said in str(refused.value)


def test_an_allowed_host_is_pinned_to_its_address() -> None:
    allowed = frozenset({"127.0.0.1:8000"})
    found = browser_settings(source_at("http://127.0.0.1:8000/"), "/usr/bin/chromium", 5.0, allowed)
    rules = found["PLAYWRIGHT_LAUNCH_OPTIONS"]["args"][-1]
    assert rules == "--host-resolver-rules=MAP 127.0.0.1 127.0.0.1, MAP * ~NOTFOUND"
