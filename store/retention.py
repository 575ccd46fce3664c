"""Which archived crawls the corpus still needs."""

from __future__ import annotations

from sqlmodel import Session, col, select

from store import tables


def needed_crawls(session: Session) -> dict[str, set[str]]:
    """By source, the ids of the crawls whose archive files hold what a stored page was last read from.

    Evidence is checked against it, and better reading reads it again. A page of which nothing better is
    known needs every crawl of the run that it was fetched in.
    """
    needed: dict[str, set[str]] = {}
    visit, page, run = tables.Visit, tables.Page, tables.Run
    for source_id, crawl in session.exec(select(visit.source_id, visit.archived_in).distinct()):
        needed.setdefault(source_id, set()).add(crawl)
    for crawled in session.exec(select(tables.Crawl)):
        # Not read yet: a refresh that was broken off goes on from here.
        needed.setdefault(crawled.source_id, set()).update(_names(crawled.run_id, crawled.source_id))
    known = select(visit.url).where(col(visit.source_id) == col(page.source_id)).correlate(page)
    finals = select(visit.final_url).where(col(visit.source_id) == col(page.source_id)).correlate(page)
    wanted = (
        select(page.source_id, run.id)
        .join(run, col(run.source_id) == col(page.source_id))
        .where(
            col(run.started) <= col(page.fetched_at),
            col(run.ended) >= col(page.fetched_at),
            col(page.url).not_in(known),
            col(page.url).not_in(finals),
        )
        .distinct()
    )
    for source_id, run_id in session.exec(wanted):
        needed.setdefault(source_id, set()).update(_names(run_id, source_id))
    return needed


def _names(run_id: str, source_id: str) -> tuple[str, str]:
    """What a run's archive file may be called by: the run, or the refresh that it is a part of."""
    return run_id, run_id.removesuffix(f"-{source_id}")
