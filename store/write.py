"""Upserts: what a source declares and what its pages say. Writing the same twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, insert, update
from sqlalchemy.sql import Executable
from sqlmodel import Session, col, func, select

from pipeline.model import Announcement, Page, Reading, Run, SourceFacts
from store import tables
from store.align import Stored, aligned
from store.announcements import write_announcements
from store.entities import Name, organisation_ids
from store.index import index_source
from store.moves import kept_keys
from store.pending import note_pending
from store.reads import read_rows
from store.rows import storable
from store.tellings import chunks

GONE = (404, 410)


@dataclass(slots=True, kw_only=True)
class WriteCounts:
    """What one write did, in announcements; adds up over pages.

    ``returned`` were missing and are back; ``elsewhere`` are another page's; ``stale`` came from a page older
    than what is stored and changed nothing.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    returned: int = 0
    cancelled: int = 0
    elsewhere: int = 0
    stale: int = 0

    def __add__(self, other: WriteCounts) -> WriteCounts:
        sums = {item.name: getattr(self, item.name) + getattr(other, item.name) for item in fields(self)}
        return WriteCounts(**sums)

    def as_counts(self) -> dict[str, int]:
        """By name, for a run's counts."""
        return asdict(self)


def save_source(session: Session, facts: SourceFacts) -> None:
    """Store what a source declares of itself: new, changed or the same; its networks are exactly these."""
    facts = storable(facts)
    publisher, name = facts.publisher, publisher_name(facts)
    number = organisation_ids(session, [name]).get(name.key) if name is not None else None
    row = session.get(tables.Source, facts.id) or tables.Source(id=facts.id, publisher="", languages=[])
    row.organisation_id = number
    row.publisher = publisher.name if publisher else facts.id
    row.url = publisher.url if publisher else None
    row.country, row.city, row.timezone = facts.country, facts.city, facts.timezone
    row.languages = list(facts.languages)
    session.add(row)
    session.flush()
    if publisher is not None and number is not None:
        _know_publisher(session, number, publisher.type, publisher.url)
    _save_networks(session, facts)


def publisher_name(facts: SourceFacts) -> Name | None:
    """The publisher's name as an organisation is found by it, with what else is declared of it."""
    one = facts.publisher
    if one is None:
        return None
    return Name(name=one.name, url=one.url, identifiers=one.identifiers, type=one.type)


def _know_publisher(session: Session, number: int, kind: str, url: str | None) -> None:
    organisation = session.get_one(tables.Organisation, number)
    organisation.type = organisation.type or kind
    organisation.url = organisation.url or url
    session.flush()


def _save_networks(session: Session, facts: SourceFacts) -> None:
    link = tables.SourceNetwork
    stored = set(session.exec(select(link.network_id).where(col(link.source_id) == facts.id)))
    wanted = dict.fromkeys(facts.networks)
    for network in wanted.keys() - stored:
        if session.get(tables.Network, network) is None:
            session.execute(insert(tables.Network), [{"id": network}])
        session.execute(insert(link), [{"source_id": facts.id, "network_id": network}])
    dropped = stored - wanted.keys()
    session.execute(delete(link).where(col(link.source_id) == facts.id, col(link.network_id).in_(dropped)))
    if stored != set(wanted):
        index_source(session, facts.id)


def write_reading(
    session: Session, run: Run, page: Page, reading: Reading, *, whole: bool = True
) -> WriteCounts:
    """Store what one page says, in the caller's transaction.

    Announcements of this page that it no longer tells become missing, past events excepted, and not where
    the page was not read to its end (``reading.error``) or was asked only for what is new (not ``whole``); a
    page that answered 404 or 410 becomes missing whole. A page older than its stored version changes
    nothing. Raises ``ValueError`` where the page has no fetch time, which is the only "now" that there is.
    """
    if page.fetched_at is None:
        raise ValueError(f"{page.url}: no fetch time; such a page can be read but not stored")
    at = page.fetched_at
    if page.status in GONE:
        return WriteCounts(missing=mark_missing(session, page.source_id, [page.url], at))
    announcements = unique(storable(tuple(kept_keys(session, page.source_id, reading.announcements))))
    row = _page_row(session, page)
    if row is not None and row.fetched_at > at:
        return WriteCounts(stale=len(announcements))
    before, new = (row.fetched_at, False) if row else (at, True)
    row = _save_page(session, page, row, storable(reading.language), at)
    stored = _stored_rows(session, row, [item.key for item in announcements], new=new)
    known = [
        Stored(key=item.key, title=item.title, start_text=item.start_text, until_on=item.until_on)
        for item in stored
    ]
    found = aligned(announcements, known, at.date())
    counts = WriteCounts(**write_announcements(session, run, row, found, at))
    if whole and reading.error is None:
        told = {item.id for item in found}
        # What another page has told since this one was last read is not gone, it is elsewhere.
        mine = [item for item in stored if item.page_id == row.id and item.last_seen <= before]
        gone = [item.id for item in mine if item.id not in told]
        counts.missing += _mark(session, gone, at)
    return counts


def unique(announcements: Iterable[Announcement]) -> list[Announcement]:
    """Without nameless parties (no entity can be made of them) and without a key's second telling."""
    by_key: dict[str, Announcement] = {}
    for item in announcements:
        parties = tuple(party for party in item.parties if Name(name=party.name).key)
        by_key.setdefault(item.key, replace(item, parties=parties))
    return list(by_key.values())


def _page_row(session: Session, page: Page) -> tables.Page | None:
    table = tables.Page
    wanted = select(table).where(col(table.source_id) == page.source_id, col(table.url) == page.url)
    return session.exec(wanted).first()


def _save_page(
    session: Session, page: Page, row: tables.Page | None, language: str | None, at: datetime
) -> tables.Page:
    if row is None:
        row = tables.Page(
            source_id=page.source_id,
            url=page.url,
            sha256=page.sha256,
            media_type=page.media_type,
            first_seen=at,
            fetched_at=at,
        )
    row.sha256, row.media_type, row.language = page.sha256, page.media_type, language
    row.fetched_at, row.missing_since = at, None
    session.add(row)
    session.flush()
    return row


def _stored_rows(
    session: Session, page: tables.Page, keys: Sequence[str], *, new: bool
) -> list[tables.Announcement]:
    """What is stored of this page, nothing where it is ``new``, and of these keys."""
    table = tables.Announcement
    whole = col(table.parent_id).is_(None)
    here = select(table).where(col(table.page_id) == page.id, whole)
    rows = {row.id: row for row in session.exec(here)} if not new else {}
    for chunk in chunks(keys):
        wanted = select(table).where(col(table.source_id) == page.source_id, col(table.key).in_(chunk), whole)
        rows |= {row.id: row for row in session.exec(wanted)}
    return list(rows.values())


def mark_missing(session: Session, source_id: str, urls: Sequence[str], at: datetime) -> int:
    """Mark pages that are gone (404, 410) and their upcoming announcements as missing since ``at``.

    Returns how many announcements became missing now. Nothing is cancelled by this, past events are immune,
    and a page that is read again clears it.
    """
    page, announcement = tables.Page, tables.Announcement
    ids: set[str] = set()
    for chunk in chunks(urls):
        pages = session.exec(
            select(page.id).where(col(page.source_id) == source_id, col(page.url).in_(chunk))
        ).all()
        session.execute(
            update(page)
            .where(col(page.id).in_(pages), col(page.missing_since).is_(None))
            .values(missing_since=at)
        )
        # A page that was never read cannot vanish: what a list says of it stands.
        read = select(page.url).where(col(page.id).in_(pages))
        told_there = col(announcement.page_id).in_(pages) | col(announcement.url).in_(read)
        ids |= set(
            session.exec(select(announcement.id).where(col(announcement.source_id) == source_id, told_there))
        )
    return _mark(session, sorted(ids), at)


def _standing() -> Executable:
    page, announcement = tables.Page, tables.Announcement
    whole = (col(announcement.missing_since).is_(None), col(announcement.parent_id).is_(None))
    telling = and_(col(announcement.page_id) == col(page.id), *whole)
    here = (col(page.source_id) == bindparam("source"), col(page.url).in_(bindparam("urls", expanding=True)))
    counted = select(page.id, page.fetched_at, func.count(col(announcement.id))).select_from(page)
    return counted.outerjoin(announcement, telling).where(*here).group_by(col(page.id), col(page.fetched_at))


_STANDING = _standing()


def mark_seen(session: Session, source_id: str, urls: Sequence[str], at: datetime, since: datetime) -> int:
    """Move ``last_seen`` of what these pages tell to ``at``: they are as they were, nothing else changes.

    What was seen at ``since`` or later stays, so that a second look on one day need not change a row. Returns
    how many announcements these pages tell.
    """
    page, announcement = tables.Page, tables.Announcement
    standing = 0
    for chunk in chunks(urls):
        found = read_rows(session, _STANDING, source=source_id, urls=chunk)
        standing += sum(count for *_, count in found)
        pages = [number for number, fetched_at, _ in found if fetched_at < since]
        if not pages:
            continue
        session.execute(update(page).where(col(page.id).in_(pages)).values(fetched_at=at))
        told = col(announcement.page_id).in_(pages) & col(announcement.missing_since).is_(None)
        session.execute(update(announcement).where(told).values(last_seen=at))
    return standing


def _mark(session: Session, ids: Sequence[str], at: datetime) -> int:
    if not ids:
        return 0
    table = tables.Announcement
    upcoming = col(table.until_on).is_(None) | (col(table.until_on) >= at.date())
    marked = 0
    for chunk in chunks(ids):
        fresh = col(table.id).in_(chunk) & col(table.missing_since).is_(None) & upcoming
        wanted = session.exec(select(table.id).where(fresh, col(table.parent_id).is_(None))).all()
        session.execute(update(table).where(col(table.id).in_(wanted)).values(missing_since=at))
        note_pending(session, wanted)
        marked += len(wanted)
    return marked
