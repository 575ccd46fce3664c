"""Stages of a refresh run alone; each takes the refresh's lease, and goes on where an earlier one stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Engine

from kalends.readers import readers
from kalends.refresh.crawling import crawled
from kalends.refresh.engine import begun, left_behind
from kalends.refresh.guard import held
from kalends.refresh.publishing import published
from kalends.refresh.rereading import Reread, outdated_visits, reread
from kalends.refresh.settling import Settled, matched
from kalends.refresh.telling import Tell, tell_nobody
from kalends.refresh.work import Work, refresh_id_at
from kalends.settings import Settings
from pipeline.model import Run
from scrapers.clock import Clock, utc_now
from scrapers.crawl import CrawlReport
from scrapers.source import Source
from store.publications import Published
from store.refreshes import end_done_refresh, waiting_crawls


@contextmanager
def _alone(
    settings: Settings, engine: Engine, clock: Clock, *, tell: Tell = tell_nobody, accept: bool = False
) -> Iterator[Work]:
    """A stage's means while it holds the lease, under an id of its own."""
    with held(engine) as hold:
        yield Work(
            settings=settings,
            engine=engine,
            hold=hold,
            refresh_id=refresh_id_at(clock()),
            tell=tell,
            clock=clock,
            accept=accept,
        )


def crawl_alone(
    sources: Sequence[Source],
    settings: Settings,
    engine: Engine,
    tell: Tell = tell_nobody,
    clock: Clock = utc_now,
) -> list[CrawlReport]:
    """Crawl sources, but those that a stopped refresh has crawled; what is fetched waits to be read."""
    with held(engine) as hold:
        work = Work(settings=settings, engine=engine, hold=hold, refresh_id="", tell=tell, clock=clock)
        work, todo = begun(work, sources)
        with work.writing() as opened:
            waiting = waiting_crawls(opened)
        waits = {crawl.source_id for crawl in waiting if crawl.refresh_id == work.refresh_id}
        todo = [source for source in todo if source.id not in waits]
        work.say("refresh_began", sources=[source.id for source in todo])
        with crawled(work, todo, all_are_kept=True) as reports:
            return list(reports)


def read_alone(
    sources: Sequence[Source],
    settings: Settings,
    engine: Engine,
    tell: Tell = tell_nobody,
    clock: Clock = utc_now,
) -> tuple[Run, ...]:
    """Read and write what was crawled of these sources and waits for it; the next refresh crawls anew."""
    with (
        _alone(settings, engine, clock, tell=tell) as work,
        readers(settings.workers, settings.read_timeout) as read,
    ):
        runs = left_behind(work, sources, read)
        with work.writing() as opened:
            end_done_refresh(opened, work.clock())
        return tuple(runs.values())


def match_alone(settings: Settings, engine: Engine, clock: Clock = utc_now) -> Settled:
    """Match what was written and is not matched yet."""
    with _alone(settings, engine, clock) as work:
        return matched(work)


def publish_alone(settings: Settings, engine: Engine, clock: Clock = utc_now) -> Published:
    """Publish the corpus as it is."""
    with _alone(settings, engine, clock) as work:
        return published(work)


def reread_alone(
    sources: Sequence[Source],
    settings: Settings,
    engine: Engine,
    *,
    accept: bool = False,
    dry_run: bool = False,
    clock: Clock = utc_now,
) -> list[Reread]:
    """Read these sources' outdated pages again, match and publish what that changed; a report a source."""
    with _alone(settings, engine, clock, accept=accept) as work:
        found = {source: len(outdated_visits(work, source)) for source in sources}
        old = [source for source in sources if found[source]]
        if dry_run:
            return [Reread(source_id=source.id, pages=found[source]) for source in old]
        with readers(settings.workers, settings.read_timeout) as read:
            done = [reread(work, source, read) for source in old]
        matched(work)
        published(work)
        return done
