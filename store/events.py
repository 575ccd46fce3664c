"""Events as the model has them, from rows, in a fixed number of queries however many are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlmodel import Session, col, func, select

from pipeline.model import Announcement, Event, Price, Status, Telling
from store import tables
from store.filters import Filters, conditions
from store.restore import place_of, registration_of, when_of, yearless_of
from store.settle import merged_funding, merged_parties
from store.tellings import chunks, load_tellings


def find_events(session: Session, filters: Filters) -> list[Event]:
    """Events that meet all filters, by start, those without one last; their claims are left out."""
    event = tables.Event
    wanted = select(event.id).where(*conditions(session, filters))
    wanted = wanted.order_by(
        col(event.start_on).is_(None), col(event.start_on), col(event.start_at), col(event.id)
    )
    return load_events(session, session.exec(wanted.limit(filters.limit).offset(filters.offset)).all())


def count_events(session: Session, filters: Filters) -> int:
    """How many events meet the filters, whatever their limit."""
    wanted = select(func.count()).select_from(tables.Event).where(*conditions(session, filters))
    return session.exec(wanted).one()


def load_events(session: Session, ids: Sequence[str], *, claims: bool = False) -> list[Event]:
    """Events in the order of ``ids``; ids that are none are left out."""
    rows: dict[str, tables.Event] = {}
    for chunk in chunks(ids):
        rows |= {
            row.id: row for row in session.exec(select(tables.Event).where(col(tables.Event.id).in_(chunk)))
        }
    tellings = load_tellings(session, rows, claims=claims)
    winners = _title_winners(session, rows)
    return [_event(rows[key], tellings[key], winners.get(key)) for key in ids if key in rows]


def _title_winners(session: Session, ids: Iterable[str]) -> dict[str, str]:
    table = tables.EventField
    found: dict[str, str] = {}
    for chunk in chunks(ids):
        titles = select(table.event_id, table.announcement_id).where(
            col(table.event_id).in_(chunk), table.field == "title"
        )
        found |= dict(session.exec(titles).all())
    return found


def _event(row: tables.Event, tellings: Sequence[Telling], title_from: str | None) -> Event:
    told = sorted((telling.announcement for telling in tellings), key=lambda item: item.id != title_from)
    settled: Announcement = replace(
        told[0],
        id=row.id,
        title=row.title,
        summary=row.summary,
        when=when_of(row),
        yearless=yearless_of(row),
        place=place_of(row),
        parties=merged_parties(told),
        funding=merged_funding(told),
        registration=registration_of(row),
        price=Price(free=row.free, amount=row.price, currency=row.currency, text=row.price_text),
        status=Status(row.status),
        language=row.language,
        languages=tuple(row.languages),
        series=row.series,
        super_event=row.super_event,
        sub_events=max((item.sub_events for item in told), key=len),
        same_as=tuple(dict.fromkeys(url for item in told for url in item.same_as)),
        topics=tuple(dict.fromkeys(topic for item in told for topic in item.topics)),
        claims=(),
    )
    return Event(
        id=row.id,
        settled=settled,
        tellings=tuple(tellings),
        first_seen=row.first_seen,
        last_changed=row.last_changed,
    )
