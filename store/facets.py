"""What events are filtered by, as an inverted index: which events have this network, city, topic, funder.

A facet is a kind and a value, known by one hashed integer; ``event_facet`` holds (key, position), so that the
events of a facet lie in the order of their starts. Whatever is asked, one facet is walked and others probed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from pipeline.model import Role, Telling
from store import tables
from store.conflicts import conflicts_of
from store.fold import fold
from store.inserts import insert_rows
from store.reads import read_values
from store.rows import Row
from store.tellings import chunks

_ORGANISING = (Role.ORGANISER.value, Role.CO_ORGANISER.value)
# What can be listed or looked for by a part of it; others are only ever asked for by their whole value.
_LISTED = ("source", "network", "language", "topic", "city", "country", "status", "spot")
Facet = tuple[str, str]
PARTY_KEYS = {"organiser": 2**62, "funder": 2**62 + 1}
"""What twice an organisation's id is added to for the key of its facet."""


def facet_key(kind: str, value: str) -> int:
    """The key of a facet, the same everywhere: an organisation's is counted from its id, so that a question
    for names can be put to the database whole; others' are hashed, below all of those.
    """
    if kind in PARTY_KEYS:
        return PARTY_KEYS[kind] + 2 * int(value)
    hashed = blake2b(f"{kind}\n{value}".encode(), digest_size=8).digest()
    return int.from_bytes(hashed, "big") >> 2


def spot_of(lat: float, lon: float) -> str:
    """A place to about a kilometre, as text that sorts from south to north."""
    return f"{round((lat + 90) * 100):05d},{round((lon + 180) * 100):05d}"


def facets_of(row: tables.Event, tellings: Sequence[Telling], parties: Iterable[Facet]) -> set[Facet]:
    """All facets of an event by its row, who tells of it, and its organisations' ids by role."""
    return {facet for facet in (*_own(row), *_told(tellings), *parties) if facet[1]}


def _own(row: tables.Event) -> Iterator[Facet]:
    yield "status", row.status
    yield "online", str(int(row.online))
    yield "city", row.city_key or ""
    yield "country", row.country or ""
    for code in row.languages:
        yield "language", code.lower()
    if row.free is not None:
        yield "free", str(int(row.free))
    if row.lat is not None and row.lon is not None:
        yield "spot", spot_of(row.lat, row.lon)


def _told(tellings: Sequence[Telling]) -> Iterator[Facet]:
    for telling in tellings:
        told = telling.announcement
        yield "source", told.source_id
        yield "language", (told.language or "").lower()
        for network in telling.networks:
            yield "network", network
        for topic in told.topics:
            yield "topic", fold(topic)
    for conflict in conflicts_of(tellings):
        yield "disputed", conflict.field


def party_facets(session: Session, event_ids: Iterable[str]) -> Mapping[str, set[Facet]]:
    """Who organises and who pays, as facets of organisations' ids, by event id."""
    told, part, money = tables.Announcement, tables.Participation, tables.Funding
    found: dict[str, set[Facet]] = defaultdict(set)
    for chunk in chunks(event_ids):
        parties = (
            select(told.event_id, part.role, part.organisation_id)
            .join(part, col(part.announcement_id) == col(told.id))
            .where(col(told.event_id).in_(chunk), col(part.role).in_((*_ORGANISING, Role.FUNDER.value)))
        )
        for event_id, role, number in session.exec(parties):
            found[str(event_id)].add(("funder" if role == Role.FUNDER.value else "organiser", str(number)))
        paid = (
            select(told.event_id, money.organisation_id)
            .join(money, col(money.announcement_id) == col(told.id))
            .where(col(told.event_id).in_(chunk), col(money.organisation_id).is_not(None))
        )
        for event_id, payer in session.exec(paid):
            found[str(event_id)].add(("funder", str(payer)))
    return found


def drop_facets(session: Session, positions: Iterable[int]) -> None:
    """Forget the facets of the events at these positions."""
    table = tables.EventFacet
    for chunk in chunks(positions):
        session.execute(delete(table).where(col(table.position).in_(chunk)))


def write_facets(session: Session, by_position: Mapping[int, set[Facet]]) -> None:
    """Write the facets of events that have none in the index yet."""
    keys = {facet: facet_key(*facet) for facets in by_position.values() for facet in facets}
    rows: list[Row] = [
        {"key": keys[facet], "position": position}
        for position, facets in by_position.items()
        for facet in sorted(facets)
    ]
    insert_rows(session, tables.EventFacet, rows)
    listed = {key: facet for facet, key in keys.items() if facet[0] in _LISTED}
    for chunk in chunks(sorted(listed)):
        known = set(session.exec(select(tables.Facet.key).where(col(tables.Facet.key).in_(chunk))))
        new = [
            {"key": key, "kind": listed[key][0], "value": listed[key][1]} for key in chunk if key not in known
        ]
        if new:
            session.execute(insert(tables.Facet), new)


def facet_values(session: Session, kind: str) -> list[str]:
    """All values of a listed kind that some event has or had, in order."""
    table = tables.Facet
    return read_values(session, select(table.value).where(table.kind == kind).order_by(col(table.value)))
