"""What a crawl asked for and did not get, counted for its report and for the signs that health is told by."""

from __future__ import annotations

from typing import cast

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from scrapers.failures import failure_of
from scrapers.frontier import Frontier
from scrapers.middlewares import SiteGuard
from scrapers.report import Tally
from scrapers.signs import SignsTaken


class Troubles:
    """Counts requests and what became of those that brought no page; ``failed`` is a request's errback."""

    def __init__(self, crawler: Crawler, tally: Tally, frontier: Frontier) -> None:
        self._crawler, self._tally, self._frontier = crawler, tally, frontier
        self._joined: list[tuple[Request, str]] = []
        crawler.signals.connect(self._request_reached_downloader, signal=signals.request_reached_downloader)
        crawler.signals.connect(self._request_dropped, signal=signals.request_dropped)
        crawler.signals.connect(self._spider_error, signal=signals.spider_error)
        crawler.signals.connect(self._settle, signal=signals.spider_closed)

    def failed(self, failure: Failure) -> None:
        """Counts a request that brought no response, with one sentence of why."""
        request = cast(Request, failure.request)  # type: ignore[attr-defined]  # Scrapy sets it
        self._count(request, *failure_of(request.url, failure.value), failure.value)

    def _count(self, request: Request, count: str, issue: str, error: BaseException | None) -> None:
        self._tally.trouble(count, issue)
        signs = self._crawler.get_downloader_middleware(SignsTaken)
        if signs is not None:
            signs.count_failure(request, error)

    def _request_dropped(self, request: Request) -> None:
        """A redirect to where another led already brings no second response; it tells all the same."""
        hops = request.meta.get("redirect_urls")
        if hops and request.url in hops:
            self._count(request, "errors", f"{hops[0]} redirects in a circle", IgnoreRequest())
        elif (
            hops and request.meta.get("role") == "detail" and self._frontier.is_led_home(hops[0], request.url)
        ):
            self._tally.missing(hops[0], hops[0], 404)
        elif hops and (error := self._refused(hops[0], request.url)) is not None:
            self._count(request, *failure_of(request.url, error), error)
        elif hops:
            self._joined.append((request, hops[0]))

    def _refused(self, asked: str, url: str) -> IgnoreRequest | None:
        guard = self._crawler.get_downloader_middleware(SiteGuard)
        return guard.refused(asked, url) if guard is not None else None

    def _settle(self) -> None:
        """What led to where another led became what that page became; by the end that is known."""
        for request, asked in self._joined:
            if request.url in self._tally.gone_urls:
                self._tally.missing(asked, asked, 404)
            elif request.url in self._tally.seen_urls:
                self._tally.seen_urls.add(asked)
            else:
                issue = f"{asked} redirects to {request.url}, which could not be read"
                self._count(request, "errors", issue, IgnoreRequest())

    def _request_reached_downloader(self) -> None:
        self._tally.counts["requests"] += 1

    def _spider_error(self, failure: Failure, response: Response) -> None:
        url = response.url if response is not None else self._tally.source_id
        name = type(failure.value).__name__
        said = f"{url} broke the spider: {name}: {failure.getErrorMessage()[:160]}"
        self._tally.trouble("exceptions", said)
