"""One refresh, stage after stage: crawl → read from the archive → write → match; a source at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from kalends.archived import announcing
from kalends.assertions import violations
from kalends.readers import Readers, readers, warm_up
from kalends.settings import Settings
from pipeline.model import Page, Reading, Run
from scrapers.archive import read_archive
from scrapers.crawl import CrawlReport, CrawlSettings, Progress, crawl
from scrapers.source import Source
from store.match import MatchCounts, match_announcements
from store.resolve import ResolveCounts, resolve_events
from store.runs import RunLimits, RunRefused, end_run, record_run, start_run
from store.session import session
from store.visits import first_told, upcoming_urls
from store.write import WriteCounts, mark_missing, save_source, touched_since, write_reading

UNREAD = ("failed", "empty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What a refresh did: a run a source, in the sources' order, and what matching came to."""

    runs: tuple[Run, ...]
    matched: MatchCounts
    resolved: ResolveCounts


def refresh(
    sources: Sequence[Source],
    settings: Settings,
    engine: Engine,
    crawled: Progress | None = None,
    told: Callable[[Run], None] | None = None,
    *,
    accept: bool = False,
) -> Refreshed:
    """Crawl ``sources`` and take in what they say; ``crawled`` hears of pages, ``told`` of runs as they
    end. What would lose too much is refused, unless a person said to ``accept`` it.

    What fails with one source stands in its run; what was stored of it before stays as it was. Raises
    StoreError where the database cannot be used at all. A process can refresh once (see ``crawl``).
    """
    started = datetime.now(UTC)
    refresh_id = f"{started:%Y%m%dT%H%M%SZ}-{token_hex(3)}"
    with session(engine, write=True) as opened:
        for source in sources:
            save_source(opened, source.facts)
        revisit = {source.id: upcoming_urls(opened, source.id, started) for source in sources}
    warm_up(settings.workers)
    reports = crawl(sources, crawl_settings(settings, refresh_id, revisit, crawled))
    with readers(settings.workers, settings.read_timeout) as read:
        runs = []
        for source in sources:
            limits = None if accept else RunLimits()
            run = _taken_in(source, reports[source.id], settings.archive, engine, read, limits)
            runs.append(run)
            if told:
                told(run)
    now = datetime.now(UTC)
    with session(engine, write=True) as opened:
        touched = touched_since(opened, started)
        matched = match_announcements(opened, touched, now)
        resolved = resolve_events(opened, matched.touched, now)
    return Refreshed(runs=tuple(runs), matched=matched, resolved=resolved)


def crawl_settings(
    settings: Settings, refresh_id: str, revisit: Mapping[str, Sequence[str]], progress: Progress | None
) -> CrawlSettings:
    """The settings of one crawl, as the process's settings say; its run has the id ``refresh_id``."""
    return CrawlSettings(
        archive=settings.archive,
        run_id=refresh_id,
        contact=settings.contact,
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
        max_host_requests=settings.max_host_requests,
        honour=frozenset(settings.honour),
        browser=settings.browser,
        progress=progress,
        revisit=revisit,
    )


def _taken_in(
    source: Source,
    report: CrawlReport,
    archive: Path,
    engine: Engine,
    read: Readers,
    limits: RunLimits | None,
) -> Run:
    """Read one source's crawl and write it in one transaction; what goes wrong stands in the run."""
    run = Run(
        id=f"{report.run_id}-{source.id}",
        source_id=source.id,
        started=report.started,
        outcome=report.outcome,
        counts=report.counts,
        issues=report.issues,
    )
    if report.outcome in UNREAD:
        return _recorded(engine, run)
    damage: list[str] = []
    told, listings = _told(source, report, archive, read, damage.append)
    broken = violations(source.assertions, [a for _, reading in told for a in reading.announcements])
    run = _with_issues(run, [*damage, *broken, *(reading.error for _, reading in told if reading.error)])
    if broken:
        return _recorded(engine, replace(run, outcome="refused"))
    try:
        return written(engine, run, report, told, listings, limits)
    except RunRefused as refusal:
        return _recorded(engine, replace(_with_issues(run, [str(refusal)]), outcome="refused"))
    except SQLAlchemyError as error:
        said = str(error).partition("\n")[0]
        return _recorded(engine, replace(_with_issues(run, [f"not stored: {said}"]), outcome="failed"))


def _told(
    source: Source, report: CrawlReport, archive: Path, read: Readers, warn: Callable[[str], None]
) -> tuple[list[tuple[Page, Reading]], list[str]]:
    """The source's pages of this crawl with what they say, and the addresses of its mere listings."""
    found = list(read_archive(archive, source.id, report.run_id, warn=warn))
    pages = [archived.page for archived in found if announcing(archived)]
    own = {page.url for page in pages}
    listings = sorted({a.page.url for a in found if a.role == "listing" and a.page.url not in own})
    return list(zip(pages, read((page, source.facts) for page in pages), strict=True)), listings


def _with_issues(run: Run, issues: Sequence[str]) -> Run:
    """The run with further issues; one that was well is now partly so."""
    if not issues:
        return run
    outcome = "partial" if run.outcome == "ok" else run.outcome
    return replace(run, outcome=outcome, issues=(*run.issues, *issues))


def _recorded(engine: Engine, run: Run) -> Run:
    run = replace(run, ended=datetime.now(UTC))
    with session(engine, write=True) as opened:
        record_run(opened, run)
    return run


def written(
    engine: Engine,
    run: Run,
    report: CrawlReport,
    told: Sequence[tuple[Page, Reading]],
    listings: Sequence[str],
    limits: RunLimits | None,
) -> Run:
    """Write the run; a page that became a mere listing tells no more what it told before.

    Where only what is new was asked for, nothing but a page that answers 404 or 410 is missing.
    """
    whole = report.since is None
    gone = {*report.gone_urls, *(listings if whole else ())}
    with session(engine, write=True) as opened:
        started = start_run(opened, run.source_id, run.id, run.started)
        counts = WriteCounts()
        order = first_told(opened, run.source_id)
        known_first = sorted(told, key=lambda one: (one[0].url not in order, order.get(one[0].url, 0)))
        for page, reading in known_first:
            counts += write_reading(opened, started, page, reading, whole=whole)
        counts.missing += mark_missing(opened, run.source_id, sorted(gone), report.ended)
        return end_run(
            opened,
            started,
            datetime.now(UTC),
            outcome=run.outcome,
            counts={**run.counts, **counts.as_counts(), "unreadable": sum(1 for _, r in told if r.error)},
            issues=run.issues,
            limits=limits,
        )
