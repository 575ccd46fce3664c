"""Who, where and whence: what pages of an organisation, a funder, a network, a venue and a source show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, union
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, func, or_, select

from pipeline.model import Funding, Role
from store import tables
from store.facets import facet_key
from store.fold import like_pattern
from store.listed import Listed, load_listed
from store.now import COUNTED
from store.reads import among, read_among, read_values
from store.restore import funding_of
from store.rows import storable
from store.sections import Section, sections
from store.weights import Column

_FACETED = {
    Role.ORGANISER.value: "organiser",
    Role.CO_ORGANISER.value: "organiser",
    Role.FUNDER.value: "funder",
}
"""Roles by which events are found in the index, and the kind of facet of each."""


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation by its number and canonical name."""

    id: int
    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """Events from a day on, by start, and those before it, the latest first; a few of each, counted."""

    coming: Section[Listed]
    past: Section[Listed]


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
    paying = read_among(session, _paying, announcement_ids)
    parts = read_among(session, _having_parts, announcement_ids)
    return {name: number for name, number in (*paying, *parts) if name and number is not None}


@cache
def _paying(dialect: str) -> Select[Any]:
    money = tables.Funding.__table__.c  # type: ignore[attr-defined]
    return sql_select(money.funder, money.organisation_id).where(among(money.announcement_id, dialect))


@cache
def _having_parts(dialect: str) -> Select[Any]:
    part = tables.Participation.__table__.c  # type: ignore[attr-defined]
    return sql_select(part.name, part.organisation_id).where(among(part.announcement_id, dialect))


def agenda_of_organisation(session: Session, number: int, today: date, limit: int = 20) -> Agenda:
    """Events in which an organisation has a part, or which it pays for."""
    told, part, event, facet = tables.Announcement, tables.Participation, tables.Event, tables.EventFacet
    keys = sorted({facet_key(kind, str(number)) for kind in _FACETED.values()})
    faceted = select(facet.position).where(col(facet.key).in_(keys))
    # Who only helps is no facet; these are few.
    helps = select(part.announcement_id).where(
        col(part.organisation_id) == number, col(part.role).not_in(list(_FACETED))
    )
    helping = select(event.position).where(
        col(event.id).in_(select(told.event_id).where(col(told.id).in_(helps)))
    )
    parts = union(faceted, helping).subquery()
    # Joined, and in no index's order: there are many events, few of them this one's.
    wanted = sql_select(col(event.position)).join(parts, parts.c.position == col(event.position))
    return _agenda(session, wanted, parts.c.position + 0, today, limit)


def agenda_of_venue(session: Session, number: int, today: date, limit: int = 20) -> Agenda:
    """Events at a venue."""
    position = col(tables.Event.position)
    wanted = sql_select(position).where(col(tables.Event.venue_id) == number)
    return _agenda(session, wanted, position, today, limit)


def _agenda(session: Session, wanted: Select[Any], order: Column, today: date, limit: int) -> Agenda:
    event = tables.Event
    coming = wanted.where(or_(col(event.until_on) >= today, col(event.until_on).is_(None)))
    past = wanted.where(col(event.until_on) < today)
    found = {
        "coming": read_values(session, coming.order_by(order).limit(COUNTED)),
        "past": read_values(session, past.order_by(order.desc()).limit(COUNTED)),
    }
    parts = {name: (positions[:limit], len(positions)) for name, positions in found.items()}
    return Agenda(**sections(session, parts, load_listed))


def grants_of(session: Session, number: int, limit: int = 100) -> list[Grant]:
    """What an organisation pays for, the latest first; what several pages say of one event counts once."""
    money, told = tables.Funding, tables.Announcement
    stated = (
        select(money, told.event_id, told.title, told.language, told.start_on)  # type: ignore[call-overload]
        .join(told, col(money.announcement_id) == col(told.id))
        .where(money.organisation_id == number, col(told.event_id).is_not(None))
        .order_by(col(told.start_on).desc(), col(told.id), col(money.position))
    )
    found: dict[tuple[object, ...], Grant] = {}
    for row, event_id, title, language, day in session.exec(stated.limit(limit)):
        key = (event_id, row.programme, row.amount, row.currency)
        grant = Grant(event_id, title, language, day, funding_of(row))
        found.setdefault(key, grant)
    return list(found.values())
