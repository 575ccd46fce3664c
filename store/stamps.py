"""Whether a list of events is as it was, told from the index and digests alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, col, select

from store import tables
from store.reads import read_listed
from store.tellings import chunks

_STAMP = ("position", "id", "digest", "last_changed")
_UNSTAMPED = frozenset(tables.Event.model_fields) - frozenset(_STAMP)


@dataclass(frozen=True, slots=True)
class Stamp:
    """``digest`` is another one when any of the events, or which they are, changed; ``last_changed`` is the
    newest change among them, None for an empty list.
    """

    digest: str
    last_changed: datetime | None


def stamp_of(session: Session, positions: Sequence[int]) -> Stamp:
    """The stamp of the events at these positions, in their order."""
    rows: dict[int | None, tuple[str, datetime]] = {}
    for row in read_listed(session, tables.Event, "position", positions, without=_UNSTAMPED):
        rows[row.position] = f"{row.id}{row.digest}{row.last_changed.isoformat()}", row.last_changed
    known = [rows[position] for position in positions if position in rows]
    hashed = sha256("\n".join(text for text, _ in known).encode()).hexdigest()[:20]
    return Stamp(hashed, max((changed for _, changed in known), default=None))


def previous_starts(session: Session, event_ids: Sequence[str]) -> dict[str, str]:
    """The start that an event was announced with before its last move, in ISO 8601, by event id."""
    told, revision, event = tables.Announcement, tables.Revision, tables.Event
    found: dict[str, str] = {}
    for chunk in chunks(event_ids):
        moved = (
            select(event.id, event.start_text, revision)
            .join(told, col(told.event_id) == col(event.id))
            .join(revision, col(revision.announcement_id) == col(told.id))
            .where(col(event.id).in_(chunk), revision.field == "start")
            .order_by(col(revision.at), col(revision.id))
        )
        found |= {
            key: row.old
            for key, now, row in session.exec(moved)
            if isinstance(row.old, str) and row.old != now
        }
    return found
