"""What may be asked of events, and how each question is asked of the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from store import tables
from store.facets import facet_key, facet_values
from store.fold import like_pattern
from store.places import city_keys, spots_near
from store.rows import storable
from store.search import search_terms

FARTHEST_KM = 200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to find; what is None is not asked. Names are found whatever their case and accents.

    ``start_from`` and ``start_to`` are local days, both included; an event that lasts is found by any of
    its days. ``km`` widens ``city`` to all events within so many kilometres of it. ``organiser`` and
    ``funder`` are parts of any alias. ``country`` is an ISO code, ``language`` the code of a language in
    which the event is told or held. ``changed_since`` and ``new_since`` are aware instants. ``missing``
    False leaves out what all pages have dropped.
    """

    text: str | None = None
    start_from: date | None = None
    start_to: date | None = None
    city: str | None = None
    km: float | None = None
    country: str | None = None
    network: str | None = None
    language: str | None = None
    organiser: str | None = None
    funder: str | None = None
    topic: str | None = None
    status: str | None = None
    source: str | None = None
    online: bool | None = None
    free: bool | None = None
    changed_since: datetime | None = None
    new_since: datetime | None = None
    missing: bool = True
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Filters in the index's terms: of each of ``groups`` an event has one facet at least, its text holds
    all ``terms``, its row meets all ``conditions``; days are left to who walks.
    """

    groups: tuple[tuple[int, ...], ...]
    terms: tuple[str, ...]
    conditions: tuple[ColumnElement[bool], ...]
    start_from: date | None
    start_to: date | None

    @property
    def is_void(self) -> bool:
        """Whether nothing can be found: some name is nobody's."""
        return any(not group for group in self.groups)


def narrowed(session: Session, filters: Filters) -> Narrowed:
    """The filters with names looked up."""
    asked = storable(filters)
    return Narrowed(
        groups=tuple(tuple(dict.fromkeys(group)) for group in _groups(session, asked)),
        terms=tuple(search_terms(asked.text)) if asked.text else (),
        conditions=tuple(_of_columns(asked)),
        start_from=asked.start_from,
        start_to=asked.start_to,
    )


def _groups(session: Session, asked: Filters) -> Iterator[list[int]]:
    for kind, value in (("source", asked.source), ("network", asked.network)):
        if value is not None:
            yield [facet_key(kind, value)]
    if asked.country is not None:
        yield [facet_key("country", asked.country.upper())]
    if asked.language is not None:
        yield [facet_key("language", asked.language.lower())]
    if asked.status is not None:
        yield [facet_key("status", asked.status.lower())]
    for kind, truth in (("online", asked.online), ("free", asked.free)):
        if truth is not None:
            yield [facet_key(kind, str(int(truth)))]
    if asked.city is not None:
        yield list(_of_city(session, asked.city, asked.km))
    if asked.topic is not None:
        yield list(_of_topic(session, asked.topic))
    for kind, name in (("organiser", asked.organiser), ("funder", asked.funder)):
        if name is not None:
            yield [facet_key(kind, str(number)) for number in _organisations(session, name)]


def _of_city(session: Session, city: str, km: float | None) -> Iterator[int]:
    countries = facet_values(session, "country")
    for key in sorted(city_keys(city, countries)):
        yield facet_key("city", key)
    if km is not None:
        for spot in spots_near(city, countries, min(km, FARTHEST_KM), lambda *band: _spots(session, *band)):
            yield facet_key("spot", spot)


def _spots(session: Session, south: str, north: str) -> Iterable[str]:
    table = tables.Facet
    return session.exec(
        select(table.value).where(table.kind == "spot", col(table.value).between(south, north))
    )


def _of_topic(session: Session, topic: str) -> Iterable[int]:
    table = tables.Facet
    named = col(table.value).like(like_pattern(topic), escape="\\")
    return session.exec(select(table.key).where(table.kind == "topic", named))


def _organisations(session: Session, name: str) -> Iterable[int]:
    alias = tables.OrganisationAlias
    named = col(alias.folded).like(like_pattern(name), escape="\\")
    return session.exec(select(alias.organisation_id).where(named).distinct())


def _of_columns(asked: Filters) -> Iterator[ColumnElement[bool]]:
    event = tables.Event
    if not asked.missing:
        yield col(event.missing_since).is_(None)
    if asked.changed_since is not None:
        yield col(event.last_changed) >= asked.changed_since
    if asked.new_since is not None:
        yield col(event.first_seen) >= asked.new_since
