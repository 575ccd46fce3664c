"""Events as lists show them: of many pages few are asked for their tellings' texts, places and money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlmodel import Session, col

from pipeline.model import Party, Place, Role, Status, When, Yearless
from store import tables
from store.cache import LISTED, EventCache
from store.conflicts import CONFLICTS
from store.events import known_at, title_winners
from store.facets import facet_key
from store.reads import among, read_among, read_listed
from store.restore import deadline_of, place_of, when_of, yearless_of
from store.settle import merged_parties

_ORGANISING = (Role.ORGANISER.value, Role.CO_ORGANISER.value)
_SHOWN = frozenset(
    (
        *("id", "position", "digest", "first_seen", "last_changed", "missing_since"),
        *("title", "language", "status", "free"),
        *("start_text", "end_text", "zone", "precision", "all_day", "inferred", "rrule", "deadline_text"),
        *("venue", "room", "address", "postcode", "city", "country", "lat", "lon", "online", "online_url"),
    )
)
_UNSHOWN = frozenset(tables.Event.model_fields) - _SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One event in a list. ``organisers`` are the settled event's, ``pages`` is how many tell of it;
    ``is_missing`` where none does any more, ``is_disputed`` where they contradict each other.
    """

    id: str
    position: int
    first_seen: datetime
    last_changed: datetime
    title: str
    language: str | None
    status: Status
    when: When | None
    yearless: Yearless | None
    place: Place
    deadline: datetime | date | Yearless | None
    free: bool | None
    organisers: tuple[str, ...]
    pages: int
    is_missing: bool
    is_disputed: bool


def load_listed(session: Session, positions: Sequence[int]) -> list[Listed]:
    """Events in the order of their positions' list; those that are in the session's cache as it has them."""
    kept: EventCache[Listed] | None = session.info.get(LISTED)
    found = {} if kept is None else known_at(session, kept, positions)
    missing = [position for position in positions if position not in found]
    rows = read_listed(session, tables.Event, "position", missing, without=_UNSHOWN)
    made = _made(session, rows)
    if kept is not None:
        kept.keep(made, {row.id: row for row in rows})
    found |= zip((row.position for row in rows), made, strict=True)
    return [found[position] for position in positions if position in found]


def _made(session: Session, rows: Sequence[tables.Event]) -> list[Listed]:
    told = _organising(session, [row.id for row in rows])
    several = {row.id: row.position for row in rows if len(told[row.id]) > 1}
    winners = title_winners(session, several)
    disputed = _disputed(session, several.values())
    return [_listed(row, told[row.id], winners.get(row.id), row.position in disputed) for row in rows]


def _listed(
    row: tables.Event, told: Mapping[str, Sequence[Party]], title_from: str | None, is_disputed: bool
) -> Listed:
    first = sorted(told, key=lambda key: key != title_from)
    parties = merged_parties(party for key in first for party in told[key])
    return Listed(
        id=row.id,
        position=row.position or 0,
        first_seen=row.first_seen,
        last_changed=row.last_changed,
        title=row.title,
        language=row.language,
        status=Status(row.status),
        when=when_of(row),
        yearless=yearless_of(row),
        place=place_of(row),
        deadline=deadline_of(row),
        free=row.free,
        organisers=tuple(dict.fromkeys(party.name for party in parties)),
        pages=len(told),
        is_missing=row.missing_since is not None,
        is_disputed=is_disputed,
    )


def _organising(session: Session, ids: Sequence[str]) -> dict[str, dict[str, list[Party]]]:
    """By event the announcements that tell of it, oldest first, and whom each calls its organisers."""
    rows = sorted(read_among(session, _telling, ids), key=_age)
    found: dict[str, dict[str, list[Party]]] = defaultdict(dict)
    for event_id, told, _, _, name, role, inferred in rows:
        parties = found[event_id].setdefault(told, [])
        if name is not None:
            parties.append(Party(name=name, role=Role(role), inferred=inferred))
    return found


def _age(row: Row[Any]) -> tuple[datetime, str, int]:
    return row.first_seen, row.id, row.position or 0


@cache
def _telling(dialect: str) -> Select[Any]:
    told, part = tables.Announcement, tables.Participation
    organising = and_(col(part.announcement_id) == col(told.id), col(part.role).in_(_ORGANISING))
    columns: tuple[Any, ...] = (told.event_id, told.id, told.first_seen)
    parts: tuple[Any, ...] = (part.position, part.name, part.role, part.inferred)
    # Beside each announcement those who hold it, one empty row where nobody is told.
    joined = select(*columns, *parts).outerjoin(part, organising)
    return joined.where(among(tables.Announcement.__table__.c.event_id, dialect))  # type: ignore[attr-defined]


def _disputed(session: Session, positions: Iterable[int | None]) -> set[int]:
    return {position for (position,) in read_among(session, _disputing, positions)}


@cache
def _disputing(dialect: str) -> Select[Any]:
    facet = tables.EventFacet.__table__.c  # type: ignore[attr-defined]
    keys = [facet_key("disputed", name) for name in CONFLICTS]
    return select(facet.position).where(among(facet.position, dialect), (facet.key + 0).in_(keys))
