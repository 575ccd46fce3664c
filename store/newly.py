"""What many pages say, written together: rows of pages that are new in every respect are inserted at once.

A first crawl, or one of a site that put up much, would else ask and insert page by page what is the same
dozen of statements each time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import insert, select
from sqlmodel import Session, SQLModel

from pipeline.model import Announcement, Page, Reading, Run
from store.align import aligned
from store.moves import base_address, first_addresses
from store.newrows import NewRows
from store.pending import note_pending
from store.rows import Row, storable
from store.tellings import chunks
from store.write import GONE, WriteCounts, unique, write_reading

_TOGETHER = 100
_PAGE = SQLModel.metadata.tables["page"]
_TOLD = SQLModel.metadata.tables["announcement"]
_NUMBERED = insert(_PAGE).returning(_PAGE.c.id, sort_by_parameter_order=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """A page and what it says; not ``whole`` where it was asked for news alone."""

    page: Page
    reading: Reading
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Told:
    """A page that may be new, what it tells, and by which addresses that is known."""

    page: Page
    language: str | None
    announcements: tuple[Announcement, ...]
    bases: frozenset[str]


def write_readings(session: Session, run: Run, readings: Sequence[PageReading]) -> WriteCounts:
    """Store what pages of one source say, in the caller's transaction, as :func:`store.write.write_reading`
    does for each of them in this order.
    """
    counts = WriteCounts()
    for start in range(0, len(readings), _TOGETHER):
        counts += _together(session, run, readings[start : start + _TOGETHER])
    return counts


def _together(session: Session, run: Run, readings: Sequence[PageReading]) -> WriteCounts:
    """In their order: a venue is called and lies as the first page says that tells of it."""
    new = _new(session, run.source_id, readings)
    counts = WriteCounts()
    for is_new, some in groupby(readings, lambda one: one.page.url in new):
        if is_new:
            counts.new += _insert(session, [new[one.page.url] for one in some])
        for one in () if is_new else some:
            counts += write_reading(session, run, one.page, one.reading, whole=one.whole)
    return counts


def _new(session: Session, source_id: str, readings: Sequence[PageReading]) -> dict[str, _Told]:
    """The pages, by URL, of which nothing is stored and that tell of nothing that the others tell of."""
    told = [_told(one) for one in readings if one.page.fetched_at and one.page.status not in GONE]
    urls = Counter(one.page.url for one in readings)
    bases = Counter(base for one in told for base in one.bases)
    shared = {base for base, count in bases.items() if count > 1} | _known_otherwise(told)
    shared |= first_addresses(session, source_id, sorted(bases)).keys()
    alone = [one for one in told if urls[one.page.url] == 1 and shared.isdisjoint(one.bases)]
    stored = _stored(session, source_id, alone)
    return {one.page.url: one for one in alone if stored.isdisjoint(_names(one))}


def _told(one: PageReading) -> _Told:
    found = unique(storable(one.reading.announcements))
    day = one.page.fetched_at.date() if one.page.fetched_at else date.min
    announcements = tuple(aligned(found, [], day))
    bases = frozenset(base_address(item.key) for item in announcements)
    return _Told(one.page, storable(one.reading.language), announcements, bases)


def _known_otherwise(told: Sequence[_Told]) -> set[str]:
    """Addresses of announcements that are known by another one: what others tell of them hangs on that."""
    pairs = {(base_address(item.key), item.url) for one in told for item in one.announcements}
    return {url for base, own in pairs if base.startswith("http") and base != own for url in (base, own)}


def _names(one: _Told) -> list[str]:
    """All by which the store could know a page or what it tells."""
    keys = (name for item in one.announcements for name in (item.key, item.id))
    return [one.page.url, *keys]


def _stored(session: Session, source_id: str, told: Sequence[_Told]) -> set[str]:
    """Those of these pages' names that the store knows."""
    found: set[str] = set()
    connection = session.connection()
    for chunk in chunks(name for one in told for name in _names(one)):
        for column, here in (
            (_PAGE.c.url, (_PAGE.c.source_id == source_id, _PAGE.c.url.in_(chunk))),
            (_TOLD.c.key, (_TOLD.c.source_id == source_id, _TOLD.c.key.in_(chunk))),
            (_TOLD.c.id, (_TOLD.c.id.in_(chunk),)),
        ):
            found |= set(connection.execute(select(column).where(*here)).scalars())
    return found


def _insert(session: Session, told: Sequence[_Told]) -> int:
    """Insert new pages and what they tell; returns how many announcements those are."""
    if not told:
        return 0
    session.flush()
    pages = [_page_row(one) for one in told]
    numbers = session.connection().execute(_NUMBERED, pages).scalars().all()
    rows = NewRows(session)
    ids = []
    for one, number in zip(told, numbers, strict=True):
        for item in one.announcements:
            assert one.page.fetched_at is not None  # noqa: S101 (as _new looked)
            rows.add(one.page.source_id, number, item, one.page.fetched_at)
            ids.append(item.id)
    rows.insert()
    note_pending(session, ids)
    return len(ids)


def _page_row(one: _Told) -> Row:
    page = one.page
    return {
        "source_id": page.source_id,
        "url": page.url,
        "sha256": page.sha256,
        "media_type": page.media_type,
        "language": one.language,
        "first_seen": page.fetched_at,
        "fetched_at": page.fetched_at,
        "missing_since": None,
    }
