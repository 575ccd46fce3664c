"""States of the corpus that were published: a number to cite, and a digest that tells two apart."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from store import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published state; ``is_new`` where it differs from the one before."""

    number: int
    at: datetime
    events: int
    announcements: int
    digest: str
    is_new: bool


def publish_state(session: Session, at: datetime) -> Published:
    """Note the corpus as it is as published; a corpus that has not changed keeps its number and its date."""
    digest, events = _digest(session)
    told = tables.Announcement
    count = select(func.count()).select_from(told).where(col(told.parent_id).is_(None))
    table = tables.Publication
    row = session.exec(select(table).order_by(col(table.id).desc()).limit(1)).first()
    is_new = row is None or row.digest != digest
    if row is None or is_new:
        row = table(at=at, events=events, announcements=session.exec(count).one(), digest=digest)
        session.add(row)
        session.flush()
    return Published(
        number=row.id or 0,
        at=row.at,
        events=row.events,
        announcements=row.announcements,
        digest=row.digest,
        is_new=is_new,
    )


def _digest(session: Session) -> tuple[str, int]:
    """A digest of all events, in the order of their ids, and how many they are."""
    digest, events = hashlib.sha256(), 0
    table = tables.Event
    rows = session.exec(select(table.id, table.digest, table.missing_since).order_by(col(table.id)))
    for key, of_event, missing in rows:
        digest.update(f"{key} {of_event} {missing is not None}\n".encode())
        events += 1
    return digest.hexdigest(), events
