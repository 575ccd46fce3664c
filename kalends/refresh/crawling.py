"""The crawl of a refresh: what to ask, and the reports as they come, kept until they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from kalends.hosts import stored_hosts
from kalends.refresh.remembered import known_pages, news_since
from kalends.refresh.taking import run_id
from kalends.refresh.work import Work
from kalends.settings import Settings
from scrapers.crawl import Crawling, CrawlReport, CrawlSettings
from scrapers.hosts import Hosts, host_of
from scrapers.kinds import entries
from scrapers.limits import News
from scrapers.source import Source
from store.refreshes import WaitingCrawl, keep_crawl
from store.session import session
from store.visits import upcoming_urls

_PATIENCE = 4.0


def crawl_settings(settings: Settings, run: str, **more: object) -> CrawlSettings:
    """The settings of the crawl ``run``, as the process's settings say, and what else is given."""
    given = CrawlSettings(
        archive=settings.archive,
        run_id=run,
        contact=settings.contact,
        base_url=settings.base_url,
        allowed_private_hosts=frozenset(settings.allowed_private_hosts),
        download_delay=settings.download_delay,
        timeout=settings.timeout,
        retries=settings.retries,
        max_pages=settings.max_pages,
        max_listings=settings.max_listings,
        max_seconds=settings.max_seconds,
        max_bytes=settings.max_bytes,
        max_retry_after=settings.max_retry_after,
        max_crawl_delay=settings.max_crawl_delay,
        rules_hours=settings.rules_hours,
        max_run_seconds=settings.max_run_seconds,
        max_run_pages=settings.max_run_pages,
        max_host_requests=settings.max_host_requests,
        honour=frozenset(settings.honour),
        browser=settings.browser,
    )
    return replace(given, **more)  # type: ignore[arg-type]  # CrawlSettings names and checks them


@contextmanager
def crawled(
    work: Work,
    sources: Sequence[Source],
    *,
    all_are_kept: bool = False,
    news: News | None = None,
) -> Iterator[Iterator[CrawlReport]]:
    """The reports of crawling these sources, each kept in the store before it is handed on.

    One that brought nothing to read is written in less time than it takes to keep it, and is kept only where
    ``all_are_kept``. ``news`` is called, from the crawl's thread, with each page that is not as it was.
    Where the block is left early the crawls are ended; those that had come to their end are kept.
    """
    if not sources:
        yield iter(())
        return
    hosts = stored_hosts(work.engine, work.settings.max_host_requests, work.clock())
    hosts.reserve(
        {host_of(url) for source in sources for url in entries(source.kind, source.urls)}, work.clock()
    )
    crawling = Crawling(sources, replace(_asked(work, sources, hosts), news=news))
    try:
        yield (
            _kept(work, report, all_are_kept or report.seen_urls > report.unchanged_urls)
            for report in crawling
        )
    except BaseException:
        for report in crawling.stop(_PATIENCE):
            if not report.stopped:
                _kept(work, report, True)
        raise
    finally:
        hosts.settle()


def _asked(work: Work, sources: Sequence[Source], hosts: Hosts) -> CrawlSettings:
    now = work.clock()

    def progress(source: str, pages: int, ended: bool) -> None:
        if not ended:
            work.say("page_fetched", source=source, pages=pages)

    with session(work.engine) as opened:
        ids = [source.id for source in sources]
        return crawl_settings(
            work.settings,
            work.refresh_id,
            revisit=upcoming_urls(opened, ids, now),
            known=known_pages(opened, ids),
            since=news_since(opened, sources, now),
            clock=work.clock,
            hosts=hosts,
            progress=progress,
        )


def _kept(work: Work, report: CrawlReport, is_kept: bool) -> CrawlReport:
    if is_kept:
        waiting = WaitingCrawl(
            run_id=run_id(report),
            source_id=report.source_id,
            refresh_id=work.refresh_id,
            report=report.as_json(),
        )
        with work.writing() as opened:
            keep_crawl(opened, waiting, report.started)
    work.say("source_crawled", source=report.source_id, outcome=report.outcome, counts=dict(report.counts))
    return report
