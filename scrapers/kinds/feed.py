"""RSS, Atom and JSON Feed: the entries' pages are read, for an entry's date is that of its publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from scrapers.kinds.anchors import absolute, base_of, parse
from scrapers.kinds.api import at, json_of
from scrapers.kinds.base import Links, Target
from scrapers.kinds.paging import header_next
from scrapers.kinds.trees import name_of, tree_of
from scrapers.sites import same_site

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipeline.model import Page
    from scrapers.source import Source

_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def entry(url: str, since: datetime | None = None) -> Target:
    """The feed, or a page that names its feeds; feeds keep to a fixed number of entries."""
    return Target(url, "listing")


def links(page: Page, source: Source) -> Links:
    """The entries' pages and the feed's further pages; of an HTML page, the feeds that it names."""
    if "html" in page.media_type:
        return Links(listings=tuple(_kept(_named_feeds(page), page)))
    data = json_of(page)
    if data is not None:
        entries = [at(item, "url") for item in at(data, "items") or () if isinstance(item, dict)]
        return Links(tuple(_kept(entries, page)), tuple(_kept([at(data, "next_url")], page)))
    root = tree_of(page)
    if root is None:
        return Links()
    further = [*_next(root), *header_next(page.headers, page.url)]
    return Links(tuple(_kept(_entries(root), page)), tuple(_kept(further, page)))


def _entries(root: _Element) -> Iterator[str | None]:
    for item in root.iter():
        if name_of(item) == "item":
            yield next((child.text for child in item if name_of(child) == "link" and child.text), None)
        elif name_of(item) == "entry":
            shown = [child for child in item if name_of(child) == "link"]
            yield next((c.get("href") for c in shown if c.get("rel", "alternate") == "alternate"), None)


def _next(root: _Element) -> Iterator[str | None]:
    return (tag.get("href") for tag in root.iter() if name_of(tag) == "link" and tag.get("rel") == "next")


def _named_feeds(page: Page) -> Iterator[str | None]:
    soup = parse(page)
    base = base_of(soup, page)
    for tag in soup.find_all("link", href=True):
        if tag.get("type") in _FEEDS:
            yield absolute(str(tag["href"]), base)


def _kept(urls: Iterator[str | None] | list[str | None] | list[str], page: Page) -> Iterator[str]:
    found = (absolute(url, page.url) for url in urls if isinstance(url, str))
    return iter(dict.fromkeys(url for url in found if url and url != page.url and same_site(url, page.url)))
