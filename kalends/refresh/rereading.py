"""Reading the archive again where an earlier version read it, and telling what that changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from kalends.readers import Readers
from kalends.refresh.work import Work
from kalends.version import reading_version
from pipeline.model import Page, Reading, Run
from scrapers.archive import read_archive
from scrapers.kinds import whole_url
from scrapers.source import Source
from store import tables
from store.history import revised_fields
from store.runs import REREAD, RunLimits, RunRefused, end_run, start_run
from store.session import session
from store.visits import mark_read, record_reading, seen_at, visits_of
from store.write import WriteCounts, write_reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What rereading one source changed: announcements by ``counts``, values by field.

    ``lost`` pages are in no archive any more. ``refused`` says why nothing was changed.
    """

    source_id: str
    pages: int = 0
    lost: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, int] = field(default_factory=dict)
    refused: str = ""


def outdated_visits(work: Work, source: Source) -> list[tables.Visit]:
    """The source's pages that an earlier version of the reading read."""
    with session(work.engine) as opened:
        return [
            row
            for row in visits_of(opened, source.id)
            if row.role == "detail" and row.reading != reading_version()
        ]


def reread(work: Work, source: Source, read: Readers) -> Reread:
    """Read the source's outdated pages again and write what they say, all of them or none.

    A value that reads otherwise has changed now; when its page was seen stays. The losses that a run may
    bring bound a rereading, too.
    """
    old = outdated_visits(work, source)
    pages = _archived(work, source, old)
    readings = list(zip(pages, read((page, source.facts) for page in pages), strict=True))
    found = Reread(source_id=source.id, pages=len(pages), lost=len(old) - len(pages))
    try:
        counts, fields = _written(work, source, readings, old)
    except RunRefused as refusal:
        return replace(found, refused=str(refusal))
    return replace(found, counts=counts, fields=fields)


def _archived(work: Work, source: Source, visits: Sequence[tables.Visit]) -> list[Page]:
    """The visits' pages from the archive, each as it was last fetched."""
    wanted: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for visit in visits:
        wanted[visit.archived_in][visit.final_url] = visit.sha256
    found: dict[str, Page] = {}
    for crawl, digests in wanted.items():
        for archived in read_archive(work.settings.archive, source.id, crawl, warn=lambda _: None):
            page = archived.page
            if digests.get(page.url) == page.sha256:
                found[page.url] = page
    return list(found.values())


def _written(
    work: Work, source: Source, readings: Sequence[tuple[Page, Reading]], visits: Sequence[tables.Visit]
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    now = work.clock()
    run = Run(id=f"{work.refresh_id}-{source.id}", source_id=source.id, started=now)
    seen: dict[str, datetime] = {}
    with work.writing() as opened:
        run = start_run(opened, source.id, run.id, now)
        counts = WriteCounts()
        for page, reading in readings:
            url = whole_url(source.kind, page.url)
            seen[url] = seen_at(opened, source.id, url) or now
            counts += write_reading(
                opened, run, replace(page, url=url, fetched_at=now), reading, whole=url == page.url
            )
        for url, at in seen.items():
            mark_read(opened, source.id, url, at, now)
        record_reading(opened, source.id, [visit.url for visit in visits], reading_version())
        limits = None if work.accept else RunLimits()
        end_run(opened, run, now, outcome=REREAD, counts=counts.as_counts(), limits=limits)
        return counts.as_counts(), Counter(revised_fields(opened, run.id))
