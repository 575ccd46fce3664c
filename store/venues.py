"""Venues as entities: one house under all its names in a city, with its address and position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, col, func, select

from pipeline.model import Place
from store import tables
from store.fold import fold, folded_words, like_pattern
from store.match.terms import initials_of_longer, terms_of
from store.places import city_key
from store.rows import storable
from store.tellings import chunks

_INITIALS = range(3, 7)
_TOLD = ("address", "city", "country", "lat", "lon")
_COLUMNS = tuple(SQLModel.metadata.tables["venue"].columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueView:
    """One venue; ``aliases`` are its other names, ``events`` how many events are told to be there."""

    id: int
    name: str
    aliases: tuple[str, ...]
    address: str | None
    city: str | None
    country: str | None
    lat: float | None
    lon: float | None
    events: int


SeenVenues = dict[tuple[str, str], tables.Venue]
"""Venues that a transaction has found or stored, by name and city; all that they are found by is stored."""


def venue_id(session: Session, place: Place, seen: SeenVenues | None = None) -> int | None:
    """The id of the venue of this name in this city, a new row where it is not known; None without a name.

    A name that differs by inflection, language or abbreviation alone is an alias. What the row did not know
    yet (address, coordinates) is filled in; what it knows stays. What is in ``seen`` is not asked for again.
    """
    if not place.venue or not fold(place.venue):
        return None
    city = city_key(place.city, place.country) if place.city else ""
    known = seen.get((place.venue, city)) if seen is not None else None
    if known is not None:
        if _learnt(known, place):
            session.flush()
        return known.id
    own, asked = venue_keys(place.venue) if city else ([fold(place.venue)], [fold(place.venue)])
    table, alias = tables.Venue, tables.VenueAlias
    wanted = select(alias).where(col(alias.key).in_({*own, *asked}), alias.city_key == city)
    stored = {row.key: row.venue_id for row in session.exec(wanted)}
    number = next((stored[key] for key in asked if key in stored), None)
    row = session.get(table, number) if number is not None else None
    if row is None:
        row = table(folded=fold(place.venue), city_key=city, name=place.venue)
        session.add(row)
    _learnt(row, place)
    session.flush()
    new = [
        {"key": key, "city_key": city, "name": place.venue if key == own[0] else None, "venue_id": row.id}
        for key in own
        if key not in stored
    ]
    if new:
        session.execute(insert(alias), new)
    if seen is not None:
        seen[place.venue, city] = row
    return row.id


def _learnt(row: tables.Venue, place: Place) -> bool:
    """Whether a place tells of a venue what was not known of it, which is then filled in."""
    told = {name: getattr(place, name) for name in _TOLD if getattr(row, name) is None}
    new = {name: value for name, value in told.items() if value is not None}
    for name, value in new.items():
        setattr(row, name, value)
    return bool(new)


def venue_keys(name: str) -> tuple[list[str], list[str]]:
    """(the keys that a venue of this name is found by, those that it looks for), each the surest first.

    The folded name; all its terms in whatever language and inflection, numbers too ("=!library+raczi"), where
    one of them is a name of its own; an abbreviation looks for a name with its initials, and the name for it.
    """
    folded = fold(name)
    own, asked = [folded], [folded]
    terms = terms_of(name)
    telling = sorted({*terms.names, *terms.meanings, *terms.kinds, *terms.numbers})
    if len(telling) > 1 and (terms.names or len(terms.meanings) > 1):
        own.append(f"={'+'.join(telling)}")
        asked.append(own[-1])
    words = folded_words(name)
    if len(words) == 1 and name.strip().isupper() and len(folded) in _INITIALS:
        own.append(f"short {folded}")
        asked.append(f"initials {folded}")
    initials = initials_of_longer(words)
    if len(initials) in _INITIALS:
        own.append(f"initials {initials}")
        asked.append(f"short {initials}")
    return own, asked


def find_venues(session: Session, text: str | None = None, limit: int | None = None) -> list[VenueView]:
    """Venues with ``text`` in any of their names or in their city's, those of most events first."""
    table, alias, event = tables.Venue, tables.VenueAlias, tables.Event
    count = func.count(col(event.id))
    wanted = (
        select(table, count)
        .join(event, col(event.venue_id) == col(table.id), isouter=True)
        .group_by(*_COLUMNS)
        .order_by(count.desc(), col(table.id))
    )
    if text is not None:
        pattern = like_pattern(storable(text))
        named = select(alias.venue_id).where(
            col(alias.name).is_not(None), col(alias.key).like(pattern, escape="\\")
        )
        here = col(table.city_key).like(pattern, escape="\\")
        wanted = wanted.where(col(table.id).in_(named) | here)
    rows = session.exec(wanted.limit(limit)).all()
    names = _names(session, [row.id for row, _ in rows if row.id is not None])
    return [_view(row, names.get(row.id or 0, []), events) for row, events in rows]


def _names(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    alias = tables.VenueAlias
    found: dict[int, list[str]] = {}
    for chunk in chunks(ids):
        wanted = select(alias).where(col(alias.venue_id).in_(chunk), col(alias.name).is_not(None))
        for row in session.exec(wanted.order_by(col(alias.key))):
            found.setdefault(row.venue_id, []).append(str(row.name))
    return found


def _view(row: tables.Venue, names: Sequence[str], events: int) -> VenueView:
    return VenueView(
        id=row.id or 0,
        name=row.name,
        aliases=tuple(name for name in dict.fromkeys(names) if name != row.name),
        address=row.address,
        city=row.city,
        country=row.country,
        lat=row.lat,
        lon=row.lon,
        events=events,
    )
