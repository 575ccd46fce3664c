"""Crawling many sources at once, in one Scrapy process, sources of one host in turn."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, suppress
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from scrapers.addresses import install_guard
from scrapers.archive import take_left_behind
from scrapers.browser import BrowserRefused, browser_settings
from scrapers.copied import crawl_settings
from scrapers.items import PageItem, page_of
from scrapers.kinds import entries
from scrapers.limits import CrawlSettings, Progress, SettingsError
from scrapers.loader import spider_class
from scrapers.reactor import run_soon
from scrapers.report import CrawlReport, Tally
from scrapers.sites import site_of
from scrapers.source import Source

__all__ = ["CrawlReport", "CrawlSettings", "Crawling", "Progress", "SettingsError", "crawl"]

_SIDE_BY_SIDE = 32
_NOISY = ("scrapers", "scrapy", "twisted", "protego", "py.warnings", "asyncio")


def crawl(sources: Sequence[Source], settings: CrawlSettings) -> dict[str, CrawlReport]:
    """Crawl these sources and block until all have ended; a report each, by source id, in their order."""
    found = {report.source_id: report for report in Crawling(sources, settings)}
    return {source.id: found[source.id] for source in sources if source.id in found}


class Crawling:
    """A crawl under way in the reactor's thread; iterating yields each source's report as soon as it ends.

    What goes wrong with a source stands in its report and touches no other. Sources that the budgets of the
    run do not reach, or that had not begun when it was stopped, bring none.
    """

    def __init__(self, sources: Sequence[Source], settings: CrawlSettings) -> None:
        self._settings = settings
        self._shared = crawl_settings(settings)
        self._reports: SimpleQueue[CrawlReport | None] = SimpleQueue()
        self._gate = asyncio.Semaphore(_SIDE_BY_SIDE)
        self._sites: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._running: set[Crawler] = set()
        self._stopping = False
        self._deadline = monotonic() + settings.max_run_seconds if settings.max_run_seconds else None
        self._pages = 0
        if not settings.debug:
            _hush()
        self._whole = run_soon(self._all(sources))

    def __iter__(self) -> Iterator[CrawlReport]:
        while (report := self._reports.get()) is not None:
            yield report
        self._whole.result()

    def stop(self, patience: float) -> list[CrawlReport]:
        """End all crawls after what they are fetching now, for which they have ``patience`` seconds.

        Returns the reports that nobody took yet.
        """
        until = monotonic() + patience
        run_soon(self._stop())
        left: list[CrawlReport] = []
        with suppress(Empty):
            while report := self._reports.get(timeout=max(0.0, until - monotonic())):
                left.append(report)
        return left

    async def _all(self, sources: Sequence[Source]) -> None:
        install_guard(self._shared)
        try:
            await asyncio.gather(*(self._one(source) for source in sources))
        finally:
            self._reports.put(None)

    async def _stop(self) -> None:
        self._stopping = True
        await asyncio.gather(*(crawler.stop_async() for crawler in self._running), return_exceptions=True)

    async def _one(self, source: Source) -> None:
        """Crawl a source once its sites are free; in sorted order, lest two sources wait for each other."""
        async with AsyncExitStack() as held:
            for site in sorted({site_of(url) for url in entries(source.kind, source.urls)}):
                await held.enter_async_context(self._sites[site])
            await held.enter_async_context(self._gate)
            if not self._is_over():
                self._reports.put(await self._crawled(source))

    def _is_over(self) -> bool:
        late = self._deadline is not None and monotonic() > self._deadline
        most = self._settings.max_run_pages
        return self._stopping or late or (most > 0 and self._pages >= most)

    async def _crawled(self, source: Source) -> CrawlReport:
        started = self._settings.clock()
        crawler, trouble = None, ""
        try:
            crawler = self._crawler(source)
            self._running.add(crawler)
            await crawler.crawl_async()
        except BrowserRefused as refused:
            trouble = str(refused)
        except Exception as error:  # noqa: BLE001 (whatever breaks one source's crawl must not reach another's)
            trouble = f"{type(error).__name__}: {error}"
        finally:
            self._running.discard(crawler)
        spider: Any = crawler.spider if crawler is not None else None
        tally = spider.tally if spider is not None else Tally(source.id, self._settings.run_id, started)
        if trouble:
            tally.trouble("exceptions", f"the crawl broke: {trouble}")
        elif not tally.counts["requests"] and not tally.issues:
            tally.trouble("errors", "the crawl was stopped before it began")
        report: CrawlReport = tally.report(self._settings.clock())
        return report

    def _crawler(self, source: Source) -> Crawler:
        settings = self._settings
        crawler = Crawler(spider_class(source), self._shared)
        since = settings.since.get(source.id)
        own = {
            "KALENDS_REVISIT": list(settings.revisit.get(source.id, ())),
            "KALENDS_KNOWN": dict(settings.known.get(source.id, {})),
            "KALENDS_SINCE": since.isoformat() if since else crawler.settings["KALENDS_SINCE"],
            "KALENDS_CLOCK": settings.clock,
            "KALENDS_LEFT_BEHIND": take_left_behind(settings.archive, source.id, settings.run_id),
            "KALENDS_HOSTS": settings.hosts,
        }
        if source.javascript and settings.browser:
            hosts = settings.allowed_private_hosts
            own |= browser_settings(source, settings.browser, settings.timeout, hosts)
        crawler.settings.setdict(own, priority="cmdline")
        self._count(crawler, source.id)
        return crawler

    def _count(self, crawler: Crawler, source_id: str) -> None:
        pages = 0
        told = self._settings.progress or (lambda *_: None)

        def page(response: Response, request: Request) -> None:
            nonlocal pages
            if "role" in request.meta:
                pages += 1
                self._pages += 1
                told(source_id, pages, False)

        def scraped(item: PageItem, response: Response) -> None:
            if self._settings.news is not None and item.status == 200:
                self._settings.news(page_of(response, source_id, self._settings.clock), item.role)

        def end() -> None:
            told(source_id, pages, True)

        crawler.signals.connect(page, signal=signals.response_received, weak=False)
        crawler.signals.connect(scraped, signal=signals.item_scraped, weak=False)
        crawler.signals.connect(end, signal=signals.spider_closed, weak=False)


def _hush() -> None:
    """Reports say what happened; without this, Python would print log warnings on stderr as well."""
    for name in _NOISY:
        logger = logging.getLogger(name)
        logger.handlers = logger.handlers or [logging.NullHandler()]
        logger.propagate = False
