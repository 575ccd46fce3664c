"""Sites whose pages carry schema.org data (ticket and meet-up platforms), which say what links are events."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from scrapers.kinds import html
from scrapers.kinds.base import Links, Target

if TYPE_CHECKING:
    from pipeline.model import Page
    from scrapers.source import Source


def entry(url: str, since: datetime | None = None) -> Target:
    """The declared page, as it is."""
    return Target(url, "listing")


def links(page: Page, source: Source) -> Links:
    """What the page's data name as events; where they name none, what its links look like."""
    found = html.links(page, source)
    stated = html.stated_events(page)
    return Links(stated, found.listings, found.standalone) if stated else found
