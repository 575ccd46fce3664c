"""Recording with a run how its source is."""

from __future__ import annotations

from dataclasses import replace

from sqlmodel import Session

from kalends.health.states import USUAL_RUNS, health_of
from pipeline.model import Run
from scrapers.kinds import entries, whole_url
from scrapers.report import CrawlReport
from scrapers.source import Source
from store.runs import record_run, run_histories
from store.visits import record_rights
from store.vitals import Crawled, vitals_of


def record_vitals(session: Session, source: Source, run: Run, report: CrawlReport) -> Run:
    """Store the run with its vitals, and return it so; call it in the run's transaction, after writing.

    A run that failed or was refused has vitals, too: they are what says why. With the pages that the crawl
    looked at goes what their publishers reserve.
    """
    crawled = Crawled(
        seen={whole_url(source.kind, url) for url in report.seen_urls},
        listed=report.listed_urls,
        gone=report.gone_urls,
        walked={
            whole_url(source.kind, url) for url in (*report.walked_urls, *entries(source.kind, source.urls))
        },
    )
    vitals = replace(
        vitals_of(session, run, crawled, report.signs),
        selectors=source.selectors.links is not None,
        news_only=report.since is not None,
        in_all=report.in_all,
    )
    record_rights(session, run.source_id, report.rights)
    stored = run_histories(session, [run.source_id], limit=2 * USUAL_RUNS, well=USUAL_RUNS)
    before = [past for past in stored.get(run.source_id, ()) if past.id != run.id]
    history = [*before, replace(run, vitals=vitals)]
    taken = replace(run, vitals=replace(vitals, course=health_of(run.source_id, history).course))
    record_run(session, taken)
    return taken
