"""Taking in what a crawl brought: read from the archive, held against assertions, written at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from kalends.archived import announcing
from kalends.assertions import violations
from kalends.health.record import record_vitals
from kalends.readers import Readers
from kalends.refresh.remembered import outdated, visits
from kalends.refresh.work import Work
from pipeline.model import Announcement, Run
from scrapers.archive import read_archive
from scrapers.crawl import CrawlReport
from scrapers.kinds import whole_url
from scrapers.source import Assertions, Source
from store.match.ahead import load_ahead
from store.moves import followed, take_over
from store.newly import PageReading, write_readings
from store.places import city_key
from store.refreshes import drop_crawl
from store.runs import RunLimits, RunRefused, record_run, refuse_losses, start_run
from store.session import session
from store.visits import first_told, forget_visits, save_visits, told_on, upcoming_told
from store.write import WriteCounts, mark_missing, mark_seen

UNREAD = ("failed", "empty")
FEW_TO_BE_SILENT = 2


def taken_in(work: Work, source: Source, report: CrawlReport, read: Readers) -> Run:
    """Read one source's crawl and write it; what goes wrong stands in the run, and costs no other source."""
    run = Run(
        id=run_id(report),
        source_id=source.id,
        started=report.started,
        outcome=report.outcome,
        counts={**report.counts, "news_only": int(report.since is not None)},
        issues=report.issues,
    )
    if report.outcome in UNREAD:
        return _recorded(work, source, run, report)
    damage: list[str] = []
    told, listings = told_by(source, report, work, read, damage.append)
    told, lacking, silent = _believed(work, source, told)
    report = replace(report, seen_urls=report.seen_urls - lacking)
    broken = _broken(work, source, report, told)
    run = _with_issues(
        run, [*damage, *silent, *broken, *(one.reading.error for one in told if one.reading.error)]
    )
    if broken:
        return _recorded(work, source, replace(run, outcome="refused"), report)
    try:
        return written(work, source, run, report, told, listings)
    except RunRefused as refusal:
        return _recorded(work, source, replace(_with_issues(run, [str(refusal)]), outcome="refused"), report)
    except SQLAlchemyError as error:
        said = str(error).partition("\n")[0]
        return _recorded(
            work, source, replace(_with_issues(run, [f"not stored: {said}"]), outcome="failed"), report
        )


def run_id(report: CrawlReport) -> str:
    """The stored run's id: one refresh crawls a source once."""
    return f"{report.run_id}-{report.source_id}"


def told_by(
    source: Source, report: CrawlReport, work: Work, read: Readers, warn: Callable[[str], None]
) -> tuple[list[PageReading], list[str]]:
    """The source's new pages of this crawl with what they say, and the addresses of its mere listings.

    What answered, but not with a page (a login, half of one), is in the archive and is neither.
    """
    if report.seen_urls == report.unchanged_urls:
        return [], []
    found = list(read_archive(work.settings.archive, source.id, report.run_id, warn=warn))
    found = [archived for archived in found if archived.page.url in report.seen_urls]
    pages = [archived.page for archived in found if announcing(archived)]
    own = {page.url for page in pages}
    listings = sorted({a.page.url for a in found if a.role == "listing" and a.page.url not in own})
    told = []
    if pages:
        # Writing needs the names of the country's towns; they are loaded while the readers read, as is what
        # the matching needs.
        city_key("", source.country)
        load_ahead(source.country)
    for page, reading in zip(pages, read((page, source.facts) for page in pages), strict=True):
        url = whole_url(source.kind, page.url)
        told.append(PageReading(page=replace(page, url=url), reading=reading, whole=url == page.url))
    return told, listings


def _believed(
    work: Work, source: Source, told: Sequence[PageReading]
) -> tuple[list[PageReading], frozenset[str], list[str]]:
    """What is to be written; the pages that tell less than they should; what to say of those that are silent.

    A list or a calendar that told of several events to come and now tells of nothing has cancelled nothing:
    it is left out, and what it told stands until it tells something again. One that was cut is written.
    """
    believed, lacking, said = [], set(), []
    if not told:
        return [], frozenset(), []
    today = work.clock().date()
    with session(work.engine) as opened:
        for one in told:
            url, now = one.page.url, len(one.reading.announcements)
            cut = one.reading.error is not None
            before = upcoming_told(opened, source.id, url, today) if one.whole and (cut or not now) else 0
            if now < before:
                lacking.add(url)
            if not cut and before >= FEW_TO_BE_SILENT:
                said.append(f"{url} tells of nothing, where it told of {before} events to come; they stand")
            else:
                believed.append(one)
    return believed, frozenset(lacking), said


def _broken(work: Work, source: Source, report: CrawlReport, told: Sequence[PageReading]) -> list[str]:
    """The source's assertions that do not hold; of an answer with news alone nothing can be asserted."""
    if report.since or source.assertions == Assertions():
        return []
    return violations(source.assertions, _standing(work, report, told))


def _standing(work: Work, report: CrawlReport, told: Sequence[PageReading]) -> list[Announcement]:
    """What the source announces after this crawl: what was read, and what stands on unchanged pages."""
    read = [announcement for one in told for announcement in one.reading.announcements]
    if not report.unchanged_urls:
        return read
    with session(work.engine) as opened:
        return [*read, *told_on(opened, report.source_id, sorted(report.unchanged_urls))]


def written(
    work: Work,
    source: Source,
    run: Run,
    report: CrawlReport,
    told: Sequence[PageReading],
    listings: Sequence[str],
) -> Run:
    """Write the run, in one transaction with what is remembered of its pages.

    A page that became a mere listing tells no more what it told before. Where only what is new was asked for,
    nothing but a page that answers 404 or 410 is missing.
    """
    gone = sorted({*report.gone_urls, *(listings if report.since is None else ())})
    with work.writing() as opened:
        if told:
            # What is written of a page names its run.
            start_run(opened, run.source_id, run.id, run.started)
        counts = _written_pages(opened, run, report, told)
        counts.missing += mark_missing(opened, run.source_id, gone, report.ended)
        unread = {one.page.url for one in told if one.reading.error}
        # A page that was read in part is fetched whole again, though it should come as it was before.
        forgotten = [*report.gone_urls, *unread, *outdated(opened, source, report)]
        forget_visits(opened, run.source_id, sorted(forgotten))
        known = report.unchanged_urls | {one.page.url for one in told} - unread
        found = [
            page
            for page in report.visits
            if page.role != "detail" or whole_url(source.kind, page.final_url) in known
        ]
        save_visits(opened, run.source_id, visits(opened, run.source_id, found))
        drop_crawl(opened, run.id)
        told_of = {**run.counts, **counts.as_counts(), "unreadable": len(unread)}
        done = replace(run, ended=work.clock(), counts=told_of)
        if not work.accept:
            refuse_losses(opened, done, RunLimits())
        return record_vitals(opened, source, done, report)


def _written_pages(
    opened: Session, run: Run, report: CrawlReport, told: Sequence[PageReading]
) -> WriteCounts:
    """Pages that are as they were first: what they tell is not taken over by others."""
    take_over(opened, run.source_id, report.moved_urls)
    midnight = datetime.combine(report.ended.date(), time(), UTC)
    since = midnight if not told and not report.gone_urls else report.ended
    standing = mark_seen(opened, run.source_id, sorted(report.unchanged_urls), report.ended, since)
    order = first_told(opened, run.source_id) if told else {}
    known_first = sorted(told, key=lambda one: (one.page.url not in order, order.get(one.page.url, 0)))
    readings = []
    for one in known_first:
        found = tuple(followed(item, report.moved_urls) for item in one.reading.announcements)
        readings.append(replace(one, reading=replace(one.reading, announcements=found)))
    return WriteCounts(unchanged=standing) + write_readings(opened, run, readings)


def _with_issues(run: Run, issues: Sequence[str]) -> Run:
    """The run with further issues; one that was well is now partly so."""
    if not issues:
        return run
    outcome = "partial" if run.outcome == "ok" else run.outcome
    return replace(run, outcome=outcome, issues=(*run.issues, *issues))


def _recorded(work: Work, source: Source, run: Run, report: CrawlReport) -> Run:
    run = replace(run, ended=work.clock())
    with work.writing() as opened:
        record_run(opened, run)
        drop_crawl(opened, run.id)
        return record_vitals(opened, source, run, report)


def counted(run: Run) -> Mapping[str, object]:
    """What is told of a run that was written."""
    return {
        "source": run.source_id,
        "outcome": run.outcome,
        "counts": dict(run.counts),
        "issues": list(run.issues),
    }
