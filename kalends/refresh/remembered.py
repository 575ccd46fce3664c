"""What the store remembers of pages, as a crawl takes it, and what a crawl found, as the store keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta

from sqlmodel import Session

from kalends.version import reading_version
from pipeline.model import Run
from scrapers.kinds import Links, Target, tells_news, whole_url
from scrapers.known import KnownPage
from scrapers.report import CrawlReport
from scrapers.source import Source
from store import tables
from store.runs import run_histories
from store.visits import visits_by_source, visits_of

WHOLE_EVERY = timedelta(days=7)
OVERLAP = timedelta(days=1)
_GOOD = ("ok", "partial")


def known_pages(session: Session, source_ids: Sequence[str]) -> dict[str, dict[str, KnownPage]]:
    """The sources' pages by source and by the URL asked, as a crawl is to ask for them.

    A list whose links another version found is left out: it is to be fetched and looked through again.
    """
    version = reading_version()
    return {
        source_id: {
            row.url: _known(row) for row in rows if row.facts.get("links") is None or row.reading == version
        }
        for source_id, rows in visits_by_source(session, source_ids).items()
    }


def visits(session: Session, source_id: str, pages: Sequence[KnownPage]) -> list[tables.Visit]:
    """Rows of what a crawl found, links found and pages read by this version.

    A page whose validators alone are new was read when its body was, by the version of that time.
    """
    before = {row.url: row for row in visits_of(session, source_id)} if pages else {}
    return [
        tables.Visit(
            source_id=source_id,
            url=page.url,
            final_url=page.final_url,
            role=page.role,
            sha256=page.sha256,
            etag=page.etag,
            last_modified=page.last_modified,
            archived_in=page.archived_in,
            reading=_reading(before.get(page.url), page),
            fetched_at=page.fetched_at,
            facts={
                "links": asdict(page.links) if page.links else None,
                "body": page.body,
                "gist": page.gist,
                "checked_at": page.checked_at.isoformat() if page.checked_at else None,
            },
        )
        for page in pages
    ]


def news_since(session: Session, sources: Sequence[Source], now: datetime) -> dict[str, datetime]:
    """From when on changes are to be asked for, by source; a source that is left out is asked for all.

    All is asked for by a kind that cannot do otherwise, after a crawl that went wrong, and once a week: what
    was taken out of an interface is in no list of changes. A day's overlap covers clocks that are off.
    """
    able = [source.id for source in sources if tells_news(source.kind)]
    found = {key: _news_from(runs, now) for key, runs in run_histories(session, able).items()}
    return {key: moment for key, moment in found.items() if moment is not None}


def _news_from(history: Sequence[Run], now: datetime) -> datetime | None:
    today = datetime.combine(now.date(), time(), UTC)
    # Of earlier days: what is asked for twice on one day is asked for by one address.
    runs = [run for run in history if run.started < today]
    if not runs or runs[-1].outcome not in _GOOD:
        return None
    late = [run for run in runs if run.started >= now - WHOLE_EVERY]
    whole = [run for run in late if run.outcome == "ok" and not run.counts.get("news_only")]
    return runs[-1].started - OVERLAP if whole else None


def outdated(session: Session, source: Source, report: CrawlReport) -> list[str]:
    """Addresses of earlier answers with news alone: they are never asked for again."""
    if not tells_news(source.kind):
        return []
    return [
        row.url
        for row in visits_of(session, source.id)
        if row.url not in report.seen_urls and whole_url(source.kind, row.url) != row.url
    ]


def _reading(before: tables.Visit | None, page: KnownPage) -> str:
    same = before is not None and (before.sha256, before.archived_in) == (page.sha256, page.archived_in)
    return before.reading if before is not None and same else reading_version()


def _known(row: tables.Visit) -> KnownPage:
    links, checked = row.facts.get("links"), row.facts.get("checked_at")
    return KnownPage(
        url=row.url,
        final_url=row.final_url,
        role=row.role,
        sha256=row.sha256,
        etag=row.etag,
        last_modified=row.last_modified,
        archived_in=row.archived_in,
        fetched_at=row.fetched_at,
        checked_at=datetime.fromisoformat(checked) if checked else None,
        links=_links(links) if links else None,
        body=row.facts.get("body", ""),
        gist=row.facts.get("gist", ""),
    )


def _links(dumped: dict[str, object]) -> Links:
    details, listings, queries = (dumped[name] for name in ("details", "listings", "queries"))
    assert isinstance(details, list)  # noqa: S101 (as asdict of Links made them)
    assert isinstance(listings, list)  # noqa: S101
    assert isinstance(queries, list)  # noqa: S101
    return Links(
        details=tuple(details),
        listings=tuple(listings),
        standalone=bool(dumped["standalone"]),
        queries=tuple(Target(**query) for query in queries),
        records=dumped.get("records"),  # type: ignore[arg-type]  # as asdict of Links made it
    )
