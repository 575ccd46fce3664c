"""One refresh of many sources, from the crawl to events; stopped anywhere, the next goes on from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Engine

from kalends.readers import Crew, Readers, readers
from kalends.refresh.crawling import crawled
from kalends.refresh.guard import held
from kalends.refresh.publishing import published
from kalends.refresh.settling import Settled, matched
from kalends.refresh.taking import counted, taken_in
from kalends.refresh.telling import Tell, tell_nobody
from kalends.refresh.work import Work, refresh_id_at
from kalends.settings import Settings
from pipeline.model import Page, Run
from scrapers.clock import Clock, utc_now
from scrapers.crawl import CrawlReport
from scrapers.kinds import Role
from scrapers.source import Source
from store.declared import save_sources
from store.refreshes import begin_refresh, done_in, end_refresh, open_refresh, waiting_crawls
from store.session import session

RESUMED_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What a refresh did: a run a source that it came to, in the sources' order; ``left`` are the others."""

    id: str
    runs: tuple[Run, ...]
    left: tuple[str, ...]
    settled: Settled


def refresh(
    sources: Sequence[Source],
    settings: Settings,
    engine: Engine,
    tell: Tell = tell_nobody,
    *,
    accept: bool = False,
    clock: Clock = utc_now,
) -> Refreshed:
    """Crawl ``sources`` and take in what they say; ``tell`` hears of it, also from the crawl's thread.

    What would lose too much is refused, unless a person said to ``accept`` it. What fails with one source
    stands in its run; what was stored of it before stays as it was. A refresh that was stopped is gone on
    with where it was, if the same sources are asked for within a day. Raises AlreadyRunning where another
    process refreshes this database, LeaseLost where one took over, StoreError where the database cannot be
    used at all.
    """
    with held(engine) as hold:
        work = Work(
            settings=settings, engine=engine, hold=hold, refresh_id="", tell=tell, clock=clock, accept=accept
        )
        work, todo = begun(work, sources)
        work.say("refresh_began", sources=[source.id for source in todo])
        with readers(settings.workers, settings.read_timeout) as read:
            runs = left_behind(work, sources, read)
            todo = [source for source in todo if (work.refresh_id, source.id) not in runs]
            runs |= _crawled_and_taken_in(work, todo, read)
        settled = matched(work)
        published(work)
        mine = {source: run for (_, source), run in runs.items()}
        left = tuple(source.id for source in todo if source.id not in mine)
        with work.writing() as opened:
            if not left:
                end_refresh(opened, work.refresh_id, clock())
        work.say("refresh_ended", sources=len(mine), left=list(left))
    ordered = tuple(mine[source.id] for source in sources if source.id in mine)
    return Refreshed(id=work.refresh_id, runs=ordered, left=left, settled=settled)


def begun(work: Work, sources: Sequence[Source]) -> tuple[Work, list[Source]]:
    """The refresh with its id, and the sources it has still to do; one that was stopped is gone on with."""
    now = work.clock()
    with work.writing() as opened:
        save_sources(opened, [source.facts for source in sources])
        stopped = open_refresh(opened)
        if stopped is not None and now - stopped.started < RESUMED_WITHIN:
            left = [source for source in sources if source.id in stopped.sources]
            if len(left) == len(sources):
                done = done_in(opened, [f"{stopped.id}-{source.id}" for source in left])
                todo = [source for source in left if f"{stopped.id}-{source.id}" not in done]
                return replace(work, refresh_id=stopped.id), todo
        refresh_id = refresh_id_at(now)
        begin_refresh(opened, refresh_id, [source.id for source in sources], now)
    return replace(work, refresh_id=refresh_id), list(sources)


def left_behind(work: Work, sources: Sequence[Source], read: Readers) -> dict[tuple[str, str], Run]:
    """Take in the crawls of these sources that ended before a stop and were not written."""
    by_id = {source.id: source for source in sources}
    with session(work.engine) as opened:
        waiting = waiting_crawls(opened, list(by_id))
    runs = {}
    for crawl in waiting:
        run = taken_in(work, by_id[crawl.source_id], CrawlReport.from_json(crawl.report), read)
        work.say("source_written", **counted(run))
        runs[crawl.refresh_id, crawl.source_id] = run
    return runs


def _crawled_and_taken_in(work: Work, sources: Sequence[Source], read: Crew) -> dict[tuple[str, str], Run]:
    """Crawl these sources and take in each as soon as its crawl ends, while others' crawls go on.

    Pages are read from when they are archived on; what they say waits for the crawl's end.
    """
    by_id = {source.id: source for source in sources}
    runs = {}

    def begin(page: Page, role: Role) -> None:
        if role == "detail":
            read.begin((page, by_id[page.source_id].facts))

    with crawled(work, sources, news=begin) as reports:
        for report in reports:
            run = taken_in(work, by_id[report.source_id], report, read)
            work.say("source_written", **counted(run))
            runs[work.refresh_id, report.source_id] = run
    return runs
