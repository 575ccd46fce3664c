"""What may be asked of events, and how each question is asked of the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy import select as sql_select
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlmodel import Session, col

from store import tables
from store.conflicts import CONFLICTS
from store.facets import PARTY_KEYS, facet_key, facet_values
from store.fold import like_pattern
from store.places import city_keys, spots_near
from store.reads import among, read_values
from store.rows import storable
from store.search import search_terms

FARTHEST_KM = 200.0
NARROWED = "narrowed"
"""The key of ``Session.info`` under which a session that only reads keeps what it looked up."""
_FEW = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to find; what is None is not asked. Names are found whatever their case and accents.

    ``start_from`` and ``start_to`` are local days, both included; an event that lasts is found by any of
    its days. ``km`` widens ``city`` to all events within so many kilometres of it. ``organiser`` and
    ``funder`` are parts of any alias. ``country`` is an ISO code, ``language`` the code of a language in
    which the event is told or held. ``changed_since`` and ``new_since`` are aware instants. ``missing``
    False leaves out what all pages have dropped, ``disputed`` what pages do not contradict each other on.
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
    disputed: bool = False
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Facets by their keys, of which an event has one at least; how ``dialect`` is asked for them."""

    keys: tuple[int, ...]
    dialect: str

    @property
    def is_single(self) -> bool:
        """Whether no event can be found twice."""
        return len(self.keys) == 1

    @property
    def is_wide(self) -> bool:
        """Whether it is more facets than can be walked side by side."""
        return len(self.keys) > _FEW

    def has(self, key: SQLCoreOperations[Any]) -> ColumnElement[bool]:
        """The condition that a key is one of these."""
        if self.is_wide:
            return among(key, self.dialect, self.keys)
        return key == self.keys[0] if self.is_single else key.in_(self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Filters in the index's terms: of each of ``groups`` an event has one facet at least, its text holds
    all ``terms``, its row meets all ``conditions``; days are left to who walks. ``is_recent`` where the
    conditions are also of when it was seen or changed.
    """

    groups: tuple[Group, ...]
    terms: tuple[str, ...]
    conditions: tuple[ColumnElement[bool], ...]
    is_recent: bool
    start_from: date | None
    start_to: date | None

    @property
    def is_void(self) -> bool:
        """Whether nothing can be found: some name is nobody's."""
        return any(group.keys == () for group in self.groups)


def narrowed(session: Session, filters: Filters) -> Narrowed:
    """The filters with names looked up, once in a session that has :data:`NARROWED`."""
    known: dict[Filters, Narrowed] = session.info.get(NARROWED, {})
    if filters not in known:
        known[filters] = _narrowed(session, storable(filters))
    return known[filters]


def _narrowed(session: Session, asked: Filters) -> Narrowed:
    terms = tuple(search_terms(asked.text)) if asked.text else ()
    sought = list(_sought(session, asked))
    if asked.text and asked.text.strip() and not terms:
        # What has no word in it ("%", "…") is no word of any event; it asks for something all the same.
        sought.append(())
    missing = [] if asked.missing else [col(tables.Event.missing_since).is_(None)]
    recent = list(_since(asked))
    dialect = session.get_bind().dialect.name
    return Narrowed(
        groups=tuple(Group(keys=tuple(dict.fromkeys(keys)), dialect=dialect) for keys in sought),
        terms=terms,
        conditions=(*missing, *recent),
        is_recent=bool(recent),
        start_from=asked.start_from,
        start_to=asked.start_to,
    )


def _sought(session: Session, asked: Filters) -> Iterator[Iterable[int]]:
    """Of each filter by facets the keys of those that meet it."""
    stated = {
        "source": asked.source,
        "network": asked.network,
        "country": asked.country and asked.country.upper(),
        "language": asked.language and asked.language.lower(),
        "status": asked.status and asked.status.lower(),
        "online": None if asked.online is None else str(int(asked.online)),
        "free": None if asked.free is None else str(int(asked.free)),
    }
    for kind, value in stated.items():
        if value is not None:
            yield (facet_key(kind, value),)
    if asked.disputed:
        yield (facet_key("disputed", name) for name in CONFLICTS)
    if asked.city is not None:
        yield _of_city(session, asked.city, asked.km)
    if asked.topic is not None:
        yield _of_topic(session, asked.topic)
    for kind, name in (("organiser", asked.organiser), ("funder", asked.funder)):
        if name is not None:
            yield _of_organisations(session, kind, name)


def _of_city(session: Session, city: str, km: float | None) -> Iterator[int]:
    countries = facet_values(session, "country")
    for key in sorted(city_keys(city, countries)):
        yield facet_key("city", key)
    if km is not None:
        for spot in spots_near(city, countries, min(km, FARTHEST_KM), lambda *band: _spots(session, *band)):
            yield facet_key("spot", spot)


def _spots(session: Session, south: str, north: str) -> Iterable[str]:
    table = tables.Facet
    here = sql_select(col(table.value)).where(col(table.kind) == "spot")
    return read_values(session, here.where(col(table.value).between(south, north)))


def _of_topic(session: Session, topic: str) -> Iterable[int]:
    table = tables.Facet
    named = col(table.value).like(like_pattern(topic), escape="\\")
    return read_values(session, sql_select(col(table.key)).where(col(table.kind) == "topic", named))


def _of_organisations(session: Session, kind: str, name: str) -> Iterable[int]:
    alias = tables.OrganisationAlias
    named = col(alias.folded).like(like_pattern(name), escape="\\")
    ids = read_values(session, sql_select(col(alias.organisation_id)).where(named))
    return (PARTY_KEYS[kind] + 2 * number for number in sorted(ids))


def _since(asked: Filters) -> Iterator[ColumnElement[bool]]:
    event = tables.Event
    if asked.changed_since is not None:
        yield col(event.last_changed) >= asked.changed_since
    if asked.new_since is not None:
        yield col(event.first_seen) >= asked.new_since
