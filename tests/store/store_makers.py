"""Announcements, pages and readings made of a few words, for tests that read as examples."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session, func, select

from pipeline.model import (
    Announcement,
    Claim,
    Page,
    Party,
    Place,
    Precision,
    Publisher,
    Reading,
    Role,
    Run,
    SourceFacts,
    When,
    announcement_id,
)
from store import tables
from store.match.stored import match_announcements
from store.resolve import resolve_events
from store.runs import start_run
from store.session import open_store, upgrade
from store.write import WriteCounts, save_source, write_reading

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def fresh_store(path: Path) -> Engine:
    """An upgraded, empty SQLite store in this file."""
    path.write_bytes(_empty_store())
    return open_store(f"sqlite:///{path}")


@cache
def _empty_store() -> bytes:
    """An upgraded SQLite file: migrating once is enough for all tests but those of migrations."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        opened = open_store(f"sqlite:///{path}")
        upgrade(opened)
        opened.dispose()
        return path.read_bytes()


def facts(source_id: str, name: str = "", networks: tuple[str, ...] = (), **more: Any) -> SourceFacts:
    """A source whose publisher is called ``name``, else as its id."""
    publisher = Publisher(name=name or source_id, url=f"https://{source_id}.example/")
    return SourceFacts(id=source_id, publisher=publisher, networks=networks, **more)


def at(text: str, end: str | None = None, zone: str = "Europe/Stockholm") -> When:
    """ "2026-03-12 13:00" is a minute, "2026-03-12" a day, "2026-03" a month; ``end`` is of the same kind."""
    if len(text) == len("2026-03"):
        return When(start=date.fromisoformat(f"{text}-01"), zone=zone, precision=Precision.MONTH)
    if len(text) == len("2026-03-12"):
        last = date.fromisoformat(end) if end else None
        return When(start=date.fromisoformat(text), end=last, zone=zone, precision=Precision.DAY)
    start, until = (
        datetime.fromisoformat(one).replace(tzinfo=ZoneInfo(zone)) if one else None for one in (text, end)
    )
    assert start is not None
    return When(start=start, end=until, zone=zone, precision=Precision.MINUTE)


def organised_by(*names: str, role: Role = Role.ORGANISER) -> tuple[Party, ...]:
    """Parties in one role."""
    return tuple(Party(name=name, role=role) for name in names)


def told(source_id: str, path: str, title: str, when: When | None = None, **more: Any) -> Announcement:
    """An announcement on its own page ``https://SOURCE.example/PATH`` with a claim for its title."""
    url = f"https://{source_id}.example/{path}"
    key = more.pop("key", url)
    claims = more.pop("claims", (claim("title", title),))
    place = more.pop("place", None) or Place(city=more.pop("city", None), venue=more.pop("venue", None))
    identity = announcement_id(source_id, key)
    return Announcement(
        id=identity,
        source_id=source_id,
        url=url,
        key=key,
        title=title,
        when=when,
        place=place,
        claims=claims,
        **more,
    )


def claim(field: str, value: object, score: float = 0.9, **more: Any) -> Claim:
    """A settled claim that quotes its value."""
    quote = str(value)
    given: dict[str, Any] = {"span": (0, len(quote)), "method": "markup", "settled": True} | more
    return Claim(field=field, value=value, raw=quote, quote=quote, score=score, **given)


def page(source_id: str, path: str, fetched_at: datetime = NOW, status: int = 200) -> Page:
    """A page of this source."""
    url = f"https://{source_id}.example/{path}"
    return Page(source_id=source_id, url=url, fetched_at=fetched_at, body=b"...", status=status)


def write_page(
    session: Session,
    path: str,
    *announcements: Announcement,
    when: datetime = NOW,
    source_id: str | None = None,
    error: str | None = None,
) -> WriteCounts:
    """One page with these announcements, written as a run of its own."""
    name = source_id or announcements[0].source_id
    run = run_of(session, name, when)
    reading = Reading(url=f"https://{name}.example/{path}", announcements=announcements, error=error)
    return write_reading(session, run, page(name, path, when), reading)


def run_of(session: Session, source_id: str, when: datetime = NOW) -> Run:
    """A new run of a source that is saved on the way."""
    if session.get(tables.Source, source_id) is None:
        save_source(session, facts(source_id))
    number = session.exec(select(func.count()).select_from(tables.Run)).one()
    return start_run(session, source_id, f"{source_id}-{number}", when)


def write_all(opened: Session, *announcements: Announcement, when: datetime = NOW) -> None:
    """Each on its own page, then matched and resolved."""
    for item in announcements:
        write_page(opened, item.url.partition(".example/")[2], item, when=when)
    match_announcements(opened, None, when)
    resolve_events(opened, None, when)
