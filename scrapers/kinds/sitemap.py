"""Sitemaps: a site's pages whose addresses speak of events. ``lastmod`` orders them and is not believed."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers.kinds.anchors import absolute
from scrapers.kinds.base import Links, Target
from scrapers.kinds.trees import name_of, tree_of
from scrapers.kinds.words import words
from scrapers.sites import same_site

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipeline.model import Page
    from scrapers.source import Source

_PART = re.compile(r"[^\W\d_]+")


def entry(url: str, since: datetime | None = None) -> Target:
    """The sitemap; of a site's address, the one at its usual place."""
    is_map = re.search(r"\.(?:xml|gz)$", urlsplit(url).path)
    return Target(url if is_map else f"{url.rstrip('/')}/sitemap.xml", "listing")


def links(page: Page, source: Source) -> Links:
    """The maps that an index names, and the event pages of a map, last changed first.

    Where no address speaks of events, all pages below the first level are taken.
    """
    root = tree_of(page)
    if root is None:
        return Links()
    maps = [url for url, _ in _entries(root, "sitemap", page)]
    pages = sorted(_entries(root, "url", page), key=lambda entry: entry[1], reverse=True)
    chosen = [url for url, _ in pages if _speaks_of_events(url)]
    found = chosen or [url for url, _ in pages if urlsplit(url).path.strip("/").count("/")]
    preferred = [url for url in maps if _speaks_of_events(url)] or maps
    return Links(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(preferred)))


def _entries(root: _Element, name: str, page: Page) -> list[tuple[str, str]]:
    """(address, lastmod) of each entry on the page's own site."""
    out = []
    for entry in root.iter():
        if name_of(entry) != name:
            continue
        told = {name_of(child): (child.text or "").strip() for child in entry}
        url = absolute(told.get("loc", ""), page.url)
        if url and same_site(url, page.url):
            out.append((url, told.get("lastmod", "")))
    return out


def _speaks_of_events(url: str) -> bool:
    return not words("event_segments").isdisjoint(_PART.findall(urlsplit(url).path.lower()))
