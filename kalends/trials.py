"""Trying a source without storing anything: a small crawl in a process of its own, and what it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kalends.archived import announcing
from kalends.readers import readers
from kalends.refresh.crawling import crawl_settings
from kalends.settings import Settings
from pipeline.model import Announcement, Page
from scrapers.archive import read_archive
from scrapers.crawl import CrawlReport, crawl
from scrapers.source import Source

MOST_PAGES, MOST_LISTINGS, MOST_SECONDS = 12, 3, 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a source's first pages say: its pages in order, and the announcements read of them."""

    source: Source
    report: CrawlReport
    pages: tuple[Page, ...]
    announcements: tuple[Announcement, ...]
    language: str | None

    @property
    def dated(self) -> int:
        """How many announcements tell when."""
        return sum(1 for one in self.announcements if one.when is not None)


def trials(sources: Sequence[Source], settings: Settings) -> list[Trial]:
    """Crawl a dozen pages of each source and read them; nothing is kept.

    Each crawl obeys robots.txt and the limits of the settings. What goes wrong with a source stands in its
    report.
    """
    with TemporaryDirectory(prefix="kalends-") as folder:
        limits = crawl_settings(
            settings,
            "trial",
            archive=Path(folder),
            max_pages=MOST_PAGES,
            max_listings=MOST_LISTINGS,
            max_seconds=min(settings.max_seconds, MOST_SECONDS),
        )
        reports = crawl(list(sources), limits)
        with readers(settings.workers, settings.read_timeout) as read:
            out = []
            for source in sources:
                found = list(read_archive(Path(folder), source.id, warn=lambda _: None))
                pages = [archived.page for archived in found if announcing(archived)]
                readings = list(read((page, source.facts) for page in pages))
                told = tuple(one for reading in readings for one in reading.announcements)
                languages = [reading.language for reading in readings if reading.language]
                most = max(sorted(set(languages)), key=languages.count, default=None)
                every = tuple(archived.page for archived in found)
                report = reports[source.id]
                out.append(
                    Trial(source=source, report=report, pages=every, announcements=told, language=most)
                )
    return out
