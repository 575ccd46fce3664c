"""Events in few words: what calendars and maps show of many of them, in one query and without tellings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from store import tables
from store.filters import Filters
from store.finding import matching
from store.reads import read_rows


@dataclass(frozen=True, slots=True)
class Brief:
    """One event; ``start_text`` is ISO 8601 as stated, ``start_on`` and ``until_on`` its local days."""

    id: str
    title: str
    language: str | None
    start_on: date
    until_on: date
    start_text: str
    precision: str
    status: str
    rrule: str | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A city and how many events it has; its position is the mean of theirs."""

    city: str
    country: str | None
    lat: float
    lon: float
    events: int


def find_briefs(session: Session, filters: Filters) -> list[Brief]:
    """Events of known days that meet all filters, by start; ``filters.limit`` bounds them."""
    event = tables.Event
    columns: tuple[Any, ...] = (
        *(event.id, event.title, event.language, event.start_on, event.until_on),
        *(event.start_text, event.precision, event.status, event.rrule),
    )
    wanted = select(*columns)
    wanted = wanted.where(_met(session, filters, filters.limit), col(event.start_on).is_not(None))
    wanted = wanted.order_by(col(event.position))
    return [Brief(*row) for row in read_rows(session, wanted.limit(filters.limit))]


def find_spots(session: Session, filters: Filters, limit: int = 150) -> list[Spot]:
    """Cities of known position with events that meet all filters, those of most events first."""
    event = tables.Event
    count = func.count()
    wanted = (
        select(*(func.min(event.city), col(event.country), func.avg(event.lat), func.avg(event.lon), count))
        .where(_met(session, filters, None), col(event.lat).is_not(None), col(event.lon).is_not(None))
        .where(col(event.city_key).is_not(None))
        .group_by(col(event.city_key), col(event.country))
        .order_by(count.desc(), col(event.city_key))
    )
    return [Spot(*row) for row in read_rows(session, wanted.limit(limit))]


def _met(session: Session, filters: Filters, limit: int | None) -> ColumnElement[bool]:
    found = matching(session, filters, limit).subquery()
    return col(tables.Event.position).in_(select(found.c.position))
