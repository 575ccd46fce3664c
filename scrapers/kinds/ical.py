"""iCalendar files: ``.ics`` addresses themselves, or a page that links to them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from scrapers.kinds.anchors import absolute, base_of, parse
from scrapers.kinds.base import Links, Target
from scrapers.kinds.paging import next_pages
from scrapers.sites import same_site

if TYPE_CHECKING:
    from pipeline.model import Page
    from scrapers.source import Source

_CALENDAR = re.compile(r"\.ics(?:$|\?)|[?&](?:outlook-)?ical=1\b|/ical/?(?:$|\?)|/ics(?:$|\?)", re.IGNORECASE)


def entry(url: str, since: datetime | None = None) -> Target:
    """A calendar address is read as it is; any other is searched for calendars."""
    return Target(url, "detail" if _CALENDAR.search(url) else "listing")


def links(page: Page, source: Source) -> Links:
    """The calendars that a page of the same site links to; a calendar in a page's place stands for itself."""
    if page.media_type == "text/calendar":
        return Links(standalone=True)
    if "html" not in page.media_type:
        return Links()
    soup = parse(page)
    base = base_of(soup, page)
    found: dict[str, None] = {}
    for tag in soup.select(source.selectors.links or "a, link"):
        href = _over_http(str(tag.get("href") or ""), page.url)
        url = absolute(href, base) if href else None
        calendar = tag.get("type") == "text/calendar" or _CALENDAR.search(url or "")
        if url and calendar and same_site(url, page.url):
            found[url] = None
    return Links(tuple(found), next_pages(soup, page))


def _over_http(href: str, page_url: str) -> str:
    """A ``webcal`` address as the page itself is served, a ``webcals`` one over https; others unchanged."""
    scheme, colon, rest = href.strip().partition(":")
    if scheme.lower() == "webcal":
        return f"{page_url.partition(':')[0]}:{rest}"
    return f"https:{rest}" if colon and scheme.lower() == "webcals" else href
