"""Events as the model has them, from rows, in a fixed number of queries however many are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, select
from sqlmodel import Session

from pipeline.model import Announcement, Event, Price, Status, Telling
from store import tables
from store.cache import CACHE, EventCache, Identified
from store.filters import Filters
from store.finding import count_positions, find_positions
from store.reads import among, read_among, read_listed
from store.restore import place_of, registration_of, when_of, yearless_of
from store.sections import Load
from store.settle import merged_funding, merged_parties
from store.tellings import UNREAD, load_tellings

T = TypeVar("T")
C = TypeVar("C", bound=Identified)
_STAMP = ("position", "id", "digest", "last_changed", "missing_since")
_UNSTAMPED = frozenset(tables.Event.model_fields) - frozenset(_STAMP)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage(Generic[T]):
    """Some of the events that meet filters; ``next`` is the cursor of those behind them, None at the end.

    ``total`` is how many meet them in all, as far as was to be counted.
    """

    events: tuple[T, ...]
    next: int | None
    total: int = 0


def find_events(session: Session, filters: Filters) -> list[Event]:
    """Events that meet all filters, by start, those without one last; their claims are left out."""
    most = None if filters.limit is None else filters.limit + filters.offset
    return load_positions(session, find_positions(session, filters, limit=most)[filters.offset :])


def find_page(
    session: Session, filters: Filters, *, after: int | None = None, limit: int = 50, counted: int = 0
) -> EventPage[Event]:
    """The whole events of :func:`page_of`."""
    return page_of(session, filters, load_positions, after=after, limit=limit, counted=counted)


def page_of(
    session: Session,
    filters: Filters,
    load: Load[T],
    *,
    after: int | None = None,
    limit: int = 50,
    counted: int = 0,
) -> EventPage[T]:
    """At most ``limit`` events that meet the filters, those behind the cursor ``after``, in the same order,
    as ``load`` gives them by their positions.

    They are counted up to ``counted``. The filters' own limit and offset are of no consequence.
    """
    most = limit + 1 if after is not None else max(limit + 1, counted)
    positions = find_positions(session, filters, after=after, limit=most)
    # The first page is found on the way to the last one that is counted.
    total = len(positions) if after is None or not counted else count_positions(session, filters, counted)
    shown = positions[:limit]
    return EventPage(
        events=tuple(load(session, shown)),
        next=shown[-1] if len(positions) > limit else None,
        total=min(total, counted),
    )


def count_events(session: Session, filters: Filters, at_most: int | None = None) -> int:
    """How many events meet the filters, whatever their limit; counted no further than ``at_most``."""
    return count_positions(session, filters, at_most)


def load_positions(session: Session, positions: Sequence[int]) -> list[Event]:
    """Events in the order of their positions' list, their claims left out."""
    cache: EventCache[Event] | None = session.info.get(CACHE)
    found: dict[int | None, Event] = {} if cache is None else known_at(session, cache, positions)
    table = tables.Event
    missing = [position for position in positions if position not in found]
    rows = read_listed(session, table, "position", missing, without=UNREAD)
    found |= zip((row.position for row in rows), _loaded(session, rows), strict=True)
    return [found[position] for position in positions if position in found]


def known_at(session: Session, cache: EventCache[C], positions: Sequence[int]) -> dict[int | None, C]:
    """The events at these positions that the cache has, told by what changes with them alone."""
    rows = read_listed(session, tables.Event, "position", positions, without=_UNSTAMPED)
    known = cache.known(rows)
    return {row.position: known[row.id] for row in rows if row.id in known}


def load_events(session: Session, ids: Sequence[str], *, claims: bool = False) -> list[Event]:
    """Events in the order of ``ids``; ids that are none are left out."""
    table = tables.Event
    rows = {row.id: row for row in read_listed(session, table, "id", ids, without=UNREAD)}
    return _loaded(session, [rows[key] for key in ids if key in rows], claims=claims)


def _loaded(session: Session, rows: Sequence[tables.Event], *, claims: bool = False) -> list[Event]:
    """The events of these rows; those that the session's cache has are taken from there."""
    cache: EventCache[Event] | None = None if claims else session.info.get(CACHE)
    known = {} if cache is None else cache.known(rows)
    missing = {row.id: row for row in rows if row.id not in known}
    tellings = load_tellings(session, missing, claims=claims)
    # Of one telling alone there is nothing to choose from.
    winners = title_winners(session, (key for key in missing if len(tellings[key]) > 1))
    made = {key: _event(row, tellings[key], winners.get(key)) for key, row in missing.items()}
    if cache is not None:
        cache.keep(made.values(), missing)
    found = known | made
    return [found[row.id] for row in rows]


def title_winners(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The announcement whose title an event has, by event id."""
    return {str(key): str(told) for key, told in read_among(session, _titles, ids)}


@cache
def _titles(dialect: str) -> Select[Any]:
    field = tables.EventField.__table__.c  # type: ignore[attr-defined]
    here = among(field.event_id, dialect) & (field.field == "title")
    return select(field.event_id, field.announcement_id).where(here)


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
        parties=merged_parties(party for one in told for party in one.parties),
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
