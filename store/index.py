"""Events' positions, facets and search text: made from what is stored, so that they can be made anew."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from store import tables
from store.facets import drop_facets, facets_of, party_facets, write_facets
from store.positions import free_position, is_same_place, position_of
from store.search import drop_text, write_text
from store.tellings import chunks, load_tellings

_BATCH = 1_000


def index_events(session: Session, ids: Iterable[str]) -> None:
    """Write the index of these events anew; ids that are none are left out."""
    table = tables.Event
    session.flush()
    for chunk in chunks(sorted(set(ids))):
        rows = {row.id: row for row in session.exec(select(table).where(col(table.id).in_(chunk)))}
        before = [row.position for row in rows.values()]
        _place(session, list(rows.values()))
        _forget(session, [*before, *(row.position for row in rows.values())])
        tellings, parties = load_tellings(session, rows, claims=False), party_facets(session, rows)
        placed = {row.position: row for row in rows.values() if row.position is not None}
        told = {position: tellings.get(row.id, []) for position, row in placed.items()}
        write_text(session, told)
        write_facets(
            session,
            {at: facets_of(row, told[at], parties.get(row.id, ())) for at, row in placed.items()},
        )


def _place(session: Session, rows: list[tables.Event]) -> None:
    """Give each event its position; one that keeps its minute keeps its position."""
    table = tables.Event
    moving = []
    for row in sorted(rows, key=lambda row: row.id):
        wanted = position_of(row.id, row.start_on, row.start_text)
        if row.position is None or not is_same_place(row.position, wanted):
            moving.append((wanted, row))
    taken: set[int] = set()
    for chunk in chunks(wanted for wanted, _ in moving):
        near = [number for wanted in chunk for number in range(wanted, wanted + 4)]
        for part in chunks(near):
            found = session.exec(select(table.position).where(col(table.position).in_(part)))
            taken |= {number for number in found if number is not None}
    for wanted, row in moving:
        row.position = free_position(wanted, taken)
        taken.add(row.position)
    session.flush()


def unindex_events(session: Session, ids: Iterable[str]) -> None:
    """Forget the index of these events, which may keep their rows."""
    table = tables.Event
    for chunk in chunks(ids):
        wanted = select(table.position).where(col(table.id).in_(chunk), col(table.position).is_not(None))
        _forget(session, session.exec(wanted).all())


def _forget(session: Session, positions: Iterable[int | None]) -> None:
    known = sorted({number for number in positions if number is not None})
    drop_facets(session, known)
    drop_text(session, known)


def index_source(session: Session, source_id: str) -> None:
    """Write anew the index of all events that this source tells of: its networks changed."""
    told = tables.Announcement
    wanted = select(told.event_id).where(col(told.source_id) == source_id, col(told.event_id).is_not(None))
    index_events(session, [str(key) for key in session.exec(wanted.distinct())])


def index_missing(session: Session) -> int:
    """Index all events that have no position, as after an upgrade; how many there were."""
    table, count = tables.Event, 0
    unplaced = select(table.id).where(col(table.position).is_(None)).order_by(col(table.id)).limit(_BATCH)
    while ids := session.exec(unplaced).all():
        index_events(session, ids)
        session.expunge_all()
        count += len(ids)
    return count
