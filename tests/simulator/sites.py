"""Sites that publish, edit, move, cancel and withdraw events day by day, and that fail as sites do.

A site is a story told in days, numbered from 1. What it answers depends on nothing but the path and the day;
that of a ``restless`` one carries other tokens each time besides, and no validators. Pages with
``paragraphs`` about other things have a real one's menus, scripts and size; without, they are bare.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from scrapers.source import Source

FIRST_DAY = datetime(2026, 3, 2, 3, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Stockholm")
FAULTS = ("silent", "error", "login", "busy", "half", "hang", "private", "markup", "zone", "robots")
CITIES = ("Lund", "Malmö", "Umeå", "Gävle", "Kalmar", "Visby", "Borås", "Falun")


def moment(day: int) -> datetime:
    """When the refresh of a day takes place."""
    return FIRST_DAY + timedelta(days=day - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event as its site tells it on one day."""

    slug: str
    title: str
    start: datetime
    venue: str
    status: str = "scheduled"


Change = Callable[[Happening], Happening]


@dataclass(slots=True)
class SimSite:
    """One site. ``kind`` is that of its source: "html", "ical" or "wordpress"."""

    id: str
    kind: str = "html"
    city: str = "Lund"
    validators: bool = True
    restless: bool = False
    paragraphs: int = 0
    host: str = ""
    published: dict[str, tuple[int, Happening]] = field(default_factory=dict)
    changes: dict[str, list[tuple[int, Change]]] = field(default_factory=dict)
    withdrawn: dict[str, int] = field(default_factory=dict)
    faults: list[tuple[str, int, int]] = field(default_factory=list)

    def publishes(self, day: int, slug: str, *, on: int = 30, hour: int = 18) -> Self:
        """From ``day`` on it announces an event that takes place on the day numbered ``on``."""
        date = moment(on).astimezone(ZONE)
        start = date.replace(hour=hour, minute=0)
        title = f"Samtal om {slug.replace('-', ' ')} i {self.city}"
        venue = f"Folkets hus {self.city}"
        self.published[slug] = day, Happening(slug=slug, title=title, start=start, venue=venue)
        return self

    def _changes(self, day: int, slug: str, change: Change) -> Self:
        self.changes.setdefault(slug, []).append((day, change))
        return self

    def edits(self, day: int, slug: str, title: str) -> Self:
        """It gives the event another title."""
        return self._changes(day, slug, lambda one: replace(one, title=title))

    def moves(self, day: int, slug: str, *, by: int) -> Self:
        """It moves the event by so many days."""
        return self._changes(day, slug, lambda one: replace(one, start=one.start + timedelta(days=by)))

    def cancels(self, day: int, slug: str) -> Self:
        """It says that the event is cancelled."""
        return self._changes(day, slug, lambda one: replace(one, status="cancelled"))

    def withdraws(self, day: int, slug: str) -> Self:
        """It takes the event's page down, and out of its lists."""
        self.withdrawn[slug] = day
        return self

    def fails(self, day: int, fault: str, *, days: int = 1) -> Self:
        """From ``day`` on it fails in this way (one of FAULTS), for so many days."""
        assert fault in FAULTS
        self.faults.append((fault, day, day + days))
        return self

    def fault(self, day: int) -> str | None:
        """How it fails on a day; None where it is well."""
        return next((fault for fault, first, end in self.faults if first <= day < end), None)

    def tells(self, day: int) -> dict[str, Happening]:
        """What it would announce on a day if it were well, by slug; what is over is still told."""
        told = {}
        for slug, (since, first) in self.published.items():
            if since > day or self.withdrawn.get(slug, day + 1) <= day:
                continue
            one = first
            for at, change in sorted(self.changes.get(slug, ()), key=lambda pair: pair[0]):
                one = change(one) if at <= day else one
            told[slug] = one
        return told

    def source(self) -> Source:
        """Its declaration."""
        urls = {"html": "kalender", "ical": "kalender.ics", "wordpress": ""}
        return Source.model_validate(
            {
                "id": self.id,
                "publisher": {"name": f"Föreningen {self.id.title()}", "type": "ngo"},
                "country": "SE",
                "city": self.city,
                "languages": ["sv"],
                "timezone": "Europe/Stockholm",
                "kind": self.kind,
                "urls": [f"http://{self.host}/{urls[self.kind]}"],
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What the store has to hold of an event."""

    title: str
    start: datetime
    status: str
    missing: bool = False


class Truth:
    """What can be known of a site by one who looked at it day by day."""

    def __init__(self, site: SimSite) -> None:
        self._site = site
        self.facts: dict[str, Fact] = {}

    def learn(self, day: int) -> None:
        """Look at the site on a day.

        One that is down teaches nothing; one whose list came empty teaches of what is known already and has a
        page of its own; a zone stated wrongly is what the site says.
        """
        fault = self._site.fault(day)
        blind = fault in ("silent", "markup")
        if fault not in (None, "zone") and not (blind and self._site.kind != "ical"):
            return
        told = self._site.tells(day)
        for slug, one in told.items():
            if blind and slug not in self.facts:
                continue
            if one.start.date() < moment(day).date() and slug in self.facts:
                continue
            start = one.start.replace(tzinfo=UTC) if fault == "zone" else one.start
            self.facts[slug] = Fact(title=one.title, start=start.astimezone(UTC), status=one.status)
        for slug, fact in self.facts.items():
            if slug not in told and fact.start.astimezone(ZONE).date() >= moment(day).date():
                self.facts[slug] = replace(fact, missing=True)
