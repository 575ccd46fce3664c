"""SiteVision's event calendars: the listing page, and the list that its application asks for.

The page shows only the first day's events; the application's answers, where robots.txt allows, have all.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from scrapers.kinds import html
from scrapers.kinds.anchors import absolute
from scrapers.kinds.api import at, json_of, param, set_params
from scrapers.kinds.base import Links, Target
from scrapers.sites import same_site

if TYPE_CHECKING:
    from pipeline.model import Page
    from scrapers.source import Source

STEP = 100
_RESOURCE = re.compile(r"/appresource/[\w.]{1,40}/[\w.]{1,40}(?=[/\"'\\])")
_LISTS = re.compile(r"event|kalend|evenemang", re.IGNORECASE)


def entry(url: str, since: datetime | None = None) -> Target:
    """The declared page or list, as it is."""
    return Target(url, "listing")


def links(page: Page, source: Source) -> Links:
    """The events' pages; of a page, also the lists of its calendar applications."""
    data = json_of(page)
    if data is not None:
        return _of_answer(data, page)
    found = html.links(page, source)
    text = page.body.decode("utf-8", "replace")
    lists = dict.fromkeys(m.group() for m in _RESOURCE.finditer(text) if _LISTS.search(text))
    asked = tuple(f"{absolute(path, page.url)}/items?start=0&num={STEP}" for path in lists)[:5]
    return Links(found.details, (*found.listings, *asked), found.standalone)


def _of_answer(data: object, page: Page) -> Links:
    items = at(data, "items")
    stated = [at(item, "url") or at(item, "uri") for item in items] if isinstance(items, list) else []
    urls = (absolute(url, page.url) for url in stated if isinstance(url, str))
    details = tuple(dict.fromkeys(url for url in urls if url and same_site(url, page.url)))
    start, count = param(page.url, "start") or "0", at(data, "count")
    reached = int(start) + STEP if start.isdecimal() else STEP
    more = isinstance(count, int) and details and reached < count
    return Links(details, (set_params(page.url, {"start": str(reached)}),) if more else ())
