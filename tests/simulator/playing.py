"""Playing days: the real refresh on simulated sites, in this process, at the days' own time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from sqlmodel import SQLModel, col, select

from kalends.health.sources import health_of_sources
from kalends.health.states import Health
from kalends.refresh import Refreshed, refresh
from kalends.settings import Settings
from pipeline.model import Run
from store import tables
from store.session import open_store, session, upgrade
from tests.simulator.server import Served
from tests.simulator.sites import Fact, SimSite, Truth, moment

# A machine that is busy must not make a healthy site look as if it hung.
TIMEOUT = 20.0
# Tables that tell of refreshes; all others tell of the world.
_OF_REFRESHES = {"run", "refresh", "lease", "host_use"}


@dataclass(frozen=True, slots=True)
class Day:
    """What came of one day: runs and healths by source."""

    runs: dict[str, Run]
    healths: dict[str, Health]
    refreshed: Refreshed


class World:
    """Simulated sites, a store and an archive of their own, and what can be known of the sites."""

    def __init__(
        self,
        folder: Path,
        sites: Sequence[SimSite],
        served: Served,
        workers: int = 0,
        database: str = "",
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.sites, self.served = folder, sites, served
        self.truths = {site.id: Truth(site) for site in sites}
        self.settings = settings_of(folder, sites, workers, database)
        self.engine = open_store(self.settings.database)
        upgrade(self.engine)

    def play(self, day: int) -> Day:
        """Let a day come, and refresh all."""
        self.served.day = day
        sources = [site.source() for site in self.sites]
        done = refresh(sources, self.settings, self.engine, clock=lambda: moment(day))
        for truth in self.truths.values():
            truth.learn(day)
        with session(self.engine) as opened:
            healths = health_of_sources(opened, sources)
        return Day({run.source_id: run for run in done.runs}, {one.source_id: one for one in healths}, done)

    def rows(self) -> dict[str, list[str]]:
        """Every row that tells of the world, by table."""
        found = [table for table in SQLModel.metadata.sorted_tables if table.name not in _OF_REFRESHES]
        with session(self.engine) as opened:
            return {table.name: sorted(repr(row) for row in opened.execute(select(table))) for table in found}

    def stored(self) -> dict[str, dict[str, Fact]]:
        """What the store holds, by site and slug."""
        told = tables.Announcement
        found: dict[str, dict[str, Fact]] = {site.id: {} for site in self.sites}
        with session(self.engine) as opened:
            for row in opened.exec(select(told).where(col(told.parent_id).is_(None))):
                slug = unquote(row.url.rsplit("/", 1)[-1])
                assert slug not in found[row.source_id], f"{row.source_id}: {slug} is stored twice"
                assert row.start_at is not None, f"{row.source_id}: {slug} has no start"
                found[row.source_id][slug] = Fact(
                    title=row.title,
                    start=row.start_at,
                    status=row.status,
                    missing=row.missing_since is not None,
                )
        return found

    def wrong(self) -> list[str]:
        """Where the store and the truth differ, event by event."""
        stored = self.stored()
        return [
            f"{site}: {slug}: {stored[site].get(slug)} is stored, {truth.facts.get(slug)} is true"
            for site, truth in self.truths.items()
            for slug in sorted({*stored[site], *truth.facts})
            if stored[site].get(slug) != truth.facts.get(slug)
        ]


def settings_of(folder: Path, sites: Iterable[SimSite], workers: int, database: str = "") -> Settings:
    """Settings that know nothing but this world."""
    return Settings(
        database=database or f"sqlite:///{folder / 'kalends.db'}",
        archive=folder / "archive",
        contact="simulator@kalends.example",
        allowed_private_hosts=",".join(site.host for site in sites),  # type: ignore[arg-type]  # it is split
        download_delay=0,
        timeout=TIMEOUT,
        retries=0,
        workers=workers,
    )
