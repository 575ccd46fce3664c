"""Crawling many sources at once, in one Scrapy process, sources of one host in turn."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import defaultdict
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from typing import Any, cast

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from scrapy.utils.reactor import is_reactor_installed
from twisted.internet.error import ReactorNotRunning

from scrapers.browser import BrowserRefused, browser_settings
from scrapers.kinds import KINDS
from scrapers.limits import CrawlSettings, Progress, SettingsError
from scrapers.loader import spider_class
from scrapers.report import CrawlReport, Tally
from scrapers.sites import site_of
from scrapers.source import Source

__all__ = ["CrawlError", "CrawlReport", "CrawlSettings", "Progress", "SettingsError", "crawl"]

_SIDE_BY_SIDE = 32
_NOISY = ("scrapers", "scrapy", "twisted", "protego", "py.warnings", "asyncio")


class CrawlError(RuntimeError):
    """A crawl that cannot begin at all; says why."""


def crawl(sources: Sequence[Source], settings: CrawlSettings) -> dict[str, CrawlReport]:
    """Crawl these sources and block until all have ended; a report each, by source id, in their order.

    One crawl a process: Twisted's reactor cannot start again (CrawlError). What goes wrong with a source
    stands in its report and touches no other. An interrupt (SIGINT, SIGTERM) ends all of them gracefully.
    """
    if is_reactor_installed():
        raise CrawlError("a process can crawl once only; start another one")
    if not sources:
        return {}
    process = AsyncCrawlerProcess(_scrapy_settings(settings))
    if not settings.debug:
        _hush()
    trouble: dict[str, str] = {}
    crawlers = _crawlers(process, sources, settings, trouble)
    started = datetime.now(UTC)
    loop = asyncio.get_event_loop()
    ready = [(source, crawlers[source.id]) for source in sources if source.id in crawlers]
    task = loop.create_task(_all(process, ready, trouble))
    in_main = threading.current_thread() is threading.main_thread()
    process.start(stop_after_crawl=False, install_signal_handlers=in_main)
    task.cancel()
    return {source.id: _report(crawlers.get(source.id), source, trouble, started) for source in sources}


async def _all(
    process: AsyncCrawlerProcess, crawlers: Sequence[tuple[Source, Crawler]], trouble: dict[str, str]
) -> None:
    """Runs all crawlers side by side, those that share a site in turn, then stops the reactor."""
    from twisted.internet import reactor

    gate = asyncio.Semaphore(_SIDE_BY_SIDE)
    locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def run(source: Source, crawler: Crawler) -> None:
        async with AsyncExitStack() as held:
            # In sorted order, so that no two sources wait for each other.
            for site in sorted({site_of(KINDS[source.kind].entry(url).url) for url in source.urls}):
                await held.enter_async_context(locks[site])
            await held.enter_async_context(gate)
            (problem,) = await asyncio.gather(process.crawl(crawler), return_exceptions=True)
            if problem is not None:
                trouble[source.id] = f"{type(problem).__name__}: {problem}"

    try:
        await asyncio.gather(*(run(source, crawler) for source, crawler in crawlers))
    finally:
        with suppress(ReactorNotRunning):
            cast(Any, reactor).stop()


def _scrapy_settings(settings: CrawlSettings) -> Settings:
    scrapy_settings = Settings()
    scrapy_settings.setmodule("scrapers.settings", priority="project")
    scrapy_settings.setdict(settings.overrides(), priority="cmdline")
    # The sources are at hand; loading the catalogue again would tell its mistakes twice.
    scrapy_settings.set("SPIDER_LOADER_CLASS", "scrapy.spiderloader.DummySpiderLoader", priority="cmdline")
    if settings.debug:
        scrapy_settings.set("LOG_LEVEL", "DEBUG", priority="cmdline")
    else:
        scrapy_settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    return scrapy_settings


def _crawlers(
    process: AsyncCrawlerProcess, sources: Sequence[Source], settings: CrawlSettings, trouble: dict[str, str]
) -> dict[str, Crawler]:
    """A crawler for each source; one that cannot be read with its browser is told in ``trouble`` instead."""
    out: dict[str, Crawler] = {}
    for source in sources:
        try:
            out[source.id] = _crawler(process, source, settings)
        except BrowserRefused as refused:
            trouble[source.id] = str(refused)
    return out


def _crawler(process: AsyncCrawlerProcess, source: Source, settings: CrawlSettings) -> Crawler:
    crawler = process.create_crawler(spider_class(source))
    crawler.settings.set("KALENDS_REVISIT", list(settings.revisit.get(source.id, ())), priority="cmdline")
    if source.javascript and settings.browser:
        hosts = settings.allowed_private_hosts
        crawler.settings.setdict(
            browser_settings(source, settings.browser, settings.timeout, hosts), priority="cmdline"
        )
    if settings.progress is not None:
        _tell(crawler, source.id, settings.progress)
    return crawler


def _tell(crawler: Crawler, source_id: str, progress: Progress) -> None:
    pages = 0

    def page() -> None:
        nonlocal pages
        pages += 1
        progress(source_id, pages, False)

    def end() -> None:
        progress(source_id, pages, True)

    crawler.signals.connect(page, signal=signals.item_scraped, weak=False)
    crawler.signals.connect(end, signal=signals.spider_closed, weak=False)


def _report(
    crawler: Crawler | None, source: Source, trouble: dict[str, str], started: datetime
) -> CrawlReport:
    spider: Any = crawler.spider if crawler is not None else None
    tally = spider.tally if spider is not None else Tally(source.id, "", started)
    if source.id in trouble:
        tally.trouble("exceptions", f"the crawl broke: {trouble[source.id]}")
    elif not tally.counts["requests"] and not tally.issues:
        tally.trouble("errors", "the crawl was stopped before it began")
    report: CrawlReport = tally.report(datetime.now(UTC))
    return report


def _hush() -> None:
    """Reports say what happened; without this, Python would print log warnings on stderr as well."""
    for name in _NOISY:
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
