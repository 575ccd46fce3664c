"""Who, where and whence: what pages of an organisation, a funder, a network, a venue and a source show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select

from pipeline.model import Event, Funding
from store import tables
from store.events import load_events
from store.fold import like_pattern
from store.restore import funding_of
from store.rows import storable


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation by its number and canonical name."""

    id: int
    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """Events from a day on, by start, and those before it, the latest first; a few of each."""

    coming: tuple[Event, ...]
    past: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Grant:
    """What one event's page says that an organisation pays."""

    event_id: str
    title: str
    language: str | None
    day: date | None
    funding: Funding


def organisation_names(
    session: Session, text: str | None = None, *, funders: bool = False, limit: int = 200
) -> list[Named]:
    """Organisations by name; those with ``text`` in any of their names, those that pay for something."""
    table, alias, money = tables.Organisation, tables.OrganisationAlias, tables.Funding
    wanted = select(table)
    if text:
        pattern = like_pattern(storable(text))
        named = select(alias.organisation_id).where(col(alias.folded).like(pattern, escape="\\"))
        wanted = wanted.where(col(table.id).in_(named))
    if funders:
        paying = select(money.organisation_id).where(col(money.organisation_id).is_not(None))
        wanted = wanted.where(col(table.id).in_(paying))
    rows = session.exec(wanted.order_by(func.lower(col(table.name)), col(table.id)).limit(limit))
    return [Named(row.id, row.name, row.country) for row in rows if row.id is not None]


def organisations_in(session: Session, announcement_ids: Sequence[str]) -> dict[str, int]:
    """The organisations of these announcements: name as told → number."""
    part, money = tables.Participation, tables.Funding
    parts = select(part.name, part.organisation_id).where(col(part.announcement_id).in_(announcement_ids))
    funders = select(money.funder, money.organisation_id).where(
        col(money.announcement_id).in_(announcement_ids), col(money.organisation_id).is_not(None)
    )
    paying = {name: number for name, number in session.exec(funders) if name and number is not None}
    return paying | dict(session.exec(parts).all())


def agenda_of_organisation(session: Session, number: int, today: date, limit: int = 20) -> Agenda:
    """Events in which an organisation has a part, or which it pays for."""
    told, part, money = tables.Announcement, tables.Participation, tables.Funding
    takes_part = select(part.announcement_id).where(part.organisation_id == number)
    pays = select(money.announcement_id).where(money.organisation_id == number)
    here = or_(col(told.id).in_(takes_part), col(told.id).in_(pays))
    return _agenda(session, [col(tables.Event.id).in_(select(told.event_id).where(here))], today, limit)


def agenda_of_venue(session: Session, venue: tables.Venue, today: date, limit: int = 20) -> Agenda:
    """Events at a venue. Its city is asked for too, because that is what has an index."""
    event = tables.Event
    city = col(event.city_key).is_(None) if venue.city_key == "" else col(event.city_key) == venue.city_key
    return _agenda(session, [city, col(event.venue_id) == venue.id], today, limit)


def _agenda(session: Session, conditions: Sequence[ColumnElement[bool]], today: date, limit: int) -> Agenda:
    event = tables.Event
    wanted = select(event.id).where(*conditions)
    coming = wanted.where(or_(col(event.until_on) >= today, col(event.until_on).is_(None)))
    coming = coming.order_by(col(event.start_on).is_(None), col(event.start_on), col(event.id)).limit(limit)
    past = wanted.where(col(event.until_on) < today)
    past = past.order_by(col(event.start_on).desc(), col(event.id)).limit(limit)
    return Agenda(
        coming=tuple(load_events(session, session.exec(coming).all())),
        past=tuple(load_events(session, session.exec(past).all())),
    )


def grants_of(session: Session, number: int, limit: int = 200) -> list[Grant]:
    """What an organisation pays for, the latest first; what several pages say of one event counts once."""
    money, told = tables.Funding, tables.Announcement
    stated = (
        select(money, told)
        .join(told, col(money.announcement_id) == col(told.id))
        .where(money.organisation_id == number, col(told.event_id).is_not(None))
        .order_by(col(told.start_on).desc(), col(told.id), col(money.position))
    )
    found: dict[tuple[object, ...], Grant] = {}
    for row, where in session.exec(stated.limit(limit)):
        key = (where.event_id, row.programme, row.amount, row.currency)
        grant = Grant(str(where.event_id), where.title, where.language, where.start_on, funding_of(row))
        found.setdefault(key, grant)
    return list(found.values())
