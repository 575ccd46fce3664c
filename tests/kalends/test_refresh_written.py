"""What a crawl that asked only for what is new takes away: nothing but pages that are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from kalends.refresh.guard import held
from kalends.refresh.taking import written
from kalends.refresh.work import Work
from kalends.settings import Settings
from pipeline.model import Announcement, Page, Reading, Run, When, announcement_id
from scrapers.report import CrawlReport
from scrapers.source import Source
from store import tables
from store.newly import PageReading
from store.session import open_store, session, upgrade
from store.write import save_source

FIRST = datetime(2026, 3, 2, 6, tzinfo=UTC)
SECOND = FIRST + timedelta(days=1)
API, LISTING = "https://hus.example/api", "https://hus.example/lista"

SOURCE = Source.model_validate(
    {
        "id": "hus",
        "publisher": {"name": "Huset", "url": "https://hus.example/"},
        "country": "SE",
        "languages": ["sv"],
        "timezone": "Europe/Stockholm",
        "kind": "html",
        "urls": [LISTING],
    }
)


def read(url: str, at: datetime, *keys: str) -> PageReading:
    """A page that tells of these upcoming events."""
    items = tuple(
        Announcement(
            id=announcement_id("hus", key),
            source_id="hus",
            url=f"https://hus.example/{key}",
            key=key,
            title=key,
            when=When(start=date(2026, 3, 12)),
        )
        for key in keys
    )
    page = Page(source_id="hus", url=url, fetched_at=at, body=b"")
    return PageReading(page=page, reading=Reading(url=url, announcements=items))


@pytest.mark.parametrize(("since", "missing"), [(FIRST, {"gone"}), (None, {"gone", "forum", "listed"})])
def test_only_a_whole_crawl_misses_what_it_does_not_name(
    tmp_path: Path, since: datetime | None, missing: set[str]
) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'kalends.db'}")
    upgrade(engine)
    with session(engine) as opened:
        save_source(opened, SOURCE.facts)
    report = CrawlReport(source_id="hus", run_id="1", started=FIRST, ended=FIRST, outcome="ok", counts={})
    gone = read("https://hus.example/gone", FIRST, "gone")
    before = [read(API, FIRST, "forum", "dialog"), read(LISTING, FIRST, "listed"), gone]
    run = Run(id="1-hus", source_id="hus", started=FIRST, outcome="ok")
    later = replace(report, started=SECOND, ended=SECOND, since=since, gone_urls=frozenset({gone.page.url}))
    answer = replace(read(API, SECOND, "dialog"), whole=since is None)
    with held(engine) as hold:
        work = Work(settings=Settings(), engine=engine, hold=hold, refresh_id="1", accept=True)
        written(work, SOURCE, run, report, before, [])
        written(work, SOURCE, replace(run, id="2-hus", started=SECOND), later, [answer], [LISTING])
    with session(engine) as opened:
        rows = opened.exec(select(tables.Announcement)).all()
        assert {row.title for row in rows if row.missing_since is not None} == missing
    engine.dispose()
