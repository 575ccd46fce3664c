"""One announcement with its child rows: inserted, changed with history, or only seen again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from pipeline.model import Announcement, Run, Status
from store import tables
from store.history import changed_fields
from store.inserts import insert_rows
from store.newrows import CHILDREN, NewRows
from store.pending import note_pending
from store.tellings import chunks, load_announcements


def write_announcements(
    session: Session, run: Run, page: tables.Page, found: Sequence[Announcement], at: datetime
) -> Counter[str]:
    """Store what ``page`` tells, ids settled; returns counts by the names of ``store.write.WriteCounts``.

    An announcement that another page tells is only seen again here, lest two pages overwrite each other run
    by run (see :func:`_is_elsewhere`); but its own page, whose URL is the announcement's, takes over.
    """
    rows: dict[str, tables.Announcement] = {}
    for chunk in chunks(item.id for item in found):
        stored = session.exec(select(tables.Announcement).where(col(tables.Announcement.id).in_(chunk)))
        rows |= {row.id: row for row in stored}
    own = _own_pages(session, page, [item.url for item in found])
    counts: Counter[str] = Counter()
    touched: list[str] = []
    new = NewRows(session)
    for item in found:
        row = rows.get(item.id)
        if row is None:
            new.add(page.source_id, page.id or 0, item, at)
            counts["new"] += 1
            touched.append(item.id)
        elif _is_elsewhere(session, run, page, row, own.get(item.url)):
            row.last_seen = max(row.last_seen, at)
            counts["elsewhere"] += 1
        else:
            was = (row.fields_digest, row.missing_since)
            counts.update(_rewritten(session, run, page, row, item, at, new))
            if was != (row.fields_digest, row.missing_since):
                touched.append(item.id)
    session.flush()
    new.insert()
    note_pending(session, touched)
    return counts


def _own_pages(session: Session, page: tables.Page, urls: Sequence[str]) -> dict[str, tables.Page]:
    """The stored pages of these URLs, where they are others than ``page``."""
    table = tables.Page
    found: dict[str, tables.Page] = {}
    for chunk in chunks({url for url in urls if url != page.url}):
        wanted = select(table).where(col(table.source_id) == page.source_id, col(table.url).in_(chunk))
        found |= {row.url: row for row in session.exec(wanted)}
    return found


def _is_elsewhere(
    session: Session, run: Run, page: tables.Page, row: tables.Announcement, own: tables.Page | None
) -> bool:
    """Whether another page's statement stands, so that ``page`` can only say that the event is still told.

    That is its ``own`` page, as long as it tells it or once it has vanished: a list that still links there
    knows no better. Of several lists it is the one that told it first, as long as that one is read.
    """
    if own is not None and own.missing_since is not None:
        return True
    if page.url == row.url or page.id == row.page_id or row.missing_since is not None:
        return False
    if own is not None and own.id == row.page_id:
        return True
    teller = session.get_one(tables.Page, row.page_id)
    return teller.fetched_at >= run.started


def _rewritten(
    session: Session,
    run: Run,
    page: tables.Page,
    row: tables.Announcement,
    item: Announcement,
    at: datetime,
    rows: NewRows,
) -> Counter[str]:
    new = rows.row(page.source_id, page.id or 0, item)
    counts: Counter[str] = Counter()
    if row.missing_since is not None:
        # What this run missed on one page and finds on another was never gone.
        counts.update({"missing": -1} if row.missing_since >= run.started else {"returned": 1})
    was_told_elsewhere = row.page_id != page.id
    row.last_seen, row.missing_since, row.page_id = at, None, page.id or row.page_id
    if new["fields_digest"] != row.fields_digest:
        counts["changed"] += 1
        counts["cancelled"] += int(item.status is Status.CANCELLED and row.status != Status.CANCELLED)
        if not was_told_elsewhere:
            _keep_revisions(session, run.id, page.url, item, at)
        row.last_changed = at
    elif new["claims_digest"] != row.claims_digest or new["url"] != row.url:
        counts["unchanged"] += 1
    else:
        counts["unchanged"] += 1
        return counts
    for name, value in new.items():
        setattr(row, name, value)
    session.flush()
    _delete_children(session, item.id)
    rows.add_children(item)
    rows.add_parts(page.source_id, page.id or 0, item, at)
    return counts


def _keep_revisions(session: Session, run_id: str, url: str, item: Announcement, at: datetime) -> None:
    old = load_announcements(session, [item.id], claims=False)[item.id]
    rows = [
        {
            "announcement_id": item.id,
            "run_id": run_id,
            "at": at,
            "url": url,
            "field": name,
            "old": before,
            "new": after,
        }
        for name, before, after in changed_fields(old, item)
    ]
    insert_rows(session, tables.Revision, rows)


def _delete_children(session: Session, key: str) -> None:
    table = tables.Announcement
    parts = list(session.exec(select(table.id).where(col(table.parent_id) == key)))
    for chunk in chunks([key, *parts]):
        for child in CHILDREN:
            session.execute(delete(child).where(col(child.announcement_id).in_(chunk)))
    for chunk in chunks(parts):
        session.execute(delete(table).where(col(table.id).in_(chunk)))
