"""Recording with a run how its source is."""

from __future__ import annotations

from dataclasses import replace

from sqlmodel import Session

from pipeline.model import Run
from scrapers.kinds import KINDS
from scrapers.report import CrawlReport
from scrapers.source import Source
from store.runs import record_run
from store.visits import record_rights
from store.vitals import Crawled, vitals_of


def record_vitals(session: Session, source: Source, run: Run, report: CrawlReport) -> Run:
    """Store the run with its vitals, and return it so; call it in the run's transaction, after writing.

    A run that failed or was refused has vitals, too: they are what says why. With the pages that the crawl
    looked at goes what their publishers reserve.
    """
    crawled = Crawled(
        seen=report.seen_urls,
        listed=report.listed_urls,
        gone=report.gone_urls,
        entries=frozenset(KINDS[source.kind].entry(url).url for url in source.urls),
    )
    selectors = source.selectors.links is not None
    taken = replace(run, vitals=vitals_of(session, run, crawled, report.signs, selectors=selectors))
    record_run(session, taken)
    record_rights(session, run.source_id, report.rights)
    return taken
