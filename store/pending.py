"""Which announcements were written and are not matched yet: noted with the writing, cleared by matching.

So no stop between the two is forgotten, however long ago it was.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete
from sqlmodel import Session, col, select

from store import tables
from store.inserts import insert_rows
from store.tellings import chunks


def note_pending(session: Session, ids: Iterable[str]) -> None:
    """Note that these announcements are new, changed, missing or back."""
    table = tables.Pending
    for chunk in chunks(dict.fromkeys(ids)):
        noted = set(session.exec(select(table.announcement_id).where(col(table.announcement_id).in_(chunk))))
        insert_rows(session, table, [{"announcement_id": key} for key in chunk if key not in noted])


def pending_ids(session: Session) -> list[str]:
    """What matching and resolving have to look at, in order: what is noted, and what has no event."""
    told = tables.Announcement
    lone = select(told.id).where(col(told.event_id).is_(None), col(told.parent_id).is_(None))
    return sorted({*session.exec(select(tables.Pending.announcement_id)), *session.exec(lone)})


def clear_pending(session: Session, ids: Iterable[str]) -> None:
    """Note that these announcements are matched and resolved."""
    for chunk in chunks(ids):
        session.execute(delete(tables.Pending).where(col(tables.Pending.announcement_id).in_(chunk)))
