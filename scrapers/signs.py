"""How a site answers a crawl, counted: what health is told by (:class:`pipeline.model.Signs`)."""

from __future__ import annotations

import hashlib
from collections import Counter
from statistics import median
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from pipeline.model import Signs
from scrapers.failures import cause_of
from scrapers.faults import page_fault
from scrapers.kinds import entries
from scrapers.media import media_type
from scrapers.politeness import Held

_FETCHED, _UNCHANGED = 200, 304


class SignsTaken:
    """The downloader middleware nearest the engine: sees of each request its last answer only.

    Marks what answers 200 and is no page (``meta["fault"]``, see :mod:`scrapers.faults`), for the spider to
    leave it unread. A source's own addresses count as listings, also where they tell of events themselves.
    Hands its count to the spider's tally when the spider ends.
    """

    def __init__(self, crawler: Crawler) -> None:
        source = getattr(crawler.spidercls, "source", None)
        if source is None:
            raise NotConfigured("no source's spider, nothing to count")
        self._crawler = crawler
        self._entries = set(entries(source.kind, source.urls))
        self._statuses: Counter[str] = Counter()
        self._failures: Counter[str] = Counter()
        self._faults: Counter[str] = Counter()
        self._rights: Counter[str] = Counter()
        self._answered: Counter[str] = Counter()
        self._led_home = 0
        self._sizes: list[int] = []
        self._bodies: Counter[bytes] = Counter()
        crawler.signals.connect(self._request_dropped, signal=signals.request_dropped)
        crawler.signals.connect(self._spider_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Counts an answer; the response passes as it is."""
        role = request.meta.get("role")
        if role is None:
            return response
        self._statuses[str(response.status)] += 1
        self._rights.update(request.meta.get("rights", ()))
        if self._asked_for(request) in self._entries:
            role = "listing"
        if role == "detail" and self._is_home(request):
            self._led_home += 1
        elif response.status == _UNCHANGED:
            self._answered[role] += 1
        elif response.status == _FETCHED:
            self._count_page(request, response, role)
        return response

    def count_failure(self, request: Request, exception: BaseException | None) -> None:
        """Counts why a page did not come; a host that asked for a pause just now has answered, after all.

        The spider calls it: what a middleware raises over a response is told to no other one.
        """
        self._rights.update(request.meta.get("rights", ()))
        if isinstance(exception, Held) and exception.status is not None:
            self._statuses[str(exception.status)] += 1
        else:
            self._failures[cause_of(exception)] += 1

    def _count_page(self, request: Request, response: Response, role: str) -> None:
        asked = self._asked_for(request)
        stated = (response.headers.get("Content-Type") or b"").decode("latin-1")
        kind = media_type(stated, response.url, response.body)
        fault = page_fault(response.body, kind, asked, response.url)
        if fault is not None:
            request.meta["fault"] = fault
            self._faults[fault] += 1
            return
        self._answered[role] += 1
        if role == "detail":
            self._sizes.append(len(response.body))
            self._bodies[hashlib.sha256(response.body).digest()] += 1

    @staticmethod
    def _asked_for(request: Request) -> str:
        """The address before any redirect."""
        asked: str = request.meta.get("redirect_urls", [request.url])[0]
        return asked

    def _is_home(self, request: Request) -> bool:
        """Whether a redirect led from a page to the front page or to a listing."""
        parts = urlsplit(request.url)
        home = (parts.path in ("", "/") and not parts.query) or request.url in self._entries
        return home and bool(request.meta.get("redirect_urls"))

    def _request_dropped(self, request: Request) -> None:
        """A redirect to a page that was fetched already brings no second answer."""
        if request.meta.get("role") == "detail" and self._is_home(request):
            self._led_home += 1

    def _spider_closed(self) -> None:
        spider: Any = self._crawler.spider
        spider.tally.signs = Signs(
            statuses=dict(self._statuses),
            failures=dict(self._failures),
            faults=dict(self._faults),
            rights=dict(self._rights),
            listings=self._answered["listing"],
            details=self._answered["detail"],
            led_home=self._led_home,
            whole=len(self._sizes),
            alike=max(self._bodies.values(), default=0),
            page_bytes=int(median(self._sizes)) if self._sizes else None,
        )
