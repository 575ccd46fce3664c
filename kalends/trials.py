"""Trying a source without storing anything: a small crawl in a process of its own, and what it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kalends.archived import announcing
from kalends.readers import Readers, readers
from kalends.refresh.crawling import crawl_settings
from kalends.settings import Settings
from pipeline.model import Announcement, Page, SourceFacts
from scrapers.archive import read_archive
from scrapers.crawl import CrawlReport, crawl
from scrapers.source import Source

MOST_PAGES, MOST_LISTINGS, MOST_SECONDS = 12, 3, 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a source's first pages say: its pages in order, and the announcements read of them.

    ``telling`` are the addresses of the pages that were read, lists of links left out.
    """

    source: Source
    report: CrawlReport
    pages: tuple[Page, ...]
    announcements: tuple[Announcement, ...]
    language: str | None
    telling: frozenset[str] = frozenset()

    @property
    def dated(self) -> int:
        """How many announcements tell when."""
        return sum(1 for one in self.announcements if one.when is not None)


def trials(sources: Sequence[Source], settings: Settings, *, languages_known: bool = True) -> list[Trial]:
    """Crawl a dozen pages of each source and read them; nothing is kept.

    Each crawl obeys robots.txt and the limits of the settings. What goes wrong with a source stands in its
    report. Where ``languages_known`` is false, only the pages say what they are written in.
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
        with readers(settings.workers, settings.read_timeout) as crew:
            read = crew if languages_known else _unprompted(crew)
            return [_read(Path(folder), source, reports[source.id], read) for source in sources]


def _unprompted(read: Readers) -> Readers:
    """Readers that are not told of a source's languages."""
    return lambda jobs: read((page, replace(facts or SourceFacts(), languages=())) for page, facts in jobs)


def read_as(trial: Trial, source: Source, settings: Settings) -> Trial:
    """Return the trial as its pages read when declared so: in another zone, country or language."""
    telling = [page for page in trial.pages if page.url in trial.telling]
    with readers(settings.workers, settings.read_timeout) as read:
        return _told(replace(trial, source=source), telling, read)


def _read(folder: Path, source: Source, report: CrawlReport, read: Readers) -> Trial:
    found = list(read_archive(folder, source.id, warn=lambda _: None))
    every = tuple(archived.page for archived in found)
    empty = Trial(source=source, report=report, pages=every, announcements=(), language=None)
    return _told(empty, [archived.page for archived in found if announcing(archived)], read)


def _told(trial: Trial, pages: Sequence[Page], read: Readers) -> Trial:
    readings = list(read((page, trial.source.facts) for page in pages))
    told = tuple(one for reading in readings for one in reading.announcements)
    languages = [reading.language for reading in readings if reading.language]
    most = max(sorted(set(languages)), key=languages.count, default=None)
    telling = frozenset(page.url for page in pages)
    return replace(trial, announcements=told, language=most, telling=telling)
