"""Waiting as long as a site asks (robots.txt's Crawl-delay, Retry-After), and our own limit of requests."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response

from scrapers.clock import Clock, utc_now
from scrapers.hosts import Hosts, host_of

_BUSY = (429, 503)
# A header may name any number; a month is as good as a pause for good.
_LONGEST_HOLD = 30 * 86_400.0
_NO_PAGE = (304, 404, 410)
# Nobody is kept busy for more than a fifth of the time by answers that carry no page.
_REST_AFTER_NO_PAGE = 4.0


class DelayTooLong(IgnoreRequest):
    """A host asks for a longer pause between requests than a crawl can keep."""


class Held(IgnoreRequest):
    """A host that is left alone for now; ``status`` is the answer (429, 503) by which it asked for it in this
    crawl, None where it did so in an earlier one or has had its requests of the day.
    """

    def __init__(self, said: str, status: int | None = None) -> None:
        super().__init__(said)
        self.status = status


class Unanswering(IgnoreRequest):
    """A host that lets one request after the other run out of time, and is asked no more in this crawl."""


class HostLimit:
    """The downloader middleware nearest the network but one: lets out no request that a host should not get.

    Counts every request, robots.txt and retries included. A host that answers 429 or 503 with a Retry-After
    longer than a crawl waits (``KALENDS_MAX_RETRY_AFTER``) is left alone for so long, in later runs, too; one
    that says so ``STRIKES`` times without a time is left alone for ``BACK_OFF``. One that lets ``STRIKES``
    addresses in a row run out of time, retries included, is asked for no other in this crawl.
    """

    STRIKES = 3
    BACK_OFF = timedelta(minutes=15)

    def __init__(self, crawler: Crawler) -> None:
        self._hosts: Hosts = crawler.settings.get("KALENDS_HOSTS") or Hosts(
            most=crawler.settings.getint("KALENDS_MAX_HOST_REQUESTS", 5_000)
        )
        self._now: Clock = crawler.settings.get("KALENDS_CLOCK") or utc_now
        self._longest = crawler.settings.getfloat("KALENDS_MAX_RETRY_AFTER")
        self._strikes: Counter[str] = Counter()
        self._asked_by: dict[str, int] = {}
        self._unanswered: defaultdict[str, set[str]] = defaultdict(set)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises Held for a host that is to be left alone now, Unanswering for one that never answers."""
        host, now = host_of(request.url), self._now()
        silent = self._unanswered[host]
        if len(silent) >= self.STRIKES and request.url not in silent:
            raise Unanswering(f"{host} answered none of {self.STRIKES} requests in time; no more were sent")
        why = self._hosts.refusal(host, now)
        if why is not None:
            raise Held(f"{request.url} was not asked for: {why}", self._asked_by.get(host))
        self._hosts.count(host, now)

    def process_response(self, request: Request, response: Response) -> Response:
        """Notes a host that wants to be left alone; the response passes as it is."""
        host = host_of(request.url)
        self._unanswered[host].clear()
        if response.status not in _BUSY:
            self._strikes[host] = 0
            return response
        self._strikes[host] += 1
        now = self._now()
        wait = retry_after(response, now)
        if wait is None and self._strikes[host] >= self.STRIKES:
            wait = self.BACK_OFF.total_seconds()
        elif wait is not None and wait <= self._longest:
            return response
        if wait is not None:
            self._asked_by[host] = response.status
            until = now + timedelta(seconds=min(wait, _LONGEST_HOLD))
            self._hosts.hold(host, until, f"answered {response.status}", now)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Notes a host that did not answer in time; the exception stays."""
        if isinstance(exception, DownloadTimeoutError):
            self._unanswered[host_of(request.url)].add(request.url)


class CrawlDelayLimit:
    """A downloader middleware after robots.txt: leaves a host alone that we could not read as it asks."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._longest = crawler.settings.getfloat("KALENDS_MAX_CRAWL_DELAY")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises DelayTooLong for a request to such a host."""
        polite = self._crawler.get_extension(Politeness)
        asked = polite.asked.get(urlsplit(request.url).hostname or "", 0.0) if polite else 0.0
        if asked > self._longest and not request.meta.get("dont_obey_robotstxt"):
            limit = f"KALENDS_MAX_CRAWL_DELAY is {self._longest:g}"
            raise DelayTooLong(
                f"{request.url}: robots.txt asks for {asked:g} seconds between requests, {limit}"
            )


class Politeness:
    """A Scrapy extension; it must stand after AutoThrottle, which would shorten or lengthen a delay again.

    The usual delay is for pages that a server has to make. Behind the answer to a conditional request that
    brings no page it is a multiple of the time that the answer took, where that is shorter.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        self._longest = crawler.settings.getfloat("KALENDS_MAX_RETRY_AFTER")
        self._now: Clock = crawler.settings.get("KALENDS_CLOCK") or utc_now
        self._longest_delay = crawler.settings.getfloat("KALENDS_MAX_CRAWL_DELAY")
        self.asked: dict[str, float] = {}
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(self._response_downloaded, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _robots_parsed(self, robotparser: Any, request: Request) -> None:
        delay = robotparser.rp.crawl_delay(self._agent) if hasattr(robotparser, "rp") else None
        if not delay:
            return
        host = urlsplit(request.url).hostname or ""
        self.asked[host] = float(delay)
        if delay > self._longest_delay:
            return
        # An idle slot is forgotten after a minute and made anew from these settings.
        downloader = self._crawler.engine.downloader
        downloader.per_slot_settings[host] = {"concurrency": 1, "delay": float(delay), "jitter": 0.0}
        self._keep_delay(host)

    def _response_downloaded(self, response: Response, request: Request) -> None:
        host = str(request.meta.get("download_slot", ""))
        slot = self._crawler.engine.downloader.slots.get(host)
        if slot is not None and response.status in _NO_PAGE and is_conditional(request):
            self._shorten_delay(slot, float(request.meta["download_latency"]))
        self._keep_delay(host)
        wait = retry_after(response, self._now()) if response.status in _BUSY else None
        # A host that asks for longer is left alone by HostLimit.
        if wait and wait <= self._longest and slot is not None:
            # The slot's queue counts its delay from the last request: move that one into the future.
            slot.delay = max(slot.delay, 0.001)
            slot.lastseen = monotonic() + wait

    @staticmethod
    def _shorten_delay(slot: Any, latency: float) -> None:
        """The slot's next request waits no longer than suits an answer that took ``latency`` seconds.

        AutoThrottle brings back the usual delay with the next answer that has a page.
        """
        slot.delay = min(slot.delay, _REST_AFTER_NO_PAGE * latency)
        if slot.latercall is not None:
            # The next request waits already, by the delay as it was; the queue is looked at right after this.
            slot.latercall.cancel()
            slot.latercall = None

    def _keep_delay(self, host: str) -> None:
        slot = self._crawler.engine.downloader.slots.get(host)
        asked = self.asked.get(host, 0.0)
        if slot is not None and 0 < asked <= self._longest_delay:
            slot.delay = max(slot.delay, asked)
            slot.jitter = 0.0


def is_conditional(request: Request) -> bool:
    """Whether a request lets its server answer that nothing has changed."""
    return "If-None-Match" in request.headers or "If-Modified-Since" in request.headers


def retry_after(response: Response, now: datetime) -> float | None:
    """The seconds from ``now`` that a Retry-After header asks for; None where it asks nothing readable."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds())
