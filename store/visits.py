"""What a crawl and its writing need to know of a source's pages beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.sql import Executable
from sqlmodel import Session, SQLModel, col, func, select

from pipeline.model import Announcement
from store import tables
from store.reads import read_rows
from store.tellings import chunks, load_announcements


def _upcoming() -> Executable:
    page, announcement = tables.Page, tables.Announcement
    joined = select(page.url).join(announcement, col(announcement.page_id) == col(page.id))
    upcoming = col(announcement.until_on).is_(None) | (col(announcement.until_on) >= bindparam("day"))
    here = col(page.source_id).in_(bindparam("sources", expanding=True))
    wanted = joined.add_columns(col(page.source_id)).where(here, upcoming).distinct()
    return wanted.order_by(col(page.source_id), col(page.url))


def _rights() -> Executable:
    page = tables.Page
    here = (col(page.source_id) == bindparam("source"), col(page.url).in_(bindparam("urls", expanding=True)))
    return select(page.id, page.url, page.rights).where(*here)


_UPCOMING, _RIGHTS = _upcoming(), _rights()
_VISIT = SQLModel.metadata.tables["visit"]
_HERE = _VISIT.c.source_id.in_(bindparam("sources", expanding=True))
_VISITS = select(*_VISIT.c).where(_HERE).order_by(_VISIT.c.source_id, _VISIT.c.url)


def upcoming_urls(session: Session, source_ids: Sequence[str], at: datetime) -> dict[str, list[str]]:
    """URLs of these sources' pages that tell of events not past at ``at``, in order, by source.

    A crawl visits these again even where no listing names them any more: how else would it learn that a
    page is gone?
    """
    found: dict[str, list[str]] = {source_id: [] for source_id in source_ids}
    for chunk in chunks(source_ids):
        for url, source_id in read_rows(session, _UPCOMING, sources=chunk, day=at.date()):
            found[source_id].append(url)
    return found


def first_told(session: Session, source_id: str) -> dict[str, int]:
    """The source's stored pages by URL, numbered in the order in which they were first read.

    Of pages that tell of the same event, the one that told it first is to be written first, lest they take
    turns run by run.
    """
    wanted = select(tables.Page.url, tables.Page.id).where(col(tables.Page.source_id) == source_id)
    return {url: number for url, number in session.exec(wanted) if number is not None}


def record_rights(session: Session, source_id: str, rights: Mapping[str, str]) -> None:
    """Keep with the source's stored pages what their publishers reserve: by address, in words, or ""."""
    table = tables.Page
    for chunk in chunks(rights):
        for number, url, before in read_rows(session, _RIGHTS, source=source_id, urls=chunk):
            stated = rights[url] or None
            if before != stated:
                session.execute(update(table).where(col(table.id) == number).values(rights=stated))


def visits_of(session: Session, source_id: str) -> list[tables.Visit]:
    """What is remembered of the source's pages, by URL in order; to be read only."""
    return visits_by_source(session, [source_id])[source_id]


def visits_by_source(session: Session, source_ids: Sequence[str]) -> dict[str, list[tables.Visit]]:
    """What is remembered of these sources' pages, see :func:`visits_of`."""
    found: dict[str, list[tables.Visit]] = {source_id: [] for source_id in source_ids}
    for chunk in chunks(source_ids):
        for row in read_rows(session, _VISITS, sources=chunk):
            found[row.source_id].append(row)
    return found


def save_visits(session: Session, source_id: str, visits: Sequence[tables.Visit]) -> None:
    """Remember these pages of one source as they are now."""
    for chunk in chunks(visit.url for visit in visits):
        session.execute(delete(_VISIT).where(_VISIT.c.source_id == source_id, _VISIT.c.url.in_(chunk)))
    rows = [{column.name: getattr(visit, column.name) for column in _VISIT.columns} for visit in visits]
    if rows:
        session.execute(insert(_VISIT), rows)


def record_reading(session: Session, source_id: str, urls: Sequence[str], reading: str) -> None:
    """Note that this version of the reading has read these remembered pages."""
    table = tables.Visit
    for chunk in chunks(urls):
        here = (col(table.source_id) == source_id, col(table.url).in_(chunk))
        session.execute(update(table).where(*here).values(reading=reading))


def forget_visits(session: Session, source_id: str, urls: Sequence[str]) -> None:
    """Remember of these pages at most that they are gone; when they are back they are fetched and read."""
    table = tables.Visit
    for chunk in chunks(urls):
        named = col(table.url).in_(chunk) | col(table.final_url).in_(chunk)
        there = (col(table.source_id) == source_id, col(table.role) != "gone")
        session.execute(delete(table).where(*there, named))


def told_on(session: Session, source_id: str, urls: Sequence[str]) -> list[Announcement]:
    """The announcements that these pages told when they were last read, without their evidence."""
    page, told = tables.Page, tables.Announcement
    ids: list[str] = []
    for chunk in chunks(urls):
        joined = select(told.id).join(page, col(told.page_id) == col(page.id))
        here = (col(page.source_id) == source_id, col(page.url).in_(chunk))
        ids += session.exec(
            joined.where(*here, col(told.missing_since).is_(None), col(told.parent_id).is_(None))
        )
    return list(load_announcements(session, ids, claims=False).values())


def upcoming_told(session: Session, source_id: str, url: str, today: date) -> int:
    """How many announcements of events not past stand that this page told when it was last read."""
    page, told = tables.Page, tables.Announcement
    standing = (col(told.missing_since).is_(None), col(told.parent_id).is_(None))
    upcoming = col(told.until_on).is_(None) | (col(told.until_on) >= today)
    wanted = select(func.count()).select_from(told).join(page, col(told.page_id) == col(page.id))
    return session.exec(wanted.where(page.source_id == source_id, page.url == url, *standing, upcoming)).one()


def seen_at(session: Session, source_id: str, url: str) -> datetime | None:
    """When a page was last seen; None where it was never read."""
    table = tables.Page
    return session.exec(
        select(table.fetched_at).where(table.source_id == source_id, table.url == url)
    ).first()


def mark_read(session: Session, source_id: str, url: str, seen: datetime, at: datetime) -> None:
    """Note that a page was read at ``at`` from the archive: what it tells was ``seen`` when the page was."""
    page, told = tables.Page, tables.Announcement
    ids = session.exec(select(page.id).where(page.source_id == source_id, page.url == url)).all()
    session.execute(update(page).where(col(page.id).in_(ids)).values(fetched_at=seen))
    known = (col(told.last_seen) == at, col(told.first_seen) <= seen)
    session.execute(update(told).where(col(told.page_id).in_(ids), *known).values(last_seen=seen))
