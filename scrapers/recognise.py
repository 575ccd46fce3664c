"""Which platform a page comes from, by the marks that platforms leave in their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from scrapers.kinds.anchors import absolute, base_of, parse
from scrapers.kinds.api import at, json_of
from scrapers.sites import same_site

if TYPE_CHECKING:
    from pipeline.model import Page

MARKS = 400_000
"""Characters of a page that are searched for marks."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A kind that a site may be read as, the address to declare for it, and the mark that speaks for it."""

    kind: str
    url: str
    mark: str


def candidates(page: Page) -> tuple[Candidate, ...]:
    """The kinds that a page's marks speak for, the most telling first; ``html`` is always the last."""
    found = _of_json(page) if "html" not in page.media_type else _of_html(page)
    by_kind: dict[str, Candidate] = {}
    for candidate in (*found, Candidate("html", page.url, "any page that lists announcements")):
        by_kind.setdefault(candidate.kind, candidate)
    return tuple(by_kind.values())


def _of_json(page: Page) -> Iterator[Candidate]:
    data = json_of(page)
    if page.media_type == "text/calendar":
        yield Candidate("ical", page.url, "a calendar file")
    elif "xml" in page.media_type:
        kind = "sitemap" if re.search(rb"<(?:urlset|sitemapindex)\b", page.body[:2000]) else "feed"
        yield Candidate(kind, page.url, "an XML file of that form")
    elif at(data, "next_rest_url") or "/tribe/events/" in page.url:
        yield Candidate("tribe", page.url, "the interface of The Events Calendar")
    elif "oparl.org" in str(at(data, "type")):
        yield Candidate("oparl", page.url, "an OParl object")
    elif at(data, "items") and "jsonfeed.org" in str(at(data, "version")):
        yield Candidate("feed", page.url, "a JSON Feed")


def _of_html(page: Page) -> Iterator[Candidate]:
    soup = parse(page)
    base = base_of(soup, page)
    text = page.body[:MARKS].decode("utf-8", "replace")
    root = urljoin(page.url, "/")
    generator = " ".join(
        str(tag.get("content")) for tag in soup.find_all("meta", attrs={"name": "generator"})
    )
    if urlsplit(page.url).path.endswith((".md", ".markdown")) or _is_git_folder(page.url):
        yield Candidate("frontmatter", page.url, "a folder of files in a git repository")
    if re.search(r"/wp-json/tribe/|tribe-events|the-events-calendar", text):
        yield Candidate("tribe", _wordpress_root(soup, base) or root, "The Events Calendar's styles or links")
    for kind in ("Mobilizon", "Gancio", "Discourse", "Decidim"):
        if kind.lower() in generator.lower() or (kind == "Decidim" and "decidim-" in text):
            yield Candidate(kind.lower(), root, f"its pages name {kind} as what made them")
    if "localist" in text.lower() and "/api/2/events" not in page.url:
        yield Candidate("localist", root, "Localist's scripts")
    if "/appresource/" in text or "SiteVision" in generator or "sv-portlet" in text:
        yield Candidate("sitevision", page.url, "SiteVision's portlets")
    calendar = _calendar(soup, base, page)
    if calendar:
        yield Candidate("ical", calendar, "a link to a calendar file")
    if re.search(r'"@type"\s*:\s*"[A-Za-z]*Event"', text):
        yield Candidate("jsonld", page.url, "events in the page's schema.org data")
    if "drupal-settings-json" in text or "Drupal" in generator:
        yield Candidate("drupal", root, "Drupal's settings")
    if urlsplit(page.url).path in ("", "/") and _wordpress_root(soup, base):
        yield Candidate("wordpress", _wordpress_root(soup, base) or root, "a link to WordPress's interface")
    if soup.find("link", type=re.compile(r"application/(?:rss|atom)\+xml")):
        yield Candidate("feed", page.url, "a link to a feed")


def _wordpress_root(soup: BeautifulSoup, base: str) -> str | None:
    tag = soup.find("link", rel="https://api.w.org/", href=True)
    url = absolute(str(tag["href"]), base) if isinstance(tag, Tag) else None
    return url.partition("wp-json")[0] if url and "wp-json" in url else None


def _calendar(soup: BeautifulSoup, base: str, page: Page) -> str | None:
    for tag in soup.find_all(["a", "link"], href=re.compile(r"\.ics\b|^webcal:|[?&]ical=1"), limit=20):
        url = absolute(re.sub(r"^webcals?:", f"{urlsplit(page.url).scheme}:", str(tag["href"])), base)
        if url and same_site(url, page.url):
            return url
    return None


def _is_git_folder(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return (host in ("github.com", "gitlab.com", "codeberg.org") and "/tree/" in url) or "/src/branch/" in url
