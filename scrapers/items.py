"""What a crawl hands over for each page: Scrapy's items, as ``-O`` writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scrapy.http import Response, TextResponse

from pipeline.model import Page
from scrapers.clock import Clock
from scrapers.kinds import Role
from scrapers.media import is_text, media_type

_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageItem:
    """One fetched page as ``-O`` writes it; ``body`` is text, None for a binary."""

    source_id: str
    url: str
    role: Role
    status: int
    media_type: str
    fetched_at: str
    sha256: str
    length: int
    title: str | None
    body: str | None


def page_of(response: Response, source_id: str, clock: Clock) -> Page:
    """The page that a response of any status is."""
    headers = {
        name.decode("latin-1"): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    return Page(
        source_id=source_id,
        url=response.url,
        fetched_at=response.meta.get("fetched_at") or clock(),
        body=response.body,
        status=response.status,
        media_type=media_type(headers.get("Content-Type", ""), response.url, response.body),
        headers=headers,
    )


def page_item(page: Page, role: Role, response: Response) -> PageItem:
    """The item of a fetched page."""
    text = response.text if isinstance(response, TextResponse) and is_text(page.media_type) else None
    title = _TITLE.search(text[:20_000]) if text and "html" in page.media_type else None
    return PageItem(
        source_id=page.source_id,
        url=page.url,
        role=role,
        status=page.status,
        media_type=page.media_type,
        fetched_at=page.fetched_at.isoformat() if page.fetched_at else "",
        sha256=page.sha256,
        length=len(page.body),
        title=" ".join(title[1].split()) or None if title else None,
        body=text,
    )
